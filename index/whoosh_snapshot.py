"""A state of the Whoosh index, opened once and shared by all searches until the next commit.

Segments never change: what was read of them (facts of documents, open files) is kept from one state to the next."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .files import damage_named, fingerprint
from .leaf import Coded, Leaf
from .snapshot import Snapshot
from .stored import CODED, FACTS
from .whoosh_codec import MOST_COUNTED
from .whoosh_files import SharedStorage, verify
from .whoosh_writer import SCHEMA


class WhooshLeaf(Leaf):
    """One segment. Raises Damaged for a file that is not as it was written, FileNotFoundError for one that is gone."""

    def __init__(self, folder: Path, segment: Any) -> None:
        super().__init__(segment.segment_id())
        self.size = segment.doc_count_all()
        self._paths = verify(folder, self.name)
        self._seen = fingerprint(self._paths)
        storage = SharedStorage(str(folder))
        with damage_named(self.name):
            self.terms = segment.codec().terms_reader(storage, segment)
            self._documents = segment.codec().per_document_reader(storage, segment)
            self.facts = self._facts()
            self.coded = {name: self._coded(name) for name in CODED}
            self._stored = {what: self._column(what) for what in ("tokens", "shown", "label")}

    @staticmethod
    def kept(count: int) -> int:
        return min(count, MOST_COUNTED)

    def stored(self, document: int, what: str) -> bytes:
        kept: bytes = self._stored[what][document]
        return kept

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


def snapshot_of(folder: Path, segments: Sequence[Any], known: Iterable[WhooshLeaf]) -> Snapshot:
    """The state of an index that has these segments; what is `known` of them is kept."""
    open_already = {leaf.name: leaf for leaf in known}
    leaves = [open_already.get(segment.segment_id()) or WhooshLeaf(folder, segment) for segment in segments]
    return Snapshot(folder, leaves, [list(segment.deleted_docs()) for segment in segments])
