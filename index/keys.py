"""One written word → its two keys, the first step of the analysis (text.py says what they make equal)."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 64
"""Characters of a word that count; what is longer is noise (base64, rulers)."""

LETTER = "[^\\W_]"
PLAIN_WORD = re.compile(rf"{LETTER}+(?:[\u0300-\u036f]+{LETTER}*)*")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ODD = re.compile(f"{_INVISIBLE.pattern[:-1]}{_SPACES.pattern[1:]}")


class Word(NamedTuple):
    """The two keys of one word."""

    exact: str
    folded: str

    @property
    def marked(self) -> bool:
        """Whether it carries marks at all: then they were meant."""
        return self.exact != self.folded


def clean(text: str) -> str:
    """NFC without invisible characters (control, soft hyphen, zero width, direction, lone surrogates), plain spaces."""
    if _ODD.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def plain_words(text: str) -> list[Word]:
    """The words of cleaned text, abbreviations left as they are: for symbols such as KH-UBND and for names."""
    return [key(found) for found in PLAIN_WORD.findall(text)]


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


def without_tones(exact: str) -> tuple[str, str]:
    """An exact key as (letters, tones)."""
    return exact.rstrip(_TONES), exact[len(exact.rstrip(_TONES)) :]


def exact_key(text: str) -> str:
    """One comparable string for a name or a short phrase: marks kept, spelling variants equal."""
    return " ".join(word.exact for word in plain_words(clean(text)))


def folded_key(text: str) -> str:
    """As exact_key, without marks."""
    return " ".join(word.folded for word in plain_words(clean(text)))
