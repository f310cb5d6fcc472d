"""The face of every search engine: what goes in (Entry), what is asked (Query, Filters), what comes out (Results).

The service and its pages know this file and `query.parse_query` alone; engines are chosen by URL like databases."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from .abbreviations import Abbreviations
from .asked import Query
from .entry import ENDED, EVERYBODY, Entry
from .found import Completion, Facets, Hit, Results, Size, Snippet, Understood, understood

__all__ = [  # with those of entry.py and found.py: whoever searches needs one import
    "ENDED",
    "EVERYBODY",
    "Completion",
    "Engine",
    "Entry",
    "Facets",
    "Filters",
    "Hit",
    "Order",
    "Results",
    "Size",
    "Snippet",
    "Understood",
    "understood",
]

Order = Literal["best", "newest", "oldest", "reference", "subject"]
"""What decides the order of hits: how well they answer · day of issue · symbol, then the newest year's numbers
upwards, as in a register · the subject in the order of a Vietnamese dictionary. Equal ones newest first."""


@dataclass(frozen=True)
class Filters:
    """What may be seen and what was chosen beside the words. Agency and readers are part of every query: rights, not
    taste. Only entries that share one of the `readers` are seen, counted, completed, suggested.

    `kind` is a kind's id; `signer`, `issuer` and `urgency` are as a facet gives them; `since`, `until` (day of issue)
    and `due_since`, `due_until` (day by which an answer is due) include their day."""

    agency_id: str
    kind: str | None = None
    year: int | None = None
    signer: str | None = None
    since: date | None = None
    until: date | None = None
    readers: frozenset[str] = frozenset({EVERYBODY})
    issuer: str | None = None
    status: str | None = None
    origin: str | None = None
    urgency: str | None = None
    due_since: date | None = None
    due_until: date | None = None


class Engine(Protocol):
    """A full-text engine. Safe to share between threads; several processes may open the same URL.

    Whatever it answers is made of what the filters let be seen and nothing else: totals, facets, order, completions
    and "did you mean" are those of an index that holds the visible entries alone."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace; searchable everywhere when it returns. Raises IndexBroken, IndexBusy."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget; unknown ids are no error. Raises IndexBroken, IndexBusy."""

    def search(
        self, query: Query, filters: Filters, offset: int = 0, limit: int = 20, order: Order = "best"
    ) -> Results:
        """Raises IndexBroken; never because of what was typed."""

    def complete(self, typed: str, filters: Filters, limit: int = 8) -> list[Completion]:
        """What the words typed so far may become, the last one perhaps unfinished: most frequent first. Of the filters
        only agency and readers count. Raises IndexBroken."""

    def like(self, id: str, filters: Filters, limit: int = 5) -> list[Hit]:
        """Entries that share most with this one, without it; [] for an id that is unknown or may not be seen.
        Raises IndexBroken."""

    def size(self) -> Size:
        """Raises IndexBroken."""

    def count(self) -> int:
        """Entries of all agencies. Raises IndexBroken."""

    def abbreviations(self) -> Abbreviations:
        """The table that the index was made with; queries are read with the same (parse_query). Raises IndexBroken."""

    def rebuild(
        self,
        entries: Iterable[Entry],
        progress: Callable[[int], None] | None = None,
        table: Abbreviations | None = None,
    ) -> None:
        """Index everything anew beside the old index, then switch at once; searches go on meanwhile.

        `table`: the abbreviations it is made with from now on; those it had where none is given.

        `progress` is called with the number of entries done since its last call (tqdm's `update` fits).
        Raises IndexBusy if another rebuild is under way."""

    def check(self, entries: Iterable[Entry], *, whole: bool) -> Iterator[tuple[str, str]]:
        """(id, "missing" or "forged") of each entry that the index lacks or says otherwise; with `whole`, where these
        are all entries there are, ("…", "unknown") of those it made up. Raises IndexBroken."""

    def ready(self) -> str | None:
        """None if it can answer, else why not: "damaged" or "other_version". Never raises."""

    def close(self) -> None: ...
