"""What a scanner's reader takes for something else: letters and figures that look alike, and words that are no text.

Used wherever a known word or a number is looked for in old text; the words shown to people are never changed by it.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from doc_templates.whole_text.lines import plain

TABLE = Path(__file__).with_name("words.toml")
_LOOKS = {
    "a": "a4@", "b": "b68", "c": "c(e", "d": "do0", "e": "ec3", "g": "gq9", "h": "hbn", "i": "il1!|jt", "l": "l1i|",
    "n": "nm", "o": "o0qc", "s": "s5$", "t": "tf", "u": "uv", "v": "vu", "y": "yv",
}  # fmt: skip
_FIGURES = str.maketrans("OoQÒÓÔDlIi|!SsZzB", "00000001111155228")
_SHAPES = str.maketrans("ðq01lt", "dooiii")
FIGURE = r"[0-9OoQÒÓÔlIi|!SsZzB]"
"""A figure, or a letter that stands for one."""


@cache
def words() -> dict[str, Any]:
    """The table words.toml."""
    return tomllib.loads(TABLE.read_text("utf-8"))


@cache
def loosely(phrase: str) -> str:
    """A pattern of a phrase in small letters without marks: similar letters may stand for each other, blanks and
    dashes come and go."""
    letters = (f"[{re.escape(_LOOKS.get(letter, letter))}]" for letter in phrase if letter != " ")
    return r"[\s\-–—_.~]*".join(letters)


def figures(written: str) -> str:
    """Figures with the letters that stand for some put right: "O5" → "05", "2O1l" → "2011"."""
    return written.translate(_FIGURES)


def letters_of(words: str) -> str:
    """Letters alone, small, without marks: "Q U Y Ế T  Đ Ị N H" → "quyetdinh"."""
    return "".join(filter(str.isalnum, plain(words)))


@lru_cache(8192)
def shape(symbol: str) -> str:
    """What letters of a symbol look like to a bad reader: "QĐ", "QÐ", "QĐÐ", "OD", "0Đ" are all alike."""
    looked_at = plain(symbol).translate(_SHAPES)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]", "", looked_at))


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(row["line"] for row in words()["noise"]))


def is_noise(line: str) -> bool:
    """Whether a line is of a signing program, a scanner or a page's number."""
    return _noise().fullmatch(plain(line).strip()) is not None
