"""The words of a PDF in Unicode: word by word, by the font that each has; by what makes words where none tells."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby

from doc_templates.imported.legacy.fonts import Coding, coding_of
from doc_templates.imported.legacy.guess import guessed
from doc_templates.imported.legacy.syllables import is_syllable
from doc_templates.imported.legacy.tables import Encoding, read_coded
from doc_templates.imported.piece import PageWords, Piece

_HYPHENED = re.compile(r"[^\W\d_]*-(?:[^\W\d_]|-)*")
_PASSAGE = 60
"""Words that are judged together where fonts do not tell."""


def in_unicode(pages: Sequence[tuple[PageWords, Sequence[str]]]) -> tuple[str, list[PageWords]]:
    """What the letters were (unicode, tcvn3, vni, mixed), and the pages; with each the fonts of its words."""
    known = {coding.encoding for _, fonts in pages for coding in map(coding_of, set(fonts)) if coding}
    found: set[str] = set()
    made = []
    for page, fonts in pages:
        pieces: list[Piece] = []
        for coding, group in groupby(zip(page.pieces, fonts, strict=True), lambda one: coding_of(one[1])):
            words = [piece for piece, _ in group]
            pieces += _read(words, coding, found) if coding else _by_sense(words, known, found)
        made.append(replace(page, pieces=tuple(pieces)))
    old = found - {"unicode"}
    return (found.pop() if len(found) == 1 else "mixed" if old else "unicode"), made


def _by_sense(words: list[Piece], known: Set[Encoding], found: set[str]) -> list[Piece]:
    made: list[Piece] = []
    for at in range(0, len(words), _PASSAGE):
        passage = words[at : at + _PASSAGE]
        encoding = guessed(" ".join(piece.text for piece in passage), known)
        if encoding is None and any("\u1ea0" <= sign <= "\u1ef9" for piece in passage for sign in piece.text):
            found.add("unicode")
        made += _read(passage, Coding(encoding), found) if encoding else passage
    return made


def _read(words: list[Piece], coding: Coding, found: set[str]) -> list[Piece]:
    made = [replace(one, text=_in_unicode(one.text, coding)) for one in words]
    if made != words:
        found.add(coding.encoding)
    return made


def _in_unicode(text: str, coding: Coding) -> str:
    """TCVN3's sign for ư is a hyphen in a PDF's Western European letters (ISO 32000-1, annex D.2, note 6): it is one
    where that makes a syllable."""
    letters = read_coded(text, coding.encoding, capitals=coding.capitals)
    if coding.encoding != "tcvn3" or "-" not in letters:
        return letters
    horned = "Ư" if coding.capitals else "ư"
    return _HYPHENED.sub(lambda found: _horned(found[0], horned), letters)


def _horned(word: str, letter: str) -> str:
    made = word.replace("-", letter)
    return made if len(word) > 1 and is_syllable(made) else word
