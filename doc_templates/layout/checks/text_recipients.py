"""The words at the end: ./., Nơi nhận and Lưu (Phụ lục I, Phần I, II.9; Phụ lục III)."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.layout.checks.text_bases import dash_faults, end_faults
from doc_templates.layout.checks.text_fault import Fault, flaws, plain, whole, words
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_AS_ABOVE_ALLOWED = ("giay-moi", "cong-dien", "thu-cong")
_KEPT = re.compile(r"- Lưu: VT(?:, ?[^\s,;.](?:[^;.]*[^\s;.,])?)?\.(?P<rest>.*)$")
_JOINED = re.compile(r"- Lưu: VT(?P<mark> ?[-–/] ?)[^\s,;.][^;.]*\.$")
_LOOSE_KEPT = re.compile(
    r"[-–+•\s]*lưu\s*[:;.]?\s*(?P<office>vt)?\s*[,;.]?\s*(?P<unit>.*?)\s*[.;,]*\s*$", re.IGNORECASE
)


def end_mark(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """Phụ lục III: the text of every model ends with ./."""
    main = components.main
    if main["body"] and main.kind:
        yield from flaws([main["body"][-1]], end_mark_faults(plain(main["body"][-1].text)))


def appendix_end_mark(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """Models 1.3, 2.1 and 2.2: so do attached documents and appendices, unless they end in a table."""
    for part in components.parts[1:]:
        last = max(part["body"] + part["cell"], key=lambda span: span.paragraph.index, default=None)
        if part.role in ("attached", "appendix") and last is not None and last in part["body"]:
            yield from flaws([last], end_mark_faults(plain(last.text)))


def end_mark_faults(text: str) -> Iterator[Fault]:
    """The mark itself; other marks in its place give way to it."""
    if re.search(r"(?:^|[^./\s]|\.{3}|…|\s)\./\.$", text.rstrip()):
        return
    bare = re.sub(r"[\s./;,:]+$", "", text)
    yield Fault(len(bare), len(text), "./.", "./.")


def recipients_head(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.d: “Nơi nhận” with a colon."""
    for span in components["recipients_head"]:
        text = plain(span.text)
        if text.strip() != "Nơi nhận:":
            yield from flaws([span], [whole(text, "Nơi nhận:")])


def recipients(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.d: each recipient with a dash before and “;” behind."""
    for part in components.parts:
        spans = part["recipients"]
        yield from flaws(spans, recipients_faults(words(spans)))


def recipients_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """All lines but "Lưu"; a name that runs over a line break ends on its last line."""
    for at, text in enumerate(lines):
        if _is_kept(text):
            continue
        if at and not _ends(lines[at - 1]) and not re.match(r"\s*[-–+•*]", text):
            continue
        yield from dash_faults(text, at)
        following = lines[at + 1] if at + 1 < len(lines) else "-"
        if re.match(r"\s*[-–+•*]|\s*lưu", following, re.IGNORECASE) or _ends(text):
            yield from end_faults(text, ";", at)


def _ends(text: str) -> bool:
    return text.rstrip().endswith((";", "."))


def _is_kept(text: str) -> bool:
    return bool(re.match(r"[-–+•\s]*lưu\b(?!\s+trữ)", text, re.IGNORECASE))  # not "Lưu trữ lịch sử"


def kept(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.d: the last line is “- Lưu: VT, <đơn vị soạn thảo>.”"""
    for part in components.parts:
        spans = part["recipients"]
        if spans:
            yield from flaws(spans, kept_faults(words(spans)))


def kept_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """There is such a line, it is the last, and it is written so."""
    at = next((at for at, text in enumerate(lines) if _is_kept(text)), None)
    if at is None:
        yield Fault(0, len(lines[-1]), "- Lưu: VT, ….", None, len(lines) - 1)
        return
    if any(not re.fullmatch(r"\W*|[^-]*", text) for text in lines[at + 1 :]):
        yield Fault(0, len(lines[at]), "dòng cuối cùng", None, at)
    if _KEPT.match(lines[at].rstrip()) or _JOINED.match(lines[at].rstrip()):
        return
    loose = _LOOSE_KEPT.match(lines[at])
    unit = loose["unit"] if loose else ""
    good = re.fullmatch(r"[^\W_][\w &.()]*(?:, ?[^\W_][\w &().-]*)*", unit) or not unit
    wanted = f"- Lưu: VT, {unit}." if unit else "- Lưu: VT."
    yield Fault(0, len(lines[at]), wanted, wanted if good else None, at)


def kept_joined(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """The models part VT from the unit by a comma; offices also write “VT-TH”: told, but no bar."""
    for part in components.parts:
        spans = part["recipients"]
        yield from flaws(spans, kept_joined_faults(words(spans)))


def kept_joined_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """What stands between VT and the drafting unit is a comma."""
    for at, text in enumerate(lines):
        if joined := _JOINED.match(text.rstrip()):
            yield Fault(joined.start("mark"), joined.end("mark"), ", ", ", ", at)


def as_above(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.b: “Như trên” heads the list where, and only where, the text is addressed; mẫu 1.8 has it as well."""
    main = components.main
    if not main["recipients"]:
        return
    lines = words(main["recipients"])
    if (main["addressed"] and main.kind != "cong-dien") or main.kind == "giay-gioi-thieu":
        if not re.match(r"\W*như trên", lines[0], re.IGNORECASE):
            new = "- Như trên;" if re.match(r"\W*như (?!điều)", lines[0], re.IGNORECASE) else None
            yield from flaws(main["recipients"], [Fault(0, len(lines[0]), "- Như trên;", new)])
    elif main.kind not in _AS_ABOVE_ALLOWED:
        for at, text in enumerate(lines):
            if re.match(r"\W*như trên\W*$", text, re.IGNORECASE):
                yield from flaws(main["recipients"], [Fault(0, len(text), "- Như Điều …;", None, at)])
