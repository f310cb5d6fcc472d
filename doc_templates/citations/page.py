"""A text letter for letter: composed, with plain blanks and hyphens, and without marks and capitals beside it."""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Page:
    """Three forms of one length, so that what is found in one is at the same place in the others.

    `text`: NFC; `plain`: blanks are spaces (lines stay), dashes hyphens; `folded`: plain, small, without marks.
    """

    text: str
    plain: str
    folded: str


def page_of(text: str) -> Page:
    composed = unicodedata.normalize("NFC", text)
    plain = composed.translate(_PLAIN)
    return Page(composed, plain, plain.translate(_folds()))


def fold(text: str) -> str:
    """Small letters without marks, đ as d; of the length of its NFC form."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN).translate(_folds())


def tidy(text: str) -> str:
    return " ".join(text.split())


def one_of(words: list[str], tail: str = "") -> str:
    """A pattern for any of these words in folded text, the longest first, blanks of any length between."""
    each = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in each) + ")" + tail


_BLANKS = dict.fromkeys(map(ord, "\t\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")  # fmt: skip  # noqa: E501
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_PLAIN: dict[int, str] = {**_BLANKS, **_DASHES, ord("Ð"): "Đ", ord("ð"): "đ"}


@cache
def _folds() -> dict[int, str]:
    """One letter for one letter, so that places stay."""
    letters = (chr(code) for code in range(0x41, min(0x1F00, sys.maxunicode)))
    return {ord(letter): _letter(letter) for letter in letters if letter.isalpha()}


def _letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter
