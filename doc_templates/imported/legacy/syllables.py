"""Whether words are Vietnamese: each syllable is built by rules, so that letters in a wrong encoding betray themselves.

Also tells pages whose hidden words somebody's scanner read badly.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_ON_STOPPED = {"\u0301", "\u0323"}
_WORD = re.compile(r"[^\W\d_]+")
_WITH_SIGNS = re.compile(r"(?:[^\W\d_]|[¡-¿×÷])*[^\W\d_](?:[^\W\d_]|[¡-¿×÷])*")
"""Signs such as § and · are letters in the encodings of before Unicode."""
_VOWELS = frozenset("aeiouy")


@cache
def _rules() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "syllables.toml").read_text(encoding="utf-8"))


@cache
def _built() -> frozenset[str]:
    """Every syllable without its tone."""
    onsets, rhymes = ["", *_rules()["onsets"].split()], _rules()["rhymes"].split()
    return frozenset(onset + rhyme for onset in onsets for rhyme in rhymes) | {"gi"}


@cache
def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable, marks and all: "nghĩa", not "nghÜa"."""
    bare, tones = "", []
    for sign in unicodedata.normalize("NFD", word.lower()):
        if sign in _TONES:
            tones.append(sign)
        else:
            bare += sign
    stopped = bare.endswith(tuple(_rules()["stopped"].split()))
    if len(tones) > 1 or (stopped and not _ON_STOPPED.issuperset(tones or [""])):
        return False
    return unicodedata.normalize("NFC", bare) in _built()


@dataclass(frozen=True)
class Counted:
    """Words of a text: of more than one letter and with a vowel; those that are syllables; those beyond ASCII, and the
    syllables among them; small words of English and French."""

    words: int
    syllables: int
    marked: int
    marked_syllables: int
    foreign: int


def count(text: str, *, signs: bool = False) -> Counted:
    """What stands in a text. signs: those that touch a word are part of it."""
    found = (_WITH_SIGNS if signs else _WORD).findall(text)
    words = [word for word in found if len(word) > 1 and _has_vowel(word)]
    marked = [word for word in words if not word.isascii()]
    foreign = frozenset(_rules()["foreign"].split())
    return Counted(
        len(words),
        sum(map(is_syllable, words)),
        len(marked),
        sum(map(is_syllable, marked)),
        sum(word.lower() in foreign for word in words),
    )


def _has_vowel(word: str) -> bool:
    return any(unicodedata.normalize("NFD", sign)[0] in _VOWELS for sign in word.lower()) or not word.isascii()


def is_readable(text: str) -> bool:
    """Whether words make sense as Vietnamese with marks, or as English or French; too few words tell nothing."""
    found = count(text)
    if found.words < 12 or found.foreign > 0.08 * found.words:
        return True
    return found.syllables > 0.75 * found.words and found.marked > 0.3 * found.words
