"""A legal basis: one typed line → its facts, and the facts → the line as the decree wants it (Phụ lục I, Phần I, II.6).

Beside the body: the office's kept list, the drafting page and the layout checker read bases here, all in one way.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date

from doc_templates.kinds import date_text, kinds

LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Kinds named by their name and day alone (II.6.a)."""
_OTHERS = (
    "Lệnh", "Nghị quyết liên tịch", "Nghị định", "Thông tư liên tịch", "Thông tư", "Kết luận", "Điều lệ", "Văn bản",
    "Văn bản hợp nhất",
)  # fmt: skip
_NAMES = sorted({*LAWS, *_OTHERS, *(kind.name for kind in kinds().values())}, key=len, reverse=True)


@dataclass(frozen=True)
class LegalBasis:
    """What a basis says. All "" where it cites no document (“Theo đề nghị của …”): then `words` is all there is.

    `lead`: “Căn cứ”, “Theo” …; `within`: “điểm a khoản 1 Điều 5”; `reference`: “30/2020/NĐ-CP”; `year` where only the
    year is said; `subject`: the name of a law, else the trích yếu with its first word (“về công tác văn thư”);
    `more`: words behind that belong to nothing else; `words`: the line as typed, tidied, no part of a comparison.
    """

    kind: str = ""
    subject: str = ""
    dated: date | None = None
    reference: str = ""
    issuer: str = ""
    within: str = ""
    lead: str = ""
    year: int | None = None
    more: str = ""
    words: str = field(default="", compare=False)

    @property
    def number(self) -> str:
        """ "30/2020" of 30/2020/NĐ-CP, "01" of 01-NQ/TW."""
        return self.reference.removesuffix(self.symbol).rstrip("/-")

    @property
    def symbol(self) -> str:
        """ "NĐ-CP" of 30/2020/NĐ-CP, "NQ/TW" of 01-NQ/TW; "" where only figures were typed."""
        found = re.search(r"[/-]([^\W\d_].*)", self.reference)
        return found[1] if found else ""

    @property
    def is_law(self) -> bool:
        return self.kind in LAWS


def written(basis: LegalBasis) -> str:
    """The basis as it is printed, without the mark at the line's end; `parse` reads it back the same."""
    if not basis.kind:
        return basis.words
    words = " ".join(filter(None, (basis.lead, basis.within, basis.kind, *_facts(basis))))
    return words + (basis.more if basis.more.startswith((";", ",")) else f" {basis.more}".rstrip())


def _facts(basis: LegalBasis) -> tuple[str, ...]:
    when = date_text("", basis.dated) if basis.dated else f"năm {basis.year}" if basis.year else ""
    if basis.is_law:
        return basis.subject, when
    number = f"số {basis.reference}" if basis.reference else ""
    return number, when, f"của {basis.issuer}" if basis.issuer else "", basis.subject


def missing(basis: LegalBasis) -> tuple[str, ...]:
    """What the decree asks for (II.6.a) and the basis lacks: number, symbol, date, issuer, subject, in this order."""
    if not basis.kind or basis.kind == "Hiến pháp":
        return ()
    wanted: dict[str, object] = {"date": basis.dated, "subject": basis.subject}
    if not basis.is_law:
        wanted = {"number": basis.number, "symbol": basis.symbol, "date": basis.dated, "issuer": basis.issuer} | wanted
    return tuple(name for name, value in wanted.items() if not value)


_LEAD = re.compile(r"(?i:(căn cứ(?: vào)?|theo|thực hiện|xét|trên cơ sở|tiếp theo))\s+")
_KIND = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, _NAMES))})(?!\w)")
_WITHIN = re.compile(r"(?:(?:quy định )?tại )?(?:các )?(?i:điểm|khoản|điều|mục|chương|phần|tiết|phụ lục)\s[^;]{1,100}$")
_SYMBOL = r"(?:[A-ZĐ][A-ZĐa-zđ0-9&.]*)(?:-[A-ZĐ][A-ZĐa-zđ0-9&.]*)*"
_REFERENCE = re.compile(
    rf"(?:số\s*:?\s*(\d{{1,7}}[a-zđ]?(?:/\d{{4}})?(?:[/-]{_SYMBOL}(?:/{_SYMBOL})?)?(?:(?:\s[a-zà-ỹđ]+){{1,3}}(?=\sngày\s))?)"
    rf"|(\d{{1,7}}[a-zđ]?(?:/\d{{4}})?[/-]{_SYMBOL}(?:/{_SYMBOL})?))(?![\w/])"
)
_DAY = re.compile(
    r"(?:ngày\s+(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})|(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}))(?!\d)"
)
_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)\d\d)(?![\d/])")
_OPENER = (
    "về|quy định|ban hành|phê duyệt|sửa đổi|bổ sung|hướng dẫn|triển khai|thực hiện|tổ chức|giao|công bố|tăng cường|"
    "đẩy mạnh|thông qua|bãi bỏ|thành lập|kiện toàn|chỉ đạo|điều chỉnh|phân công|phân cấp|phân bổ|phát động|khen thưởng|"
    "tặng|công nhận|bổ nhiệm|quản lý|xây dựng|cho phép|chấp thuận|đính chính|thay thế|hợp nhất|thu hồi|đề nghị|chi tiết"
)
_SUBJECT = re.compile(rf"(?:{_OPENER})(?!\w)")
_ISSUER = re.compile(rf"của\s+(.+?)(?=\s*(?:,\s*)?(?:\s(?:{_OPENER})(?!\w)|\sngày\s+\d|\ssố\s*:?\s*\d|;|$))")
_IN_LAW = re.compile(
    r"\s*(?:(?:\bsố\s*:?\s*|\bngày\s+|\bnăm\s+)(?=\d)|,?\s*\bđã được\b|,?\s*\bđược sửa đổi\b|;|\bcủa Quốc hội)"
)


