"""Where the words of a query stand in token sequences: the raw material of ranking and of the best passage.

All candidates are looked through as one array; per token that is a single look-up in a table, everything else is done
on the few places that hold a word of the query."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .asked import Asked
from .entry_tokens import hashes, join, samples
from .text import Word

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class OfWord(NamedTuple):
    """The hits of one word: their indexes among all hits, ascending; whether with its marks; what each counts."""

    at: Ints
    exact: Mask
    counts: Floats


class Lookup:
    """The words of a query made ready to be looked up. `fill[w]`: what an occurrence of w without its marks counts."""

    def __init__(self, words: Sequence[Asked], fill: Sequence[float]) -> None:
        hashed = [hashes(Word(word.exact, word.folded)) for word in words]
        self.folded = np.unique(np.array([folded for folded, _ in hashed], np.uint32))
        self.marks = [marks for _, marks in hashed]
        self.group = np.searchsorted(self.folded, np.array([folded for folded, _ in hashed], np.uint32)).tolist()
        self.fill = list(fill)
        self.table = np.zeros(65536, np.bool_)
        self.table[self.folded & 0xFFFF] = True


class Hits:
    """Every occurrence of a query's words in some sequences: `places` in the joined sequence, ascending, `documents`
    by index, `important` (in subject, kind or reference), and per word its own (`words`).

    `starts`, `body_starts`: where each document and its body begin; `lengths` in tokens."""

    def __init__(self, lookup: Lookup, packed: Sequence[bytes]) -> None:
        joined = join(packed)
        self._packed = packed
        self.lengths = joined.lengths
        self.starts = np.cumsum(joined.lengths) - joined.lengths
        self.body_starts = self.starts + joined.body
        places = np.flatnonzero(lookup.table[joined.folded & 0xFFFF])
        folded = joined.folded[places]
        groups = np.minimum(np.searchsorted(lookup.folded, folded), len(lookup.folded) - 1)
        real = lookup.folded[groups] == folded
        self.places, groups = places[real], groups[real]
        self.documents = np.searchsorted(self.starts, self.places, side="right") - 1
        self.important = self.places < (self.starts + joined.important)[self.documents]
        self.words = self._of_words(lookup, groups, joined.marks[self.places])

    def samples(self, document: int) -> NDArray[np.uint32]:
        """See entry_tokens.samples."""
        return samples(self._packed[document])

    def _of_words(self, lookup: Lookup, groups: Ints, marks: NDArray[np.uint16]) -> list[OfWord]:
        order = np.argsort(groups, kind="stable")
        bounds = np.searchsorted(groups[order], np.arange(len(lookup.folded) + 1))
        found = []
        for group, mark, fill in zip(lookup.group, lookup.marks, lookup.fill, strict=True):
            at = order[bounds[group] : bounds[group + 1]]
            exact = marks[at] == mark
            found.append(OfWord(at, exact, np.where(exact, 1.0, fill)))
        return found

    def followed(self, left: OfWord, right: OfWord, distance: int = 1) -> tuple[Ints, Ints]:
        """Pairs (index in left, index in right) where right stands so many tokens behind left, hit after hit."""
        behind = left.at + distance
        where = np.searchsorted(right.at, behind)
        inside = where < len(right.at)
        mine, theirs = np.flatnonzero(inside), where[inside]
        follows = right.at[theirs] == behind[mine]
        mine, theirs = mine[follows], theirs[follows]
        near = self.places[right.at[theirs]] == self.places[left.at[mine]] + distance
        return mine[near], theirs[near]

    def with_phrase(self, phrase: Sequence[int], marked: Sequence[bool]) -> Mask:
        """Documents where the words stand side by side; a marked one with its marks."""
        first = self.words[phrase[0]]
        standing = first.exact.copy() if marked[0] else np.ones(len(first.at), np.bool_)
        for distance, word in enumerate(phrase[1:], 1):
            mine, theirs = self.followed(first, self.words[word], distance)
            here = np.zeros(len(standing), np.bool_)
            here[mine] = self.words[word].exact[theirs] if marked[distance] else True
            standing &= here
        return self._documents_of(first.at[standing])

    def together(self, required: Sequence[int], as_meant: bool, span: int | None) -> Mask:
        """Documents with all the words, within so many tokens if there is a span; `as_meant`: occurrences that count
        in full alone."""
        chosen = [self.words[word].at[self.words[word].counts == 1.0 if as_meant else slice(None)] for word in required]
        whole = np.ones(len(self.starts), np.bool_)
        for at in chosen:
            whole &= self._documents_of(at)
        if span is None or not whole.any():
            return whole
        beginnings = np.flatnonzero(whole[self.documents])
        near = np.ones(len(beginnings), np.bool_)
        for at in chosen:
            following = np.append(at, -1)[np.searchsorted(at, beginnings)]
            near &= (following >= 0) & (self.places[following] - self.places[beginnings] < span)
            near &= self.documents[following] == self.documents[beginnings]
        return self._documents_of(beginnings[near])

    def _documents_of(self, hits: Ints) -> Mask:
        mask = np.zeros(len(self.starts), np.bool_)
        mask[self.documents[hits]] = True
        return mask
