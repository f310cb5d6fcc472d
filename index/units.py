"""What is searched as one piece, however it is written: numbers and symbols of documents (15/KH-UBND) and dates.

Units are strings in a field of their own: "15/kh-ubnd", "@2026-01-05". A leading "=" marks the document's own ones,
which rank before documents that only mention them.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from .text import clean, fold, kinds

_DASH = r"\s*[-\u2010-\u2015\u2212]\s*"
_CAPITALS = r"[A-ZĐÐ]+[a-zđ]?[A-ZĐÐ0-9]*(?:[.&][A-ZĐÐ0-9]+)*(?![^\W_])"
_LETTERS = r"[^\W\d_][^\W_]*(?:[.&][^\W_]+)*"
_NOT_INSIDE = r"(?<![^\W_])(?<!\d[/.,-])"


class Reference(NamedTuple):
    """A document's number with its symbol in one comparable form, e.g. number "15", whole "15/kh-ubnd"."""

    number: str
    whole: str
    start: int
    end: int


class Day(NamedTuple):
    """A day, or a month where `day` is none, as written between start and end."""

    unit: str
    day: date | None
    start: int
    end: int


def _reference_pattern(part: str, flags: int = 0) -> re.Pattern[str]:
    number = r"(?P<number>\d{1,7}[a-zđ]?)"
    symbol = rf"{part}(?:{_DASH}{part})*"
    state = rf"{number}\s*/\s*(?:(?P<year>\d{{4}})\s*/\s*)?(?P<symbol>{symbol})"
    party = rf"(?P<party>\d{{1,7}}){_DASH}(?P<party_symbol>{part}\s*/\s*{part})"
    return re.compile(rf"{_NOT_INSIDE}(?:{state}|{party})", flags)


_DIGITS = re.compile(r"\d+")
"""What a number begins with: looked for first, for a search that starts with one set of letters is much faster."""


