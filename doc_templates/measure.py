"""Widths of text: used after filling, to draw a line as long as its text and to break titles evenly.

The figures are the advance widths of Times New Roman in 1/2048 of the size, which Liberation Serif and Tinos share.
They stand here as data so that a form filled on any machine, with or without the fonts, is the same to the byte.
A Vietnamese letter is as wide as its letter without marks, except ơ, ư and Ư.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = "".join(map(chr, range(32, 127))) + "ơưƠƯđĐ–—…“”‘’•°²½×"
_UNKNOWN = 1024
_WIDE = 2048

_REGULAR = """
512 682 836 1024 1024 1706 1593 369 682 682 1024 1155 512 682 512 569 1024 1024 1024 1024 1024 1024 1024 1024 1024
1024 569 569 1155 1155 1155 909 1886 1479 1366 1366 1479 1251 1139 1479 1479 682 797 1479 1251 1821 1479 1479 1139
1479 1366 1139 1251 1479 1479 1933 1479 1479 1251 682 569 682 961 1024 682 909 1024 909 1024 909 682 1024 1024 569
569 1024 569 1593 1024 1024 1024 1024 682 797 569 1024 1024 1479 1024 1024 909 983 410 983 1108 1083 1110 1479 1589
1024 1479 1024 2048 2048 909 909 682 682 717 819 614 1536 1155
"""
_BOLD = """
512 682 1137 1024 1024 2048 1706 569 682 682 1024 1167 512 682 512 569 1024 1024 1024 1024 1024 1024 1024 1024 1024
1024 682 682 1167 1167 1167 1024 1905 1479 1366 1479 1479 1366 1251 1593 1593 797 1024 1593 1366 1933 1479 1593
1251 1593 1479 1139 1366 1479 1479 2048 1479 1479 1366 682 569 682 1190 1024 682 1024 1139 909 1139 909 682 1024
1139 569 682 1139 569 1706 1139 1024 1139 1139 909 797 682 1139 1024 1479 1024 1024 909 807 451 807 1065 1134 1229
1593 1630 1139 1479 1024 2048 2048 1024 1024 682 682 717 819 614 1536 1167
"""
_ITALIC = """
512 682 860 1024 1024 1706 1593 438 682 682 1024 1382 512 682 512 569 1024 1024 1024 1024 1024 1024 1024 1024 1024
1024 682 682 1382 1382 1382 1024 1884 1251 1251 1366 1479 1251 1251 1479 1479 682 909 1366 1139 1706 1366 1479 1251
1479 1251 1024 1139 1479 1251 1706 1251 1139 1139 797 569 797 864 1024 682 1024 1024 909 1024 909 569 1024 1024 569
569 909 569 1479 1024 1024 1024 1024 797 797 569 1024 909 1366 909 909 797 819 563 819 1108 1093 1117 1479 1544
1024 1479 1024 1821 1821 1139 1139 682 682 717 819 614 1536 1382
"""
_BOLD_ITALIC = """
512 797 1137 1024 1024 1706 1593 569 682 682 1024 1167 512 682 512 569 1024 1024 1024 1024 1024 1024 1024 1024 1024
1024 682 682 1167 1167 1167 1024 1704 1366 1366 1366 1479 1366 1366 1479 1593 797 1024 1366 1251 1821 1479 1479
1251 1479 1366 1139 1251 1479 1366 1821 1366 1251 1251 682 569 682 1167 1024 682 1024 1024 909 1024 909 682 1024
1139 569 569 1024 569 1593 1139 1024 1024 1024 797 797 569 1139 909 1366 1024 909 797 713 451 713 1167 1099 1227
1479 1587 1024 1479 1024 2048 2048 1024 1024 682 682 717 819 614 1536 1167
"""
_WIDTHS = {
    (bold, italic): {"\u00a0": 512} | dict(zip(_LETTERS, map(int, figures.split()), strict=True))
    for (bold, italic), figures in {
        (False, False): _REGULAR,
        (True, False): _BOLD,
        (False, True): _ITALIC,
        (True, True): _BOLD_ITALIC,
    }.items()
}


@dataclass(frozen=True)
class Look:
    """How a text is set: size in points, bold, italic, all capitals."""

    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False


@lru_cache(maxsize=8192)
def _advance(letter: str, bold: bool, italic: bool) -> int:
    widths = _WIDTHS[bold, italic]
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)
    horned = unicodedata.normalize("NFC", plain[:2])  # the horn of ơ and ư makes a letter wider, other marks do not
    for known in (letter, horned, plain[0]):
        if known in widths:
            return widths[known]
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


@lru_cache(maxsize=8192)
def width(text: str, look: Look) -> float:
    """The width of a text on one line, in points."""
    shown = text.upper() if look.capitals else text
    return sum(_advance(letter, look.bold, look.italic) for letter in shown) * look.size / 2048


def wrapped(text: str, look: Look, room: float) -> list[float]:
    """The widths of the lines a text takes when it is broken at its spaces into lines of at most `room` points."""
    return [width(line, look) for line in broken(text, look, room)]


def broken(text: str, look: Look, room: float) -> list[str]:
    """The lines themselves."""
    lines: list[str] = []
    space, used = width(" ", look), 0.0
    for word in text.split(" "):
        wide = width(word, look)
        if lines and used + space + wide <= room:
            lines[-1] += f" {word}"
            used += space + wide
        else:
            lines.append(word)
            used = wide
    return lines
