"""Entry → what an engine stores: terms to find it by, and its packed token sequence for the second pass (rank.py).

The sequence is: subject · kind and reference · signer, issuer, parties, bases, facts · body, appendix; a gap after
each. Per word it keeps a 32-bit hash of the folded key and 16 bits of the exact one, so that ranking never tokenises
text again.
"""

import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .abbreviations import Abbreviations, Samples, default
from .entry import Entry
from .named import fact_words, named_terms
from .text import Reading, Word, clean, plain_words, words
from .units import mentioned_units, own_units

SUBJECT_WEIGHT = 3
"""A word of the subject, kind or reference counts as so many of the body while candidates are proposed."""

_SAMPLED_EVERY = 32
_HEADER = struct.Struct("<IIII")
_GAP = Word("", "")


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
    subject = reading.words(clean(entry.subject), shorts)
    reference = [*words(clean(entry.kind_name)), *plain_words(clean(entry.reference))]
    head_text = clean("\n".join((entry.signer, entry.issuer, *entry.parties, *entry.bases, *fact_words(entry))))
    body = clean("\n".join(filter(None, (entry.body, entry.appendix))))
    samples = Samples(_SAMPLED_EVERY, array("I"))
    zones = (subject, reference, reading.words(head_text, shorts), reading.words(body, shorts, samples))
    important = subject + reference
    single = [*chain(*zones), *shorts]
    units = own_units(entry.reference, entry.number, entry.symbol, entry.issued_on)
    units |= mentioned_units(f"{clean(entry.subject)}\n{head_text}\n{body}")
    return Terms(
        exact=_counted((word.exact for word in single), (word.exact for word in important)),
        folded=_counted((word.folded for word in single), (word.folded for word in important)),
        pairs=_counted((pair for zone in zones for pair in _pairs(zone)), (*_pairs(subject), *_pairs(reference))),
        units=units,
        named=named_terms(entry, reading),
        packed=_pack(zones, samples.places),
        length=sum(map(len, zones)),
        body=body,
    )


def _counted(all_terms: Iterable[str], important: Iterable[str]) -> Counter[str]:
    counts = Counter(all_terms)
    for term in important:
        counts[term] += SUBJECT_WEIGHT - 1
    return counts


def _pairs(zone: list[Word]) -> list[str]:
    folded = [word.folded for word in zone]
    return [f"{left} {right}" for left, right in pairwise(folded)]


def reading_of(entry: Entry, table: Abbreviations) -> Reading:
    """How the text of an entry is read: as documents of its kind and day were written."""
    return table.reading(entry.kind, entry.issued_on)


@lru_cache(maxsize=65536)
def hashes(word: Word) -> tuple[int, int]:
    """(32 bits of the folded key, 16 bits of the exact one); (0, 0) for a gap."""
    if not word.folded:
        return 0, 0
    return crc32(word.folded.encode()) or 1, crc32(word.exact.encode()) & 0xFFFF


def _pack(zones: tuple[list[Word], ...], samples: "array[int]") -> bytes:
    subject, reference, head, body = zones
    sequence = [*subject, _GAP, *reference, _GAP, *head, _GAP, *body, _GAP]
    hashed = [hashes(word) for word in sequence]
    important = len(subject) + len(reference) + 2
    header = _HEADER.pack(len(sequence), important, important + len(head) + 1, len(samples))
    folded = np.fromiter((pair[0] for pair in hashed), np.uint32, len(hashed))
    marks = np.fromiter((pair[1] for pair in hashed), np.uint16, len(hashed))
    return b"".join((header, folded.tobytes(), np.asarray(samples, np.uint32).tobytes(), marks.tobytes()))


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
