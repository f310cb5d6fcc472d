"""Days that people write behind a field: a day, a month, a year, before or after one, from one to another."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from .text import fold


class Span(NamedTuple):
    """Days from one to another, both included; none: open on that side."""

    since: date | None
    until: date | None


_DAY = re.compile(
    r"\W*(?:ng[àa]y\s+)?(?:"
    r"(?P<year4>\d{4})-(?P<month4>\d\d)-(?P<day4>\d\d)"
    r"|(?P<day>\d{1,2})\s*(?P<by>[/.\-])\s*(?P<month>\d{1,2})\s*(?P=by)\s*(?P<year>\d{4})"
    r"|(?:(?P<day2>\d{1,2})\s+)?th[áa]ng\s+(?P<month2>\d{1,2})\s*(?:n[ăa]m|[/.\-,])\s*(?P<year2>\d{4})"
    r"|(?P<month3>\d{1,2})\s*[/\-]\s*(?P<year3>\d{4})"
    r"|(?:n[ăa]m\s+)?(?P<year1>\d{4})"
    r")(?![^\W_])",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\s*(?P<word>t[ừu]|sau|[đd][ếe]n|tr[ướuo]{2}c|since|from|after|until|to|before)(?![^\W_])\s*", re.IGNORECASE
)
_TO = re.compile(r"\s*(?:(?:[đd][ếe]n|to|until)(?![^\W_])|[-–])\s*", re.IGNORECASE)
_UNTIL = ("den", "until", "to", "truoc", "before")
_WITHOUT = ("sau", "after", "truoc", "before")
"""Words that leave the day itself out."""


def span_of(name: str, value: str) -> tuple[Span, str] | None:
    """What a value says, and what stands behind it; `name` may say already which side is meant ("từ ngày")."""
    said, value = _limit(name) or "", value
    if match := _LIMIT.match(value):
        said, value = fold(match["word"]), value[match.end() :]
    found = _day_at(value)
    if found is None:
        return None
    span, rest = found
    if said in _UNTIL:
        return Span(None, _shifted(span.since, -1) if said in _WITHOUT else span.until), rest
    if not said:
        return _with_end(span, rest, span.until)
    return _with_end(Span(_shifted(span.until, 1) if said in _WITHOUT else span.since, None), rest, None)


def _limit(name: str) -> str | None:
    match = _LIMIT.match(name)
    return fold(match["word"]) if match else None


def _with_end(span: Span, rest: str, otherwise: date | None) -> tuple[Span, str]:
    """The span, up to another day if "đến" or a dash and one follow."""
    if (match := _TO.match(rest)) and (last := _day_at(rest[match.end() :])):
        return Span(span.since, last[0].until), last[1]
    return Span(span.since, otherwise), rest


def _day_at(text: str) -> tuple[Span, str] | None:
    match = _DAY.match(text)
    if match is None:
        return None
    said = {name.rstrip("1234"): int(value) for name, value in match.groupdict().items() if value and name != "by"}
    try:
        return _whole(**said), text[match.end() :]
    except (ValueError, OverflowError):
        return None


def _whole(year: int, month: int = 0, day: int = 0) -> Span:
    first = date(year, month or 1, day or 1)
    if day:
        return Span(first, first)
    if not month:
        return Span(first, date(year, 12, 31))
    return Span(first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))


def _shifted(day: date | None, by: int) -> date | None:
    try:
        return day + timedelta(days=by) if day else None
    except OverflowError:
        return day
