"""Reads a finished PDF as a person with a ruler would: lines of text with place, size and style, and drawn lines.

Millimetres from the upper left corner of the page.
"""

import ctypes
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium
from pypdfium2 import raw

MM = 25.4 / 72
_NEXT_TO = 12.0  # points between two texts on one line that belong together


@dataclass(frozen=True)
class Text:
    words: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    serif: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Line:
    left: float
    right: float
    y: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    texts: list[Text]
    lines: list[Line]

    def find(self, words: str) -> Text:
        """The first text that is these words, or the one text that begins with or holds them."""
        same = [text for text in self.texts if text.words == words]
        held = [text for text in self.texts if words in text.words]
        assert same or len(held) == 1, (words, held)
        return (same or held)[0]

    def line_under(self, text: Text) -> Line:
        """The first drawn line below a text that overlaps its middle."""
        below = [line for line in self.lines if line.y > text.baseline and line.left < text.middle < line.right]
        return min(below, key=lambda line: line.y)


def pages(pdf: bytes) -> list[Page]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def words(pdf: bytes) -> list[list[str]]:
    """The lines of every page as text alone: quick enough for hundreds of pages."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [document[number].get_textpage().get_text_bounded().splitlines() for number in range(len(document))]
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    return Page(width * MM, height * MM, list(_texts(page, height)), list(_lines(page, height)))


def _texts(page: pdfium.PdfPage, height: float):
    text_page = page.get_textpage()
    letters = [_letter(text_page, at) for at in range(text_page.count_chars())]
    letters = [letter for letter in letters if letter[0] not in "\r\n\ufffe"]
    for baseline, row in groupby(sorted(letters, key=lambda letter: (-letter[3], letter[1])), lambda each: each[3]):
        run: list = []
        for letter in row:
            if run and letter[1] - run[-1][2] > _NEXT_TO:
                yield from _text(run, height - baseline)
                run = []
            run.append(letter)
        yield from _text(run, height - baseline)


def _letter(text_page: pdfium.PdfTextPage, at: int):
    """Letter, left, right, baseline, size, font."""
    left, _, right, _ = text_page.get_charbox(at, loose=True)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, 200, flags)
    size = raw.FPDFText_GetFontSize(text_page, at)
    return chr(raw.FPDFText_GetUnicode(text_page, at)), left, right, round(y.value, 1), size, name.value.decode()


def _text(run: list, baseline: float):
    words = "".join(letter[0] for letter in run)
    solid = [letter for letter in run if letter[0].strip()]
    if solid:
        font = solid[0][5]
        yield Text(
            words.strip(),
            solid[0][1] * MM,
            solid[-1][2] * MM,
            baseline * MM,
            round(solid[0][4], 1),
            "Bold" in font,
            "Italic" in font,
            "LiberationSerif" in font or "Tinos" in font or "TimesNewRoman" in font,
        )


@dataclass(frozen=True)
class Frame:
    """The box drawn around a text, in its thickest sense: from the middle of one line to the middle of the other."""

    left: float
    right: float
    top: float
    bottom: float
    red: bool


def frame_around(pdf: bytes, text: Text) -> Frame:
    """The nearest drawn lines on the four sides of a text of the first page."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[0]
        drawn = [_stroke(each, page.get_size()[1]) for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    finally:
        document.close()
    middle = text.baseline - text.size * 0.33 * MM
    flat = [box for box in drawn if box[1] - box[0] > 10 and box[0] <= text.middle <= box[1] and box[3] - box[2] < 2]
    upright = [box for box in drawn if box[3] - box[2] > 4 and box[2] <= middle <= box[3] and box[1] - box[0] < 2]
    top = max((box for box in flat if box[3] < middle), key=lambda box: box[3])
    bottom = min((box for box in flat if box[2] > middle), key=lambda box: box[2])
    left = max((box for box in upright if box[1] < text.middle), key=lambda box: box[1])
    right = min((box for box in upright if box[0] > text.middle), key=lambda box: box[0])
    sides = ((left[0] + left[1]) / 2, (right[0] + right[1]) / 2, (top[2] + top[3]) / 2, (bottom[2] + bottom[3]) / 2)
    return Frame(*sides, red=all(box[4] for box in (top, bottom, left, right)))


def _stroke(drawn: pdfium.PdfObject, height: float) -> tuple[float, float, float, float, bool]:
    """Left, right, top, bottom and whether it is bright red, filled or stroked."""
    left, bottom, right, top = drawn.get_bounds()
    colours = []
    for get in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor):
        parts = [ctypes.c_uint() for _ in range(4)]
        get(drawn, *parts)
        colours.append(tuple(part.value for part in parts[:3]))
    return left * MM, right * MM, (height - top) * MM, (height - bottom) * MM, (255, 0, 0) in colours


def _lines(page: pdfium.PdfPage, height: float):
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        if right - left > 10 and top - bottom < 3:
            yield Line(left * MM, right * MM, (height - (top + bottom) / 2) * MM)
