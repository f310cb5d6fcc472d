"""A state of the Whoosh index, opened once and shared by all searches until the next commit.

Segments never change: what was read of them (facts of documents, open files) is kept from one state to the next."""

import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .beginnings import Beginnings
from .files import damage_named, fingerprint
from .snapshot import Coded, Label, Leaf, Shown, Snapshot, TermsOfLeaf
from .stored import CODED, FACTS
from .whoosh_codec import MOST_COUNTED
from .whoosh_files import SharedStorage, verify
from .whoosh_writer import SCHEMA


class WhooshLeaf(Leaf):
    """One segment. Raises Damaged for a file that is not as it was written, FileNotFoundError for one that is gone."""

    def __init__(self, folder: Path, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self._vocabulary: frozenset[str] | None = None
        self._beginnings: dict[str, Beginnings] = {}
        self._paths = verify(folder, self.name)
        self._seen = fingerprint(self._paths)
        storage = SharedStorage(str(folder))
        with damage_named(self.name):
            self.terms: TermsOfLeaf = segment.codec().terms_reader(storage, segment)
            self._documents = segment.codec().per_document_reader(storage, segment)
            self.facts = self._facts()
            self.coded = {name: self._coded(name) for name in CODED}
            self._tokens, self._shown, self._label = map(self._column, ("tokens", "shown", "label"))

    @staticmethod
    def kept(count: int) -> int:
        return min(count, MOST_COUNTED)

    def beginnings(self, what: str) -> Beginnings:
        """The names of a coded column, or the parties, by how they begin; places are the column's codes."""
        if what not in self._beginnings:
            self._beginnings[what] = Beginnings(self._names(what))
        return self._beginnings[what]

    def vocabulary(self) -> frozenset[str]:
        """The folded words of letters alone."""
        if self._vocabulary is None:
            words = (term.decode("utf-8", "replace") for term, _ in self.terms.beginning("folded", b""))
            self._vocabulary = frozenset(word for word in words if word.isalpha())
        return self._vocabulary

    def _names(self, what: str) -> list[str]:
        if what == "party":
            return [name.decode("utf-8", "replace") for name, _ in self.terms.beginning("parties", b"")]
        if what == "kind":
            return [json.loads(value)[1] if value else "" for value in self.coded["kind"].values]
        return self.coded[what].values

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
        found = self.terms.find("id", id_.encode("utf-8", "replace"))
        return self.terms.read(found)[0].tolist() if found else []

    def tokens(self, document: int) -> bytes:
        packed: bytes = self._tokens[document]
        return packed

    def shown(self, document: int) -> Shown:
        with damage_named(self.name):
            return Shown(*json.loads(zlib.decompress(self._shown[document])))

    def label(self, document: int) -> Label:
        with damage_named(self.name):
            return Label(*json.loads(self._label[document]))


def snapshot_of(folder: Path, segments: Sequence[Any], known: Iterable[WhooshLeaf]) -> Snapshot:
    """The state of an index that has these segments; what is `known` of them is kept."""
    open_already = {leaf.name: leaf for leaf in known}
    leaves = [open_already.get(segment.segment_id()) or WhooshLeaf(folder, segment) for segment in segments]
    return Snapshot(folder, leaves, [list(segment.deleted_docs()) for segment in segments])
