"""Entries → a segment of the Whoosh index, and which old segments are merged into it on the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

import numpy as np
from whoosh.columns import FixedBytesColumn, RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from .abbreviations import Abbreviations
from .entry import Entry
from .leaf import TermPostings
from .stored import CODED, FACTS, fields_of
from .whoosh_codec import MOST_COUNTED, ArrayCodec, Counts, Ids
from .whoosh_files import write_checksums

MERGE_AT = 8
"""So many segments of about one size become one; thus a commit rarely rewrites more than it adds."""
LARGEST_MERGE = 1000
"""Documents of a merge while people wait; larger segments stay until the next rebuild."""


class TermField(FieldType):  # type: ignore[misc]
    """A field of terms; they go to the pool at once (ArrayWriter.add_entries), Whoosh sees none."""

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(self, *_: object, **__: object) -> tuple[()]:
        return ()


TERMS = ("id", "exact", "folded", "pairs", "units", "named", "parties", "readers")
SCHEMA = Schema(
    **{name: TermField() for name in TERMS},
    facts=COLUMN(FixedBytesColumn(FACTS.itemsize)),
    **{name: COLUMN(RefBytesColumn()) for name in CODED},
    label=COLUMN(VarBytesColumn()), tokens=COLUMN(VarBytesColumn()), shown=COLUMN(VarBytesColumn()),
)  # fmt: skip


class _Pool:
    """Postings of new documents by term, in memory, and those of segments to be merged, streamed: together in order."""

    def __init__(self) -> None:
        self._new: dict[str, dict[str, tuple[list[int], list[int]]]] = {field: {} for field in TERMS}
        self._old: list[Callable[[], Iterator[TermPostings]]] = []

    def add(self, field: str, document: int, terms: Mapping[str, int]) -> None:
        """The terms of a document in a field, and how often each stands there."""
        known = self._new[field]
        for term, count in terms.items():
            if (postings := known.get(term)) is None:
                known[term] = [document], [count]
            else:
                postings[0].append(document)
                postings[1].append(count)

    def add_reader(self, reader: SegmentReader, first: int, renumbered: Mapping[int, int] | None) -> None:
        """The postings of a reader whose documents now begin at `first`, or are renumbered (dropped if missing)."""
        numbers = np.full(reader.doc_count_all(), -1, np.int64)
        if renumbered is None:
            numbers[:] = np.arange(first, first + len(numbers))
        else:
            numbers[list(renumbered)] = list(renumbered.values())
        self._old.append(partial(_renumbered, reader, numbers))

    def iter_postings(self) -> Iterator[TermPostings]:
        sources = [self._sorted_new(), *(source() for source in self._old)]
        for _, same in groupby(merge(*sources, key=itemgetter(0, 1)), key=itemgetter(0, 1)):
            first, *more = same
            yield _joined([first, *more]) if more else first

    def _sorted_new(self) -> Iterator[TermPostings]:
        for field in sorted(self._new):
            for term, (ids, counts) in sorted(self._new[field].items()):  # by letters, which is by bytes too
                often = np.minimum(counts, MOST_COUNTED).astype(np.uint8)
                yield TermPostings(field, term.encode(), np.array(ids, np.uint32), often)

    def cleanup(self) -> None:
        self._new = {field: {} for field in TERMS}
        self._old.clear()


def _renumbered(reader: SegmentReader, numbers: np.ndarray[Any, np.dtype[np.int64]]) -> Iterator[TermPostings]:
    for field, term, ids, counts in reader._terms.all_postings():
        now = numbers[ids]
        kept = now >= 0
        if kept.all():
            yield TermPostings(field, term, now.astype(np.uint32), counts)
        elif kept.any():
            yield TermPostings(field, term, now[kept].astype(np.uint32), counts[kept])


def _joined(parts: list[TermPostings]) -> TermPostings:
    """One term from several segments; document numbers stay ascending because segments follow one another."""
    ids: Ids = np.concatenate([part.ids for part in parts])
    counts: Counts = np.concatenate([part.counts for part in parts])
    order = np.argsort(ids, kind="stable")
    return TermPostings(parts[0].field, parts[0].term, ids[order], counts[order])


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Writes one segment; the caller holds the folder's lock."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False, _lk=False)
        self.pool = _Pool()
        self._readers: list[SegmentReader] = []

    def add_entries(self, entries: Iterable[Entry], table: Abbreviations) -> None:
        for entry in entries:
            fields = cast(dict[str, Any], fields_of(entry, table))
            for name in TERMS:
                self.pool.add(name, self.docnum, fields[name])
            self.add_document(**fields)

    def add_segments(self, segments: Iterable[Any]) -> None:
        """Take over the living documents of old segments."""
        for segment in segments:
            reader = SegmentReader(self.storage, self.schema, segment)
            self._readers.append(reader)
            self.add_reader(reader)

    def add_postings_to_pool(self, reader: SegmentReader, startdoc: int, docmap: Mapping[int, int] | None) -> None:
        self.pool.add_reader(reader, startdoc, docmap)

    def _finalize_segment(self) -> Any:
        segment = super()._finalize_segment()
        write_checksums(Path(self.storage.folder), segment.segment_id())
        return segment

    def _finish(self) -> None:
        super()._finish()
        self._readers.clear()


def merge_few(writer: ArrayWriter, segments: list[Any]) -> list[Any]:
    """Merge policy while people wait: once MERGE_AT segments of about one size are there they become one."""
    living = sorted((segment for segment in segments if segment.doc_count()), key=_size)
    counts = range(len(living), MERGE_AT - 2, -1)
    taken = next((count for count in counts if _worth_merging(living[:count], writer.doc_count())), 0)
    writer.add_segments(living[:taken])
    return living[taken:]


def _size(segment: Any) -> int:
    return int(segment.doc_count())


def _worth_merging(ascending: list[Any], new: int) -> bool:
    """Not larger than allowed, and the largest not so large that it would be rewritten for a few small ones."""
    total = new + sum(map(_size, ascending))
    return total <= LARGEST_MERGE and _size(ascending[-1]) * MERGE_AT <= total * 2


def keep_all(_writer: ArrayWriter, segments: list[Any]) -> list[Any]:
    """Merge policy in the middle of a rebuild: none."""
    return segments


def merge_together(names: Set[str], writer: ArrayWriter, segments: list[Any]) -> list[Any]:
    """Merge policy at the end of a rebuild: the named segments become one."""
    writer.add_segments(segment for segment in segments if segment.segment_id() in names)
    return [segment for segment in segments if segment.segment_id() not in names]
