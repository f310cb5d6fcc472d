"""The face of every search engine: what goes in (Entry), what is asked (Query, Filters), what comes out (Results).

The service and its pages know this file and `query.parse_query` alone; engines are chosen by URL like databases."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from .asked import Note, Query
from .errors import UnknownEngine

Snippet = tuple[tuple[str, bool], ...]
"""Runs of (text, lit); joined they are the passage. Plain text: the page escapes it."""


@dataclass(frozen=True)
class Entry:
    """One issued document as the index sees it. `kind` is the id ("ke-hoach"), `symbol` "KH-UBND", `reference` the
    printed number and symbol ("01/KH-UBND"); `body` is plain text without limit of length."""

    id: str
    agency_id: str
    reference: str
    number: int
    symbol: str
    kind: str
    kind_name: str
    subject: str
    issued_on: date
    year: int
    signer: str
    parties: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True)
class Filters:
    """What may be seen and what was chosen beside the words. The agency is part of every query: rights, not taste.

    `kind` is a kind's id, `signer` a name as a facet gives it; `since` and `until` include their day."""

    agency_id: str
    kind: str | None = None
    year: int | None = None
    signer: str | None = None
    since: date | None = None
    until: date | None = None


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


@dataclass(frozen=True)
class Understood:
    """What was searched: the page shows it where the answer may surprise. Words are as typed, in NFC."""

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
    )


@dataclass(frozen=True)
class Results:
    """`total` and `facets` count everything that can be listed by paging on; without `total_is_exact` they are
    estimates. Facets "kind", "year", "signer": (value for Filters, label, count), most frequent first, years newest
    first."""

    total: int
    total_is_exact: bool
    hits: list[Hit]
    facets: dict[str, list[tuple[str, str, int]]]
    understood: Understood = field(default_factory=Understood)
    took_ms: float = 0.0


class Engine(Protocol):
    """A full-text engine. Safe to share between threads; several processes may open the same URL."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace; searchable everywhere when it returns. Raises IndexBroken, IndexBusy."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget; unknown ids are no error. Raises IndexBroken, IndexBusy."""

    def search(self, query: Query, filters: Filters, offset: int = 0, limit: int = 20) -> Results:
        """Raises IndexBroken; never because of what was typed."""

    def count(self) -> int:
        """Entries of all agencies. Raises IndexBroken."""

    def rebuild(self, entries: Iterable[Entry], progress: Callable[[int], None] | None = None) -> None:
        """Index everything anew beside the old index, then switch at once; searches go on meanwhile.

        `progress` is called with the number of entries done since its last call (tqdm's `update` fits).
        Raises IndexBusy if another rebuild is under way."""

    def ready(self) -> str | None:
        """None if it can answer, else why not: "damaged" or "other_version". Never raises."""

    def close(self) -> None: ...


def open_engine(url: str) -> Engine:
    """Open the engine that `url` names, e.g. `whoosh:///var/lib/office/index`; opening never fails for a broken
    folder (ask `ready()`), only with UnknownEngine."""
    scheme, separator, folder = url.partition("://")
    if scheme != "whoosh" or not separator or not folder.startswith("/"):
        raise UnknownEngine(url=url)
    from .whoosh_engine import WhooshEngine  # engines are heavy: loaded when chosen

    return WhooshEngine(folder)
