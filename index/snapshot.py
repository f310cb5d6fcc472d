"""A state of an index, opened once and shared by all searches until the next commit: columns, terms, who sees what."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from .engine import Order
from .entry import ENDED
from .files import abbreviations_of
from .leaf import Coded, Found, Label, Leaf, Mask, Numbers, Postings, Shown, Who
from .reading import Reading
from .stored import CODED, FACTS

BUDGET = 500_000
"""Postings that one search reads, where nothing else is said."""
MOST_VIEWS = 64
"""Sets of readers whose view is kept from one search to the next: a view is a byte a document."""


class Snapshot:
    """All segments together; documents are numbered through. `alive` leaves out replaced and removed ones; `named` are
    the views whose names have been counted (name_counts.py). Who sees the same shares one view."""

    def __init__(
        self, folder: Path, leaves: Sequence[Leaf], gone: Sequence[Sequence[int]], budget: int = BUDGET
    ) -> None:
        self.folder = folder
        self.budget = budget
        self.table = abbreviations_of(folder)
        self.leaves = leaves
        sizes = np.array([leaf.size for leaf in self.leaves], np.int64)
        self.starts = np.cumsum(sizes) - sizes
        self.size = int(sizes.sum())
        self.alive = self._alive(gone)
        facts = np.concatenate([leaf.facts for leaf in self.leaves] or [np.zeros(0, FACTS)])
        self.issued_on, self.number, self.year, self.length, self.due_on, self.by_reference, self.by_subject = (
            np.ascontiguousarray(facts[name]) for name in FACTS.names or ()
        )
        self.coded = {name: self._coded(name) for name in CODED}
        self.ended = self.holding_one_of("status", ENDED)
        self._views: dict[Who, View] = {}
        self._same: dict[bytes, View] = {}
        self.named: deque[View] = deque()
        self._lock = Lock()

    def _alive(self, gone: Sequence[Sequence[int]]) -> Mask:
        alive = np.ones(self.size, np.bool_)
        for start, dead in zip(self.starts.tolist(), gone, strict=True):
            alive[start + np.asarray(dead, np.int64)] = False
        return alive

    def _coded(self, name: str) -> Coded:
        """The leaves' codes as one."""
        place: dict[str, int] = {}
        parts = [np.zeros(0, np.int32)]
        for leaf in self.leaves:
            coded = leaf.coded[name]
            mine = np.array([place.setdefault(value, len(place)) for value in coded.values], np.int32)
            parts.append(mine[coded.codes])
        return Coded(np.concatenate(parts), list(place))

    def holding_one_of(self, name: str, wanted: Iterable[str]) -> Mask:
        """The documents with one of these values in a coded column."""
        coded, wanted = self.coded[name], set(wanted)
        return np.array([value in wanted for value in coded.values], np.bool_)[coded.codes]

    def holding(self, field: str, term: str) -> Mask:
        """The documents with a term."""
        mask = np.zeros(self.size, np.bool_)
        mask[self.find(field, term).read()[0]] = True
        return mask

    def view(self, agency_id: str, readers: frozenset[str]) -> "View":
        """What these readers of an agency may see."""
        who = Who(agency_id, readers)
        if (view := self._views.get(who)) is None:
            seen = np.zeros(self.size, np.bool_)
            for token in readers:
                seen |= self.holding("readers", token)
            seen &= self.alive & self.holding_one_of("agency", [agency_id])
            content = blake2b(np.packbits(seen).tobytes(), digest_size=16).digest()
            with self._lock:
                if len(self._views) >= MOST_VIEWS:
                    self._views.clear()
                    self._same.clear()
                view = self._views[who] = self._same.setdefault(content, View(seen, self.length, who))
        return view

    def find(self, field: str, term: str) -> "Term":
        key = term.encode("utf-8", "replace")
        places = [(index, place) for index, leaf in enumerate(self.leaves) if (place := leaf.terms.find(field, key))]
        return Term(self, places)

    def living(self, id_: str) -> int | None:
        """The document with this id."""
        for start, leaf in self.started():
            for document in leaf.documents_with_id(id_):
                if self.alive[start + document]:
                    return start + document
        return None

    def started(self) -> Iterator[tuple[int, Leaf]]:
        """The segments, each with the number of its first document."""
        return zip(map(int, self.starts), self.leaves, strict=True)

    def leaf_of(self, document: int) -> tuple[Leaf, int]:
        index = int(np.searchsorted(self.starts, document, side="right")) - 1
        return self.leaves[index], document - int(self.starts[index])

    def tokens(self, document: int) -> bytes:
        leaf, inside = self.leaf_of(document)
        return leaf.tokens(inside)

    def shown(self, document: int) -> Shown:
        leaf, inside = self.leaf_of(document)
        return leaf.shown(inside)

    def reading(self, document: int, shown: Shown) -> Reading:
        """How the document's text was read."""
        return self.table.reading(shown.kind, date.fromordinal(int(self.issued_on[document])))

    def label(self, document: int) -> Label:
        leaf, inside = self.leaf_of(document)
        return leaf.label(inside)


class View:
    """What somebody may see of a snapshot (`seen`), and what ranking needs to know of it: statistics of the visible
    documents alone, so that no order, no threshold and no total is moved by a document that may not be seen. `names`:
    how often each name stands in them (name_counts.py)."""

    def __init__(self, seen: Mask, lengths: NDArray[np.int32], who: Who) -> None:
        self.seen, self.who = seen, who
        self.documents = int(np.count_nonzero(seen))
        self.whole = self.documents == len(seen)
        self.average_length = float(lengths[seen].mean()) if self.documents else 1.0
        self.names: dict[str, dict[str, int]] = {}

    def of(self, ids: Numbers, counts: NDArray[np.uint8], of: int | None = None) -> Postings:
        """Those of a term's postings that are visible."""
        if self.whole:
            return Postings(ids, counts, len(ids) if of is None else of)
        kept = self.seen[ids]
        seen = int(np.count_nonzero(kept))
        return Postings(ids[kept], counts[kept], seen if of is None else of - len(ids) + seen)


class Term:
    """A term with its places in the segments; reading its postings is a step of its own."""

    def __init__(self, snapshot: Snapshot, places: list[tuple[int, Found]]) -> None:
        self._snapshot, self._places = snapshot, places
        self.documents = sum(found.documents for _, found in places)

    def read(self) -> tuple[Numbers, NDArray[np.uint8]]:
        """Documents that hold it (replaced and removed ones among them), and how often."""
        ids, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.uint8)]
        for index, found in self._places:
            own, often = self._snapshot.leaves[index].terms.read(found)
            ids.append(own + self._snapshot.starts[index])
            counts.append(often)
        return np.concatenate(ids), np.concatenate(counts)

    def first(self, most: int, view: View, order: Order) -> Postings:
        """The visible documents that come first in an order, of a term that too many hold."""
        ids, counts, of = [np.zeros(0, np.int64)], [np.zeros(0, np.uint8)], 0
        for index, found in self._places:
            own = self._snapshot.leaves[index].terms.first(found, most, view.who, order)
            ids.append(own.ids + self._snapshot.starts[index])
            counts.append(own.counts)
            of += own.of
        return view.of(np.concatenate(ids), np.concatenate(counts), of)
