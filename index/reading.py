"""Text → words with a table of abbreviations: one reading for every kind and day of documents, and one for queries.

Most of a text is read by pieces between spaces, each looked up whole; only where an abbreviation hangs on the words
near it is a stretch taken apart letter by letter.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from .keys import Word, key, plain_words

NEAR = 6
"""Words before and behind that say which meaning is meant."""
_LOOKED_AT = 90
"""Characters in which these are looked for."""
_STRETCH = 200
"""Characters that are read at a time; where each stretch begins is noted for passage.py."""
_LONGEST_PIECE = 64
_CACHED = 65536

_SPACE = re.compile(r"\s")

Keys = tuple[Word, ...]


class Token(NamedTuple):
    """A word of a text with its place; an abbreviation stands for several words. `short`: its own key, where only the
    words around it told what it means; it is found by that too."""

    start: int
    end: int
    words: Keys
    short: Word | None = None


class Choice(NamedTuple):
    """What an abbreviation may stand for: `near`, folded words of which one stands near then; `kinds` of documents."""

    words: Keys
    near: tuple[str, ...]
    kinds: Sequence[str]


class Written(Protocol):
    """Written word → its keys. `known`: those it has been asked for."""

    @property
    def known(self) -> dict[str, Keys | None]: ...

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words of a text. None reaches over white space."""

    def keys(self, written: str) -> Keys | None:
        """None where they hang on what is near."""


class Pieces(dict[str, Keys]):
    """Piece of a text between spaces → the keys of its words; filled while reading, of no more than so many."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, piece: str) -> Keys:
        """Raises DoubtfulPiece."""
        found = [self._written.keys(word) for word in self._written.pattern.findall(piece)]
        if None in found or len(piece) > _LONGEST_PIECE:
            raise DoubtfulPiece
        if len(self) >= _CACHED:
            self.clear()
        keys = self[piece] = tuple(chain.from_iterable(filter(None, found)))
        return keys


class DoubtfulPiece(Exception):
    """It cannot be read by itself."""


class Reading:
    """Reads text. `choices`: abbreviation in small letters → what it may stand for in documents of this `kind`."""

    def __init__(self, written: Written, pieces: Pieces, choices: Mapping[str, Sequence[Choice]], kind: str) -> None:
        self._written, self._pieces, self._choices, self._kind = written, pieces, choices, kind

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """The words of cleaned text, or of a stretch of it; what is near is looked for in the whole text."""
        known, keys = self._written.known.get, self._written.keys
        for match in self._written.pattern.finditer(text, start, len(text) if end is None else end):
            found = known(match[0]) or keys(match[0])
            yield Token(*match.span(), found) if found else self._by_context(text, *match.span())

    def words(self, text: str, shorts: list[Word] | None = None, places: "array[int] | None" = None) -> list[Word]:
        """The words of cleaned text, abbreviations written out. Those that only their neighbours told are added to
        `shorts`; to `places`, for one word of some: its index, and an offset from which it is the first word."""
        found: list[Word] = []
        for start, end in _stretches(text):
            if places is not None:
                places.extend((len(found), start))
            try:
                found += chain.from_iterable([self._pieces[piece] for piece in text[start:end].split()])
            except DoubtfulPiece:
                tokens = list(self.tokens(text, start, end))
                found += chain.from_iterable(token.words for token in tokens)
                if shorts is not None:
                    shorts += [token.short for token in tokens if token.short]
        return found

    def _by_context(self, text: str, start: int, end: int) -> Token:
        """The meaning that most of the words near speak for; where none is ahead, the word itself."""
        own = key(text[start:end])
        if text[start - 1 : start] in ("/", "-") or text[end : end + 1] in ("/", "-"):
            return Token(start, end, (own,))
        before = plain_words(text[max(0, start - _LOOKED_AT) : start])[-NEAR:]
        behind = plain_words(text[end : end + _LOOKED_AT])[:NEAR]
        around = "".join(spaced(side) for side in (before, behind))
        choices = self._choices[text[start:end].casefold()]
        told = [sum(near in around for near in one.near) + 2 * (self._kind in one.kinds) for one in choices]
        best = max(told, default=0)
        chosen = [one.words for one, count in zip(choices, told, strict=True) if count == best]
        if best == 0:
            chosen = [one.words for one in choices if not (one.near or one.kinds)]
        return Token(start, end, chosen[0], own) if len(chosen) == 1 else Token(start, end, (own,))


def spaced(words: Sequence[Word]) -> str:
    """Folded words with spaces around each."""
    return f" {' '.join(word.folded for word in words)} "


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text in parts that end behind a space."""
    start = 0
    while start < len(text):
        space = _SPACE.search(text, start + _STRETCH)
        end = space.end() if space else len(text)
        yield start, end
        start = end
