"""The words above the body: kind, V/v, Kính gửi, legal bases and the enacting words (Phụ lục I, Phần I, II.5, 6, 9)."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.kinds import Kind, kinds
from doc_templates.layout.checks.text_citations import written_dates
from doc_templates.layout.checks.text_fault import Fault, flaws, plain, whole, words
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule
from doc_templates.layout.segments import fold

_BEGINS = ("Căn cứ", "Theo", "Xét", "Thực hiện", "Tiếp theo", "Trên cơ sở")
_LAW = re.compile(r"^\W*căn cứ:?\s+(?:các\s+)?(?:bộ luật|luật|pháp lệnh)\b", re.IGNORECASE)
_LAW_NUMBER = re.compile(r",?\s+số:?\s*(?:\d+/\d{4}/[A-ZĐ]+\d*(?:-[A-ZĐ]+\d*)*|\d+-L/[A-Z]+\d*)", re.IGNORECASE)
_LAW_ISSUER = re.compile(
    r"(?:năm \d{4}|\d+/\d+/\d{4})(?P<issuer>,?\s+(?:của|do)\s+"
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội)(?:\s+ban hành)?)"
)
_ENACTING = {"quyet-dinh": "QUYẾT ĐỊNH:", "nghi-quyet": "QUYẾT NGHỊ:"}


def kind(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """Điều 7: the title is one of the 29 kinds."""
    for span in components.main["kind"]:
        yield from flaws([span], kind_faults(plain(span.printed)))


def kind_faults(text: str) -> Iterator[Fault]:
    """A title that is almost one of the 29 is that one misspelt."""
    names = {fold(each.name): each.name.upper() for each in kinds().values()}
    title = " ".join(text.split())
    if title.upper().replace("UỶ", "ỦY").replace("HOẢ", "HỎA") not in {
        name.replace("UỶ", "ỦY") for name in names.values()
    }:
        near = names.get(fold(title))
        yield whole(text, near or "tên loại văn bản theo Điều 7", certain=near is not None)


def letter_subject(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.5.b: the subject of a công văn follows “V/v” and is no sentence."""
    spans = components["letter_subject"]
    if spans:
        yield from flaws(spans, letter_subject_faults(words(spans)))


def letter_subject_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """`lines`: one subject, perhaps on several lines."""
    if not re.match(r"V/v \S", lines[0]):
        loose = re.match(r"(?:v\s*/\s*v|về việc)\s*[:.]?\s*", lines[0], re.IGNORECASE)
        yield Fault(0, loose.end() if loose else 0, "V/v …", "V/v ")
    if lines[-1].endswith((".", ";")) and not lines[-1].endswith(".."):
        yield Fault(len(lines[-1]) - 1, len(lines[-1]), "không có dấu ở cuối", "", len(lines) - 1)


