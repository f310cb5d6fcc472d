"""What in the text of an earlier document may no longer be true in a new one: dates, years, numbers, references, names.

Finding too much costs a glance, finding too little a wrong document: it errs on the side of finding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

What = Literal["reference", "date", "year", "number", "name"]


@dataclass(frozen=True)
class Doubt:
    """Words to look at, from `start` to `end` in the text. In order of place; none overlaps another."""

    what: What
    words: str
    start: int
    end: int


_SYMBOL = r"[A-ZĐ][A-ZĐa-zđ0-9&.]*(?:-[A-ZĐ][A-ZĐa-zđ0-9&.]*)*"
_REFERENCE = re.compile(
    rf"(?<![\w/])(?:số\s*:?\s*)?\d{{1,7}}[a-zđ]?(?:/\d{{4}})?(?:/{_SYMBOL}|-{_SYMBOL}/{_SYMBOL})(?!\w)"
)
_DATE = re.compile(
    r"""(?ix)(?<![\w/.,-])(?:
      (?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}       # 05/01/2026
    | ngày\s+\d{1,2}(?:\s*(?:/|-|\s+tháng\s+)\s*\d{1,2})?(?:\s+năm\s+\d{4})?   # ngày 05 tháng 01 năm 2026, ngày 15/9
    | (?:tháng|quý)\s+(?:\d{1,2}|[IVX]{1,4})(?:\s*(?:/|\s+năm\s+)\s*\d{4})?      # tháng 3 năm 2026, quý I/2026
    )(?![\w/]|[.,-]\d)"""
)
_YEAR = re.compile(
    r"(?i)(?<![\w/.,])(?:năm\s+(?:học\s+)?|giai đoạn\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?(?![\w/]|[.,]\d)"
)
_PARTS = r"(?i:điều|khoản|điểm|mục|tiểu mục|chương|phần|phụ lục|mẫu số|mẫu|biểu)"
_NUMBER = re.compile(
    r"(?<![\w/.,-])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?: ?%)?(?!\w)|(?<![\w/.,-])\d+(?:,\d+)?(?: ?%)?(?![\w/])"
)
_OF_A_PART = re.compile(rf"{_PARTS}\s+(?:\d+\s*(?:,|và|đến|-)\s*)*$")
_HEAD = re.compile(r"[ \t]*(?:[-–+*•][ \t]+)?\d{1,3}(?:\.\d{1,3}){0,4}[.)](?=\s|$)")
_SURE = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Trương|Tạ|Vương|Quách|Triệu|Nông"
)
_PERHAPS = "Đoàn|Hà|Thái|Lâm|Cao|Mai|Kim|Tô|Từ|Châu|Lương|Lưu|Đào|Chu|Tống|Tăng|Hứa|Lữ|Văn|Bế|Lò|Vi|Quàng|Cù"
"""Family names that also begin names of places and things: they need two names behind them."""
_BLOCKS = (range(0x41, 0x5B), range(0xC0, 0x1B1), range(0x1EA0, 0x1EFA))
_CAPITAL = "".join(letter for block in _BLOCKS for letter in map(chr, block) if letter.isupper())
_WORD = rf"[{_CAPITAL}]['’]?\w*"
_NAME = re.compile(
    rf"(?<!\w)(?:(?P<title>(?i:ông|bà|đồng chí|anh|chị|thầy|cô))\s+{_WORD}(?: +{_WORD}){{0,4}}"
    rf"|(?:{_SURE})(?: +{_WORD}){{1,4}}|(?:{_PERHAPS})(?: +{_WORD}){{2,4}})(?!\w)"
)
_PLACE = re.compile(
    r"(?i)(?:đường|phố|phường|xã|thôn|ấp|quận|huyện|thị trấn|thành phố|tỉnh|trường|tiểu học|trung học|thcs|thpt|"
    r"mầm non|bệnh viện|công viên|giải thưởng|huân chương|cầu|phong cách|tư tưởng|đạo đức|chủ tịch|bác)\s+$"
)


def doubts(text: str) -> tuple[Doubt, ...]:
    """What to look at in a text of one or many lines; the numbers of its own articles, clauses and points are left."""
    taken = bytearray(len(text))
    for found in _heads(text):
        taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    found_all = [doubt for what, places in _readers(text) for doubt in _free(what, places, taken)]
    return tuple(sorted(found_all, key=lambda doubt: doubt.start))


def _heads(text: str) -> Iterator[re.Match[str]]:
    """The numbers at the beginnings of lines: structure, not facts."""
    at = 0
    for line in text.split("\n"):
        if found := _HEAD.match(text, at, at + len(line)):
            yield found
        at += len(line) + 1


def _readers(text: str) -> Iterator[tuple[What, Iterator[re.Match[str]]]]:
    """The longer and surer first: what one has taken is no other's."""
    yield "reference", _REFERENCE.finditer(text)
    yield "date", _DATE.finditer(text)
    yield "year", _YEAR.finditer(text)
    yield (
        "number",
        (
            found
            for found in _NUMBER.finditer(text)
            if not _OF_A_PART.search(text, max(0, found.start() - 60), found.start())
        ),
    )
    yield "name", (found for found in _NAME.finditer(text) if _is_person(text, found))


def _is_person(text: str, found: re.Match[str]) -> bool:
    """Not a street, school or commune named after somebody, and not Hồ Chí Minh."""
    if found["title"]:
        return True
    before = text[max(0, found.start() - 30) : found.start()]
    return found[0] != "Hồ Chí Minh" and not _PLACE.search(before)


def _free(what: What, places: Iterator[re.Match[str]], taken: bytearray) -> Iterator[Doubt]:
    for found in places:
        start, end = found.span()
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield Doubt(what, found[0], start, end)
