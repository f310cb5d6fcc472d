"""Every word of a PDF with its place on its page: what a search marks on the picture of the page.

A scan's layer of recognised words and a born-digital page are read alike. Rotated and cropped pages too: places are
those of the picture.
"""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from doc_templates.errors import BrokenPdf
from doc_templates.page_images import LINE_END_HYPHEN, LOCK
from doc_templates.page_words import Box

MOST_PAGES = 300
"""Pages that are read; what lies behind is not marked."""
MOST_LETTERS = 30_000
"""Letters of a page that are read: a printed page has some 3,000."""
FINE = 10_000  # PDFium tells places on a picture in whole pixels: of one this wide and high
Edges = tuple[float, float, float, float]  # left, bottom, right, top in the page's own units


@dataclass(frozen=True)
class PlacedWord:
    """A run of letters and digits: where it stands in the page's text, and on the page."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class PlacedPage:
    """The text of a page (NFC, a line break where the page has one) and its words in the order of reading."""

    text: str
    words: tuple[PlacedWord, ...]


def placed_pages(pdf: bytes, most: int = MOST_PAGES) -> list[PlacedPage]:
    """The first `most` pages. About 2 ms a page. Raises BrokenPdf."""
    with LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                return [_placed(document[number]) for number in range(min(most, len(document)))]
        except pypdfium2.PdfiumError as why:
            raise BrokenPdf(detail=str(why)) from why


def _placed(page: pypdfium2.PdfPage) -> PlacedPage:
    letters = page.get_textpage()
    text, words = [], []
    length = 0
    for run, places in _runs(letters):
        if box := _box(page, letters, places):
            words.append(PlacedWord(length, length + len(run), box))
        text.append(run)
        length += len(run)
    return PlacedPage("".join(text), tuple(words))


def _runs(letters: pypdfium2.PdfTextPage) -> Iterator[tuple[str, range]]:
    """Words with their places among the page's letters, and what stands between them with none."""
    shown = _letters(letters)
    at = 0
    while at < len(shown):
        end = at
        while end < len(shown) and _of_a_word(shown[end]):
            end += 1
        if end > at:
            yield unicodedata.normalize("NFC", "".join(shown[at:end])), range(at, end)
            at = end
        else:
            yield shown[at], range(0)
            at += 1


def _letters(letters: pypdfium2.PdfTextPage) -> list[str]:
    """One by one, as PDFium counts them: its whole text is quicker to get, but may leave some out."""
    count = min(letters.count_chars(), MOST_LETTERS)
    text: str = letters.get_text_range(0, count)
    if len(text) == count:
        return ["-" if letter == LINE_END_HYPHEN else letter for letter in text]
    return [_letter(raw.FPDFText_GetUnicode(letters, at)) for at in range(count)]


def _letter(code: int) -> str:
    letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return "-" if letter == LINE_END_HYPHEN else letter


def _of_a_word(letter: str) -> bool:
    return letter.isalnum() or (letter != "" and unicodedata.combining(letter) > 0)


def _box(page: pypdfium2.PdfPage, letters: pypdfium2.PdfTextPage, places: range) -> Box | None:
    """Around the letters; None where there are none, or where they stand off the page."""
    edges = [letters.get_charbox(place, loose=True) for place in places]
    if not edges:
        return None
    left, bottom = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    right, top = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    across, down = zip(_on_picture(page, left, top), _on_picture(page, right, bottom), strict=True)
    box = Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
    return box if 0 <= box.left <= 1 and 0 <= box.top <= 1 and box.width <= 1 and box.height <= 1 else None


def _on_picture(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page as shares of the picture's width and height, from the top left."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
    return across.value / FINE, down.value / FINE
