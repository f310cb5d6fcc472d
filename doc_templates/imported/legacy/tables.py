"""letters.toml: signs of a file read as Western European → the letters they stand for."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")
_SYMBOLS = range(0xF020, 0xF100)
"""Where fonts that call themselves symbols put what others have at 20 to FF."""

_FROM_1258 = str.maketrans(
    {
        bytes([code]).decode("cp1258"): chr(code)
        for code in (0xC3, 0xCC, 0xD0, 0xD2, 0xD5, 0xDD, 0xDE, 0xE3, 0xEC, 0xF0, 0xF2, 0xF5, 0xFD, 0xFE)
    }
)
"""Where that code page differs from the Western European one."""


@cache
def rules() -> dict[str, dict[str, str]]:
    """The table by section."""
    return tomllib.loads((Path(__file__).parent / "letters.toml").read_text(encoding="utf-8"))


@cache
def signs_of(encoding: Encoding) -> dict[str, str]:
    """Signs → letter, capitals too; of VNI also a capital with a small mark, as many typed it."""
    small = {signs: letter for letter, signs in rules()[encoding].items()}
    if encoding == "tcvn3":
        return small
    capitals = {signs.upper(): letter.upper() for signs, letter in small.items()}
    mixed = {signs[0].upper() + signs[1:]: letter.upper() for signs, letter in small.items() if len(signs) > 1}
    return mixed | small | capitals


@cache
def _pattern(encoding: Encoding) -> re.Pattern[str]:
    longest = sorted(signs_of(encoding), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)))


def read_coded(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Letters in a font of that encoding. Unicode that somebody pasted into it is left as it is; what was read as
    Vietnamese of Windows (1258), because the font says so, is taken back first."""
    if any("\u1ea0" <= sign <= "\u1ef9" for sign in text):
        return text
    return decoded(text.translate(_FROM_1258), encoding, capitals=capitals)


def decoded(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """The letters that the signs stand for; other signs are left as they are. capitals: in a font of capitals."""
    known = signs_of(encoding)
    letters = _pattern(encoding).sub(lambda found: known[found[0]], without_symbols(text))
    return letters.upper() if capitals else letters


def without_symbols(text: str) -> str:
    """Signs of a symbol font at their usual places."""
    if not any(ord(sign) in _SYMBOLS for sign in text):
        return text
    return "".join(chr(ord(sign) - 0xF000) if ord(sign) in _SYMBOLS else sign for sign in text)
