"""The second pass of every engine: the candidates it proposes → their order. Knows no engine, only token sequences.

Order: documents whose own number was asked for · all words together as typed · all words together, some only without
their marks · the rest; within each by BM25 over words and pairs of neighbours, subject and reference counted extra;
equal ones newest first. Together: anywhere for up to three words, in one passage for up to eight; whole sentences are
ordered by weight alone, for there a long document that happens to hold every word would win. A word found only without
its marks counts for a part. Weights were chosen on the ALQAC questions (tests/bench/bench_search.py), each in the
middle of the range where it hardly matters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .entry_tokens import hashes, unpack
from .query import Asked, Query
from .text import Word

Floats = NDArray[np.float64]

SATURATION, LENGTH_SHARE = 1.2, 0.75  # k1 and b of BM25, as everybody has them
PAIR_WEIGHT = 0.5
IMPORTANT_WEIGHT = 0.3
WITHOUT_ITS_MARKS = 0.25
PASSAGE_WORDS = 30
MOST_TOGETHER = 8


@dataclass(frozen=True)
class Statistics:
    """What an engine knows of the words: how many documents hold each key (0 if it did not look)."""

    documents: int
    average_length: float
    exact: dict[str, int] = field(default_factory=dict)
    folded: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)


class Candidate(NamedTuple):
    """A proposed document: its packed tokens (entry_tokens.py), what else decides its place, and whether its own
    number or date was asked for."""

    packed: bytes
    issued_on: int
    number: int
    own: bool = False


class Ranked(NamedTuple):
    """A candidate (its index) and what it scored."""

    candidate: int
    score: float


class Weighted:
    """A query with the weights of its words and pairs, made once a search."""

    def __init__(self, query: Query, statistics: Statistics) -> None:
        self.statistics = statistics
        self.words = list(query.words)
        place = {word: index for index, word in enumerate(self.words)}
        runs = [*query.runs, *query.phrases]
        neighbours = ((left, right) for run in runs for left, right in pairwise(run))
        self.pairs = list(dict.fromkeys((place[left], place[right]) for left, right in neighbours))
        self.phrases = [[place[word] for word in phrase] for phrase in query.phrases]
        self.required = required_words(self.words)
        self.fill = np.array([_fill(word, query.with_marks, statistics) for word in self.words])
        self.word_weights = np.array([_word_weight(word, fill, statistics) for word, fill in self._filled()])
        self.pair_weights = np.array([_pair_weight(self.words, pair, statistics) for pair in self.pairs])
        hashed = [hashes(Word(word.exact, word.folded)) for word in self.words]
        self.folded = np.array([pair[0] for pair in hashed], np.uint32)
        self.marks = np.array([pair[1] for pair in hashed], np.uint16)
        self.table = np.zeros(65536, np.bool_)
        self.table[self.folded & 0xFFFF] = True

    def _filled(self) -> list[tuple[Asked, float]]:
        return list(zip(self.words, self.fill.tolist(), strict=True))


def required_words(words: Sequence[Asked]) -> list[int]:
    """Indexes of the words that count when it is asked how many a document holds: all but the quiet ones."""
    loud = [index for index, word in enumerate(words) if not word.quiet]
    return loud or list(range(len(words)))


def _fill(word: Asked, with_marks: bool, statistics: Statistics) -> float:
    """What an occurrence counts that has the letters but not the marks of the word. A word typed without marks among
    others with marks is taken as it stands, unless it hardly ever occurs so: then its marks were left out."""
    if not with_marks or word.exact.isdigit():
        return 1.0
    exact, folded = statistics.exact.get(word.exact, 0), statistics.folded.get(word.folded, 0)
    if exact == 0 or (not word.marked and exact * 20 < folded):
        return 1.0
    return WITHOUT_ITS_MARKS


def _word_weight(word: Asked, fill: float, statistics: Statistics) -> float:
    frequency = statistics.folded.get(word.folded, 0) if fill == 1.0 else statistics.exact.get(word.exact, 0)
    return rarity(statistics.documents, frequency)


def _pair_weight(words: list[Asked], pair: tuple[int, int], statistics: Statistics) -> float:
    key = f"{words[pair[0]].folded} {words[pair[1]].folded}"
    return PAIR_WEIGHT * rarity(statistics.documents, statistics.pairs.get(key, 0))


def rarity(documents: int, frequency: int) -> float:
    """The weight (idf) of a term that so many of the documents hold."""
    return log(1 + (documents - min(frequency, documents) + 0.5) / (frequency + 0.5))


class _Hits(NamedTuple):
    """Every occurrence of a query's words in all candidates, ascending: its place in the joined sequence, document,
    and whether it stands in subject, kind or reference. For word w `found[w]` marks its occurrences, `exact[w]` those
    with its marks; `counts[w]` is what each of them counts (1, or the word's fill)."""

    places: NDArray[np.int64]
    documents: NDArray[np.int64]
    important: NDArray[np.bool_]
    found: NDArray[np.bool_]
    exact: NDArray[np.bool_]
    counts: Floats


def rank(query: Weighted, candidates: Sequence[Candidate]) -> list[Ranked]:
    """Best first; candidates without one of the phrases are left out."""
    if not candidates:
        return []
    hits, lengths = _hits(query, candidates)
    scores = _scores(query, hits, lengths)
    kept = np.ones(len(candidates), np.bool_)
    for phrase in query.phrases:
        kept &= np.bincount(hits.documents[_phrase_starts(query, hits, phrase)], minlength=len(candidates)) > 0
    together = _together(query, hits, len(candidates), hits.counts == 1.0)
    together += _together(query, hits, len(candidates), hits.found)
    facts = np.array([(candidate.own, candidate.issued_on, candidate.number) for candidate in candidates], np.int64)
    order = np.lexsort((-facts[:, 2], -facts[:, 1], -np.round(scores, 6), -together, -facts[:, 0]))
    return [Ranked(int(index), float(scores[index])) for index in order if kept[index]]


def _together(query: Weighted, hits: "_Hits", count: int, found: NDArray[np.bool_]) -> NDArray[np.int64]:
    """1 for every document that has all required words together, counting only the occurrences in `found`."""
    words = len(query.required)
    if words > MOST_TOGETHER:
        return np.zeros(count, np.int64)
    span = 3 * words + 10 if words > 3 else len(hits.places) and int(hits.places[-1]) + 1
    together = np.ones(len(hits.places), np.bool_)
    for word in query.required:
        following = _following(hits.places, found[word])
        together &= (following >= 0) & (hits.places[following] - hits.places < span)
        together &= hits.documents[following] == hits.documents
    return np.minimum(np.bincount(hits.documents[together], minlength=count), 1)


def _hits(query: Weighted, candidates: Sequence[Candidate]) -> tuple[_Hits, Floats]:
    sequences = [unpack(candidate.packed) for candidate in candidates]
    lengths = np.array([len(sequence.folded) for sequence in sequences])
    starts = np.cumsum(lengths) - lengths
    folded = np.concatenate([sequence.folded for sequence in sequences])
    marks = np.concatenate([sequence.marks for sequence in sequences])
    places = np.flatnonzero(query.table[folded & 0xFFFF])  # one look-up a token; all else only on these
    documents = np.searchsorted(starts, places, side="right") - 1
    important = places - starts[documents] < np.array([s.important for s in sequences])[documents]
    found = folded[places] == query.folded[:, None]
    exact = found & (marks[places] == query.marks[:, None])
    counts = np.where(exact, 1.0, query.fill[:, None]) * found
    return _Hits(places, documents, important, found, exact, counts), lengths.astype(np.float64)


def _scores(query: Weighted, hits: _Hits, lengths: Floats) -> Floats:
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(query.statistics.average_length, 1.0))
    scores = np.zeros(len(lengths))
    for word, weight in enumerate(query.word_weights):
        scores += weight * _saturated(hits.documents, hits.counts[word], hits.important, norm)
    side_by_side = np.diff(hits.places) == 1
    for (left, right), weight in zip(query.pairs, query.pair_weights, strict=True):
        counts = np.minimum(hits.counts[left][:-1], hits.counts[right][1:]) * side_by_side
        scores += weight * _saturated(hits.documents[:-1], counts, hits.important[:-1], norm)
    return scores


