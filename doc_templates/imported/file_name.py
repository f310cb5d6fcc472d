"""What the name of a file tells about an old document: "15_QD-UBND_05012019.pdf", "QĐ 15 khen thuong 2019.doc".

Weak evidence: names are typed in haste. It confirms what the text says and fills what the text leaves open.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from doc_templates.imported.noise import shape
from doc_templates.imported.titles import abbreviations
from doc_templates.kinds import kinds
from doc_templates.whole_text.lines import plain

_SEPARATED = r"[\s._+&,()\[\]-]"
_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})[\s._-](?P<month>\d{1,2})[\s._-](?P<year>(?:19|20)\d\d)(?!\d)")
_SOLID_DAY = re.compile(r"(?<!\d)(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>(?:19|20)\d\d)(?!\d)")
_TURNED_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[\s._-]?(?P<month>[01]\d)[\s._-]?(?P<day>[0-3]\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?P<year>19[5-9]\d|20[0-4]\d)(?!\d)")
_COPY = re.compile(r"(?:\s*\(\d{1,2}\)|[\s_-]*(?:copy|ban sao|final|scan|ban cuoi|signed|da ky|moi|sua)\s*\d{0,2})+$")


@dataclass(frozen=True)
class NameClues:
    """0, None, "" and () for what the name does not tell. `kinds`: ids, or names of other kinds, that it may mean."""

    number: int = 0
    kinds: tuple[str, ...] = ()
    symbol: str = ""
    day: date | None = None
    year: int = 0
    words: str = ""


def clues_of(name: str) -> NameClues:
    """The clues of a file's name, with or without folders before it and an ending behind it."""
    stem = re.split(r"[/\\]", unicodedata.normalize("NFC", name)[-300:])[-1]
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", stem)
    stem = stem[: len(_COPY.sub("", plain(stem)))] if len(stem) < 300 else stem
    day, rest = _take_day(stem)
    year, rest = _take_year(rest) if day is None else (day.year, rest)
    number, kind, symbol = _take_number(rest)
    return NameClues(number, kind or _spelled(stem), symbol, day, year, " ".join(re.split(_SEPARATED, stem)).strip())


def _take_day(stem: str) -> tuple[date | None, str]:
    for pattern in (_DAY, _SOLID_DAY, _TURNED_DAY):
        for found in pattern.finditer(stem):
            with suppress(ValueError):
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
                return day, stem[: found.start()] + " " + stem[found.end() :]
    return None, stem


def _take_year(stem: str) -> tuple[int, str]:
    found = _YEAR.search(stem)
    return (int(found["year"]), stem[: found.start()] + " " + stem[found.end() :]) if found else (0, stem)


def _take_number(stem: str) -> tuple[int, tuple[str, ...], str]:
    """Number, kinds and symbol: the number beside an abbreviation of a kind, or behind "số", or at the beginning."""
    parts = [part for part in re.split(rf"{_SEPARATED}+|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", stem) if part]
    for at, part in enumerate(parts):
        meant = _meant(part)
        before = parts[at - 1] if at else ""
        after = parts[at + 1] if at + 1 < len(parts) else ""
        if meant and before.isdecimal() and len(before) <= 5:
            symbol = f"{part}-{after}" if after.isupper() and after.isalpha() else part
            return int(before), meant, symbol
        if meant and plain(after) == "so" and at + 2 < len(parts):
            after = parts[at + 2]
        if meant and after.isdecimal() and len(after) <= 5:
            return int(after), meant, ""
    for at, part in enumerate(parts[:-1]):
        if plain(part) == "so" and parts[at + 1].isdecimal() and len(parts[at + 1]) <= 5:
            return int(parts[at + 1]), (), ""
    if parts and parts[0].isdecimal() and len(parts[0]) <= 5:
        return int(parts[0]), (), ""
    return 0, next((meant for part in parts if part.isupper() and (meant := _meant(part))), ()), ""


def _meant(part: str) -> tuple[str, ...]:
    """The kinds of an abbreviation, typed with or without đ: QĐ, QD, Qd, qd."""
    if not 2 <= len(part) <= 4:
        return ()
    found = [kinds for short, kinds in abbreviations().items() if plain(short) == plain(part)]
    return tuple(dict.fromkeys(kind for kinds in found for kind in kinds))


def _spelled(stem: str) -> tuple[str, ...]:
    """A kind whose name stands in the file's name: "Quyet dinh khen thuong", "quyet-dinh"."""
    folded = " ".join(re.split(rf"{_SEPARATED}+", plain(stem)))
    return tuple(kind.id for kind in kinds().values() if re.search(rf"\b{plain(kind.name)}\b", folded))[:1]


def same_symbol(one: str, other: str) -> bool:
    """Whether two symbols differ in no more than marks and separators: "QD-UBND", "QĐ-UBND"."""
    return shape(one) == shape(other)
