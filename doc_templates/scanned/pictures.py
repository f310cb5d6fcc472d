"""What was brought (PDF, JPEG, PNG, TIFF) → pictures of its pages, one after the other.

It may be anything and mean harm: this runs in a process of its own (worker.py), which is limited and may be killed.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from doc_templates.errors import ScanUnreadable
from doc_templates.scanned.sheets import FINEST, MM, Sheet, page_of, sheet_of

MOST_PAGES = 500
MOST_PIXELS = 120_000_000
COARSE = 200
"""Dots an inch at which a page is drawn that has no picture to ask."""
FORMATS = ("JPEG", "PNG", "TIFF")
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # _opened refuses by itself


@dataclass(frozen=True)
class Page:
    """One page as it was brought: its picture, and the sheet that it shows."""

    picture: Image.Image
    sheet: Sheet


def pages_of(files: list[Path], skip: int = 0) -> Iterator[Page]:
    """The pages of all files in turn, but for the first ones that are known already. Raises ScanUnreadable."""
    number = 0
    for file in files:
        for page in _pages(file, skip - number):
            number += 1
            if number > MOST_PAGES:
                raise ScanUnreadable(why="too_many_pages", most=MOST_PAGES)
            if page is not None:
                yield page


def _pages(file: Path, skip: int) -> Iterator[Page | None]:
    """None for each page that is skipped: it is counted, not drawn."""
    with file.open("rb") as opened:
        is_pdf = b"%PDF-" in opened.read(1024)
    return _of_pdf(file, skip) if is_pdf else _of_picture(file, skip)


def _of_pdf(file: Path, skip: int) -> Iterator[Page | None]:
    try:
        with pypdfium2.PdfDocument(file) as document:
            if len(document) > MOST_PAGES:
                raise ScanUnreadable(why="too_many_pages", most=MOST_PAGES)
            for number in range(len(document)):
                yield None if number < skip else _drawn(document[number])
    except pypdfium2.PdfiumError as why:
        raise ScanUnreadable(why="encrypted" if "assword" in str(why) else "damaged") from why


def _drawn(page: pypdfium2.PdfPage) -> Page:
    points = page.get_size()
    width, height = page_of(*points)
    true = points[0] * MM / 72 / width  # not 1 where a pixel was taken for a point
    dpi = _dpi_of(page) * true
    drawn = min(max(dpi or COARSE, COARSE), FINEST)
    picture = page.render(scale=drawn / 72 / true).to_pil()
    return Page(picture.convert("RGB"), Sheet(width, height, dpi or drawn))


def _dpi_of(page: pypdfium2.PdfPage) -> float:
    """Dots an inch of the page's largest picture, 0 where there is none."""
    found = [(0, 0.0)]
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        across, down = each.get_px_size()
        shown = max(right - left, top - bottom)
        if shown > 0:
            found.append((across * down, max(across, down) / shown * 72))
    return max(found)[1]


def _of_picture(file: Path, skip: int) -> Iterator[Page | None]:
    try:
        with Image.open(file, formats=FORMATS) as opened:
            frames = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
            if frames > MOST_PAGES:
                raise ScanUnreadable(why="too_many_pages", most=MOST_PAGES)
            for frame in range(frames):
                opened.seek(frame)
                yield None if frame < skip else _frame(opened)
    except UnidentifiedImageError as why:
        raise ScanUnreadable(why="not_a_scan") from why
    except Image.DecompressionBombError as why:
        raise ScanUnreadable(why="too_large") from why
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError) as why:
        raise ScanUnreadable(why="damaged", detail=str(why)[:200]) from why


def _frame(opened: Image.Image) -> Page:
    if opened.width * opened.height > MOST_PIXELS:
        raise ScanUnreadable(why="too_large")
    told = opened.info.get("dpi", (0, 0))[0]
    opened.draft("RGB", (4000, 4000))  # a JPEG far finer than paper needs is read coarser, which is quicker
    upright = ImageOps.exif_transpose(_on_white(opened))
    sheet = sheet_of(*upright.size, float(told) if upright.size in (opened.size, opened.size[::-1]) else 0.0)
    return Page(_not_finer(upright, sheet), sheet)


def _on_white(opened: Image.Image) -> Image.Image:
    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    if opened.mode.startswith("I"):
        return opened.point(lambda value: value / 256).convert("RGB")
    kept = opened.convert("RGB")
    kept.info = {**opened.info}
    return kept


def _not_finer(picture: Image.Image, sheet: Sheet) -> Image.Image:
    if sheet.dpi <= FINEST * 1.05:
        return picture
    share = FINEST / sheet.dpi
    return picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)
