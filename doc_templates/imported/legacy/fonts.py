"""The name of a font tells the encoding of its letters: .VnTime and .VnTimeH are TCVN3, VNI-Times is VNI."""

import re
from dataclasses import dataclass
from functools import cache

from doc_templates.imported.legacy.tables import ENCODINGS, Encoding, rules


@dataclass(frozen=True)
class Coding:
    """How the letters of a font are to be read; capitals: it shows small letters as capitals."""

    encoding: Encoding
    capitals: bool = False


@cache
def coding_of(font: str) -> Coding | None:
    """The coding of a font's letters, None where they are Unicode."""
    name = font.strip()
    for encoding in ENCODINGS:
        if re.match(rules()["fonts"][encoding], name):
            capitals = encoding == "tcvn3" and re.search(rules()["fonts"]["capitals"] + "$", name) is not None
            return Coding(encoding, capitals)
    return None


def unicode_font(font: str) -> str:
    """A font of today that looks alike: what the converted document is shown in."""
    return "Arial" if re.search(rules()["fonts"]["sans"], font, re.I) else "Times New Roman"
