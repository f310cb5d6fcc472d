"""The words at the end: ./., Nơi nhận and Lưu, the signer (Phụ lục I, Phần I, II.7, II.9; Phụ lục III)."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.layout.checks.text_bases import dash_faults, end_faults
from doc_templates.layout.checks.text_fault import Fault, flaws, plain, whole, words
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_AS_ABOVE_ALLOWED = ("giay-gioi-thieu", "giay-moi", "cong-dien", "thu-cong")
_KEPT = re.compile(r"- Lưu: VT(?:, ?[^\s,;.](?:[^;.]*[^\s;.,])?)?\.(?P<rest>.*)$")
_LOOSE_KEPT = re.compile(
    r"[-–+•\s]*lưu\s*[:;.]?\s*(?P<office>vt)?\s*[,;.]?\s*(?P<unit>.*?)\s*[.;,]*\s*$", re.IGNORECASE
)
_PREFIX = r"(?:TM|KT|TL|TUQ|Q)"
_LOOSE_PREFIX = re.compile(
    r"(?P<prefix>T\s?/\s?M|T\.\s?M|TM|K\s?/\s?T|K\.\s?T|KT|T\s?/\s?L|T\.\s?L|TL|T\.?U\.?Q|T\s?/\s?U\s?/\s?Q|TUN|Q)"
    r"(?:\s*[.:]\s*|\s+)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ACTING = re.compile(r"(?:QUYỀN)\s+(?P<rest>(?:CHỦ|GIÁM|TRƯỞNG|CỤC|BỘ|VỤ|HIỆU|VIỆN|TỔNG|CHÁNH|CHI).*)$", re.IGNORECASE)
_DEPUTY = re.compile(r"(?:PHÓ|THỨ TRƯỞNG)\b")
_TITLES = re.compile(
    r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|TRƯỞNG|CỤC TRƯỞNG|HIỆU TRƯỞNG|CHÁNH|THỦ TƯỚNG|THỦ TRƯỞNG)\b"
)
_DEGREES = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|Th\.S|T\.S|BS|KS|CN|LS|DS|BSCK ?I{1,2}|NSND|NSƯT|NGND|NGƯT|TTND|TTƯT|CKI{1,2})(?:\s*[.,:]\s*|\s+)"
    r"|(?:Phó giáo sư|Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Bác sỹ|Kỹ sư|Cử nhân|Luật sư|Dược sĩ|Viện sĩ|"
    r"Nghệ sĩ nhân dân|Nghệ sĩ ưu tú|Nhà giáo nhân dân|Nhà giáo ưu tú|Ông|Bà|Đồng chí|Đ/c)[,:]?\s+)+",
    re.IGNORECASE,
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
    return text.rstrip().endswith((";", ",", "."))


def _is_kept(text: str) -> bool:
    return bool(re.match(r"[-–+•\s]*lưu\b", text, re.IGNORECASE))


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
    if _KEPT.match(lines[at].rstrip()):
        return
    loose = _LOOSE_KEPT.match(lines[at])
    unit = loose["unit"] if loose else ""
    good = re.fullmatch(r"[^\W_][\w&.]*(?:, ?[^\W_][\w &().-]*)*", unit) or not unit
    wanted = f"- Lưu: VT, {unit}." if unit else "- Lưu: VT."
    yield Fault(0, len(lines[at]), wanted, wanted if good else None, at)


def as_above(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.b: “Như trên” heads the list where, and only where, the text is addressed."""
    main = components.main
    if not main["recipients"]:
        return
    lines = words(main["recipients"])
    if main["addressed"] and main.kind != "cong-dien":
        if not re.match(r"\W*như trên", lines[0], re.IGNORECASE):
            yield from flaws(main["recipients"], [Fault(0, len(lines[0]), "- Như trên;")])
    elif main.kind not in _AS_ABOVE_ALLOWED:
        for at, text in enumerate(lines):
            if re.match(r"\W*như trên\W*$", text, re.IGNORECASE):
                yield from flaws(main["recipients"], [Fault(0, len(text), "- Như Điều …;", None, at)])


