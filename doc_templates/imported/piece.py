"""Words with their places on a page: what PDFium and tesseract both give, and all that follows builds on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A word. Edges in points from the top left of the page as it is seen; size: height of a line of its letters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PageWords:
    """The words of a page, in points; rules: its drawn lines as (left, top, right, bottom)."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()
