"""Place and date of an old document: "Tân Hòa, ngày 05 tháng 01 năm 2019", also badly read or typed short."""

import re
from dataclasses import dataclass
from datetime import date

from doc_templates.imported.noise import figures

HOUR = re.compile(r",?\s*(?:hồi|lúc|vào hồi)\s+\d{1,2}\s*(?:giờ|h|g)[^,]*$")
"""Between place and day of a công điện: "Sơn La, hồi 15 giờ ngày …"."""
EARLIEST = 1945


@dataclass(frozen=True)
class Dated:
    """`day` None where it was left blank or is no day; `year` 0 where unread; `clean`: nothing was put right;
    `in_words`: "ngày … tháng … năm …"; `where`: the words."""

    day: date | None
    year: int
    place: str
    clean: bool
    in_words: bool
    where: str


def read_dated(found: re.Match[str], piece: str) -> Dated:
    """Place and date of a match of the head; `piece`: the place's words and the date's."""
    written = [found[name] or "" for name in ("day", "month", "year")]
    day, month, year = (int(told) if (told := figures(part)).isdecimal() else 0 for part in written)
    if 30 <= year < 100:
        year += 1900
    elif 0 < year < 30:
        year += 2000
    before = piece[: len(piece) - len(found[0].strip())]
    place = HOUR.sub("", before).strip(" ,.;:…_|-")
    clean = all(part.isdecimal() for part in written) and len(written[2]) == 4
    in_words = "th" in found[0].lower()
    return Dated(_date(day, month, year), year, place, clean, in_words, piece)


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day) if year >= EARLIEST else None
    except ValueError:
        return None