def _saturated(documents: NDArray[np.int64], counts: Floats, important: NDArray[np.bool_], norm: Floats) -> Floats:
    """BM25 of one term for every document, and what it earns in subject or reference."""
    frequency = np.bincount(documents, counts, len(norm))
    above = np.minimum(np.bincount(documents, counts * important, len(norm)), 1.0)
    return frequency * (SATURATION + 1) / (frequency + norm) + IMPORTANT_WEIGHT * above


def _phrase_starts(query: Weighted, hits: _Hits, phrase: list[int]) -> NDArray[np.int64]:
    """Indexes of hits where the words of a phrase follow one another, with their marks where they were typed."""
    count = len(hits.places) - len(phrase) + 1
    if count <= 0:
        return np.zeros(0, np.int64)
    here = np.ones(count, np.bool_)
    for offset, word in enumerate(phrase):
        meant = query.words[word].marked
        here &= (hits.exact if meant else hits.found)[word, offset : offset + count]
        here &= hits.places[offset : offset + count] == hits.places[:count] + offset
    return np.flatnonzero(here)


def best_passage(query: Weighted, packed: bytes) -> tuple[int, int] | None:
    """Where in the body the passage with the most weight of the query's words begins: an offset in characters and
    how many words to go on from there; None if no word stands in the body."""
    sequence = unpack(packed)
    body = Candidate(packed, 0, 0)
    hits, _ = _hits(query, [body])
    keep = hits.places >= sequence.body_start
    if not keep.any():
        return None
    places = hits.places[keep][:20_000]
    gains = np.zeros(len(places))
    for word, weight in enumerate(query.word_weights):
        counts = hits.counts[word][keep][: len(places)]
        gains += weight * _within(places, counts)
    side_by_side = np.append(np.diff(places) == 1, False)
    for (left, right), weight in zip(query.pairs, query.pair_weights, strict=True):
        counts = hits.counts[left][keep][: len(places)] * side_by_side
        counts *= np.append(hits.found[right][keep][1 : len(places)], False)
        gains += 4 * weight * _within(places, counts)
    start = first = int(gains.argmax())
    while (
        start + 1 < len(gains)
        and gains[start + 1] >= gains[first]
        and places[start + 1] < places[first] + PASSAGE_WORDS
    ):
        start += 1  # the same words closer together
    word_index = int(places[start]) - sequence.body_start
    sample = int(np.searchsorted(sequence.samples[:, 0], word_index, side="right")) - 1
    known_index, offset = sequence.samples[sample].tolist()
    return offset, word_index - known_index


def _within(places: NDArray[np.int64], counts: Floats) -> Floats:
    """For a passage beginning at each hit: what the first occurrence of a term within it counts, else 0."""
    following = _following(places, counts > 0)
    inside = (following >= 0) & (places[following] - places < PASSAGE_WORDS)
    return np.where(inside, counts[following], 0.0)


def _following(places: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For every hit the index of the first chosen one from there on, -1 where there is none."""
    own = np.append(np.flatnonzero(chosen), -1)
    return own[np.searchsorted(own[:-1], np.arange(len(places)))]
