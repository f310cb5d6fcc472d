"""A page that was scanned crooked is turned straight: the angle at which its lines of text are sharpest."""

import numpy
from numpy.typing import NDArray
from PIL import Image

MOST = 5.0
"""Degrees. What is more crooked than this was not meant to be straight."""
LEAST = 0.15
_WIDTH = 700


def skew(picture: Image.Image) -> float:
    """By how many degrees the lines climb to the right, between -5 and 5; 0 where there are no lines to tell."""
    small = picture.convert("L").resize((_WIDTH, max(1, round(picture.height * _WIDTH / picture.width))))
    grey = numpy.asarray(small, dtype=numpy.float32)
    ink = numpy.clip(grey.mean() - 25 - grey, 0, 40)
    ink[: len(ink) // 40], ink[-(len(ink) // 40) - 1 :] = 0, 0  # shadows of the sheet's edges are no lines
    dark = Image.fromarray(ink.astype(numpy.uint8) * 6)
    coarse = _sharpest(dark.reduce(2), numpy.arange(-MOST, MOST + 0.1, 0.5))
    fine = _sharpest(dark, numpy.arange(coarse - 0.5, coarse + 0.51, 0.1))
    return round(fine, 2) if abs(fine) < MOST else 0.0


def straightened(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned back by so much; what comes in from outside is white."""
    if abs(degrees) < LEAST:
        return picture
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=white)


def _sharpest(dark: Image.Image, angles: NDArray[numpy.floating]) -> float:
    return max((float(angle) for angle in angles), key=lambda angle: (_sharpness(dark, angle), -abs(angle)))


def _sharpness(dark: Image.Image, angle: float) -> float:
    """How much neighbouring rows differ: most when each line of text lies in rows of its own."""
    turned = numpy.asarray(dark.rotate(-angle, Image.Resampling.BILINEAR))
    rows = turned.sum(axis=1, dtype=numpy.int64)
    return float((numpy.diff(rows) ** 2).sum())
