"""What "did you mean" asks of an index: the visible documents' words, and what another query would find."""

from collections.abc import Callable

from .engine import Filters
from .snapshot import Snapshot

COUNTED = 2000
"""Documents of a word that are looked through for how many of them are visible."""
BEGINNING = 20_000
"""Characters of a document in which the spelling of words is looked up."""


class Visible:
    """meant.Corpus of what the filters let be seen; `find` answers what was typed with (how many hold all of it, the
    best of them)."""

    def __init__(self, snapshot: Snapshot, filters: Filters, find: Callable[[str], tuple[int, int | None]]) -> None:
        self._snapshot = snapshot
        self._view = snapshot.view(filters.agency_id, filters.readers)
        self._find = find
        self._frequencies: dict[tuple[str, str], int] = {}

    def known(self, word: str) -> bool:
        return any(word in leaf.vocabulary() for leaf in self._snapshot.leaves)

    def documents(self, field: str, key: str) -> int:
        if (field, key) not in self._frequencies:
            self._frequencies[field, key] = self._count(field, key)
        return self._frequencies[field, key]

    def _count(self, field: str, key: str) -> int:
        """Exact up to COUNTED documents; of more it is enough to know about how many."""
        term = self._snapshot.find(field, key)
        if term.documents > COUNTED:
            return round(term.documents * self._view.documents / self._snapshot.size)
        return len(self._view.of(*term.read()).ids)

    def answer(self, text: str) -> tuple[int, str]:
        holding_all, best = self._find(text)
        if best is None:
            return holding_all, ""
        shown = self._snapshot.shown(best)
        return holding_all, "\n".join(
            (shown.kind_name, shown.subject, shown.signer, shown.issuer, shown.body[:BEGINNING])
        )
