"""The files of the archive: LibreOffice saves .doc, .odt, .rtf and .pdf; paper is scanned, stamped, crooked, grey."""

import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image, ImageDraw

from doc_templates.page_images import LOCK
from tests.scanned_paper import Scanner, as_pdf, seen

AT_ONCE = 60
SECONDS = 600


def converted(files: Mapping[str, bytes], ending: str) -> dict[str, bytes]:
    """Each .docx in another format, many in one start of LibreOffice; what it could not save is missing."""
    found: dict[str, bytes] = {}
    names = list(files)
    for at in range(0, len(names), AT_ONCE):
        found |= _converted({name: files[name] for name in names[at : at + AT_ONCE]}, ending)
    return found


def _converted(files: Mapping[str, bytes], ending: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, content in files.items():
            (here / f"{name}.docx").write_bytes(content)
        command = [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            ending,
        ]
        command += ["--outdir", f"{folder}/out", *(str(here / f"{name}.docx") for name in files)]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        made = ((name, here / "out" / f"{name}.{ending}") for name in files)
        return {name: file.read_bytes() for name, file in made if file.exists()}


def pages(pdf: bytes, dice: random.Random) -> list[Image.Image]:
    """The pages of a printed document as a scanner at 200 dpi sees them."""
    scanner = Scanner(skew=dice.uniform(-1.2, 1.2), noise=dice.uniform(2, 12), quality=dice.choice((35, 50, 70)))
    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        drawn = [page.render(scale=scanner.dpi / 72).to_pil().convert("RGB") for page in document]
    stamped = [_stamped(sheet, dice, last=at == len(drawn) - 1) for at, sheet in enumerate(drawn)]
    return [_aged(seen(sheet, scanner), dice) for sheet in stamped]


def _stamped(sheet: Image.Image, dice: random.Random, *, last: bool) -> Image.Image:
    """A red seal over the left third of the signature, and a blue signature above the name (Phụ lục I, II.8)."""
    pen, mm = ImageDraw.Draw(sheet, "RGBA"), 200 / 25.4
    if last:
        low = _last_ink(sheet)
        across, high = sheet.width - dice.uniform(90, 102) * mm, low - dice.uniform(18, 26) * mm
        for radius in (17 * mm, 15.5 * mm, 8 * mm):
            circle = (across - radius, high - radius, across + radius, high + radius)
            pen.ellipse(circle, outline=(205, 30, 40, 150), width=5)
        points = [(across + dice.uniform(8, 55) * mm, low - dice.uniform(8, 22) * mm) for _ in range(7)]
        pen.line(points, fill=(25, 45, 165, 220), width=4, joint="curve")
    return sheet


def _last_ink(sheet: Image.Image) -> float:
    rows = numpy.flatnonzero((numpy.asarray(sheet.convert("L")) < 120).any(axis=1))
    return float(rows[-1]) if len(rows) else sheet.height * 0.8


def _aged(sheet: Image.Image, dice: random.Random) -> Image.Image:
    """Specks of dust, and JPEG's own marks."""
    pen = ImageDraw.Draw(sheet)
    for _ in range(dice.randrange(0, 60)):
        x, y, size = dice.uniform(0, sheet.width), dice.uniform(0, sheet.height), dice.uniform(0.5, 2)
        pen.ellipse((x - size, y - size, x + size, y + size), fill=(60, 60, 60))
    sheet = sheet.convert("L") if dice.random() < 0.4 else sheet
    sheet.save(saved := io.BytesIO(), "JPEG", quality=dice.choice((30, 45, 60)), dpi=(200, 200))
    return Image.open(io.BytesIO(saved.getvalue())).convert("RGB")


def scan_of(pdf: bytes, ending: str, dice: random.Random) -> bytes:
    """The scan as one .pdf or .tif of all pages, or a .jpg of the first."""
    made = pages(pdf, dice)
    if ending == "pdf":
        return as_pdf(made, Scanner(quality=50))
    if ending == "jpg":
        made[0].save(saved := io.BytesIO(), "JPEG", quality=45, dpi=(200, 200))
    else:
        grey = [page.convert("L") for page in made]
        grey[0].save(
            saved := io.BytesIO(),
            "TIFF",
            save_all=True,
            append_images=grey[1:],
            compression="tiff_adobe_deflate",
            dpi=(200, 200),
        )
    return saved.getvalue()
