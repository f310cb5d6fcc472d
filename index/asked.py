"""What a query is, once it has been read (query.py): words, phrases, units, fields, and notes for the reader."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Note:
    """Something the reader should know about how the query was taken; the page turns `code` into a sentence.

    Codes: "unknown_field" {field}, "bad_value" {field, value} (both searched as words), "too_long" {words} (only so
    many were searched), "reference_not_found" {reference} (no document has it; those that mention it, if any, are
    listed, else the other words searched), "number_not_found" {number}, "date_not_found" {date} (the other words were
    searched), "partial" {words, required, most} (no document holds all of so many `words`: the best one `most`, every
    listed one at least `required`), "approximate" {} (total and facets are estimates)."""

    code: str
    data: dict[str, object] = field(default_factory=dict)


class Asked(NamedTuple):
    """A word of a query. `marked`: typed with marks, so the exact word is meant. `quiet`: not required."""

    exact: str
    folded: str
    marked: bool
    quiet: bool = False


class Unit(NamedTuple):
    """A number or date that is searched as one piece. `own`: only documents whose own number it is."""

    what: Literal["reference", "number", "date"]
    unit: str
    shown: str
    day: date | None = None


class Named(NamedTuple):
    """A field of a query that is looked for by name (named.py): all its words, or a unit (a number, a day "@…", a
    month), in the field `name` of the document. `shown`: its value as typed."""

    name: str
    words: tuple[Asked, ...] = ()
    unit: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Query:
    """A parsed query; an empty one lists everything the filters allow, newest first.

    `runs`: free words, neighbours within a run were typed side by side. `typed`: those words as typed. `statuses`: one
    of these."""

    text: str
    runs: tuple[tuple[Asked, ...], ...] = ()
    phrases: tuple[tuple[Asked, ...], ...] = ()
    units: tuple[Unit, ...] = ()
    kind: str | None = None
    year: int | None = None
    signer: tuple[Asked, ...] = ()
    number: int | None = None
    typed: tuple[str, ...] = ()
    typed_phrases: tuple[str, ...] = ()
    typed_signer: str | None = None
    notes: tuple[Note, ...] = ()
    statuses: tuple[str, ...] = ()
    origin: str | None = None
    urgency: str | None = None
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    named: tuple[Named, ...] = ()

    @property
    def words(self) -> tuple[Asked, ...]:
        """All words, each once, those of phrases too."""
        return tuple(dict.fromkeys(word for run in (*self.runs, *self.phrases) for word in run))

    @property
    def with_marks(self) -> bool:
        return any(word.marked for word in self.words)
