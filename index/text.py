"""Vietnamese text → keys, once and the same way for documents and queries: the first step of indexing and searching.

A word has two keys. The *exact* key keeps the marks but makes equal what is only written differently: letter case,
composed or decomposed characters, the place of the tone (hòa/hoà, thúy/thuý), i/y after h k l m s t v and in quy/qui
(kỹ/kĩ), leading zeros (05/5). The *folded* key drops the marks as well (đ → d), for people who type without them.
Keys are never shown; stored text is never rewritten. Abbreviations are read as abbreviations.py says.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .abbreviations import DEFAULT
from .keys import Word, clean, exact_key, fold, folded_key, key, plain_words, without_tones
from .reading import Reading, Token

__all__ = [  # with those of keys.py: the whole analysis by one import
    "Reading",
    "Token",
    "Word",
    "clean",
    "exact_key",
    "fold",
    "folded_key",
    "is_quiet",
    "key",
    "kinds",
    "plain_words",
    "tokens",
    "without_tones",
    "words",
]

ANALYSIS_VERSION = 5
"""Raised with every change of keys: an index of another version is rebuilt, not read. Its abbreviations an index keeps
itself."""


def tokens(text: str, start: int = 0, end: int | None = None, reading: Reading = DEFAULT) -> Iterator[Token]:
    """The words of cleaned text, or of a stretch of it, with their places in the text."""
    return reading.tokens(text, start, end)


def words(text: str, reading: Reading = DEFAULT) -> list[Word]:
    """The words of cleaned text, abbreviations written out."""
    return reading.words(text)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def kinds() -> dict[str, list[str]]:
    """Kind's id → what people call it: its name, then abbreviations."""
    names: dict[str, list[str]] = _tables()["kinds"]
    return names


@cache
def _quiet_words() -> tuple[frozenset[str], frozenset[str]]:
    table = _tables()["quiet"]
    marked, unmarked = str(table["words"]), str(table["without_marks"])
    return frozenset(key(word).exact for word in marked.split()), frozenset(unmarked.split())


def is_quiet(word: Word, typed_with_marks: bool) -> bool:
    """Whether it is one of the words that say nothing by themselves (và, của, …)."""
    exact, folded = _quiet_words()
    return word.exact in exact if typed_with_marks else word.folded in folded
