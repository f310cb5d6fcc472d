"""The second pass of every engine: the candidates it proposes → their order. Knows no engine, only token sequences.

Order: documents whose own number was asked for · of one or two words: all words as typed · all words, some only
without their marks · the rest; within each by BM25 over words and pairs of neighbours, subject, kind and reference
counted extra, and by what stands together in one clause (windows.py); equal ones in force before recalled and replaced
ones, then newest first. Of three to six words a passage that holds all earns more, and is no order of its own: one word
remembered wrongly would put whatever holds it before what was meant. Whole sentences are ordered by weight alone, for
there a long document that happens to hold every word would win. A word found only without its marks counts for a part.
Weights were chosen on the ALQAC questions (tests/bench/bench_search_quality.py), each in the middle of the range where
it hardly matters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from .asked import Asked, Query
from .occurrences import Floats, Hits, Ints, Lookup
from .windows import Windows

SATURATION, LENGTH_SHARE = 1.2, 0.75  # k1 and b of BM25, as everybody has them
PAIR_WEIGHT = 0.5
IMPORTANT_WEIGHT = 0.3
WITHOUT_ITS_MARKS = 0.25
FEW = 2
"""So few words are all meant: documents with all of them come first."""
TOGETHER_WEIGHT = 0.15
"""What a passage with all words earns, of the weight of all words; twice that where they are as they were typed."""
WINDOW_WEIGHT = 1.0
"""What a term in the best stretch of a document counts, beside what it counts in the whole."""
SENTENCE = 7
"""So many required words are no longer remembered words but a sentence or question: its neighbours belong together, and
that the answer holds a word says more than how often."""
IN_SENTENCE_SATURATION, IN_SENTENCE_PAIR_WEIGHT, IN_SENTENCE_IMPORTANT_WEIGHT = 0.7, 0.9, 0.2


@dataclass(frozen=True)
class Statistics:
    """What an engine knows of the words: how many documents hold each key (0 if it did not look)."""

    documents: int
    average_length: float
    exact: dict[str, int] = field(default_factory=dict)
    folded: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)


class Candidate(NamedTuple):
    """A proposed document: its packed tokens (entry_tokens.py), what else decides its place, whether its own number or
    date was asked for, and whether it is no longer in force (entry.ENDED)."""

    packed: bytes
    issued_on: int
    number: int
    own: bool = False
    ended: bool = False


class Ranked(NamedTuple):
    """A candidate (its index) and what it scored."""

    candidate: int
    score: float


class Weighted:
    """A query with the weights of its words and pairs, made once a search."""

    def __init__(self, query: Query, statistics: Statistics) -> None:
        self.average_length = max(statistics.average_length, 1.0)
        self.words = list(query.words)
        place = {word: index for index, word in enumerate(self.words)}
        runs = [*query.runs, *query.phrases]
        neighbours = ((left, right) for run in runs for left, right in pairwise(run))
        self.pairs = list(dict.fromkeys((place[left], place[right]) for left, right in neighbours))
        self.phrases = [[place[word] for word in phrase] for phrase in query.phrases]
        self.required = required_words(self.words)
        self.sentence = len(self.required) >= SENTENCE
        self.saturation = IN_SENTENCE_SATURATION if self.sentence else SATURATION
        self.important_weight = IN_SENTENCE_IMPORTANT_WEIGHT if self.sentence else IMPORTANT_WEIGHT
        share = IN_SENTENCE_PAIR_WEIGHT if self.sentence else PAIR_WEIGHT
        fill = [_fill(word, query.with_marks, statistics) for word in self.words]
        self.word_weights = [_word_weight(word, part, statistics) for word, part in zip(self.words, fill, strict=True)]
        self.pair_weights = [share * _pair_rarity(self.words, pair, statistics) for pair in self.pairs]
        self.lookup = Lookup(self.words, fill)


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


def _pair_rarity(words: list[Asked], pair: tuple[int, int], statistics: Statistics) -> float:
    key = f"{words[pair[0]].folded} {words[pair[1]].folded}"
    return rarity(statistics.documents, statistics.pairs.get(key, 0))


def rarity(documents: int, frequency: int) -> float:
    """The weight (idf) of a term that so many of the documents hold."""
    return log(1 + (documents - min(frequency, documents) + 0.5) / (frequency + 0.5))


def rank(query: Weighted, candidates: Sequence[Candidate]) -> list[Ranked]:
    """Best first; candidates without one of the phrases are left out. The query has at least one word."""
    if not candidates:
        return []
    hits = Hits(query.lookup, [candidate.packed for candidate in candidates])
    scores = _scores(query, hits)
    kept = np.ones(len(candidates), np.bool_)
    for phrase in query.phrases:
        kept &= hits.with_phrase(phrase, [query.words[word].marked for word in phrase])
    together = _together(query, hits)
    if len(query.required) > FEW:
        scores += TOGETHER_WEIGHT * sum(query.word_weights) * together
        together = np.zeros_like(together)
    own, ended, issued_on, number = np.array([(c.own, c.ended, c.issued_on, c.number) for c in candidates], np.int64).T
    order = np.lexsort((-number, -issued_on, ended, -np.round(scores, 6), -together, -own))
    return [Ranked(int(index), float(scores[index])) for index in order if kept[index]]


def _together(query: Weighted, hits: Hits) -> Ints:
    """2 for a document with all required words together as they were typed, 1 if some are without their marks."""
    count = len(query.required)
    if query.sentence:
        return np.zeros(len(hits.starts), np.int64)
    span = 3 * count + 10 if count > FEW else None
    as_meant, at_all = (hits.together(query.required, meant, span) for meant in (True, False))
    return as_meant.astype(np.int64) + at_all


def _scores(query: Weighted, hits: Hits) -> Floats:
    relative: Floats = hits.lengths / query.average_length
    norm: Floats = query.saturation * (1 - LENGTH_SHARE + LENGTH_SHARE * relative)
    scores = np.zeros(len(norm))
    windows = Windows(hits)
    for word, weight in zip(hits.words, query.word_weights, strict=True):
        scores += weight * _saturated(query, hits, word.at, word.counts, norm)
        windows.add(word, weight)
    for (left, right), weight in zip(query.pairs, query.pair_weights, strict=True):
        at = mine, theirs = hits.followed(hits.words[left], hits.words[right])
        counts = np.minimum(hits.words[left].counts[mine], hits.words[right].counts[theirs])
        scores += weight * _saturated(query, hits, hits.words[left].at[mine], counts, norm)
        windows.add_pair(hits.words[left], hits.words[right], at, weight)
    return scores + WINDOW_WEIGHT * windows.best()


def _saturated(query: Weighted, hits: Hits, at: Ints, counts: Floats, norm: Floats) -> Floats:
    """BM25 of one term for every document, and what it earns in subject, kind and reference."""
    documents = hits.documents[at]
    frequency = np.bincount(documents, counts, len(norm))
    above = np.minimum(np.bincount(documents, counts * hits.important[at], len(norm)), 1.0)
    return frequency * (query.saturation + 1) / (frequency + norm) + query.important_weight * above
