"""The QR code of the check page, drawn in the bottom margin of page 1, left; below it the code in small letters.

It stands outside the text frame, where the decree asks for nothing (Phụ lục I, Phần I, mục IV), as filled squares and
letters of the page itself: the signer signs it with the page.
"""

import segno
from pikepdf import Dictionary, Pdf

from doc_templates import field_font

_MM = 72 / 25.4
_SIZE, _LEFT, _LOW = 12 * _MM, 30 * _MM, 5 * _MM
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz-./:?=&_%+#~ "
_FONT, _POINTS = "VPMark", 6


def draw_mark(pdf: Pdf, mark: str) -> None:
    """Draws it on the first page. Letters that are not plain ASCII are left out of the line beside it."""
    page = pdf.pages[0]
    part = field_font.part(_LETTERS)
    if "/Font" not in page.Resources:
        page.Resources.Font = Dictionary()
    page.Resources.Font[f"/{_FONT}"] = field_font.embedded(pdf, part)
    words = "".join(letter for letter in mark.rsplit("/", 1)[-1] if letter in part.glyphs)
    beside = f"BT /{_FONT} {_POINTS} Tf {_LEFT + _SIZE + 3:.2f} {_LOW + 1:.2f} Td ".encode() + part.shown(words)
    content = b"q 0 g " + _squares(mark) + beside + b" Tj ET Q"
    page.contents_add(pdf.make_stream(b"/Artifact BMC " + content + b" EMC"), prepend=False)


def _squares(mark: str) -> bytes:
    code = segno.make_qr(mark, error="m")
    rows = list(code.matrix)
    side = _SIZE / len(rows)
    top = _LOW + _SIZE
    boxes = [
        f"{_LEFT + x * side:.3f} {top - (y + 1) * side:.3f} {side:.3f} {side:.3f} re"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    return (" ".join(boxes) + " f ").encode()