def addressed(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.d: “Kính gửi” with a colon."""
    telegram = components.kind == "cong-dien"  # mẫu 1.6: “… điện:”
    for span in () if telegram else components.main["addressed"]:
        yield from flaws([span], addressed_faults(plain(span.text)))


def addressed_faults(text: str) -> Iterator[Fault]:
    """The words before the first name."""
    if re.match(r"Kính gửi:(?: |$)", text):
        return
    loose = re.match(r"(?:kính\s+)?g[ửởừ]i\s*[:;.,]?\s*", text, re.IGNORECASE)
    if loose is None:
        yield whole(text, "Kính gửi:", certain=False)
    else:
        rest = text[loose.end() :]
        yield Fault(0, loose.end(), "Kính gửi:", "Kính gửi: " if rest else "Kính gửi:")


def addressed_kinds(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.b: only công văn, tờ trình and a báo cáo to a higher level are addressed to somebody."""
    kind = kinds().get(components.kind or "")
    if kind and not kind.addressed and components.main["addressed"] and kind.id not in ("cong-dien", "thu-cong"):
        span = components.main["addressed"][0]
        yield Flaw(span, plain(span.text), "chỉ ghi “Nơi nhận”")


def addressees(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.9.d: two or more each on a line with a dash, “;” behind each and “.” behind the last."""
    spans = components.main["addressees"]
    yield from flaws(spans, list_faults(words(spans)))
    heads = components.main["addressed"]
    yield from flaws(heads, one_line_faults(words(heads)))


def one_line_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """Only one name may stand behind “Kính gửi:”."""
    for at, text in enumerate(lines):
        if re.search(r":.*\w\s*;\s*\w", text):
            yield Fault(0, len(text), "mỗi nơi nhận một dòng", None, at)


def list_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """A single name may stand without dash and mark; a list must have both."""
    if len(lines) == 1 and not re.match(r"\s*[-–—+•*]", lines[0]):
        if lines[0].rstrip().endswith((";", ",")):
            yield Fault(len(lines[0].rstrip()) - 1, len(lines[0]), "không có dấu ở cuối", "")
        return
    for at, text in enumerate(lines):
        yield from dash_faults(text, at)
        yield from end_faults(text, ";" if at < len(lines) - 1 else ".", at)


def dash_faults(text: str, line: int) -> Iterator[Fault]:
    """“- ” before the name."""
    if re.match(r"- \S", text):
        return
    found = re.match(r"\s*(?:[-–—+•*·o]\s+|[-–—+•*·])?\s*", text)
    end = found.end() if found else 0
    yield Fault(0, end, "- …", "- ", line)


def end_faults(text: str, mark: str, line: int) -> Iterator[Fault]:
    """The mark at the end of a line."""
    kept = text.rstrip()
    if kept.endswith(mark) and not (mark == "." and kept.endswith((";.", ",.")) and not kept.endswith("..")):
        return
    bare = re.sub(r"\s*[;,.:/]$", "", kept) if not re.search(r"(?:\.\.|…)$", kept) else kept
    yield Fault(len(bare), len(text), f"…{mark}", mark, line)


def bases_punctuation(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.a: each basis ends with “;”, the last with “.”."""
    for part in components.parts:
        spans = part["bases"]
        yield from flaws(spans, bases_punctuation_faults(words(spans)))


def bases_punctuation_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """A last basis that announces the text itself (“… như sau:”) is no basis alone and keeps its colon."""
    for at, text in enumerate(lines):
        if at == len(lines) - 1 and re.search(r"như sau:\s*$|^Xét .*:\s*$", text):
            return
        yield from end_faults(text, ";" if at < len(lines) - 1 else ".", at)


def bases_wording(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """Models 1.1 to 1.3: a basis begins with “Căn cứ”, the last may begin with “Theo đề nghị của”."""
    for part in components.parts:
        spans = part["bases"]
        yield from flaws(spans, bases_wording_faults(words(spans)))


def bases_wording_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """How each line begins."""
    for at, text in enumerate(lines):
        if text.startswith(tuple(f"{begin} " for begin in _BEGINS)):
            continue
        loose = re.match(r"[-–—+•*\s]*(?P<begin>căn cứ|theo|xét|thực hiện|trên cơ sở)\s*[:,]?\s+", text, re.IGNORECASE)
        if loose:
            begin = loose["begin"].capitalize()
            yield Fault(0, loose.end(), f"{begin} …", f"{begin} ", at)
        else:
            yield Fault(0, len(text), "Căn cứ …", None, at)


def law_number(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.a: laws and ordinances are named without number, symbol and issuer."""
    for part in components.parts:
        spans = part["bases"]
        yield from flaws(spans, law_faults(words(spans)))


def law_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """What stands too much in a basis that is a law."""
    for at, text in enumerate(lines):
        if _LAW.match(text):
            for found in _LAW_NUMBER.finditer(text):
                yield Fault(found.start(), found.end(), "không ghi số, ký hiệu", "", at)
            for found in _LAW_ISSUER.finditer(text):
                yield Fault(*found.span("issuer"), "không ghi cơ quan ban hành", "", at)


def bases_dates(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.a with II.4.b: dates of bases are written out."""
    for part in components.parts:
        spans = part["bases"]
        yield from flaws(spans, written_dates(words(spans)))


def decides(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """Models 1.1 to 1.3: QUYẾT ĐỊNH: and QUYẾT NGHỊ:."""
    for span in components.main["decides"]:
        yield from flaws([span], decides_faults(plain(span.text), kinds().get(components.kind or "")))


def decides_faults(text: str, kind: Kind | None) -> Iterator[Fault]:
    """Capitals are the rules of letters' affair; here only words and colon count."""
    wanted = _ENACTING.get(kind.id if kind else "", "")
    if wanted and text.strip().upper() != wanted:
        yield whole(text, wanted if text == text.upper() else wanted.capitalize())
