"""The terms of a state of the Tantivy index: how many documents have each, and which."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import tantivy
from numpy.typing import NDArray

from .snapshot import Coded, Found, TermPostings, TermsOfLeaf
from .tantivy_folder import COUNTED, WHOLE, schema
from .tantivy_writer import FREQUENT, OFTEN, PAIR, READERS

Ids = NDArray[np.uint32]
Counts = NDArray[np.uint8]

KEPT = 64
"""Long lists of documents that are kept until the next commit."""
LONG = 20_000

_SCHEMA = schema()
_APART = "\0"


class TantivyTerms(TermsOfLeaf):
    """`starts`: number of the first document of each segment, and of all."""

    def __init__(self, searcher: tantivy.Searcher, starts: NDArray[np.int64], readers: Coded) -> None:
        self._searcher, self._starts, self._readers = searcher, starts.astype(np.uint32), readers
        self._long = lru_cache(maxsize=KEPT)(self._asked)

    def find(self, field: str, term: bytes) -> Found | None:
        text = term.decode("utf-8", "replace")
        if field == "readers":
            return Found(len(self._readers.codes), f"readers{_APART}{text}")
        key = text.replace(" ", PAIR) if field == "pairs" else text
        documents = int(self._searcher.doc_freq(field, key))
        return Found(documents, f"{field}{_APART}{key}") if documents else None

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, Found]]:
        for term, documents in self._searcher.terms_with_prefix(field, prefix.decode("utf-8", "replace")):
            if field not in COUNTED or not term.endswith(OFTEN):
                yield term.encode(), Found(int(documents), f"{field}{_APART}{term}")

    def read(self, found: Found) -> tuple[Ids, Counts]:
        """How often is 1, or FREQUENT for that and more."""
        field, _, term = str(found.place).partition(_APART)
        if field == "readers":
            return self._read_by(term)
        ids = self._read(field, term, found.documents)
        counts = np.ones(len(ids), np.uint8)
        if field in COUNTED and (often := int(self._searcher.doc_freq(field, term + OFTEN))):
            counts[np.isin(ids, self._read(field, term + OFTEN, often), assume_unique=True)] = FREQUENT
        return ids, counts

    def _read_by(self, token: str) -> tuple[Ids, Counts]:
        held = np.array([token in value.split(READERS) for value in self._readers.values], np.bool_)
        ids = np.flatnonzero(held[self._readers.codes]).astype(np.uint32)
        return ids, np.ones(len(ids), np.uint8)

    def _read(self, field: str, term: str, documents: int) -> Ids:
        return (self._long if documents > LONG else self._asked)(field, term, documents)

    def _asked(self, field: str, term: str, documents: int) -> Ids:
        """Ascending; dead documents may be missing already."""
        asked = tantivy.Query.term_query(_SCHEMA, field, term, "basic")
        hits = self._searcher.search(asked, documents, count=False).hits
        ids = np.array([at.doc for _, at in hits], np.uint32)
        if len(self._starts) > 2:
            ids += self._starts[[at.segment_ord for _, at in hits]]
        ids.sort()
        return ids

    def all_postings(self) -> Iterator[TermPostings]:
        for field in (*COUNTED, *WHOLE):
            for term, documents in self._searcher.terms_with_prefix(field, ""):
                often = field in COUNTED and term.endswith(OFTEN)
                shown = term.removesuffix(OFTEN).replace(PAIR, " ") if field in COUNTED else term
                ids = self._asked(field, term, int(documents))
                yield TermPostings(
                    field, shown.encode(), ids, np.full(len(ids), FREQUENT - 1 if often else 1, np.uint8)
                )
        for token in sorted({token for value in self._readers.values for token in value.split(READERS) if token}):
            ids, counts = self._read_by(token)
            yield TermPostings("readers", token.encode(), ids, counts)
