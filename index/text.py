"""Vietnamese text → keys, once and the same way for documents and queries: the first step of indexing and searching.

A word has two keys. The *exact* key keeps the marks but makes equal what is only written differently: letter case,
composed or decomposed characters, the place of the tone (hòa/hoà, thúy/thuý), i/y after h k l m s t v and in quy/qui
(kỹ/kĩ), leading zeros (05/5). The *folded* key drops the marks as well (đ → d), for people who type without them.
Keys are never shown; stored text is never rewritten.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

ANALYSIS_VERSION = 3
"""Raised with every change of keys or of abbreviations.toml: an index of another version is rebuilt, not read."""

LONGEST_WORD = 64
"""Characters of a word that count; what is longer is noise (base64, rulers)."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LETTER = "[^\\W_]"


class Word(NamedTuple):
    """The two keys of one word."""

    exact: str
    folded: str

    @property
    def marked(self) -> bool:
        """Whether it carries marks at all: then they were meant."""
        return self.exact != self.folded


class Token(NamedTuple):
    """A word of a text with its place; an abbreviation stands for several words."""

    start: int
    end: int
    words: tuple[Word, ...]


def clean(text: str) -> str:
    """NFC without invisible characters (control, soft hyphen, zero width, direction, lone surrogates), plain spaces."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text)))


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of cleaned text, or of a stretch of it, with their places in the text."""
    for match in _token_pattern().finditer(text, start, len(text) if end is None else end):
        yield Token(match.start(), match.end(), keys(match.group()))


def words(text: str) -> list[Word]:
    """The words of cleaned text, abbreviations written out."""
    return [word for found in _token_pattern().findall(text) for word in keys(found)]


def plain_words(text: str) -> list[Word]:
    """The words of cleaned text, abbreviations left as they are: for symbols such as KH-UBND and for names."""
    return [key(found) for found in _plain_pattern.findall(text)]


@lru_cache(maxsize=65536)
def keys(token: str) -> tuple[Word, ...]:
    """The words that a token stands for: itself, or the words of an abbreviation."""
    if token[0].isdecimal() and "." in token:
        return keys(token.replace(".", ""))
    expansion = _expansions().get(fold(token))
    return expansion if expansion else (key(token),)


@lru_cache(maxsize=65536)
def key(token: str) -> Word:
    """The keys of one written word, without looking for abbreviations."""
    letters = unicodedata.normalize("NFD", token[:LONGEST_WORD].casefold().replace("ð", "đ"))
    tones = "".join(c for c in letters if c in _TONES)
    body = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    if body.isascii() and body.isdigit():
        body = body.lstrip("0") or "0"
    body = _FINAL_Y.sub(r"\1i", body)
    return Word(body + tones, _FINAL_Y.sub(r"\1i", fold(body)))  # "sÿ" ends in y only once folded


_FINAL_Y = re.compile(r"^([hklmstv]|qu)y$")


def fold(text: str) -> str:
    """Lower case without any marks, đ as d."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d").replace("ð", "d")


def exact_key(text: str) -> str:
    """One comparable string for a name or a short phrase: marks kept, spelling variants equal."""
    return " ".join(word.exact for word in plain_words(clean(text)))


def folded_key(text: str) -> str:
    """As exact_key, without marks."""
    return " ".join(word.folded for word in plain_words(clean(text)))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "abbreviations.toml").read_text(encoding="utf-8"))


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


@cache
def _expansions() -> dict[str, tuple[Word, ...]]:
    return {fold(short): tuple(key(word) for word in long.split()) for short, long in _tables()["expand"].items()}


_plain_pattern = re.compile(rf"(?:{_LETTER}[\u0300-\u036f]*)+")


@cache
def _token_pattern() -> re.Pattern[str]:
    """Abbreviations joined by - or &, then thousands (1.000.000 is one number), then words."""
    joined = [form for short in _tables()["expand"] if not short.isalnum() for form in {short, fold(short)}]
    abbreviations = "|".join(re.escape(form) for form in sorted(joined, key=len, reverse=True))
    return re.compile(
        rf"(?<![^\W_])(?:{abbreviations})(?![^\W_])|\d{{1,3}}(?:\.\d{{3}})+(?![^\W_]|\.\d)|{_plain_pattern.pattern}",
        re.IGNORECASE,
    )
