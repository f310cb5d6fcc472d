"""Whoosh's own format for terms and documents, with posting lists as plain arrays.

Stock Whoosh keeps postings in pickled, compressed blocks of 128 and walks them one by one in Python; here a list is
32-bit document numbers followed by 8-bit counts, read by numpy in one piece. Everything else (term dictionary,
columns, commits) is Whoosh's. Segments remember this codec by its class name: keep it, or raise SCHEMA_VERSION.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo, W3TermsReader

from .engine import Order
from .leaf import Found, Postings, TermPostings, Who

MOST_COUNTED = 255
"""A count that does not fit a byte is this."""

_ID, _COUNT = np.dtype("<u4"), np.dtype("u1")

Ids = NDArray[np.uint32]
Counts = NDArray[np.uint8]


class ArrayTermsReader(W3TermsReader):  # type: ignore[misc]
    """Looks terms up and reads their postings whole."""

    def find(self, field: str, term: bytes) -> Found | None:
        try:
            place, _ = self._range_for_key(field, term)
        except KeyError:
            return None
        return self._found_at(place)

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, Found]]:
        """The terms of a field that begin so, in order."""
        try:
            begins = self._keycoder(field, prefix)
        except KeyError:
            return
        for place, length, data_place, _ in self._tindex.ranges_from(begins):
            key = self._dbfile.get(place, length)
            if not key.startswith(begins):
                return
            yield key[2:], self._found_at(data_place)

    def _found_at(self, place: int) -> Found:
        documents = W3TermInfo.read_doc_freq(self._dbfile, place)
        return Found(documents, self._dbfile.get_long(place + W3TermInfo._struct.size))

    def read(self, found: Found) -> tuple[Ids, Counts]:
        data = self._postfile.get(int(found.place), found.documents * (_ID.itemsize + _COUNT.itemsize))
        ids = np.frombuffer(data, _ID, found.documents)
        return ids, np.frombuffer(data, _COUNT, found.documents, found.documents * _ID.itemsize)

    def first(self, found: Found, most: int, who: Who, order: Order) -> Postings:  # noqa: ARG002
        """All of them: reading them takes no time, choosing would."""
        ids, counts = self.read(found)
        return Postings(ids.astype(np.int64), counts, len(ids))

    def all_postings(self) -> Iterator[TermPostings]:
        """Every term, in order of (field number, term)."""
        for place, length, data_place, _ in self._tindex._ranges():
            field, term = self._keydecoder(self._dbfile.get(place, length))
            yield TermPostings(field, term, *self.read(self._found_at(data_place)))


class ArrayFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes TermPostings sorted by (field, term)."""

    def add_postings(self, schema: Any, _lengths: Any, items: Iterable[TermPostings]) -> None:
        field = None
        for postings in items:
            if postings.field != field:
                field = postings.field
                self.start_field(field, schema[field])
            self._add_term(postings)

    def _add_term(self, postings: TermPostings) -> None:
        offset = self._postfile.tell()
        self._postfile.write(postings.ids.astype(_ID, copy=False).tobytes() + postings.counts.tobytes())
        info = W3TermInfo(df=len(postings.ids), minid=0, maxid=0)  # nobody asks for weights, first and last
        info.set_extent(offset, len(postings.ids))
        self._tindex.add(self._key(postings.term), info.to_bytes())

    def _key(self, term: bytes) -> bytes:
        return int(self._fieldid).to_bytes(2, "big") + term


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """The codec of the office's index."""

    length_stats = False  # lengths are a column of our own

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:
        return ArrayFieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTermsReader:
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return ArrayTermsReader(self, storage.open_file(name), storage.file_length(name), postings)
