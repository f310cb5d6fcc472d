"""What a PDF's page is: words, or a picture of words, with or without somebody's text layer, good or bad."""

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from doc_templates.imported.legacy.syllables import is_readable
from doc_templates.imported.piece import PageWords

TO_READ = ("picture", "badly_layered", "garbled")
"""Pages whose words tesseract is to read."""
PAPER = ("picture", "badly_layered", "blank")
"""Pages that are nothing but pictures."""
_FULL = 0.4
"""Share of a page that a picture covers which is taken for the page itself."""
_OUTLINES = 300
"""Drawn shapes on a page without letters: its letters are drawn as shapes."""
_STAMP = 0.02
"""Share of a page without words that a picture must cover to hold some."""
_SOME = 15
"""Letters a page must have to count as one with words: fewer are a stamp or a page number on a scan."""


def look_of(page: pypdfium2.PdfPage, words: PageWords) -> str:
    """words; garbled (words that say nothing); picture; layered (a picture and words that are not seen); badly_layered
    (the same, words that say nothing); blank."""
    letters = sum(len(piece.text) for piece in words.pieces)
    drawn = _drawn(page)
    if drawn.covered > _FULL and (letters < _SOME or drawn.hidden):
        return "picture" if letters < _SOME else "layered" if _is_readable(words) else "badly_layered"
    if letters and not _is_readable(words):
        return "garbled"
    if letters:
        return "words" if letters >= _SOME or drawn.shapes < _OUTLINES else "picture"
    return "picture" if drawn.shapes >= _OUTLINES or drawn.covered > _STAMP else "blank"


@dataclass
class _Drawn:
    """covered: share of the page under pictures; hidden: whether its words are invisible or lie under a picture."""

    covered: float = 0.0
    shapes: int = 0
    hidden: bool = False


def _drawn(page: pypdfium2.PdfPage) -> _Drawn:
    found, texts, whole = _Drawn(), False, max(page.get_width() * page.get_height(), 1.0)
    for one in page.get_objects(max_depth=3):
        if one.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = one.get_bounds()
            share = max(right - left, 0) * max(top - bottom, 0) / whole
            found.covered += share
            found.hidden = found.hidden or (texts and share > _FULL)
        elif one.type == pdfium.FPDF_PAGEOBJ_TEXT:
            texts = True
            mode = pdfium.FPDFTextObj_GetTextRenderMode(one)
            found.hidden = found.hidden or mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        found.shapes += one.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    return found


def _is_readable(words: PageWords) -> bool:
    return is_readable(" ".join(piece.text for piece in words.pieces))
