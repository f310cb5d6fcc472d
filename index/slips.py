"""What a word that nobody knows may have been: a slip of the finger, a key of Telex or VNI that stayed a letter, two
words run together. Knows no index; words are folded (text.py)."""

import re
from collections.abc import Callable, Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST = 24
"""Letters of a word that is looked into."""

_TELEX_TONES = re.compile(r"(?<=[aeiouyw])[sfrxj]|(?<=[a-z])[sfrxjz]$")
_TELEX_DOUBLED = re.compile(r"(dd|aa|ee|oo)")
_VNI = re.compile(r"(?<=[a-z])[0-9]")


def without_typing_keys(word: str) -> Iterator[str]:
    """The word as an input method would have made it: hoachj, dduaw, thuongr, hoach5 → hoach, dua, thuong, hoach."""
    vni = _VNI.sub("", word)
    if vni != word and vni.isalpha():
        yield vni
    if not word.isalpha():
        return
    flat = _doubled_once(word).replace("w", "")
    toneless = _doubled_once(_TELEX_TONES.sub("", word)).replace("w", "")
    for plain in (flat, _TELEX_TONES.sub("", flat), toneless):
        if plain and plain != word:
            yield plain


def _doubled_once(word: str) -> str:
    return _TELEX_DOUBLED.sub(lambda pair: pair[0][0], word)


def swapped(word: str) -> Iterator[str]:
    """Two neighbouring letters in the other order."""
    return (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1) if word[at] != word[at + 1]
    )


def one_off(word: str) -> Iterator[str]:
    """One letter too many, one missing, one for another."""
    for at in range(len(word) + 1):
        if at < len(word):
            yield word[:at] + word[at + 1 :]
        for letter in LETTERS:
            yield word[:at] + letter + word[at:]
            if at < len(word):
                yield word[:at] + letter + word[at + 1 :]


def run_together(word: str) -> Iterator[tuple[str, str]]:
    """The word as two."""
    return ((word[:at], word[at:]) for at in range(2, len(word) - 1))


def candidates(word: str, known: Callable[[str], bool]) -> list[tuple[tuple[str, ...], int]]:
    """(words, how far off) of all that the word may have been and that are known, the nearest first, each once."""
    if len(word) > LONGEST or len(word) < 2:
        return []
    found: dict[tuple[str, ...], int] = {}
    for far, forms in enumerate((without_typing_keys(word), swapped(word), one_off(word))):
        for form in forms:
            if form != word and form.isalpha() and len(form) > 1 and known(form):
                found.setdefault((form,), far)
    for pair in run_together(word):
        if all(map(known, pair)):
            found.setdefault(pair, 1)
    return sorted(found.items(), key=lambda each: (each[1], each[0]))
