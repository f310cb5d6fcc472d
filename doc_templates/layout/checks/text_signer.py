"""The words of the signer's block (Điều 13; Phụ lục I, Phần I, II.7)."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.layout.checks.text_fault import Fault, flaws, plain
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

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
    r"(?:(?:PGS|GS|TS|ThS|Th\.S|T\.S|BS|KS|CN|LS|DS|BSCK ?I{1,2}|NSND|NSƯT|NGND|NGƯT|TTND|TTƯT|CKI{1,2})"
    r"(?:\s*[.,:]\s*|\s+)"
    r"|(?:Phó giáo sư|Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Bác sỹ|Kỹ sư|Cử nhân|Luật sư|Dược sĩ|Viện sĩ|"
    r"Nghệ sĩ nhân dân|Nghệ sĩ ưu tú|Nhà giáo nhân dân|Nhà giáo ưu tú|Ông|Bà|Đồng chí|Đ/c)[,:]?\s+)+",
    re.IGNORECASE,
)


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
        elif (prefix == "TM" and "TM" in prefixes[:at]) or (prefix and "TM" in below):
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