def parse(line: str) -> LegalBasis:
    """Reads one typed line: number, day and issuer in any order, the day in any way. Never fails, loses no word but
    those that are not printed (number and issuer of a law remain as facts)."""
    words = re.sub(r"^[-–+*•]\s+", "", " ".join(unicodedata.normalize("NFC", line).split())).rstrip(" ;.,:")
    lead = _LEAD.match(words)
    start = lead.end() if lead else 0
    found = _kind(words, start)
    if found is None:
        return LegalBasis(words=words)
    basis = LegalBasis(
        kind=found[1], lead=lead[1] if lead else "", within=words[start : found.start()].strip(), words=words
    )
    return _read(basis, words[found.end() :].strip())


def _kind(words: str, start: int) -> re.Match[str] | None:
    """The name of the kind at the beginning, behind “khoản 1 Điều 5 của”, or anywhere with “số …” behind it."""
    for found in _KIND.finditer(words, start):
        before, behind = words[start : found.start()].strip(), words[found.end() :].lstrip()
        numbered = _REFERENCE.match(behind) is not None
        if found[1] == "Luật" and not (numbered or behind[:1].isupper() or _SUBJECT.match(behind)):
            continue  # “Luật sư”
        if numbered or not before or _WITHIN.match(before):
            return found
    return None


def _read(basis: LegalBasis, rest: str) -> LegalBasis:
    """Takes one fact after the other from the front of the words; what is none remains as `more`."""
    while rest:
        ahead = rest.lstrip(" ,")
        took = _take(basis, ahead)
        if took is None:
            return replace(basis, more=rest.strip())
        basis, length = took
        rest = ahead[length:]
    return basis


def _take(basis: LegalBasis, rest: str) -> tuple[LegalBasis, int] | None:
    if not basis.reference and (found := _REFERENCE.match(rest)):
        return replace(basis, reference=found[1] or found[2]), found.end()
    if basis.dated is None and basis.year is None and (found := _DAY.match(rest)) and (day := _day(found)):
        return replace(basis, dated=day), found.end()
    if basis.is_law and basis.dated is None and basis.year is None and (found := _YEAR.match(rest)):
        return replace(basis, year=int(found[1])), found.end()
    if not basis.issuer and (found := _ISSUER.match(rest)):
        return replace(basis, issuer=found[1].strip()), found.end()
    return None if basis.subject or rest.startswith(";") else _take_subject(basis, rest)


def _take_subject(basis: LegalBasis, rest: str) -> tuple[LegalBasis, int] | None:
    """The name of a law ends before its day or number; a trích yếu at the number if that has not come, else nowhere."""
    if basis.is_law:
        stop = _IN_LAW.search(rest)
        last = _DAY.search(rest) or re.search(r"\s(?:19|20)\d\d$", rest)
    elif _SUBJECT.match(rest) or not (basis.reference or basis.dated):
        stop = last = None if basis.reference else re.search(r"\s+số\s*:?\s*\d", rest)
    else:
        return None
    end = min((found.start() for found in (stop, last) if found), default=len(rest))
    subject = rest[:end].rstrip(" ,;")
    return (replace(basis, subject=subject), len(rest[:end].rstrip())) if subject else None


def as_subject(trich_yeu: str) -> str:
    """A document's trích yếu as a citation says it: “Công tác văn thư” → “về công tác văn thư”."""
    words = trich_yeu[:1].lower() + trich_yeu[1:]
    return words if not words or _SUBJECT.match(words) else f"về {words}"


def _day(found: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None
