"""A page of a PDF as a picture for the browser, and its words: the real page, as previewed, issued or signed."""

import math
import struct
import threading
import zlib
from dataclasses import dataclass

import pypdfium2

from doc_templates.errors import BrokenPdf, PageMissing

WIDEST = 3000  # pixels; a page asked for wider is drawn this wide
MOST_PIXELS = 16_000_000  # of a page far longer than paper is: it comes out narrower than asked for
LINE_END_HYPHEN = "\ufffe"  # how PDFium tells a hyphen that ends a line, and joins the lines
LOCK = threading.Lock()  # PDFium may be used by one thread at a time


@dataclass(frozen=True)
class Picture:
    """Pixels row by row from the top left, `channels` bytes each: 1 grey, 3 red, green and blue."""

    width: int
    height: int
    channels: int
    rows: tuple[bytes, ...]


def page_png(pdf: bytes, page: int, width: int) -> bytes:
    """Page `page` (from 1) as a PNG `width` pixels wide (1 to 3,000). Raises BrokenPdf, PageMissing."""
    with LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                picture = _draw(document, page, width)
        except pypdfium2.PdfiumError as why:
            raise BrokenPdf(detail=str(why)) from why
    return _png(_without_colour(picture))


def page_text(pdf: bytes, page: int) -> str:
    """The words of page `page` (from 1), line by line. Raises BrokenPdf, PageMissing. Ten times as fast as pypdf."""
    with LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                if not 1 <= page <= len(document):
                    raise PageMissing(page=page, pages=len(document))
                words: str = document[page - 1].get_textpage().get_text_range()
        except pypdfium2.PdfiumError as why:
            raise BrokenPdf(detail=str(why)) from why
    return words.replace("\r\n", "\n").replace(LINE_END_HYPHEN, "-")


def _draw(document: pypdfium2.PdfDocument, page: int, width: int) -> Picture:
    """With the fields filled in: number and date of a signed document are such fields."""
    pages = len(document)
    if not 1 <= page <= pages:
        raise PageMissing(page=page, pages=pages)
    document.init_forms()
    sheet = document[page - 1]
    wide, high = sheet.get_size()
    scale = min(max(1, min(width, WIDEST)) / wide, math.sqrt(MOST_PIXELS / (wide * high)))
    bitmap = sheet.render(scale=scale * (1 - 1e-6), rev_byteorder=True)  # PDFium's size is rounded up
    data, length = bytes(bitmap.buffer), bitmap.width * 3
    rows = tuple(data[start : start + length] for start in range(0, len(data), bitmap.stride))
    return Picture(bitmap.width, bitmap.height, 3, rows)


def _without_colour(picture: Picture) -> Picture:
    """The same in grey when there is no colour in it, which most pages have not: a third of the bytes."""
    grey = tuple(row[0::3] for row in picture.rows)
    if any(row[1::3] != even or row[2::3] != even for row, even in zip(picture.rows, grey, strict=True)):
        return picture
    return Picture(picture.width, picture.height, 1, grey)


def _png(picture: Picture) -> bytes:
    colour_type = {1: 0, 3: 2}[picture.channels]
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in picture.rows), 6)  # \0: the row as it is
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
