"""The order of a Vietnamese dictionary as comparable bytes: a ă â b c d đ e ê … o ô ơ … u ư …, whatever the tones."""

import unicodedata
from functools import cache

from .text import clean

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_SPACE, _DIGITS, _LETTERS = 2, 3, 16


def sort_key(text: str, length: int) -> bytes:
    """So many bytes by which texts are ordered: words, digits before letters; what is neither only parts words."""
    begins = " ".join(clean(text).split())[: 4 * length]  # with room for what only parts words
    letters = [letter for letter in unicodedata.normalize("NFD", begins.casefold()) if letter not in _TONES]
    places = _places()
    key = bytes(places.get(letter, _SPACE) for letter in unicodedata.normalize("NFC", "".join(letters)))
    return bytes([_SPACE]).join(key.split(bytes([_SPACE])))[:length] if key else b""


@cache
def _places() -> dict[str, int]:
    digits = {digit: _DIGITS + place for place, digit in enumerate("0123456789")}
    return digits | {letter: _LETTERS + place for place, letter in enumerate(_ALPHABET)}
