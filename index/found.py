"""What comes out of an index: hits with their passages, totals and facets, what was understood, what may be typed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from .asked import Note, Query

Snippet = tuple[tuple[str, bool], ...]
"""Runs of (text, lit); joined they are the passage. Plain text: the page escapes it."""

Facets = dict[str, list[tuple[str, str, int]]]
"""Name → (value for Filters, label, count)."""


@dataclass(frozen=True)
class Hit:
    id: str
    score: float
    reference: str
    kind: str
    kind_name: str
    subject: str
    issued_on: date
    signer: str
    snippet: Snippet = ()
    issuer: str = ""
    status: str = "issued"
    origin: str = "issued"
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Completion:
    """What somebody may have begun to type: the whole of it, what it is, and how many entries they may see have it."""

    text: str
    what: Literal["subject", "signer", "party", "issuer", "reference", "kind"]
    count: int


class Size(NamedTuple):
    """How large an index is: living entries of all agencies, and what its files take on the disk."""

    documents: int
    bytes: int


@dataclass(frozen=True)
class Understood:
    """What was searched: the page shows it where the answer may surprise. Words are as typed, in NFC.

    fields: (name, value as typed) of those without a place of their own here (index/named.py)."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    kind: str | None = None
    year: int | None = None
    signer: str | None = None
    number: int | None = None
    with_marks: bool = False
    notes: tuple[Note, ...] = ()
    statuses: tuple[str, ...] = ()
    origin: str | None = None
    urgency: str | None = None
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    fields: tuple[tuple[str, str], ...] = ()


def understood(query: Query, notes: Iterable[Note] = ()) -> Understood:
    """What an engine tells about a query, with its own notes after the parser's."""
    return Understood(
        words=query.typed,
        phrases=query.typed_phrases,
        references=tuple(unit.shown for unit in query.units if unit.what == "reference"),
        numbers=tuple(int(unit.unit) for unit in query.units if unit.what == "number"),
        dates=tuple(unit.day for unit in query.units if unit.day),
        kind=query.kind,
        year=query.year,
        signer=query.typed_signer,
        number=query.number,
        with_marks=query.with_marks,
        notes=(*query.notes, *notes),
        statuses=query.statuses,
        origin=query.origin,
        urgency=query.urgency,
        since=query.since,
        until=query.until,
        due_since=query.due_since,
        due_until=query.due_until,
        fields=tuple((named.name, named.shown) for named in query.named),
    )


@dataclass(frozen=True)
class Results:
    """`total` and `facets` count everything that was found; without `total_is_exact` they are estimates. `listed`: how
    many can be reached by paging on. Facets "kind", "year", "signer", "issuer", "status", "origin", "urgency": (value
    for Filters, label, count), most frequent first, years newest first. `meant`: a whole query that finds something
    (clearly more) where this one found nothing (little): "did you mean"."""

    total: int
    total_is_exact: bool
    hits: list[Hit]
    facets: Facets
    understood: Understood = field(default_factory=Understood)
    took_ms: float = 0.0
    meant: str | None = None
    listed: int = 0
