"""Entries → documents of the Tantivy index, and commits. Terms come ready-made from stored.py."""

import struct
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, cast

import tantivy

from .abbreviations import Abbreviations
from .entry import Entry
from .stored import CODED, fields_of
from .tantivy_folder import (
    CODES,
    COUNTED,
    NUMBERS,
    PLAIN,
    SEEN,
    SPLIT,
    keep_values,
    latest_commit,
    open_index,
    values_of,
    write_checksums,
)

READERS = "\x1f"
"""Between the tokens of the readers of one entry, in the column that keeps them together."""
PAIR = "_"
"""Between the words of a pair; no word has it (text.py)."""
OFTEN, FREQUENT = "+", 3
"""Behind a term: it stands there so many times or more, which a single time in the subject is (SUBJECT_WEIGHT). Tantivy
does not hand over how often; this much of it tells the first pass what it needs."""
SMALL_HEAP, LARGE_HEAP = 16_000_000, 120_000_000
"""Bytes of documents that a writer gathers before it writes a segment: while people wait, and in a rebuild."""


_ROW = struct.Struct("<5i12s24s")
"""A row of stored.FACTS."""


class Prepared(NamedTuple):
    """An entry ready to be added, but for the codes of its columns: they are the writer's."""

    fields: dict[str, Any]
    coded: dict[str, str]


def prepared(entry: Entry, table: Abbreviations) -> Prepared:
    """Everything of an entry that can be made without the index, e.g. in another process."""
    made = cast(dict[str, Any], fields_of(entry, table))
    fields: dict[str, Any] = {name: _text(made[name]) for name in COUNTED}
    for name in ("units", "named", "parties"):
        fields[name] = list(made[name])
    fields[SEEN] = [sound(f"{entry.agency_id}{READERS}{token}") for token in entry.readers]
    fields |= {"id": sound(entry.id), "uid": uid(entry.id), "gone": 0, **_numbers(made["facts"])}
    fields |= {name: made[name] for name in ("label", "tokens", "shown")}
    coded = {name: made[name].decode() for name in CODED}
    return Prepared(fields, coded | {"readers": READERS.join(sorted(map(sound, entry.readers)))})


def tombstone(id_: str) -> dict[str, Any]:
    """What stands in the index for a removed entry: it makes older documents of its id dead, and says nothing."""
    nothing = {name: 0 for name in (*NUMBERS, *CODES) if name != "put"}  # which is the writer's
    return {**nothing, "uid": uid(id_), "gone": 1}


def uid(id_: str) -> int:
    """63 bits of an id."""
    return int.from_bytes(blake2b(sound(id_).encode(), digest_size=8).digest(), "big") >> 1


def sound(text: str) -> str:
    """Without halves of characters."""
    return text.encode("utf-8", "replace").decode()


def _text(terms: Mapping[str, int]) -> str:
    """Every term once, and once more with a mark if it stands there often."""
    often = [term + OFTEN for term, count in terms.items() if count >= FREQUENT]
    return sound("\n".join([*terms, *often]).replace(" ", PAIR))


def _numbers(facts: bytes) -> dict[str, int]:
    *plain, by_reference, by_subject = _ROW.unpack(facts)
    keys = _eights("by_reference", by_reference) | _eights("by_subject", by_subject)
    return dict(zip(PLAIN, plain, strict=True)) | keys


def _eights(name: str, key: bytes) -> dict[str, int]:
    numbers = struct.unpack(f">{SPLIT[name] // 8}q", key.ljust(SPLIT[name], b"\0"))
    return {f"{name}{part}": number for part, number in enumerate(numbers)}


class Writer:
    """Adds documents to the next commit of a generation; the caller holds the folder's lock.

    `fresh`: it has none yet. Then Tantivy need not look for older ones of every id; of two in the stream the younger is
    told by `put` (tantivy_leaf.py)."""

    def __init__(self, generation: Path, heap: int, *, fresh: bool = False) -> None:
        self._fresh = fresh
        self._values = values_of(generation)
        self._places = {name: {value: code for code, value in enumerate(v)} for name, v in self._values.items()}
        self._generation = generation
        self._writer = open_index(generation).writer(heap, 1)
        self._put = time.time_ns()

    def add(self, entry: Prepared) -> None:
        """The entry takes the place of an older one with its id."""
        codes = {name: self._code(name, value) for name, value in entry.coded.items()}
        self._add(entry.fields["id"], {**entry.fields, **codes})

    def remove(self, id_: str) -> None:
        self._add(sound(id_), tombstone(id_))

    def _add(self, id_: str, fields: dict[str, Any]) -> None:
        self._put += 1
        if not self._fresh:
            self._writer.delete_documents_by_term("id", id_)
        self._writer.add_document(tantivy.Document(**fields, put=self._put))

    def _code(self, name: str, value: str) -> int:
        places = self._places.setdefault(name, {})
        if value not in places:
            places[value] = len(places)
            self._values.setdefault(name, []).append(value)
        return places[value]

    def commit(self) -> None:
        """Make it so; small segments are merged on the way, and the files of merged ones deleted."""
        keep_values(self._generation, self._values)
        self._writer.commit()
        self._writer.wait_merging_threads()
        write_checksums(self._generation, latest_commit(self._generation))


@contextmanager
def writing(generation: Path) -> Iterator[Writer]:
    """One commit; nothing is written where an error ends it."""
    writer = Writer(generation, SMALL_HEAP)
    yield writer
    writer.commit()


def fill(generation: Path, entries: Iterable[Prepared], progress: Callable[[int], None]) -> None:
    """Write a whole generation in one commit."""
    writer = Writer(generation, LARGE_HEAP, fresh=True)
    for entry in entries:
        writer.add(entry)
        progress(1)
    writer.commit()
