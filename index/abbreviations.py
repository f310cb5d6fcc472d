"""How abbreviations are read: one that means one thing as its words, one that means several by the words near it.

An index keeps the table it was made with (abbreviations.json of the Whoosh folder), so that documents and queries are
read alike whatever the office has changed since; a changed table is a new index. abbreviations.toml is the default.
"""

import json
import re
import tomllib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .keys import LETTER, PLAIN_WORD, Word, fold, key, plain_words

NEAR = 6
"""Words before and behind that say which meaning is meant."""
_LOOKED_AT = 90
"""Characters in which these are looked for."""
_CACHED = 65536


class Token(NamedTuple):
    """A word of a text with its place; an abbreviation stands for several words. `short`: its own key, where only the
    words around it told what it means; it is found by that too."""

    start: int
    end: int
    words: tuple[Word, ...]
    short: Word | None = None


class Samples(NamedTuple):
    """For one token of so many: index of its first word, its offset in the text."""

    every: int
    places: "array[int]"


@dataclass(frozen=True)
class Meaning:
    """A row of the table. near: words of which one stands near; kinds: of documents in which it means this; since,
    until: days of issue (both included) between which it did."""

    short: str
    words: str
    near: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def depends(self) -> bool:
        """Whether it is read so only near some words, in some kinds, or on some days."""
        return bool(self.near or self.kinds or self.since or self.until)

    def valid(self, on: date | None) -> bool:
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


