"""How abbreviations are read: one that means one thing as its words, one that means several by the words near it.

An index keeps the table it was made with (abbreviations.json of the Whoosh folder), so that documents and queries are
read alike whatever the office has changed since; a changed table is a new index. abbreviations.toml is the default.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from .keys import LETTER, PLAIN_WORD, Word, fold, key, plain_words
from .reading import Choice, Keys, Pieces, Reading, spaced

_CACHED = 65536


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
    def fixed(self) -> dict[str, Keys]:
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
        whole = sorted((form for form in joined if len(form.split()) == 1), key=len, reverse=True)
        shorts = "|".join(dict.fromkeys(map(_in_any_case, whole))) or "(?!)"
        return re.compile(
            rf"(?<!{LETTER})(?:{shorts})(?!{LETTER})|\d{{1,3}}(?:\.\d{{3}})+(?!{LETTER}|\.\d)|{PLAIN_WORD.pattern}"
        )

    def reading(self, kind: str = "", on: date | None = None) -> Reading:
        """How documents of a kind and day are read; without both, what people type."""
        dated = on if any(row.since or row.until for row in self.rows) else None
        readings = self._readings
        if (kind, dated) not in readings:
            if len(readings) > 1000:
                readings.clear()
            choices = {
                short: [_choice(row) for row in rows if row.valid(dated)] for short, rows in self.doubtful.items()
            }
            readings[kind, dated] = Reading(self, self._pieces, choices, kind)
        return readings[kind, dated]

    def keys(self, written: str) -> Keys | None:
        """A written word → its keys; None where they hang on what is near."""
        known = self.known
        if written not in known:
            if len(known) >= _CACHED:
                known.clear()
            known[written] = self._looked_up(written)
        return known.get(written)

    def _looked_up(self, written: str) -> Keys | None:
        if written[0].isdecimal() and "." in written:
            return (key(written.replace(".", "")),)
        if expansion := self.fixed.get(fold(written)):
            return expansion
        return None if _in_capitals(written) and written.casefold() in self.doubtful else (key(written),)

    @cached_property
    def _readings(self) -> dict[tuple[str, date | None], Reading]:
        return {}

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self)

    @cached_property
    def known(self) -> dict[str, Keys | None]:
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


def _choice(row: Meaning) -> Choice:
    return Choice(_words(row.words), tuple(spaced(plain_words(near)) for near in row.near), row.kinds)


def _in_any_case(form: str) -> str:
    """A pattern of its letters in either case; faster than a pattern that looks at no case at all."""
    return "".join(f"[{re.escape(letter.lower() + letter.upper())}]" for letter in form)


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