def signer(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.7.b, đ: TM., KT., TL., TUQ., Q. as the decree writes them."""
    for span in components["signer_lines"]:
        yield from flaws([span], signer_faults(plain(span.text)))


def signer_faults(text: str) -> Iterator[Fault]:
    """One line of the signer's block."""
    acting = _ACTING.match(text)
    if acting:
        yield Fault(0, acting.start("rest"), "Q.", "Q. ")
    if not acting and not re.match(rf"{_PREFIX}\. \S", text):
        yield from _prefix_faults(text)
    if re.search(r"[,;:.]$", text.rstrip()):
        bare = text.rstrip().rstrip(",;:. ")
        yield Fault(len(bare), len(text), "không có dấu ở cuối", "")


def _prefix_faults(text: str) -> Iterator[Fault]:
    loose = _LOOSE_PREFIX.match(text)
    if loose is None:
        return
    prefix = re.sub(r"[^A-Z]", "", loose["prefix"].upper())
    if prefix == "TUN":
        yield Fault(0, loose.start("rest"), "TM., KT., TL., TUQ. hoặc Q.")
    else:
        yield Fault(0, loose.start("rest"), f"{prefix}. …", f"{prefix}. ")


def signer_order(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """Điều 13; II.7.b: who signs for whom, one line under the other."""
    for part in components.parts:
        spans = part["signer_lines"]
        blocks: dict[object, list] = {}  # type: ignore[type-arg]
        for span in spans:
            blocks.setdefault(
                span.paragraph.cell and (span.paragraph.cell.table, span.paragraph.cell.column), []
            ).append(span)
        for block in blocks.values():
            yield from flaws(block, order_faults([plain(span.text).upper().strip() for span in block]))


def order_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """`lines`: one block, in capitals."""
    prefixes = [found[0] if (found := re.match(rf"{_PREFIX}(?=\. )", text)) else "" for text in lines]
    for at, (prefix, text) in enumerate(zip(prefixes, lines, strict=True)):
        name = text.removeprefix(f"{prefix}. ")
        below = [each for each in prefixes[at + 1 :] if each]
        if prefix in ("TM", "KT", "TL", "TUQ") and at == len(lines) - 1:
            yield Fault(0, len(text), "chức vụ của người ký ở dòng dưới", None, at)
        elif prefix == "TM" and _TITLES.match(name):
            yield Fault(0, len(text), "TM. trước tên tập thể, cơ quan", None, at)
        elif prefix == "KT" and name.startswith("PHÓ "):
            start = text.index("PHÓ ")
            yield Fault(start, start + 4, "KT. trước chức vụ cấp trưởng", "", at)
        elif prefix == "TM" and "TM" in prefixes[:at] or prefix and "TM" in below:
            yield Fault(0, len(text), "TM. ở dòng đầu", None, at)
        elif not prefix and _DEPUTY.match(text) and at and not {"KT", "TUQ"} & set(prefixes[:at]):
            yield Fault(0, len(text), "KT. và chức vụ cấp trưởng ở dòng trên", None, at)


def signer_name(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.7.c: no degrees, ranks of learning or titles of honour before the name; the name's syllables in capitals."""
    for span in components["signer_name"]:
        yield from flaws([span], name_faults(plain(span.text)))


def name_faults(text: str) -> Iterator[Fault]:
    """One signer's name."""
    degrees = _DEGREES.match(text)
    if degrees:
        yield Fault(0, degrees.end(), "chỉ ghi họ và tên", "")
    start = degrees.end() if degrees else 0
    bare = text.rstrip().rstrip(".,;")
    if bare != text.rstrip():
        yield Fault(len(bare), len(text), "không có dấu ở cuối", "")
    name = bare[start:]
    wanted = " ".join(word[:1].upper() + word[1:] for word in name.split(" "))
    if name != wanted and name != name.upper():
        yield Fault(start, len(bare), wanted, wanted)
