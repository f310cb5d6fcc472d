"""A part of an index as searching reads it, whatever engine wrote it: columns, terms, what is stored of documents."""

import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .beginnings import Beginnings
from .engine import Order
from .files import damage_named

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


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
    issuer: str
    status: str
    origin: str
    facts: list[list[str]]
    body: str


class Label(NamedTuple):
    """What a completion shows of a document."""

    reference: str
    subject: str


class Found(NamedTuple):
    """Where a term's postings lie: `documents` of them; what `place` means only its leaf knows."""

    documents: int
    place: int | str


class Postings(NamedTuple):
    """Documents that hold a term, and how often each does; `of` so many, where not all are here."""

    ids: Numbers
    counts: NDArray[np.uint8]
    of: int


class Who(NamedTuple):
    """Whoever searches: an agency, and what they may read (Entry.readers)."""

    agency_id: str
    readers: frozenset[str]


class TermPostings(NamedTuple):
    """A term of a field with its documents, ascending, and how often each holds it."""

    field: str
    term: bytes
    ids: NDArray[np.uint32]
    counts: NDArray[np.uint8]


class TermsOfLeaf(Protocol):
    """Looks terms up and reads their postings."""

    def find(self, field: str, term: bytes) -> Found | None: ...

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, Found]]:
        """The terms of a field that begin so, in order."""

    def read(self, found: Found) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]: ...

    def first(self, found: Found, most: int, who: Who, order: Order) -> Postings:
        """Of a term with too many documents: those that come first in this order. An engine that reads them all as
        fast may give them all."""

    def all_postings(self) -> Iterator[TermPostings]: ...


class Leaf(ABC):
    """A part of an index that never changes. Its files are read by the engine that it belongs to: a subclass that sets
    these four."""

    size: int
    terms: TermsOfLeaf
    facts: NDArray[np.void]
    coded: dict[str, Coded]

    def __init__(self, name: str) -> None:
        self.name = name
        self._beginnings: dict[str, Beginnings] = {}
        self._vocabulary: frozenset[str] | None = None

    @staticmethod
    @abstractmethod
    def kept(count: int) -> int:
        """What the engine keeps of how often a term stands in a document."""

    @abstractmethod
    def stored(self, document: int, what: str) -> bytes:
        """The "tokens", "shown" or "label" of a document, as stored.py made it."""

    def beginnings(self, what: str) -> Beginnings:
        """The names of a coded column, or the parties, by how they begin; places are the column's codes."""
        if what not in self._beginnings:
            self._beginnings[what] = Beginnings(self._names(what))
        return self._beginnings[what]

    def _names(self, what: str) -> list[str]:
        if what == "party":
            return [name.decode("utf-8", "replace") for name, _ in self.terms.beginning("parties", b"")]
        if what == "kind":
            return [json.loads(value)[1] if value else "" for value in self.coded["kind"].values]
        return self.coded[what].values

    def vocabulary(self) -> frozenset[str]:
        """The folded words of letters alone."""
        if self._vocabulary is None:
            words = (term.decode("utf-8", "replace") for term, _ in self.terms.beginning("folded", b""))
            self._vocabulary = frozenset(word for word in words if word.isalpha())
        return self._vocabulary

    def documents_with_id(self, id_: str) -> list[int]:
        found = self.terms.find("id", id_.encode("utf-8", "replace"))
        return self.terms.read(found)[0].tolist() if found else []

    def tokens(self, document: int) -> bytes:
        return self.stored(document, "tokens")

    def shown(self, document: int) -> Shown:
        with damage_named(self.name):
            return Shown(*json.loads(zlib.decompress(self.stored(document, "shown"))))

    def label(self, document: int) -> Label:
        with damage_named(self.name):
            return Label(*json.loads(self.stored(document, "label")))