@dataclass(frozen=True)
class Abbreviations:
    """The whole table. Equal tables have equal digests."""

    rows: tuple[Meaning, ...]

    @cached_property
    def digest(self) -> str:
        return sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        return json.dumps([asdict(row) for row in self.rows], ensure_ascii=False, default=date.isoformat)

    @cached_property
    def fixed(self) -> dict[str, tuple[Word, ...]]:
        """Folded abbreviation → its words, of those that always mean one thing."""
        single = (row for row in self.rows if not row.depends and len(self._of(row.short)) == 1)
        always = (row for row in single if not _looks_like_a_word(row.short))
        return {fold(row.short): _words(row.words) for row in always}

    @cached_property
    def doubtful(self) -> dict[str, list[Meaning]]:
        """Abbreviation in small letters, marks kept → its meanings, of the others."""
        return {row.short.casefold(): self._of(row.short) for row in self.rows if fold(row.short) not in self.fixed}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Abbreviations joined by - or &, then thousands (1.000.000 is one number), then words."""
        joined = {form for row in self.rows if not row.short.isalnum() for form in (row.short, fold(row.short))}
        shorts = "|".join(re.escape(form) for form in sorted(joined, key=len, reverse=True)) or "(?!)"
        return re.compile(
            rf"(?<!{LETTER})(?:{shorts})(?!{LETTER})|\d{{1,3}}(?:\.\d{{3}})+(?!{LETTER}|\.\d)|{PLAIN_WORD.pattern}",
            re.IGNORECASE,
        )

    def reading(self, kind: str = "", on: date | None = None) -> "Reading":
        """How documents of a kind and day are read; without both, what people type."""
        dated = on if any(row.since or row.until for row in self.rows) else None
        readings = self._readings
        if (kind, dated) not in readings:
            if len(readings) > 1000:
                readings.clear()
            readings[kind, dated] = Reading(self, kind, dated)
        return readings[kind, dated]

    @cached_property
    def _readings(self) -> "dict[tuple[str, date | None], Reading]":
        return {}

    @cached_property
    def cache(self) -> dict[str, tuple[Word, ...]]:
        """Written word → its keys, none where they hang on what is near; filled while reading."""
        return {}

    def _of(self, short: str) -> list[Meaning]:
        return [row for row in self.rows if row.short.casefold() == short.casefold()]


_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.ASCII
)


def _looks_like_a_word(short: str) -> bool:
    """Without its capitals it might be a syllable (BAN is not bàn): then only the capitals are read so."""
    return bool(_SYLLABLE.fullmatch(fold(short)))


def _words(text: str) -> tuple[Word, ...]:
    return tuple(key(word) for word in text.split())


class Reading:
    """Reads text with a table: one for every kind and day of documents, and one for queries."""

    def __init__(self, table: Abbreviations, kind: str, on: date | None) -> None:
        self.table = table
        self._cache, self._pattern = table.cache, table.pattern
        self._meanings = {
            short: [(row, _words(row.words), [_side(near) for near in row.near]) for row in rows if row.valid(on)]
            for short, rows in table.doubtful.items()
        }
        self._kind = kind

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """The words of cleaned text, or of a stretch of it; what is near is looked for in the whole text."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            found = self._cache.get(match[0]) or self._keys(match[0])
            yield Token(match.start(), match.end(), found) if found else self._by_context(text, *match.span())

    def words(self, text: str, shorts: list[Word] | None = None, samples: Samples | None = None) -> list[Word]:
        """The words of cleaned text, abbreviations written out. Those that only their neighbours told are added to
        `shorts`, some places to `samples`."""
        found: list[Word] = []
        for count, match in enumerate(self._pattern.finditer(text)):
            if samples is not None and not count % samples.every:
                samples.places.extend((len(found), match.start()))
            keys = self._cache.get(match[0]) or self._keys(match[0])
            if keys:
                found.extend(keys)
            else:
                token = self._by_context(text, *match.span())
                found.extend(token.words)
                if token.short and shorts is not None:
                    shorts.append(token.short)
        return found

    def _keys(self, written: str) -> tuple[Word, ...]:
        if written not in self._cache:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            self._cache[written] = self._looked_up(written)
        return self._cache.get(written, ())

    def _looked_up(self, written: str) -> tuple[Word, ...]:
        if written[0].isdecimal() and "." in written:
            return (key(written.replace(".", "")),)
        if expansion := self.table.fixed.get(fold(written)):
            return expansion
        return () if _in_capitals(written) and written.casefold() in self.table.doubtful else (key(written),)

    def _by_context(self, text: str, start: int, end: int) -> Token:
        """The meaning that most of the words near speak for; where none is ahead, the word itself."""
        own = key(text[start:end])
        if text[start - 1 : start] in ("/", "-") or text[end : end + 1] in ("/", "-"):
            return Token(start, end, (own,))
        before = plain_words(text[max(0, start - _LOOKED_AT) : start])[-NEAR:]
        behind = plain_words(text[end : end + _LOOKED_AT])[:NEAR]
        around = "".join(f" {' '.join(word.folded for word in side)} " for side in (before, behind))
        meanings = self._meanings[text[start:end].casefold()]
        told = [sum(near in around for near in nears) + 2 * (self._kind in row.kinds) for row, _, nears in meanings]
        best = max(told, default=0)
        chosen = [words for (row, words, _), count in zip(meanings, told, strict=True) if count == best]
        if best == 0:
            chosen = [words for row, words, _ in meanings if not (row.near or row.kinds)]
        return Token(start, end, chosen[0], own) if len(chosen) == 1 else Token(start, end, (own,))


def _side(near: str) -> str:
    return f" {' '.join(word.folded for word in plain_words(near))} "


def _in_capitals(written: str) -> bool:
    """Whether two of its letters are capitals: "HĐ", "TTr", but not "tt" and "Ct"."""
    return sum(letter.isupper() for letter in written) > 1


def from_rows(rows: Iterable[dict[str, Any]]) -> Abbreviations:
    """A table of plain rows, as `to_json` writes them. Raises KeyError, TypeError, ValueError."""
    return Abbreviations(tuple(_meaning(**row) for row in rows))


def _meaning(
    short: str,
    words: str,
    near: Iterable[str] = (),
    kinds: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> Meaning:
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    return Meaning(short, words, tuple(near), tuple(kinds), *days)


@cache
def default() -> Abbreviations:
    """The table of abbreviations.toml."""
    table = tomllib.loads((Path(__file__).parent / "abbreviations.toml").read_text(encoding="utf-8"))
    always = [{"short": short, "words": words} for short, words in table["expand"].items()]
    return from_rows([*always, *table["context"]])


DEFAULT = default().reading()
"""How queries are read where nothing else is said."""
