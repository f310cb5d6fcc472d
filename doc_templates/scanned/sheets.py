"""Sheets of paper and how finely a scan shows them: pictures become pages of true size (1 : 1)."""

from dataclasses import dataclass

MM = 25.4
PAPER = ((210.0, 297.0), (297.0, 420.0), (148.0, 210.0))
"""A4, A3, A5 in mm, upright."""
A4 = PAPER[0]
NEAR = 10.0
"""mm by which the edges of a scanned sheet may be off."""
FINEST = 300


@dataclass(frozen=True)
class Sheet:
    """A sheet in mm and the dots an inch with which a picture shows it."""

    width: float
    height: float
    dpi: float


def sheet_of(across: int, down: int, told: float = 0.0) -> Sheet:
    """The sheet that a picture of so many pixels shows; told: dots an inch as the file says, 0 where it does not.

    A file that says nothing, or something that is no paper (cameras write 72), is a photograph of an A4 sheet: it is
    put on one, whole.
    """
    if told >= 50:
        size = (across / told * MM, down / told * MM)
        for paper in PAPER:
            for width, height in (paper, paper[::-1]):
                if abs(size[0] - width) <= NEAR and abs(size[1] - height) <= NEAR:
                    return Sheet(width, height, told)
    width, height = A4 if across <= down else A4[::-1]
    return Sheet(width, height, max(across / width, down / height) * MM)


def page_of(points_across: float, points_down: float) -> tuple[float, float]:
    """The sheet of a PDF page, in mm: its own size if that is paper, A4 if scanner and page did not understand each
    other (a pixel taken for a point)."""
    width, height = points_across / 72 * MM, points_down / 72 * MM
    if min(width, height) >= 100 and max(width, height) <= 600:
        return width, height
    return A4 if width <= height else A4[::-1]
