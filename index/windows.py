"""How much of a query stands close together in a document: what the best stretch of its words weighs.

A long document holds most words of most questions somewhere; the answer to a question stands in one clause. Stretches
of two slots that overlap by one are looked at, each term counted once, all documents in one go."""

import numpy as np

from .occurrences import Floats, Hits, Ints, Mask, OfWord

SLOT = 30
"""Tokens of half a stretch: a stretch is about a clause (khoản) of an article."""


class Windows:
    """The stretches of some documents and what has been found in each so far."""

    def __init__(self, hits: Hits) -> None:
        slots = hits.lengths // SLOT + 2  # the last begins nothing: no stretch reaches into the next document
        self._firsts = np.cumsum(slots) - slots
        self._slot: Ints = self._firsts[hits.documents] + (hits.places - hits.starts[hits.documents]) // SLOT
        self._weights = np.zeros(int(slots.sum()))

    def add(self, word: OfWord, weight: float) -> None:
        """Count a word in every stretch that holds it; without its marks for a part."""
        self._add(word.at, word.exact, word.counts, weight)

    def add_pair(self, left: OfWord, right: OfWord, at: tuple[Ints, Ints], weight: float) -> None:
        """Count two neighbours (Hits.followed) in every stretch where they begin."""
        mine, theirs = at
        counts = np.minimum(left.counts[mine], right.counts[theirs])
        self._add(left.at[mine], counts == 1.0, counts, weight)

    def _add(self, at: Ints, whole: Mask, counts: Floats, weight: float) -> None:
        if not len(at):
            return
        slots = self._slot[at]
        held = np.zeros(len(self._weights))
        held[slots] = counts.min()
        held[slots[whole]] = 1.0
        held[1:] = np.maximum(held[1:], held[:-1])
        self._weights += weight * held

    def best(self) -> Floats:
        """For each document what its best stretch weighs."""
        best: Floats = np.maximum.reduceat(self._weights, self._firsts)
        return best
