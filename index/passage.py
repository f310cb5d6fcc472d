"""The best passage of each document on a page: where most of the weight of the query's words stands close together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .occurrences import Floats, Hits, Ints
from .rank import Weighted

PASSAGE_WORDS = 30
_MOST_EVENTS = 5000
_PAIR_SHARE = 4.0
"""Words side by side make a passage more than they make a document."""


class Near(NamedTuple):
    """A word's place in a body: an offset in characters, and how many words to go on from there."""

    offset: int
    words_on: int


class _Events(NamedTuple):
    """Every word or pair of neighbours where it begins, in order of `places`: which (`terms`), and what it weighs."""

    places: Ints
    terms: Ints
    gains: Floats


def best_passages(query: Weighted, packed: Sequence[bytes]) -> list[Near | None]:
    """For each document (its packed tokens) where its best passage begins; None if no word stands in its body."""
    if not packed or not query.words:
        return [None] * len(packed)
    hits = Hits(query.lookup, packed)
    events = _events(query, hits)
    firsts = np.searchsorted(events.places, hits.body_starts).tolist()
    ends = np.searchsorted(events.places, hits.starts + hits.lengths).tolist()
    return [_best(hits, events, number, *ends_) for number, ends_ in enumerate(zip(firsts, ends, strict=True))]


def _events(query: Weighted, hits: Hits) -> _Events:
    at, terms, gains = [], [], []
    for word in query.required:
        at.append(hits.words[word].at)
        terms.append(2 * word + hits.words[word].exact)
        gains.append(query.word_weights[word] * hits.words[word].counts)
    for number, (left, right) in enumerate(query.pairs):
        mine, _ = hits.followed(hits.words[left], hits.words[right])
        at.append(hits.words[left].at[mine])
        terms.append(np.full(len(mine), 2 * len(query.words) + number))
        gains.append(np.full(len(mine), _PAIR_SHARE * query.pair_weights[number]))
    places = hits.places[np.concatenate(at)]
    order = np.argsort(places, kind="stable")
    return _Events(places[order], np.concatenate(terms)[order], np.concatenate(gains)[order])


def _best(hits: Hits, events: _Events, document: int, first: int, end: int) -> Near | None:
    if first >= end:
        return None
    window = slice(first, min(end, first + _MOST_EVENTS))
    begins = _heaviest(*(column[window].tolist() for column in events))
    word = begins - int(hits.body_starts[document])
    samples = hits.samples(document)
    sample = int(np.searchsorted(samples[:, 0], word, side="right")) - 1
    known, offset = samples[sample].tolist()
    return Near(offset, word - known)


def _heaviest(places: list[int], terms: list[int], gains: list[float]) -> int:
    """Where the passage begins that has the most weight, each term counted once; of equal ones the first, as short
    as it can be. Plain lists: numpy is slower on so few."""
    held: dict[int, int] = {}
    weight = best = 0.0
    start, begins = 0, places[0]
    for place, term, gain in zip(places, terms, gains, strict=True):
        held[term] = held.get(term, 0) + 1
        if held[term] == 1:
            weight += gain
        while places[start] <= place - PASSAGE_WORDS or held[terms[start]] > 1:
            held[terms[start]] -= 1
            if not held[terms[start]]:
                weight -= gains[start]
            start += 1
        if weight > best + 1e-9:
            best, begins = weight, places[start]
    return begins
