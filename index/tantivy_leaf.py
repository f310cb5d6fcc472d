"""A state of the Tantivy index as searching reads it: one leaf with the columns in memory, terms asked of Tantivy.

Columns are read once a segment; segments never change. A document is dead where a younger one has its id."""

from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tantivy
from numpy.typing import NDArray

from .files import Damaged, damage_named
from .leaf import Coded, Leaf, Mask
from .stored import CODED, FACTS
from .tantivy_folder import CODES, PLAIN, SPLIT, Commit, Segment, values_of
from .tantivy_terms import TantivyTerms
from .tantivy_writer import FREQUENT


class Columns(NamedTuple):
    """The columns of one segment, a row a document. `uid`, `put`, `gone`: which id, when, whether it is a tombstone."""

    uid: NDArray[np.int64]
    put: NDArray[np.int64]
    gone: Mask
    facts: NDArray[np.void]
    codes: dict[str, NDArray[np.int32]]


LATEST = 256
"""Stored documents that are kept: one search asks for a page's documents three times."""


class TantivyLeaf(Leaf):
    """The whole of an index as of one commit. `columns`: those of each segment, to be handed to the next state."""

    def __init__(self, folder: Path, searcher: tantivy.Searcher, commit: Commit, known: dict[Segment, Columns]) -> None:
        super().__init__("tantivy")
        with damage_named(self.name):
            self.columns = {
                segment: known.get(segment) or _read(searcher, place, segment)
                for place, segment in enumerate(commit.segments)
            }
        parts = list(self.columns.values())
        self.size = sum(len(part.uid) for part in parts)
        self.facts = np.concatenate([np.zeros(0, FACTS), *(part.facts for part in parts)])
        values = values_of(folder)
        self.coded = {name: _coded(name, parts, values) for name in CODED}
        self.dead = _dead(parts)
        starts = np.cumsum([0, *(segment.documents for segment in commit.segments)])
        self.terms = TantivyTerms(searcher, starts, _coded("readers", parts, values))
        # of no method: a leaf that refers to itself, and its arrays, would stay until somebody collects garbage
        self._stored = lru_cache(maxsize=LATEST)(partial(_read_stored, searcher, starts, self.name))

    @staticmethod
    def kept(count: int) -> int:
        return FREQUENT if count >= FREQUENT else 1

    def stored(self, document: int, what: str) -> bytes:
        kept: bytes = self._stored(document)[what][0]
        return kept


def _read_stored(searcher: tantivy.Searcher, starts: NDArray[np.int64], name: str, document: int) -> tantivy.Document:
    segment = int(np.searchsorted(starts, document, side="right")) - 1
    with damage_named(name):
        return searcher.doc(tantivy.DocAddress(segment, document - int(starts[segment])))


def _read(searcher: tantivy.Searcher, place: int, segment: Segment) -> Columns:
    """All columns of a segment."""
    documents = [tantivy.DocAddress(place, document) for document in range(segment.documents)]

    def column(name: str) -> NDArray[np.int64]:
        return np.array(searcher.fast_field_values(name, documents), np.int64)

    facts = np.zeros(segment.documents, FACTS)
    for name in PLAIN:
        facts[name] = column(name)
    for name, size in SPLIT.items():
        parts = np.stack([column(f"{name}{part}") for part in range(size // 8)], axis=1).astype(">i8")
        facts[name] = np.ascontiguousarray(parts).view(f"S{size}").reshape(-1)
    codes = {name: column(name).astype(np.int32) for name in CODES}
    return Columns(column("uid"), column("put"), column("gone") != 0, facts, codes)


def _coded(name: str, parts: list[Columns], values: dict[str, list[str]]) -> Coded:
    """A coded column of all segments."""
    known = values.get(name) or [""]
    codes = np.concatenate([np.zeros(0, np.int32), *(part.codes[name] for part in parts)])
    if len(codes) and int(codes.max()) >= len(known):
        raise Damaged(name)
    return Coded(codes, known)


def _dead(parts: list[Columns]) -> list[int]:
    """Documents that a younger one with the same id has replaced, and tombstones."""
    uids = np.concatenate([np.zeros(0, np.int64), *(part.uid for part in parts)])
    alive = ~np.concatenate([np.zeros(0, np.bool_), *(part.gone for part in parts)])
    ordered = np.sort(uids)  # few ids stand there twice: sorting values alone is many times faster than their places
    doubled = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if len(doubled):
        several = np.flatnonzero(np.isin(uids, doubled))
        puts = np.concatenate([part.put for part in parts])[several]
        order = several[np.lexsort((puts, uids[several]))]
        older = uids[order[1:]] == uids[order[:-1]]
        alive[order[:-1][older]] = False
    dead: list[int] = np.flatnonzero(~alive).tolist()
    return dead
