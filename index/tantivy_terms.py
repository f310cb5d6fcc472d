"""The terms of a state of the Tantivy index: how many documents have each, and which."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
import tantivy
from numpy.typing import NDArray

from .engine import Order
from .leaf import Coded, Found, Numbers, Postings, TermPostings, TermsOfLeaf, Who
from .tantivy_folder import COUNTED, SEEN, WHOLE, schema
from .tantivy_writer import FREQUENT, OFTEN, PAIR, READERS

Ids = NDArray[np.uint32]
Counts = NDArray[np.uint8]

ORDERED = {
    "newest": ("issued_on", tantivy.Order.Desc),
    "oldest": ("issued_on", tantivy.Order.Asc),
    "reference": ("by_reference0", tantivy.Order.Asc),
    "subject": ("by_subject0", tantivy.Order.Asc),
}
"""The column that an order begins with."""

_SCHEMA = schema()
_APART = "\0"


class TantivyTerms(TermsOfLeaf):
    """`starts`: number of the first document of each segment, and of all."""

    def __init__(self, searcher: tantivy.Searcher, starts: NDArray[np.int64], readers: Coded) -> None:
        self._searcher, self._starts, self._readers = searcher, starts.astype(np.uint32), readers

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
        ids = self._asked(field, term)
        counts = np.ones(len(ids), np.uint8)
        if field in COUNTED:
            counts[np.searchsorted(ids, self._asked(field, term + OFTEN))] = FREQUENT
        return ids, counts

    def first(self, found: Found, most: int, who: Who, order: Order) -> Postings:
        field, _, term = str(found.place).partition(_APART)
        if order == "best":
            often = self._numbers(self._searcher.search(_visible(field, term + OFTEN, who), most).hits)
            more = self._searcher.search(_visible(field, term, who), max(most - len(often), 1))
            ids = np.union1d(often, self._numbers(more.hits))
        else:
            column, direction = ORDERED[order]
            often = np.zeros(0, np.int64)
            more = self._searcher.search(_visible(field, term, who), most, order_by_field=column, order=direction)
            ids = np.sort(self._numbers(more.hits))
        counts = np.ones(len(ids), np.uint8)
        counts[np.isin(ids, often)] = FREQUENT
        return Postings(ids, counts, int(cast(Any, more).count))  # a count that the stub does not know

    def _numbers(self, hits: Sequence[tuple[object, tantivy.DocAddress]]) -> Numbers:
        starts = self._starts.astype(np.int64)
        return np.array([at.doc for _, at in hits], np.int64) + starts[[at.segment_ord for _, at in hits]]

    def _read_by(self, token: str) -> tuple[Ids, Counts]:
        held = np.array([token in value.split(READERS) for value in self._readers.values], np.bool_)
        ids = np.flatnonzero(held[self._readers.codes]).astype(np.uint32)
        return ids, np.ones(len(ids), np.uint8)

    def _asked(self, field: str, term: str) -> Ids:
        """Ascending; dead documents may be missing already."""
        if not (documents := int(self._searcher.doc_freq(field, term))):
            return np.zeros(0, np.uint32)
        asked = tantivy.Query.const_score_query(tantivy.Query.term_query(_SCHEMA, field, term, "basic"), 1.0)
        hits = self._searcher.search(asked, documents, count=False).hits  # of equal scores: in order of documents
        ids = np.array([at.doc for _, at in hits], np.uint32)
        begins = [bisect_left(hits, place, key=_segment) for place in range(len(self._starts))]
        return ids + np.repeat(self._starts[:-1], np.diff(begins))

    def all_postings(self) -> Iterator[TermPostings]:
        for field in (*COUNTED, *WHOLE):
            for term, _ in self._searcher.terms_with_prefix(field, ""):
                often = field in COUNTED and term.endswith(OFTEN)
                shown = term.removesuffix(OFTEN).replace(PAIR, " ") if field in COUNTED else term
                ids = self._asked(field, term)
                yield TermPostings(
                    field, shown.encode(), ids, np.full(len(ids), FREQUENT - 1 if often else 1, np.uint8)
                )
        for token in sorted({token for value in self._readers.values for token in value.split(READERS) if token}):
            ids, counts = self._read_by(token)
            yield TermPostings("readers", token.encode(), ids, counts)


def _segment(hit: tuple[float, tantivy.DocAddress]) -> int:
    return int(hit[1].segment_ord)


def _visible(field: str, term: str, who: Who) -> tantivy.Query:
    """The documents with a term that somebody may see, those about it first."""
    tokens = [f"{who.agency_id}{READERS}{token}" for token in sorted(who.readers)]
    seen = tantivy.Query.const_score_query(tantivy.Query.term_set_query(_SCHEMA, SEEN, tokens), 0.0)
    holding = tantivy.Query.term_query(_SCHEMA, field, term, "basic")
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, holding), (tantivy.Occur.Must, seen)])
