"""A page that lay on its side or on its head, with no QR code to tell: tesseract looks which way its letters stand."""

import json
import re
import subprocess
from dataclasses import asdict, replace
from pathlib import Path

from PIL import Image

from doc_templates.scanned.read import PAGES, ScannedPage, pages_in, picture_of
from doc_templates.scanned.words import layer_of, places_of

_SECONDS = 60
_SURE = 1.0
"""Tesseract's own measure: below it letters stand no way in particular."""
_TOLD = re.compile(r"Rotate: (\d+)\nOrientation confidence: ([\d.]+)")
_QUALITY = 88


def turned_upright(folder: Path, number: int) -> ScannedPage | None:
    """The page turned, its words to be read anew; None where it stands as it should. Changes the folder's picture."""
    picture, pages = picture_of(folder, number), pages_in(folder)
    degrees = _degrees(picture)
    if not degrees:
        return None
    with Image.open(picture) as opened:
        turned = opened.rotate(-degrees, expand=True)
    turned.save(picture, "JPEG", quality=_QUALITY)
    page = pages[number - 1]
    size = (page.height, page.width) if degrees in (90, 270) else (page.width, page.height)
    pages[number - 1] = replace(page, width=size[0], height=size[1], turned=(page.turned - degrees) % 360)
    (folder / PAGES).write_text(json.dumps([asdict(one) for one in pages]), encoding="utf-8")
    for read in (picture.with_suffix(".txt"), layer_of(picture), places_of(picture)):
        read.unlink(missing_ok=True)
    return pages[number - 1]


def _degrees(picture: Path) -> int:
    """By how much to turn it clockwise: 0, 90, 180 or 270."""
    command = ["tesseract", str(picture), "-", "--psm", "0", "-l", "osd"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = _TOLD.search(told)
    return int(found[1]) if found and float(found[2]) > _SURE else 0
