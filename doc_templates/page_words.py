"""Where words stand on the pages of a PDF: what a report points at, and which page a cursor is on.

Blanks, hyphens at line ends and capitals do not matter, so that words are found however the page breaks them.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from doc_templates.errors import BrokenPdf
from doc_templates.page_images import LOCK

SHORT = 12  # letters: too few to tell how far the reading has come
Letter = tuple[str, int, int]  # folded, the index of its page, its place on it
Size = tuple[float, float]
Edges = tuple[float, float, float, float]  # left, bottom, right, top in points
MOST_BOXES = 12  # a passage longer than this many lines is marked by its first ones


@dataclass(frozen=True)
class Box:
    """A line's part on a page, in shares of its width and height from the top left (0 to 1)."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """Where a passage begins: `page` from 1, and a box for each of its lines on that page."""

    page: int
    boxes: tuple[Box, ...]


def spots(pdf: bytes, passages: Sequence[str]) -> list[Spot | None]:
    """A spot for each passage, None where its words are not on paper. Raises BrokenPdf.

    Passages in reading order are told apart where the same words come again: each is looked for behind the last.
    """
    with LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                pages = [page.get_textpage() for page in document]
                letters = list(_letters(pages))
                found = list(_found("".join(letter for letter, _, _ in letters), passages))
                sizes = [page.get_size() for page in document]
                return [
                    None if span is None else _spot(pages, sizes, letters[span.start : span.stop]) for span in found
                ]
        except pypdfium2.PdfiumError as why:
            raise BrokenPdf(detail=str(why)) from why


def _letters(pages: Sequence[pypdfium2.PdfTextPage]) -> Iterator[Letter]:
    """The letters that count."""
    for number, page in enumerate(pages):
        for place, letter in enumerate(_text(page)):
            yield from ((folded, number, place) for folded in _folded(letter))


def _text(page: pypdfium2.PdfTextPage) -> Iterable[str]:
    """The page's letters one by one: PDFium counts by letter, its whole text may leave some out."""
    count = page.count_chars()
    text: str = page.get_text_range()
    if len(text) == count:
        return text
    return [chr(pypdfium2.raw.FPDFText_GetUnicode(page, place)) for place in range(count)]


def _folded(words: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", words).casefold() if letter.isalnum())


def _found(text: str, passages: Sequence[str]) -> Iterator[range | None]:
    reached = 0
    for passage in passages:
        wanted = _folded(passage)
        start = text.find(wanted, reached)
        if start < 0:
            start = text.find(wanted)
        if not wanted or start < 0:
            yield None
            continue
        if len(wanted) >= SHORT:
            reached = start
        yield range(start, start + len(wanted))


def _spot(pages: Sequence[pypdfium2.PdfTextPage], sizes: Sequence[Size], letters: Sequence[Letter]) -> Spot:
    number = letters[0][1]
    edges = (pages[number].get_charbox(place, loose=True) for _, page, place in letters if page == number)
    return Spot(number + 1, tuple(_box(line, sizes[number]) for line in list(_lines(edges))[:MOST_BOXES]))


def _lines(edges: Iterable[Edges]) -> Iterator[list[Edges]]:
    """Letters of one line go to the right; the first that does not begins the next line."""
    line: list[Edges] = []
    for edge in edges:
        if line and edge[0] < line[-1][0]:
            yield line
            line = []
        line.append(edge)
    yield line


def _box(line: Sequence[Edges], size: Size) -> Box:
    wide, high = size
    left, bottom = min(edge[0] for edge in line), min(edge[1] for edge in line)
    right, top = max(edge[2] for edge in line), max(edge[3] for edge in line)
    return Box(left / wide, 1 - top / high, (right - left) / wide, (top - bottom) / high)
