"""What people type → Query. Never raises: whatever is not understood is searched as words and noted.

Words · "phrases" · document numbers (15/KH-UBND, số 15) · dates · fields (fields.toml: loại: năm: người ký: hạn trả
lời: …, also without marks and in English) with a value in quotes or up to the next field. There are no operators: AND,
OR, -, *, ( ), ~ and : are at most words, for they are in subjects and names, and people paste those.
"""

import re

from .abbreviations import Abbreviations, default
from .asked import Asked, Note, Query, Unit
from .query_fields import Fields, kind_named
from .query_words import typed_words, with_quiet
from .text import Reading, Word, clean, plain_words
from .units import Day, Reference, days, typed_references

__all__ = ["Asked", "Note", "Query", "Unit", "parse_query"]

LONGEST_QUERY = 2000
"""Characters that are read; nobody types more, and a pasted document is not a question."""
MOST_WORDS = 40


def parse_query(text: str, table: Abbreviations | None = None) -> Query:
    """Read what was typed. Any string is a query. `table`: the abbreviations of the index that will be asked
    (Engine.abbreviations), the default where none is given."""
    draft = _Draft(text, (table or default()).reading())
    rest = draft.take_fields(_QUOTES.sub('"', clean(text[:LONGEST_QUERY])))
    rest = draft.take_phrases(rest)
    draft.take_words(rest)
    return draft.query()


_QUOTES = re.compile("[“”„‟«»＂]")
_PHRASE = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r"(?<![^\W_])s[ốo]\s+(?P<number>\d{1,7})(?![^\W_]|\s*/|[.,]\d)", re.IGNORECASE)
_LEAD = re.compile(r"(?<![^\W_])(?:s[ốo]|ng[àa]y)\s*:?\s*$", re.IGNORECASE)


class _Draft:
    """A query in the making: each step takes what it understands and hands on the rest of the text."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.reading = reading
        self.fields = Fields(reading)
        self.units: list[Unit] = []
        self.phrases: list[str] = []
        self.segments: list[str] = []
        self.notes: list[Note] = []

    def take_fields(self, text: str) -> str:
        """Fields with their values; returns the text without them."""
        return self.fields.take(text, [match.span() for match in _PHRASE.finditer(text)])

    def take_phrases(self, text: str) -> str:
        """Phrases in quotes; a quoted number or date stays in the text, a lone quote is nothing."""

        def take(match: re.Match[str]) -> str:
            units: list[Reference | Day] = [*typed_references(match[1]), *days(match[1])]
            if units and units[0].end - units[0].start == len(match[1].strip()):
                return f"\n{match[1]}\n"
            if plain_words(match[1]):
                self.phrases.append(match[1].strip())
            return "\n"

        return _PHRASE.sub(take, text)

    def take_words(self, text: str) -> None:
        """Dates and document numbers, then the words between them."""
        units: list[Reference | Day] = [*typed_references(text), *days(text)]
        for found in units:
            text = self._take_unit(text, found)
        text = _NUMBER.sub(lambda match: self._take_bare_number(match, text), text)
        self.segments = [segment for segment in text.split("\n") if plain_words(segment)]

    def _take_unit(self, text: str, found: Reference | Day) -> str:
        """Blank out a unit, with the "số" or "ngày" before it, keeping all other places."""
        start = found.start
        if lead := _LEAD.search(text[:start]):
            start = lead.start()
        shown = text[found.start : found.end]
        if isinstance(found, Reference):
            self.units.append(Unit("reference", found.whole, shown))
        else:
            self.units.append(Unit("date", found.unit, shown, found.day))
        return text[:start] + "\n" * (found.end - start) + text[found.end :]

    def _take_bare_number(self, match: re.Match[str], text: str) -> str:
        """`số 15` at the beginning or after a kind's name is a document's number; in `dân số 15` it is not."""
        before = plain_words(text[: match.start()].rpartition("\n")[2])
        if before and not _ends_with_kind(before):
            return match[0]
        self.units.append(Unit("number", str(int(match["number"])), match[0]))
        return "\n"

    def query(self) -> Query:
        said = self.fields
        typed = [typed_words(segment, self.reading) for segment in self.segments]
        phrases = [typed_words(phrase, self.reading) for phrase in self.phrases]
        marked = any(word.marked for run in (*typed, *phrases) for word in run)
        runs, cut = _cut([with_quiet(run, marked) for run in typed])
        if cut:
            self.notes.append(Note("too_long", {"words": MOST_WORDS}))
        return Query(
            text=self.text,
            runs=tuple(tuple(run) for run in runs if run),
            phrases=tuple(tuple(phrase[:MOST_WORDS]) for phrase in phrases),
            units=tuple(dict.fromkeys(self.units)),
            kind=said.kind,
            year=said.year,
            signer=tuple(typed_words(said.signer or "", self.reading, names=True)),
            number=said.number,
            typed=tuple(self._as_typed()),
            typed_phrases=tuple(self.phrases),
            typed_signer=said.signer,
            notes=(*said.notes, *self.notes),
            statuses=said.statuses,
            origin=said.origin,
            urgency=said.urgency,
            since=said.since,
            until=said.until,
            due_since=said.due_since,
            due_until=said.due_until,
            named=tuple(dict.fromkeys(said.named)),
        )

    def _as_typed(self) -> list[str]:
        read = ((segment, token) for segment in self.segments for token in self.reading.tokens(segment))
        return [segment[token.start : token.end] for segment, token in read][:MOST_WORDS]


def _ends_with_kind(before: list[Word]) -> bool:
    return any(kind_named(" ".join(word.folded for word in before[-count:])) for count in (1, 2, 3))


def _cut(runs: list[list[Asked]]) -> tuple[list[list[Asked]], bool]:
    """At most MOST_WORDS different words."""
    seen: set[Asked] = set()
    kept: list[list[Asked]] = []
    for run in runs:
        kept.append([])
        for word in run:
            seen.add(word)
            if len(seen) > MOST_WORDS:
                return kept, True
            kept[-1].append(word)
    return kept, False
