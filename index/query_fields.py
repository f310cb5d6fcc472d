"""The fields of a query with their values: `loại: kế hoạch năm: 2021 hạn trả lời: trước 05/12/2026`.

What is not understood of a value goes back to the words; the reader is told (asked.Note "bad_value")."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from .asked import Named, Note
from .fields import FieldAt, chosen, fields_in, takes
from .query_days import Span, span_of
from .query_words import typed_words
from .text import Reading, exact_key, folded_key, kinds, plain_words
from .units import day_unit, month_unit, symbol_unit, typed_references


@dataclass
class Fields:
    """What the fields of a query said; `reading`: how their words are read."""

    reading: Reading
    kind: str | None = None
    year: int | None = None
    number: int | None = None
    signer: str | None = None
    urgency: str | None = None
    statuses: tuple[str, ...] = ()
    origin: str | None = None
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    named: list[Named] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, text: str, quoted: "list[tuple[int, int]]") -> str:
        """Fields with their values; returns the text without them, unknown ones left in. A colon within quotes
        (their spans) names nothing."""
        found = [at for at in fields_in(text) if not any(start < at.start < end for start, end in quoted)]
        self.notes += [Note("unknown_field", {"field": at.shown.split()[-1]}) for at in found if not at.name]
        known = [at for at in found if at.name]
        ends = [at.start for at in known[1:]] + [len(text)]
        rest = text[: known[0].start] if known else text
        for at, end in zip(known, ends, strict=False):
            rest += "\n" + self._take_one(at, text[at.end : end].strip())
        return rest

    def _take_one(self, at: FieldAt, value: str) -> str:
        """One field; returns what of its value is not part of it."""
        quote = re.match(r'"([^"]*)"?', value)
        inner, rest = (quote[1].strip(), value[quote.end() :]) if quote else (value, "")
        left = getattr(self, f"_take_{takes(at.name)}")(at, inner, bool(quote))
        if left is None:
            self.notes.append(Note("bad_value", {"field": at.shown, "value": inner}))
            return f"{inner}\n{rest}"
        return f"{left}\n{rest}"

    def _take_kind(self, _at: FieldAt, value: str, quoted: bool) -> str | None:
        found = list(self.reading.tokens(value))
        for count in range(min(4, len(found)), 0, -1):
            if kind := kind_named(value[found[0].start : found[count - 1].end]):
                self.kind = kind
                return value[found[count - 1].end :]
        if quoted and found:
            self.kind = "-".join(word.folded for word in plain_words(value))
            return ""
        return None

    def _take_year(self, _at: FieldAt, value: str, _quoted: bool) -> str | None:
        match = re.match(r"\d{4}(?!\d)", value)
        if not match:
            return None
        self.year = int(match[0])
        return value[4:]

    def _take_number(self, _at: FieldAt, value: str, _quoted: bool) -> str | None:
        if any(found.start == 0 for found in typed_references(value)):
            return value
        match = re.match(r"\d{1,7}(?![^\W_])", value)
        if not match:
            return None
        self.number = int(match[0])
        return value[match.end() :]

    def _take_reference(self, at: FieldAt, value: str, quoted: bool) -> str | None:
        """A whole reference is looked for as everywhere; a symbol, or its beginning, among documents' own."""
        if any(found.start == 0 for found in typed_references(value)):
            return value
        match = re.match(r"[^\s,;:\"-]+(?:\s*[-–]\s*[^\s,;:\"-]+)*", value)
        if not match or not plain_words(match[0]) or match[0].isdecimal():
            return self._take_number(at, value, quoted)
        self.named.append(Named("reference", unit=symbol_unit(match[0]), shown=match[0]))
        return value[match.end() :]

    def _take_person(self, _at: FieldAt, value: str, quoted: bool) -> str | None:
        written, rest = _up_to(r'[^",;\n]+', value, quoted)
        if not plain_words(written):
            return None
        self.signer = written
        return rest

    def _take_name(self, at: FieldAt, value: str, quoted: bool) -> str | None:
        return self._words_of(at.name, *_up_to(r'[^",;\n]+', value, quoted))

    def _take_words(self, at: FieldAt, value: str, quoted: bool) -> str | None:
        return self._words_of(at.name, *_up_to(r'[^";\n]+', value, quoted))

    def _words_of(self, name: str, written: str, rest: str) -> str | None:
        units = list(typed_references(written))
        words = written
        for unit in reversed(units):
            words = words[: unit.start] + " " + words[unit.end :]
        asked = typed_words(words, self.reading)
        telling = tuple(word for word in asked if not word.quiet) or tuple(asked)
        if not telling and not units:
            return None
        self.named += [Named(name, unit=unit.whole, shown=written[unit.start : unit.end]) for unit in units]
        if telling:
            self.named.append(Named(name, tuple(dict.fromkeys(telling)), shown=" ".join(words.split())))
        return rest

    def _take_body(self, _at: FieldAt, value: str, quoted: bool) -> str | None:
        return f'"{value}"' if quoted else value

    def _take_choice(self, at: FieldAt, value: str, _quoted: bool) -> str | None:
        meant, count = chosen(at.name, value)
        if at.name == "status":
            self.statuses = tuple(meant.split()) or self.statuses
        elif meant:
            setattr(self, at.name, meant)
        return _taken(value, count) if meant else None

    def _take_day(self, at: FieldAt, value: str, _quoted: bool) -> str | None:
        found = span_of(at.shown, value)
        if found is None:
            return None
        span, rest = found
        if at.name == "due":
            self.due_since, self.due_until = span.since or self.due_since, span.until or self.due_until
        elif at.name == "arrived_on":
            return self._arrived(at, span, value, rest)
        else:
            self.since, self.until = span.since or self.since, span.until or self.until
        return rest

    def _arrived(self, at: FieldAt, span: Span, value: str, rest: str) -> str | None:
        """A day, a month or a year, as named.py keeps them; no other span."""
        unit = _unit(span)
        if unit is None:
            return None
        self.named.append(Named(at.name, unit=unit, shown=value[: len(value) - len(rest)].strip()))
        return rest


def _unit(span: Span) -> str | None:
    if span.since is None or span.until is None:
        return None
    days = (span.until - span.since).days
    if days == 0:
        return day_unit(span.since)
    if span.since.day == 1 and days in (27, 28, 29, 30):
        return month_unit(span.since)
    return f"@{span.since.year}" if days in (364, 365) else None


def _up_to(pattern: str, value: str, quoted: bool) -> tuple[str, str]:
    """The part of a value that belongs to it, and the rest."""
    match = None if quoted else re.match(pattern, value)
    return (match[0].strip(), value[match.end() :]) if match else (value, "")


def _taken(value: str, words: int) -> str:
    """What is left of a value behind so many of its words."""
    rest = re.sub(rf"^(?:[\W_]*[^\W_]+){{{words}}}", "", value, count=1)
    return rest if plain_words(rest) else ""


def kind_named(value: str) -> str | None:
    """The kind that has this name or abbreviation; with its marks first (đề án is ĐA, dự án DA)."""
    return _kind_keys().get(exact_key(value)) or _kind_keys().get(folded_key(value))


@cache
def _kind_keys() -> dict[str, str]:
    named = [(name, kind) for kind, names in kinds().items() for name in names]
    return {folded_key(name): kind for name, kind in reversed(named)} | {exact_key(name): kind for name, kind in named}
