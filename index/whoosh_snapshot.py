"""A state of the Whoosh index, opened once and shared by all searches until the next commit.

Segments never change: what was read of them (facts of documents, open files) is kept from one state to the next."""

import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .whoosh_codec import ArrayTermsReader, Found
from .whoosh_files import SharedStorage, damage_named, fingerprint, verify
from .whoosh_writer import FACTS, SCHEMA

Numbers = NDArray[np.int64]


class Coded(NamedTuple):
    """A value for every document: `values[codes[document]]`."""

    codes: NDArray[np.int32]
    values: list[str]


class Shown(NamedTuple):
    """What a hit shows (whoosh_writer.fields_of)."""

    id: str
    reference: str
    kind: str
    kind_name: str
    subject: str
    signer: str
    body: str


class Leaf:
    """One segment. Raises Damaged for a file that is not as it was written, FileNotFoundError for one that is gone."""

    def __init__(self, folder: Path, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self._paths = verify(folder, self.name)
        self._seen = fingerprint(self._paths)
        storage = SharedStorage(str(folder))
        with damage_named(self.name):
            self.terms: ArrayTermsReader = segment.codec().terms_reader(storage, segment)
            self._documents = segment.codec().per_document_reader(storage, segment)
            self.facts = self._facts()
            self.agency, self.kind, self.signer = (self._coded(name) for name in ("agency", "kind", "signer"))
            self._tokens, self._shown = self._column("tokens"), self._column("shown")

    def unchanged(self) -> bool:
        """Whether its files still look as when they were verified."""
        try:
            return fingerprint(self._paths) == self._seen
        except FileNotFoundError:
            return False

    def _column(self, name: str) -> Any:
        return self._documents.column_reader(name, SCHEMA[name].column_type)

    def _facts(self) -> NDArray[np.void]:
        data = self._column("facts")._dbfile.get(0, self.size * FACTS.itemsize)
        return np.frombuffer(data, FACTS)

    def _coded(self, name: str) -> Coded:
        """Whoosh's column of references, whole."""
        column = self._column(name)
        codes = column._dbfile.get_array(0, column._typecode, self.size)
        return Coded(np.array(codes, np.int32), [value.decode() for value in column._uniques])

    def documents_with_id(self, id_: str) -> list[int]:
        found = self.terms.find("id", id_.encode())
        return [int(document) for document in self.terms.read(found)[0]] if found else []

    def tokens(self, document: int) -> bytes:
        packed: bytes = self._tokens[document]
        return packed

    def shown(self, document: int) -> Shown:
        with damage_named(self.name):
            return Shown(*json.loads(zlib.decompress(self._shown[document])))


class Snapshot:
    """All segments together; documents are numbered through. `alive` leaves out replaced and removed ones."""

    def __init__(self, folder: Path, segments: Sequence[Any], known: Iterable[Leaf]) -> None:
        self.folder = folder
        open_already = {leaf.name: leaf for leaf in known}
        self.leaves = [open_already.get(segment.segment_id()) or Leaf(folder, segment) for segment in segments]
        sizes = np.array([leaf.size for leaf in self.leaves], np.int64)
        self.starts = np.cumsum(sizes) - sizes
        self.size = int(sizes.sum())
        self.alive = self._alive(segments)
        facts = np.concatenate([leaf.facts for leaf in self.leaves] or [np.zeros(0, FACTS)])
        self.issued_on, self.number, self.year, self.length = (
            np.ascontiguousarray(facts[name]) for name in ("issued_on", "number", "year", "length")
        )
        self.average_length = float(self.length.mean()) if self.size else 1.0
        self.agency, self.kind, self.signer = (self._coded(name) for name in ("agency", "kind", "signer"))

    def _alive(self, segments: Sequence[Any]) -> NDArray[np.bool_]:
        alive = np.ones(self.size, np.bool_)
        for start, segment in zip(self.starts, segments, strict=True):
            alive[[int(start) + document for document in segment.deleted_docs()]] = False
        return alive

    def _coded(self, name: str) -> Coded:
        """The leaves' codes as one."""
        place: dict[str, int] = {}
        parts = [np.zeros(0, np.int32)]
        for leaf in self.leaves:
            coded: Coded = getattr(leaf, name)
            mine = np.array([place.setdefault(value, len(place)) for value in coded.values], np.int32)
            parts.append(mine[coded.codes])
        return Coded(np.concatenate(parts), list(place))

    def find(self, field: str, term: str) -> "Term":
        key = term.encode("utf-8", "replace")
        places = [(index, place) for index, leaf in enumerate(self.leaves) if (place := leaf.terms.find(field, key))]
        return Term(self, places)

    def leaf_of(self, document: int) -> tuple[Leaf, int]:
        index = int(np.searchsorted(self.starts, document, side="right")) - 1
        return self.leaves[index], document - int(self.starts[index])

    def tokens(self, document: int) -> bytes:
        leaf, inside = self.leaf_of(document)
        return leaf.tokens(inside)

    def shown(self, document: int) -> Shown:
        leaf, inside = self.leaf_of(document)
        return leaf.shown(inside)


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
