"""Tesseract reads a page: its words as invisible text to lay over the picture, and as plain text to compare."""

import os
import subprocess
from functools import reduce
from pathlib import Path

import numpy
from PIL import Image, ImageChops

SECONDS = 120
LANGUAGE = "vie"
_INK, _FADING = 0.35, 0.2
"""Between black (0) and paper (1): from where ink is no print, and within how much more it has faded."""


def read_words(picture: Path, dpi: int) -> str:
    """The words of the page; beside the picture a PDF of the same name is left with the words alone, invisible.

    A page that takes too long, or a machine without tesseract, leaves no such PDF: the page stays a picture.
    """
    text, layer = picture.with_suffix(".txt"), layer_of(picture)
    if not (text.exists() and layer.exists()):
        _tesseract(picture, dpi)
    return text.read_text(encoding="utf-8") if text.exists() and layer.exists() else ""


def layer_of(picture: Path) -> Path:
    """The PDF with the words of that page."""
    return picture.with_suffix(".pdf")


def places_of(picture: Path) -> Path:
    """Tesseract's table of that page: each word with its place and how sure it is."""
    return picture.with_suffix(".tsv")


def _tesseract(picture: Path, dpi: int) -> None:
    made = picture.with_name(f"{picture.stem}.new")
    grey = _without_ink(picture)
    command = ["tesseract", str(grey), str(made), "-l", LANGUAGE, "--dpi", str(dpi)]
    command += ["-c", "textonly_pdf=1", "pdf", "txt", "tsv"]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        subprocess.run(command, capture_output=True, env=one_thread, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return
    finally:
        grey.unlink()
    Path(f"{made}.tsv").rename(places_of(picture))
    Path(f"{made}.txt").rename(picture.with_suffix(".txt"))
    Path(f"{made}.pdf").rename(layer_of(picture))


def _without_ink(picture: Path) -> Path:
    """The page with what is black on it: seals and signatures, lighter than print in their lightest colour or as grey,
    fade, and the name under them is read. Kept without loss: a name under a seal has none to give."""
    with Image.open(picture) as opened:
        lightest = reduce(ImageChops.lighter, opened.split()) if opened.mode == "RGB" else opened.convert("L")
    levels = numpy.asarray(lightest, dtype=numpy.float32)
    black, white = numpy.percentile(levels[::8, ::8], (1, 60))
    share = numpy.clip((levels - black) / max(white - black, 1) - _INK, 0, _FADING) / _FADING
    grey = picture.with_suffix(".ppm")
    Image.fromarray((levels + (255 - levels) * share).astype(numpy.uint8)).save(grey)
    return grey
