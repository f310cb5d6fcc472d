"""Entry → what an engine stores: terms to find it by, and its packed token sequence for the second pass (rank.py).

The sequence is: subject · kind and reference · signer, issuer, parties, bases, facts · body, appendix; a gap after
each. Per word it keeps a 32-bit hash of the folded key and 16 bits of the exact one, so that ranking never tokenises
text again.
"""

import struct
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .abbreviations import Abbreviations, default
from .entry import Entry
from .named import fact_words, named_terms
from .text import Reading, Word, clean, plain_words, words
from .units import mentioned_units, own_units

SUBJECT_WEIGHT = 3
"""A word of the subject, kind or reference counts as so many of the body while candidates are proposed."""

_HEADER = struct.Struct("<IIII")
_REMEMBERED = 65536


@dataclass(frozen=True)
class Terms:
    """Term → how often, for the fields of an index; `packed` is read back by `join` and `samples`; `named` holds what
    is found by the name of its field; `body` what passages are cut from."""

    exact: Counter[str]
    folded: Counter[str]
    pairs: Counter[str]
    units: set[str]
    named: set[str]
    packed: bytes
    length: int
    body: str


class Joined(NamedTuple):
    """Several stored sequences one after another. `folded`, `marks`: one hash a word, 0 in gaps; the first `important`
    tokens of each are subject, kind and reference; its body begins after `body` tokens; `lengths` in tokens."""

    folded: NDArray[np.uint32]
    marks: NDArray[np.uint16]
    lengths: NDArray[np.int64]
    important: NDArray[np.int64]
    body: NDArray[np.int64]


def analyse(entry: Entry, table: Abbreviations | None = None) -> Terms:
    """Everything an engine needs to know of the words of an entry, abbreviations read by `table` (the default where
    none is given). Hashing aside, this is where indexing time goes."""
    reading = reading_of(entry, table or default())
    shorts: list[Word] = []
    subject = _zone(reading.words(clean(entry.subject), shorts))
    reference = _zone([*words(clean(entry.kind_name)), *plain_words(clean(entry.reference))])
    head_text = clean("\n".join((entry.signer, entry.issuer, *entry.parties, *entry.bases, *fact_words(entry))))
    head = _zone(reading.words(head_text, shorts))
    body = clean("\n".join(filter(None, (entry.body, entry.appendix))))
    samples = array("I")
    zones = (subject, reference, head, _zone(reading.words(body, shorts, samples)))
    important = (subject, reference)
    single = (*zones, _zone(shorts))
    units = own_units(entry.reference, entry.number, entry.symbol, entry.issued_on)
    units |= mentioned_units(f"{clean(entry.subject)}\n{head_text}\n{body}")
    return Terms(
        exact=_counted((zone.exact for zone in single), (zone.exact for zone in important)),
        folded=_counted((zone.folded for zone in single), (zone.folded for zone in important)),
        pairs=_counted(map(_pairs, zones), map(_pairs, important)),
        units=units,
        named=named_terms(entry, reading),
        packed=_pack(zones, samples),
        length=sum(len(zone.exact) for zone in zones),
        body=body,
    )


class _Zone(NamedTuple):
    """The keys of some words, one beside the other."""

    exact: Sequence[str]
    folded: Sequence[str]


def _zone(words: Sequence[Word]) -> _Zone:
    return _Zone(*zip(*words, strict=True)) if words else _Zone((), ())


def _counted(parts: Iterable[Iterable[str]], important: Iterable[Iterable[str]]) -> Counter[str]:
    counts = Counter(list(chain.from_iterable(parts)))  # a list is counted faster
    for term in chain.from_iterable(important):
        counts[term] += SUBJECT_WEIGHT - 1
    return counts


def _pairs(zone: _Zone) -> Iterator[str]:
    return map(" ".join, zip(zone.folded, zone.folded[1:], strict=False))


def reading_of(entry: Entry, table: Abbreviations) -> Reading:
    """How the text of an entry is read: as documents of its kind and day were written."""
    return table.reading(entry.kind, entry.issued_on)


class _Hashes(dict[str, int]):
    """Hashes of keys, remembered."""

    def __init__(self, made: Callable[[str], int]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, term: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[term] = self._made(term)
        return made


_FOLDED = _Hashes(lambda term: (crc32(term.encode()) or 1) if term else 0)
_MARKS = _Hashes(lambda term: crc32(term.encode()) & 0xFFFF)


def hashes(word: Word) -> tuple[int, int]:
    """(32 bits of the folded key, 16 bits of the exact one); (0, 0) for a gap."""
    return _FOLDED[word.folded], _MARKS[word.exact]


def _pack(zones: tuple[_Zone, ...], samples: "array[int]") -> bytes:
    subject, reference, head, _ = (len(zone.exact) + 1 for zone in zones)
    folded = [_FOLDED[term] for zone in zones for term in (*zone.folded, "")]
    marks = [_MARKS[term] for zone in zones for term in (*zone.exact, "")]
    header = _HEADER.pack(len(folded), subject + reference, subject + reference + head, len(samples))
    parts = np.array(folded, np.uint32), np.asarray(samples, np.uint32), np.array(marks, np.uint16)
    return header + b"".join(part.tobytes() for part in parts)


def join(packed: Sequence[bytes]) -> Joined:
    """The sequences that `analyse` packed, as one."""
    headers = [_HEADER.unpack_from(data) for data in packed]
    folded, marks = [], []
    for data, (count, _, _, sampled) in zip(packed, headers, strict=True):
        end = _HEADER.size + 4 * count
        folded.append(data[_HEADER.size : end])
        marks.append(data[end + 4 * sampled :])
    lengths, important, body, _ = np.array(headers, np.int64).reshape(-1, 4).T
    return Joined(
        np.frombuffer(b"".join(folded), np.uint32), np.frombuffer(b"".join(marks), np.uint16), lengths, important, body
    )


def samples(packed: bytes) -> NDArray[np.uint32]:
    """(index of a word in the body, its offset in the text), ascending, the first word among them."""
    count, _, _, sampled = _HEADER.unpack_from(packed)
    return np.frombuffer(packed, np.uint32, sampled, _HEADER.size + 4 * count).reshape(-1, 2)
