"""A scanner and a camera for tests: PDFs are put on paper and come back grey at the edges, crooked and noisy."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy
import pypdfium2
import segno
from PIL import Image, ImageDraw, ImageFont

from doc_templates import field_font
from doc_templates.page_images import LOCK
from doc_templates.scanned.read import pages_in, picture_of, read_some
from doc_templates.scanned.two_layers import two_layers
from doc_templates.scanned.words import read_words


@dataclass(frozen=True)
class Scanner:
    """dots an inch; skew in degrees; noise: standard deviation of 255; quality of its JPEGs."""

    dpi: int = 200
    skew: float = 1.0
    noise: float = 6.0
    quality: int = 50


def sheets(pdf: bytes, scanner: Scanner = Scanner()) -> list[Image.Image]:
    """The pages as the scanner sees them, stamped in red and signed in blue as paper is."""
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        drawn = [page.render(scale=scanner.dpi / 72).to_pil().convert("RGB") for page in document]
    return [seen(_signed(sheet, scanner.dpi), scanner) for sheet in drawn]


def written(lines: list[str], mark: str, dpi: int = 200) -> Image.Image:
    """A sheet of A4 with these lines and a QR code, as if printed: for what needs no office."""
    mm = dpi / 25.4
    sheet = Image.new("RGB", (round(210 * mm), round(297 * mm)), "white")
    letters = ImageFont.truetype(field_font._path(False), round(14 / 72 * dpi))
    for number, line in enumerate(lines):
        ImageDraw.Draw(sheet).text((30 * mm, (20 + 8 * number) * mm), line, fill="black", font=letters)
    segno.make_qr(mark, error="m").save(code := io.BytesIO(), "png", scale=4, border=0)
    small = Image.open(code).convert("RGB").resize((round(12 * mm), round(12 * mm)))
    sheet.paste(small, (round(30 * mm), round((297 - 17) * mm)))
    return sheet


def _signed(sheet: Image.Image, dpi: int) -> Image.Image:
    mm = dpi / 25.4
    pen = ImageDraw.Draw(sheet)
    right, low = sheet.width - 60 * mm, sheet.height - 60 * mm
    pen.ellipse((right - 18 * mm, low - 18 * mm, right + 18 * mm, low + 18 * mm), outline=(200, 20, 30), width=8)
    pen.line((right, low, right + 20 * mm, low - 8 * mm, right + 35 * mm, low + 5 * mm), fill=(20, 40, 160), width=5)
    return sheet


def seen(sheet: Image.Image, scanner: Scanner) -> Image.Image:
    """The sheet as it lay on the glass."""
    turned = sheet.rotate(scanner.skew, Image.Resampling.BICUBIC, fillcolor=(235, 235, 235))
    grains = numpy.random.default_rng(1).normal(-6, scanner.noise, (*turned.size[::-1], 1))
    return Image.fromarray(numpy.clip(numpy.asarray(turned) + grains, 0, 255).astype(numpy.uint8))


def as_pdf(pages: list[Image.Image], scanner: Scanner = Scanner()) -> bytes:
    """One PDF as an office's scanner sends it."""
    pages[0].save(made := io.BytesIO(), "PDF", save_all=True, append_images=pages[1:], resolution=scanner.dpi,
                  quality=scanner.quality)  # fmt: skip
    return made.getvalue()


def as_jpeg(page: Image.Image, scanner: Scanner = Scanner(), *, dpi: bool = True, orientation: int = 1) -> bytes:
    """One JPEG; orientation: how the camera was held (EXIF 274), the picture turned accordingly."""
    turned = {1: page, 3: page.rotate(180), 6: page.rotate(90, expand=True), 8: page.rotate(-90, expand=True)}
    exif = Image.Exif()
    exif[274] = orientation
    resolution = {"dpi": (scanner.dpi, scanner.dpi)} if dpi else {}
    turned[orientation].save(made := io.BytesIO(), "JPEG", quality=scanner.quality, exif=exif, **resolution)
    return made.getvalue()


def two_layer_sample(folder: Path) -> bytes:
    """What becomes of a photographed page, in two layers."""
    page = seen(written([f"{number}. Phong trào thi đua yêu nước" for number in range(1, 6)], "x"), Scanner())
    (folder / "photograph").write_bytes(as_jpeg(page))
    assert read_some([folder / "photograph"], folder / "pages")
    pages = pages_in(folder / "pages")
    picture = picture_of(folder / "pages", 1)
    read_words(picture, pages[0].dpi)
    return two_layers([(pages[0], picture)], title="Kế hoạch <1> & “2”", at=datetime(2026, 1, 5, tzinfo=UTC))
