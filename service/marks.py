"""The words of a question marked on the pages of a document: places for boxes over the page images.

What stands where is read from the issued PDF once and kept in the cache; a question is then matched with its text.
"""

import gzip
import json
from dataclasses import dataclass
from itertools import accumulate

from archive.records import Document
from doc_templates.errors import BrokenPdf
from doc_templates.page_words import Box
from doc_templates.word_places import MOST_PAGES, PlacedPage, PlacedWord, placed_pages
from index.abbreviations import Abbreviations, default
from index.errors import SearchError
from index.query import parse_query
from service.documents import PDF, READING, file_of
from service.marking import best, lit
from service.paper import cached
from service.parts import Parts

MOST = 500
"""Marks of a document; of the others only that there are more is told."""
FORMAT = 1


@dataclass(frozen=True)
class Mark:
    """Words of the question on page `page` (from 1), a box a line."""

    number: int
    page: int
    words: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Marks:
    """What was found; `first`: the number of the mark where a reader begins; `more`: there are more than MOST."""

    marks: tuple[Mark, ...] = ()
    first: int = 1
    more: bool = False

    def on(self, page: int) -> list[Mark]:
        return [mark for mark in self.marks if mark.page == page]

    @property
    def pages(self) -> list[int]:
        """Pages with marks."""
        return sorted({mark.page for mark in self.marks})


def marks_of(parts: Parts, document: Document, q: str) -> Marks:
    """Where the words of the question stand; none for words that are on no page, and where the PDF cannot be read.

    Raises FileDamaged, ObjectMissing, as the page images do.
    """
    table = _abbreviations(parts)
    query = parse_query(q, table)
    if not (query.words or query.units or query.signer):
        return Marks()
    pages = _pages(parts, document)
    texts = [page.text for page in pages]
    found = lit("\n".join(texts), query, table.reading(document.kind, document.issued_on))
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    first = best(found[:MOST]) + 1
    marks = [_mark(number, pages, begins, one.start, one.end) for number, one in enumerate(found[:MOST], 1)]
    return Marks(tuple(mark for mark in marks if mark.boxes), first, len(found) > MOST)


def _abbreviations(parts: Parts) -> Abbreviations:
    """The index's, as the question was searched with; the usual ones while it does not answer."""
    try:
        return parts.engine.abbreviations()
    except SearchError:
        return default()


def _mark(number: int, pages: list[PlacedPage], begins: list[int], start: int, end: int) -> Mark:
    page = next(at for at in range(len(pages)) if begins[at + 1] > start)
    placed = pages[page]
    inside = [word.box for word in placed.words if word.start < end - begins[page] and word.end > start - begins[page]]
    words = " ".join(placed.text[start - begins[page] : end - begins[page]].split())
    return Mark(number, page + 1, words, tuple(_lines(inside)))


def _lines(boxes: list[Box]) -> list[Box]:
    """Words side by side under one box, so that the blank between them is marked too."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _goes_on(lines[-1], box):
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return lines


def _goes_on(line: Box, box: Box) -> bool:
    middle = box.top + box.height / 2
    return box.left >= line.left and line.top < middle < line.top + line.height


def _around(one: Box, other: Box) -> Box:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    bottom = max(one.top + one.height, other.top + other.height)
    return Box(left, top, right - left, bottom - top)


def _pages(parts: Parts, document: Document) -> list[PlacedPage]:
    """The issued PDF's words with their places, read once."""
    file, content = file_of(parts, document, _with_words(document))

    def read() -> bytes:
        try:
            return _packed(placed_pages(content, MOST_PAGES))
        except BrokenPdf:
            return _packed([])

    return _unpacked(cached(parts, f"{file.sha256[:32]}.{FORMAT}.words", read))


def _with_words(document: Document) -> str:
    """Beside a signed scan that was imported lies the same with words."""
    return READING if any(file.name == READING for file in document.files) else PDF


def _packed(pages: list[PlacedPage]) -> bytes:
    """Places in ten thousandths of the page: whole numbers pack well."""
    rows = [[page.text, [_numbers(word) for word in page.words]] for page in pages]
    return gzip.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"), 3)


def _numbers(word: PlacedWord) -> list[int]:
    box = word.box
    return [word.start, word.end, *(round(share * 10_000) for share in (box.left, box.top, box.width, box.height))]


def _unpacked(content: bytes) -> list[PlacedPage]:
    rows = json.loads(gzip.decompress(content))
    return [PlacedPage(text, tuple(_word(*numbers) for numbers in words)) for text, words in rows]


def _word(start: int, end: int, left: int, top: int, width: int, height: int) -> PlacedWord:
    return PlacedWord(start, end, Box(left / 10_000, top / 10_000, width / 10_000, height / 10_000))
