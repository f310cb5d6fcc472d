"""Names (people, agencies, kinds) by what somebody may have begun to type of them, from any of their words on."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .text import Word, clean, plain_words, without_tones


class Typed(NamedTuple):
    """Words typed so far; `open`: the last one may go on."""

    words: tuple[Word, ...]
    open: bool

    @property
    def folded(self) -> str:
        return " ".join(word.folded for word in self.words) + ("" if self.open else " ")

    def begins(self, words: Sequence[Word]) -> bool:
        """Whether these words begin so, with the marks that were typed."""
        if len(words) < len(self.words):
            return False
        *whole, last = zip(self.words, words, strict=False)
        return all(_same(*pair) for pair in whole) and (_goes_on(*last) if self.open else _same(*last))

    def stands_in(self, words: Sequence[Word]) -> bool:
        """Whether they stand side by side somewhere in a text."""
        return any(self.begins(words[start:]) for start in range(len(words)))

    def all_in(self, words: Sequence[Word]) -> bool:
        """Whether a text has all of them somewhere."""
        *whole, last = self.words
        ends = _goes_on if self.open else _same
        return all(any(_same(typed, word) for word in words) for typed in whole) and any(
            ends(last, word) for word in words
        )


def typed_words(text: str) -> Typed | None:
    """None where there is no word yet."""
    found = plain_words(clean(text))
    return Typed(tuple(found), not text[-1:].isspace()) if found else None


def _same(typed: Word, word: Word) -> bool:
    return typed.exact == word.exact if typed.marked else typed.folded == word.folded


def _goes_on(typed: Word, word: Word) -> bool:
    """Marks that are typed must be there; a tone that is not typed yet may come."""
    if not word.folded.startswith(typed.folded):
        return False
    letters, tone = without_tones(typed.exact)
    written, its_tone = without_tones(word.exact)
    return not typed.marked or (written.startswith(letters) and tone in ("", its_tone))


def _beginnings(name: str) -> Iterator[str]:
    words = [word.folded for word in plain_words(clean(name))]
    return ("".join(f"{word} " for word in words[start:]) for start in range(len(words)))


class Beginnings:
    """Some names made ready to be looked up."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        rows = sorted((key, place) for place, name in enumerate(names) for key in _beginnings(name))
        self._keys, self._places = [key for key, _ in rows], [place for _, place in rows]

    def begun(self, typed: Typed) -> set[str]:
        """The names that have what is typed from one of their words on, whatever the marks."""
        begin = bisect_left(self._keys, typed.folded)
        end = bisect_left(self._keys, typed.folded + "\U0010ffff")
        return {self.names[place] for place in self._places[begin:end]}
