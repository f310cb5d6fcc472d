"""Documents named in the text: is what is said of them enough to find them (Phụ lục I, Phần I, II.6.a-b)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from doc_templates.kinds import date_text
from doc_templates.layout.checks.text_fault import Fault, flaws, words
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_KINDS = (
    "Nghị định", "Nghị quyết liên tịch", "Nghị quyết", "Quyết định", "Thông tư liên tịch", "Thông tư", "Chỉ thị",
    "Công văn", "Kế hoạch", "Thông báo", "Tờ trình", "Báo cáo", "Hướng dẫn", "Chương trình", "Công điện", "Biên bản",
    "Kết luận",
)  # fmt: skip
_CITED = re.compile(
    rf"\b(?P<kind>{'|'.join(_KINDS)}) số:? ?(?P<number>\d+[^\s,;.)]*/?[^\s,;)]*[^\s,;.)]|\d+)", re.IGNORECASE
)
_DATE = re.compile(
    r"\s*,?\s*(?:ban hành )?(?:ký )?ngày (?:\d{1,2} tháng \d{1,2} năm \d{4}|\d{1,2}/\d{1,2}/\d{4}|[.…\s]+tháng)"
)
_BASIS = re.compile(rf"^\W*căn cứ:?\s+(?:các\s+)?(?P<kind>{'|'.join(_KINDS)}|Bộ luật|Luật|Pháp lệnh)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|bổ sung|công bố|thành lập|giao|kiện toàn|triển khai|"
    r"thực hiện|tổ chức|phân công|ủy quyền|uỷ quyền|bãi bỏ|đính chính|điều chỉnh|quy chế|tăng cường|đẩy mạnh|"
    r"đổi mới|phát động|nâng cao|phân cấp|chấp thuận|cho phép|thông qua|sắp xếp|chấn chỉnh|họp)\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"ngày (?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_WITHOUT_SUBJECT = ("biên bản", "kết luận", "tờ trình", "công điện")


def complete_bases(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.a: kind, number, symbol, issuer, date and subject of every basis; of laws the date."""
    for part in components.parts:
        spans = part["bases"]
        yield from flaws(spans, basis_faults(words(spans)))


def basis_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """What a basis does not say of the document it names."""
    for at, text in enumerate(lines):
        found = _BASIS.match(text)
        if found is None or "đại hội" in text.casefold():
            continue
        lacking = _lacking(text, found["kind"].casefold())
        if lacking:
            yield Fault(0, len(text), ", ".join(lacking), None, at)


def _lacking(text: str, kind: str) -> list[str]:
    law = kind in ("luật", "bộ luật", "pháp lệnh")
    needed = {
        "số, ký hiệu": law or re.search(r"\bsố:? ?\d+[^\s,;.]*[/-]\w", text),
        "ngày, tháng, năm ban hành": re.search(
            r"ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d{4}|ngày\s+\d+/\d+/\d{4}|ngày[\s.…]+tháng", text
        ),
        "cơ quan ban hành": law or re.search(r"(?:năm\s+\d{4}|/\d{4}|năm[\s.…]+),?\s+(?:của|do)\s+\S", text),
        "trích yếu": law or kind in _WITHOUT_SUBJECT or _SUBJECT.search(text[len("Căn cứ ") + len(kind) + 1 :]),
    }
    return [name for name, there in needed.items() if not there]


def citations(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.b: a document named for the first time is named with date and issuer."""
    spans = [span for part in components.parts for name in ("bases", "body") for span in part[name]]
    spans = sorted(set(spans), key=lambda span: (span.paragraph.index, span.start))
    bases = {id(span) for part in components.parts for span in part["bases"]}
    yield from flaws(spans, citation_faults(words(spans), {at for at, span in enumerate(spans) if id(span) in bases}))


def citation_faults(lines: Sequence[str], known: set[int] = frozenset()) -> Iterator[Fault]:  # type: ignore[assignment]
    """`known`: lines that name documents under a rule of their own; what they name may be short later on."""
    named: set[str] = set()
    for at, text in enumerate(lines):
        for found in _CITED.finditer(text):
            number = found["number"].casefold()
            if number not in named and at not in known and not _full(text[found.end() :]):
                yield Fault(found.start(), found.end(), "ngày tháng năm và cơ quan ban hành", None, at)
            named.add(number)


def _full(rest: str) -> bool:
    dated = _DATE.match(rest)
    return bool(dated and re.match(r"[^.;]{0,80}?\b(?:của|do)\b", rest[dated.end() :]))


def written_dates(lines: Sequence[str]) -> Iterator[Fault]:
    """Dates with slashes behind “ngày”."""
    for at, text in enumerate(lines):
        for found in _SLASHED.finditer(text):
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
            yield Fault(found.start(), found.end(), date_text("", day), date_text("", day), at)