def _numbered(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer`, for a pattern that can match only where digits begin."""
    behind = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() >= behind and (match := pattern.match(text, digits.start())):
            behind = match.end()
            yield match


_IN_TEXT = _reference_pattern(_CAPITALS)
_TYPED = _reference_pattern(_LETTERS, re.IGNORECASE)
_SYMBOL = re.compile(rf"(?<![^\W_])(?P<kind>{_CAPITALS})(?:{_DASH}{_CAPITALS})+")


def references(text: str) -> Iterator[Reference]:
    """References written in a document (cleaned text): 15/KH-UBND, 30/2020/NĐ-CP, 15-QĐ/TU, spaces allowed."""
    return map(_reference, _numbered(_IN_TEXT, text))


def typed_references(text: str) -> Iterator[Reference]:
    """References in a query, in any letter case; a fraction like 5/người is none."""
    return (_reference(match) for match in _numbered(_TYPED, text) if _looks_meant(match))


def typed_symbols(text: str) -> Iterator[re.Match[str]]:
    """Symbols without a number (KH-UBND) in a query: words that must not be written out as abbreviations."""
    return (match for match in _SYMBOL.finditer(text) if fold(match["kind"]) in _kind_symbols())


def _reference(match: re.Match[str]) -> Reference:
    number = _number(match["number"] or match["party"])
    if match["party"]:
        whole = f"{number}-{_symbol(match['party_symbol'])}"
    else:
        whole = "/".join(part for part in (number, match["year"], _symbol(match["symbol"])) if part)
    return Reference(number, whole, match.start(), match.end())


def _number(written: str) -> str:
    return fold(written).lstrip("0") or "0"


def _symbol(written: str) -> str:
    return re.sub(r"\s*/\s*", "/", re.sub(_DASH, "-", fold(written))).strip()


def _looks_meant(match: re.Match[str]) -> bool:
    """Typed in lower case it needs a dash, or a kind's abbreviation: 15/kh, but not 24/ngày."""
    symbol = match["symbol"] or match["party_symbol"]
    return symbol.isupper() or _symbol(symbol) in _kind_symbols() or bool(re.search(_DASH, symbol) or match["party"])


@cache
def _kind_symbols() -> frozenset[str]:
    return frozenset(fold(name) for names in kinds().values() for name in names if " " not in name)


def parts(whole: str) -> list[str]:
    """What a reference is also found by: itself, without its year, number with kind (15/kh), symbol (kh-ubnd)."""
    found = [whole]
    number, _, symbol = whole.partition("/")
    year, _, rest = symbol.partition("/")
    if year.isdigit() and rest:
        symbol = rest
        found.append(f"{number}/{symbol}")
    if symbol and "/" not in symbol:
        found += [f"{number}/{symbol.partition('-')[0]}", symbol]
    return list(dict.fromkeys(found))


_SEPARATED = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})\s*(?P<separator>[/.\u2010-\u2013-])\s*(?P<month>\d{1,2})\s*(?P=separator)"
    r"\s*(?P<year>\d{4})(?![\d/]|[.,-]\d)"
)
_MONTH = re.compile(
    r"(?<![^\W_])[Tt][Hh][ÁáAa][Nn][Gg]\s+(?P<month>\d{1,2})\s*(?:,?\s*n[ăa]m\s+|/\s*)(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_WORD_MONTH = re.compile(r"[Tt][Hh][ÁáAa][Nn][Gg]")
_DAY_BEFORE = re.compile(r"ng[àa]y\s+(?P<day>\d{1,2})\s*\Z", re.IGNORECASE)
_LOOKED_BACK = 30


def days(text: str) -> Iterator[Day]:
    """Days and months in cleaned text: 05/01/2026, 5-1-2026, 5.1.2026, ngày 05 tháng 01 năm 2026, tháng 1/2026."""
    for match in _numbered(_SEPARATED, text):
        if found := _day(int(match["day"]), int(match["month"]), int(match["year"]), *match.span()):
            yield found
    yield from _written_days(text)


def _written_days(text: str) -> Iterator[Day]:
    for word in _WORD_MONTH.finditer(text):
        if match := _MONTH.match(text, word.start()):
            back = max(0, match.start() - _LOOKED_BACK)
            before = _DAY_BEFORE.search(text[back : match.start()])
            start = back + before.start() if before else match.start()
            day = int(before["day"]) if before else None
            if found := _day(day, int(match["month"]), int(match["year"]), start, match.end()):
                yield found


def _day(day: int | None, month: int, year: int, start: int, end: int) -> Day | None:
    try:
        on = date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(day_unit(on), on, start, end) if day is not None else Day(month_unit(on), None, start, end)


def day_unit(on: date) -> str:
    return f"@{on.isoformat()}"


def month_unit(on: date) -> str:
    return f"@{on:%Y-%m}"


def own_units(reference: str, number: int, symbol: str, issued_on: date) -> set[str]:
    """Units of a document itself: number, reference and its parts, day and month of issue, each with a leading "="."""
    written = clean(reference) or f"{number}/{clean(symbol)}"
    wholes = [found.whole for found in typed_references(written)] or [fold("".join(written.split()))]
    units = {part for whole in wholes for part in parts(whole)}
    units |= {str(number), day_unit(issued_on), month_unit(issued_on)}
    return {f"={unit}" for unit in units}


def symbol_unit(written: str) -> str:
    """A symbol, or its kind alone, as the part of a reference that it is: kh-ubnd, kh."""
    return _symbol(written)


def own_references(reference: str, symbol: str) -> set[str]:
    """A document's own reference and its parts, down to its symbol and the symbol's kind."""
    wholes = [found.whole for found in typed_references(clean(reference))] or [fold("".join(clean(reference).split()))]
    units = {part for whole in wholes for part in parts(whole)} | {_symbol(clean(symbol))}
    return {unit for unit in units | {_symbol(clean(symbol)).partition("-")[0]} if unit}


def mentioned_units(text: str) -> set[str]:
    """Units that cleaned text mentions."""
    units = {part for found in references(text) for part in parts(found.whole)}
    return units | {unit for found in days(text) for unit in _day_units(found)}


def _day_units(found: Day) -> tuple[str, ...]:
    return (day_unit(found.day), month_unit(found.day)) if found.day else (found.unit,)
