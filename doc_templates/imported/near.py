"""Whether two texts are one document: scanned twice, a .docx and its PDF, its OCR, the same in a legacy encoding.

A sketch of 330 bytes stands for a text: MinHash over pairs of syllables without marks, another over its figures, and
what number and day stand at its head. Two decisions made from one template are near-equal texts with other numbers:
`compare` tells both. Whoever keeps sketches finds candidates by `bands`: near-equal texts share at least one.
"""

import re
import struct
import unicodedata
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy
from numpy.typing import NDArray

VERSION = 1
SAME = 0.9
"""From this likeness on two texts are near-equal."""

_WORDS, _FIGURES = 256, 64  # values of each MinHash, a byte each
_BANDS, _ROWS = 36, 6  # a pair of likeness 0.9 shares a band in 98 of 100 cases, one of 0.7 in 1 of 25
_CHUNK = 4096
_HEAD = 900  # letters of a text in which its own number and day stand
_TOKEN = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\bso\s*[:.;,]?\s*([0-9oil]{1,5})\s*[a-z]?\s*[/-]\s*(?:\d{4}\s*/\s*)?[a-z]")
_DAY = re.compile(r"ngay\s*([0-9oil]{1,2})\s*thang\s*([0-9oil]{1,2})\s*nam\s*([0-9oil]{4})")
_BELOW = re.compile(r"\bcan cu\b|\bkinh gui\b|\bdieu 1\b|\bthuc hien\b")
_LETTERS_FOR_FIGURES = str.maketrans("oil", "011")
_FORM = struct.Struct(f"<BBII{_WORDS}s{_FIGURES}s")
_PAIR = 2  # syllables of a shingle

Hashes = NDArray[numpy.uint64]


@dataclass(frozen=True)
class Alike:
    """`likeness`: share of syllables in common, 0..1; `figures`: share of different numbers in common, 1.0 where
    neither has any; `own`: whether number and day at their heads are the "same", "differ", or are "unknown"."""

    likeness: float
    figures: float
    own: str

    @property
    def same(self) -> bool:
        """Whether they may be offered as one document: near-equal words and no other numbers."""
        return self.likeness >= SAME and self.own != "differ" and self.figures >= (0.5 if self.own == "same" else 0.8)

    @property
    def from_one_template(self) -> bool:
        """Near-equal words with other numbers: two documents, to be told so."""
        return self.likeness >= SAME and not self.same


def sketch(text: str) -> bytes:
    """The sketch of a text: always of one length, the same for the same words however they are spaced or marked."""
    folded = _folded(text)
    tokens = _TOKEN.findall(folded)
    syllables = [token for token in tokens if not token.isdigit()]
    starts = range(max(1, len(syllables) - _PAIR + 1)) if syllables else range(0)
    pairs = {" ".join(syllables[at : at + _PAIR]) for at in starts}
    numbers = {token.lstrip("0") or "0" for token in tokens if token.isdigit()}
    number, day = _own(folded[:_HEAD])
    flags = bool(pairs) + 2 * bool(numbers)
    return _FORM.pack(VERSION, flags, number, day, _least(pairs, _WORDS), _least(numbers, _FIGURES))


def likeness(one: bytes, other: bytes) -> float:
    """Share of syllables in common, 0..1, estimated to about 0.01 where texts are near-equal: those have 0.9 and more.
    0.0 where a text has no words. Raises ValueError for what is no sketch."""
    return compare(one, other).likeness


def compare(one: bytes, other: bytes) -> Alike:
    """Words, figures and own numbers of two texts side by side. Raises ValueError for what is no sketch."""
    (_, flags, number, day, words, figures), (_, flags2, number2, day2, words2, figures2) = _read(one), _read(other)
    alike = _per_syllable(_share(words, words2)) if flags & flags2 & 1 else 0.0
    common = _share(figures, figures2) if flags & flags2 & 2 else float(not (flags | flags2) & 2)
    return Alike(alike, common, _told(number, number2, day, day2))


def bands(made: bytes) -> tuple[int, ...]:
    """Keys of a sketch: near-equal texts share at least one, so that a table from key to documents gives the few to
    compare with. () for a text without words. Raises ValueError for what is no sketch."""
    _, flags, _, _, words, _ = _read(made)
    if not flags & 1:
        return ()
    return tuple(crc32(words[at * _ROWS : (at + 1) * _ROWS]) << 6 | at for at in range(_BANDS))


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d").replace("ð", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _own(head: str) -> tuple[int, int]:
    """Number and day of the head as two numbers; 0 where none stands. Below its head a text cites others."""
    head = _BELOW.split(head, maxsplit=1)[0]
    numbered, dated = _REFERENCE.search(head), _DAY.search(head)
    number = int(numbered[1].translate(_LETTERS_FOR_FIGURES)) if numbered else 0
    parts = [int(part.translate(_LETTERS_FOR_FIGURES)) for part in dated.groups()] if dated else [0, 0, 0]
    return number, parts[0] + 100 * parts[1] + 10_000 * parts[2]


def _told(number: int, number2: int, day: int, day2: int) -> str:
    pairs = [(one, other) for one, other in ((number, number2), (day, day2)) if one and other]
    if any(one != other for one, other in pairs):
        return "differ"
    return "same" if pairs else "unknown"


def _read(made: bytes) -> tuple[int, int, int, int, bytes, bytes]:
    if len(made) != _FORM.size or made[0] != VERSION:
        raise ValueError("no sketch of this version")
    return _FORM.unpack(made)


@cache
def _factors(count: int) -> tuple[Hashes, Hashes]:
    """Odd factors and sums of `count` hash functions, the same on every machine for ever."""
    told = numpy.frombuffer(b"".join(_word(count, at) for at in range(2 * count)), dtype="<u8").astype(numpy.uint64)
    return told[:count] | numpy.uint64(1), told[count:]


def _word(count: int, at: int) -> bytes:
    return struct.pack("<II", crc32(f"{count} {at} one".encode()), crc32(f"{count} {at} two".encode()))


def _least(things: set[str], count: int) -> bytes:
    """For each hash function eight bits of the least value."""
    factors, sums = _factors(count)
    least = numpy.full(count, numpy.iinfo(numpy.uint64).max, dtype=numpy.uint64)
    hashes = numpy.fromiter((crc32(thing.encode("utf-8", "replace")) for thing in things), numpy.uint64, len(things))
    for at in range(0, len(hashes), _CHUNK):
        mixed = (hashes[at : at + _CHUNK, None] * factors + sums) >> numpy.uint64(20)
        least = numpy.minimum(least, mixed.min(axis=0))
    return (least & numpy.uint64(0xFF)).astype("u1").tobytes()


def _share(one: bytes, other: bytes) -> float:
    """Things in common of all different things (Jaccard): the share of equal values without those equal by chance."""
    equal = numpy.mean(numpy.frombuffer(one, "u1") == numpy.frombuffer(other, "u1"))
    return max(0.0, float((256 * equal - 1) / 255))


def _per_syllable(pairs: float) -> float:
    """Share of pairs in common → share of syllables: a pair is lost when either of its two is."""
    return round(float((2 * pairs / (1 + pairs)) ** (1 / _PAIR)), 4)
