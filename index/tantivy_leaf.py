"""A state of the Tantivy index as searching reads it: one leaf with the columns in memory, terms asked of Tantivy.

Columns are read once a segment; segments never change. A document is dead where a younger one has its id."""

import json
import zlib
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from .beginnings import Beginnings
from .files import Damaged, damage_named
from .snapshot import Coded, Label, Leaf, Mask, Shown, TermsOfLeaf
from .stored import CODED, FACTS
from .tantivy_folder import CODES, NUMBERS, Commit, Segment, values_of
from .tantivy_terms import TantivyTerms
from .tantivy_writer import FREQUENT

Columns = dict[str, NDArray[np.int64]]

LATEST = 256
"""Stored documents that are kept: one search asks for a page's documents three times."""


class TantivyLeaf(Leaf):
    """The whole of an index as of one commit. `columns`: those of each segment, to be handed to the next state."""

    def __init__(self, folder: Path, searcher: tantivy.Searcher, commit: Commit, known: dict[Segment, Columns]) -> None:
        self.name = "tantivy"
        self._searcher = searcher
        with damage_named(self.name):
            self.columns = {
                segment: known.get(segment) or _read(searcher, place, segment)
                for place, segment in enumerate(commit.segments)
            }
        joined = {name: self._joined(name) for name in (*NUMBERS, *CODES)}
        self.size = len(joined["uid"])
        self.facts = _facts(joined)
        self.coded, readers = _coded(joined, values_of(folder))
        self.dead = _dead(joined)
        self._starts = np.cumsum([0, *(segment.documents for segment in commit.segments)])
        self._terms = TantivyTerms(searcher, self._starts, readers)
        self.terms: TermsOfLeaf = self._terms
        self._stored = lru_cache(maxsize=LATEST)(self._read_stored)
        self._beginnings: dict[str, Beginnings] = {}
        self._vocabulary: frozenset[str] | None = None

    def _joined(self, name: str) -> NDArray[np.int64]:
        return np.concatenate([np.zeros(0, np.int64), *(columns[name] for columns in self.columns.values())])

    @staticmethod
    def kept(count: int) -> int:
        return FREQUENT if count >= FREQUENT else 1

    def beginnings(self, what: str) -> Beginnings:
        if what not in self._beginnings:
            self._beginnings[what] = Beginnings(self._names(what))
        return self._beginnings[what]

    def _names(self, what: str) -> list[str]:
        if what == "party":
            return [name.decode() for name, _ in self.terms.beginning("parties", b"")]
        values = self.coded[what].values
        return [json.loads(value)[1] if value else "" for value in values] if what == "kind" else values

    def vocabulary(self) -> frozenset[str]:
        if self._vocabulary is None:
            words = (term.decode() for term, _ in self.terms.beginning("folded", b""))
            self._vocabulary = frozenset(word for word in words if word.isalpha())
        return self._vocabulary

    def documents_with_id(self, id_: str) -> list[int]:
        found = self.terms.find("id", id_.encode("utf-8", "replace"))
        return self.terms.read(found)[0].tolist() if found else []

    def tokens(self, document: int) -> bytes:
        packed: bytes = self._stored(document)["tokens"][0]
        return packed

    def shown(self, document: int) -> Shown:
        with damage_named(self.name):
            return Shown(*json.loads(zlib.decompress(self._stored(document)["shown"][0])))

    def label(self, document: int) -> Label:
        with damage_named(self.name):
            return Label(*json.loads(self._stored(document)["label"][0]))

    def _read_stored(self, document: int) -> tantivy.Document:
        segment = int(np.searchsorted(self._starts, document, side="right")) - 1
        with damage_named(self.name):
            return self._searcher.doc(tantivy.DocAddress(segment, document - int(self._starts[segment])))


def _read(searcher: tantivy.Searcher, place: int, segment: Segment) -> Columns:
    """All columns of a segment."""
    documents = [tantivy.DocAddress(place, document) for document in range(segment.documents)]
    columns = {}
    for name in (*NUMBERS, *CODES):
        values = searcher.fast_field_values(name, documents)
        columns[name] = np.array(values, np.int64)
    return columns


def _facts(columns: Columns) -> NDArray[np.void]:
    facts = np.zeros(len(columns["uid"]), FACTS)
    for name in ("issued_on", "number", "year", "length", "due_on"):
        facts[name] = columns[name]
    for name, parts in (("by_reference", 2), ("by_subject", 3)):
        joined = np.stack([columns[f"{name}{part}"] for part in range(parts)], axis=1).astype(">i8")
        facts[name] = np.ascontiguousarray(joined).view(f"S{8 * parts}").reshape(-1)
    return facts


def _coded(columns: Columns, values: dict[str, list[str]]) -> tuple[dict[str, Coded], Coded]:
    """The coded columns, and which readers each document has."""
    coded = {}
    for name in CODES:
        known = values.get(name) or [""]
        if len(columns[name]) and int(columns[name].max()) >= len(known):
            raise Damaged(name)
        coded[name] = Coded(columns[name].astype(np.int32), known)
    return {name: coded[name] for name in CODED}, coded["readers"]


def _dead(columns: Columns) -> list[int]:
    """Documents that a younger one with the same id has replaced, and tombstones."""
    order = np.lexsort((columns["put"], columns["uid"]))
    uids = columns["uid"][order]
    youngest = np.ones(len(order), np.bool_)
    youngest[:-1] = uids[1:] != uids[:-1]
    alive: Mask = np.zeros(len(order), np.bool_)
    alive[order[youngest]] = True
    alive &= columns["gone"] == 0
    dead: list[int] = np.flatnonzero(~alive).tolist()
    return dead
