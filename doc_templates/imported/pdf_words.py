"""The words of a PDF's page with their places, as PDFium sees them, and the values of its form fields. For pdf_read.py.

Number and date of a document that was signed before it had them are such fields: PDFium's text does not say them.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from doc_templates.errors import Unreadable
from doc_templates.imported.limits import limits
from doc_templates.imported.piece import PageWords, Piece

_BLANKS = frozenset(" \t\r\n\u00a0\u2007\u2002\u2003\u2009\u3000\u200b\ufeff\0")
_HYPHEN = "\ufffe"  # how PDFium tells a hyphen that ends a line
_THIN = 2.5
"""Points: a drawn thing that is thinner is a line."""


@dataclass
class Word:
    """Letters that stand together: edges in the PDF's own space, the font of the first letter."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    font: str


def words_of(document: pypdfium2.PdfDocument, number: int) -> tuple[PageWords, list[str]]:
    """The words of page `number` (from 0), and the font of each. Errors: Unreadable (too_large)."""
    page = document[number]
    text = page.get_textpage()
    if text.count_chars() > limits()["pages"]["letters"]:
        raise Unreadable(why="too_large", page=number + 1)
    words = [word for word in (*_words(text.raw, text.count_chars()), *_field_values(document, page)) if word.text]
    seen = _View(page)
    pieces = tuple(seen.piece(word) for word in words)
    made = PageWords(seen.width, seen.height, pieces, tuple(seen.edges(*rule) for rule in _rules(page)))
    return made, [word.font for word in words]


class _View:
    """The PDF's own space, whose origin is bottom left and which may lie on its side, as the reader sees it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.turn = page.get_rotation()
        self.width, self.height = page.get_size()

    def edges(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        x0, x1 = left - self.left, right - self.left
        y0, y1 = bottom - self.bottom, top - self.bottom
        if self.turn == 90:
            return y0, x0, y1, x1
        if self.turn == 180:
            return self.width - x1, y0, self.width - x0, y1
        if self.turn == 270:
            return self.width - y1, self.height - x1, self.width - y0, self.height - x0
        return x0, self.height - y1, x1, self.height - y0

    def piece(self, word: Word) -> Piece:
        left, top, right, bottom = self.edges(word.left, word.bottom, word.right, word.top)
        return Piece(word.text, left, top, right, bottom, bottom - top)


def _words(text: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Word]:
    box, word = pdfium.FS_RECTF(), None
    for at in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text, at))
        if letter in _BLANKS:
            if word:
                yield word
            word = None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        letter = "-" if letter == _HYPHEN else letter
        if word and _goes_on(word, box):
            word.text += letter
            word.right, word.top, word.bottom = (
                max(word.right, box.right),
                max(word.top, box.top),
                min(word.bottom, box.bottom),
            )
            continue
        if word:
            yield word
        word = Word(letter, box.left, box.bottom, box.right, box.top, _font(text, at))
    if word:
        yield word


def _goes_on(word: Word, box: pdfium.FS_RECTF) -> bool:
    """A letter on the same line and near; a mark that stands on its letter goes back a little."""
    height = max(word.top - word.bottom, 1.0)
    middle = (box.top + box.bottom) / 2
    return bool(word.bottom <= middle <= word.top and word.right - height <= box.left <= word.right + 0.6 * height)


def _font(text: pdfium.FPDF_TEXTPAGE, at: int) -> str:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, at, buffer, 128, flags)
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
    return name.partition("+")[2] or name


def _field_values(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[Word]:
    """What is written in text fields, a word each where it is drawn."""
    form = document.formenv
    for at in range(pdfium.FPDFPage_GetAnnotCount(page) if form else 0):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        try:
            if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) == pdfium.FPDF_FORMFIELD_TEXTFIELD:
                yield from _value(form, annotation)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _value(form: pypdfium2.PdfFormEnv, annotation: pdfium.FPDF_ANNOTATION) -> Iterator[Word]:
    length = min(pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0), 20_000)
    buffer = ctypes.create_string_buffer(length + 2)
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    said = buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0").split()
    box = pdfium.FS_RECTF()
    if said and pdfium.FPDFAnnot_GetRect(annotation, box):
        bottom, top = min(box.bottom, box.top), max(box.bottom, box.top)
        wide = (box.right - box.left) / len(said)
        for number, words in enumerate(said):
            left = box.left + number * wide
            right = box.right if number == len(said) - 1 else left + wide * 0.9
            yield Word(words, left, bottom, right, top, "")


def _rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Thin things that are drawn: the lines of tables."""
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = drawn.get_bounds()
        if (right - left < _THIN) != (top - bottom < _THIN):
            yield left, bottom, right, top
