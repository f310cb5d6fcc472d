"""Names of people and things as they are kept and compared, by the pages and by the path alike."""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the five tone marks, apart from the letters â ă ê ô ơ ư."""


def tidy(text: str) -> str:
    """Words as they are kept: NFC, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_key(name: str) -> str:
    """Equal for two writings of one name: NFC or NFD, capitals or not, `Hoà` or `Hòa`."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", name).casefold().split())


def _tone_last(word: str) -> str:
    """A syllable has one tone, wherever its mark is put."""
    return re.sub(f"[{TONES}]", "", word) + "".join(mark for mark in word if mark in TONES)


def slug(words: str) -> str:
    """a–z, 0–9 and single "-": an id that can stand in an address or a path."""
    plain = unicodedata.normalize("NFD", words.casefold()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")


def by_given_name(name: str) -> tuple[str, str]:
    """Vietnamese lists of people go by the given name, the last word."""
    return slug(name.rpartition(" ")[2]), slug(name)
