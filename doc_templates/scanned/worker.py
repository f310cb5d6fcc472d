"""The process in which a brought file is opened: `python -m doc_templates.scanned.worker FOLDER FILE…`

It writes the next pages as FOLDER/0001.jpg … and what is known of all so far as FOLDER/part.json; after the last one
as FOLDER/pages.json, or why there is none as FOLDER/refused.json.
Memory and time of the processor are limited here, the time on the clock by whoever started it (read.py).
"""

import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy
import zxingcpp
from PIL import Image

from doc_templates.errors import ScanUnreadable
from doc_templates.only_here import OURS, restrict
from doc_templates.scanned.pictures import Page, pages_of
from doc_templates.scanned.read import AT_ONCE, PAGES, PART, REFUSED, picture_of
from doc_templates.scanned.straight import skew, straightened

MEMORY = 3 << 30
SECONDS = 600
QUALITY = 88
MOST_BYTES = 300 << 20
"""Of all pages together: the record keeps them in one file."""
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
COLOURED = 60
"""By how much red, green and blue of a dot differ that is seen as coloured, of 255."""


def main() -> None:
    """Read the files named on the command line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    folder, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    restrict(folder, (*files, *OURS))
    try:
        _read_some(folder, files)
    except ScanUnreadable as refused:
        _say(folder / REFUSED, refused.data)
    except MemoryError:
        _say(folder / REFUSED, {"why": "too_large"})


def _read_some(folder: Path, files: list[Path]) -> None:
    part = folder / PART
    known = json.loads(part.read_text(encoding="utf-8")) if part.exists() else []
    found = [_written(folder, number, page) for number, page in _next(files, len(known))]
    if sum(file.stat().st_size for file in folder.glob("*.jpg")) > MOST_BYTES:
        raise ScanUnreadable(why="too_large")
    _say(folder / (PART if len(found) == AT_ONCE else PAGES), known + found)


def _next(files: list[Path], known: int) -> Iterator[tuple[int, Page]]:
    return islice(enumerate(pages_of(files, known), known + 1), AT_ONCE)


def _say(file: Path, told: object) -> None:
    """In one piece: a process that is killed leaves what was there before."""
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.rename(file)


def _written(folder: Path, number: int, page: Page) -> dict[str, Any]:
    codes, turn = _codes(page.picture)
    upright = page.picture.rotate(turn, expand=True) if turn else page.picture
    degrees = skew(upright)
    straight = straightened(upright, degrees)
    colour = _has_colour(straight)
    kept = straight if colour else straight.convert("L")
    kept.save(picture_of(folder, number), quality=QUALITY, optimize=True)
    width, height = page.sheet.width, page.sheet.height
    if turn in (90, 270):
        width, height = height, width
    dpi = round(page.sheet.dpi)
    return {"width": width, "height": height, "dpi": dpi, "colour": colour, "codes": codes, "turned": turn,
            "skew": degrees}  # fmt: skip


def _codes(picture: Image.Image) -> tuple[list[str], int]:
    """What the QR codes of the page say, and by how much to turn it counter-clockwise so that they stand upright."""
    found = zxingcpp.read_barcodes(numpy.asarray(picture.convert("L")), formats=QR)
    turns = [round(code.orientation / 90) * 90 % 360 for code in found]
    return [code.text[:300] for code in found], turns[0] if turns else 0


def _has_colour(picture: Image.Image) -> bool:
    small = numpy.asarray(picture.reduce(max(1, picture.width // 800)), dtype=numpy.int16)
    spread = small.max(axis=2) - small.min(axis=2)
    return bool((spread > COLOURED).mean() > 0.0003)


if __name__ == "__main__":
    main()
