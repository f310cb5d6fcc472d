"""A whole Tantivy index written at once. Making terms takes most of the time and needs no index: for a large archive
all cores do it, each in a process of its own, and this one only adds what they have made."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path

from .abbreviations import Abbreviations
from .entry import Entry
from .files import abbreviations_of
from .tantivy_writer import Prepared, prepared

FEW = 2000
"""So many entries are not worth starting processes for."""
CHUNK = 100


def all_prepared(entries: Iterable[Entry], generation: Path) -> Iterator[Prepared]:
    """The entries of a new generation, in their order."""
    table = abbreviations_of(generation)
    waiting = iter(entries)
    yield from _one_by_one(islice(waiting, FEW), table)
    if (more := next(waiting, None)) is None:
        return
    rest = chain([more], waiting)
    cores = os.cpu_count() or 1
    yield from _by_many(rest, generation, cores) if cores > 1 else _one_by_one(rest, table)


def _one_by_one(entries: Iterable[Entry], table: Abbreviations) -> Iterator[Prepared]:
    return (prepared(entry, table) for entry in entries)


def _by_many(entries: Iterator[Entry], generation: Path, cores: int) -> Iterator[Prepared]:
    """A few chunks are under way at a time: memory stays the same however many entries come."""
    under_way: deque[Future[list[Prepared]]] = deque()
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        while chunk := list(islice(entries, CHUNK)):
            under_way.append(pool.submit(_chunk, chunk, generation))
            if len(under_way) > 2 * cores:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _chunk(entries: list[Entry], generation: Path) -> list[Prepared]:
    return list(_one_by_one(entries, abbreviations_of(generation)))
