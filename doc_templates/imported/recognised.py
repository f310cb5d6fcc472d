"""Scans are read: pictures of pages, their words by tesseract with places, and how sure it is of them.

All of it by doc_templates/scanned/, which serves the office's own paper too: its PDF/A of two layers is judged by
veraPDF, its pages are straightened, its work is taken up where a killed process left it. OCRmyPDF does the same by the
same tesseract, but brings Ghostscript, whose PDF/A changes the pictures and whose licence (AGPL) binds the office.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from doc_templates.errors import ScanUnreadable, Unreadable
from doc_templates.imported.piece import Piece
from doc_templates.scanned.read import ScannedPage, pages_in, picture_of, read_some
from doc_templates.scanned.sheets import FINEST
from doc_templates.scanned.two_layers import two_layers
from doc_templates.scanned.upright import turned_upright
from doc_templates.scanned.words import places_of, read_words

_WHY = {"not_a_scan": "not_a_document"}
_WORD = "5"
"""Tesseract's level of a word."""
_UNSURE = 0.65
"""Pages that stand upright are read with 0.9 and more, others with 0.3 to 0.6."""
_DIRT = 50.0
"""Of 100: how sure tesseract must be of a word of one or two letters, or of signs alone."""
_LISTED = frozenset("-–—+")
_TALLER = 1.25
"""A line is so much taller than the letters of a word on average."""


@dataclass(frozen=True)
class Recognised:
    """A page that was read; certainty: 0 to 1, tesseract's mean of its letters; read: False where it gave up."""

    pieces: tuple[Piece, ...]
    certainty: float
    read: bool


def recognise(files: Sequence[Path], work: Path) -> list[Recognised]:
    """The words of every page of the files. Errors: Unreadable."""
    try:
        while not read_some(files, work):
            continue
    except ScanUnreadable as refused:
        why = str(refused.data["why"])
        raise Unreadable(**{**refused.data, "why": _WHY.get(why, why)}) from refused
    return [_upright(work, number, page) for number, page in enumerate(pages_in(work), 1)]


def layered(work: Path, title: str, at: datetime) -> bytes:
    """The PDF/A of two layers of what `recognise` left in `work`."""
    pages = pages_in(work)
    return two_layers([(page, picture_of(work, number)) for number, page in enumerate(pages, 1)], title=title, at=at)


def _upright(work: Path, number: int, page: ScannedPage) -> Recognised:
    """A page of which little can be read may lie on its side or on its head."""
    found = _page(picture_of(work, number), page)
    if not found.read or found.certainty > _UNSURE:
        return found
    turned = turned_upright(work, number)
    return _page(picture_of(work, number), turned) if turned else found


def _page(picture: Path, page: ScannedPage) -> Recognised:
    dpi = min(page.dpi, FINEST)
    read_words(picture, dpi)
    if not places_of(picture).exists():
        return Recognised((), 0.0, read=False)
    with places_of(picture).open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE) if row["level"] == _WORD]
    words = [(row, row["text"].strip()) for row in rows if row["text"] and row["text"].strip()]
    words = [(row, word) for row, word in words if not _is_dirt(word, float(row["conf"]))]
    letters = sum(len(word) for _, word in words)
    sure = sum(max(float(row["conf"]), 0.0) * len(word) for row, word in words)
    return Recognised(_pieces(words, 72 / dpi), sure / letters / 100 if letters else 0.0, read=True)


def _is_dirt(word: str, sure: float) -> bool:
    """What tesseract makes of specks, seals and strokes of a pen."""
    signs = not any(map(str.isalnum, word))
    return sure < _DIRT and (len(word) < 3 or signs) and word not in _LISTED


def _pieces(words: Sequence[tuple[dict[str, str], str]], points: float) -> tuple[Piece, ...]:
    """Words as high as their line is and at its height: those without long letters would count as smaller ones."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row, _ in words:
        lines.setdefault(_line_of(row), []).append(row)
    places = {key: (_usual(rows, _middle), _usual(rows, _height) * _TALLER) for key, rows in lines.items()}
    return tuple(_piece(row, word, *places[_line_of(row)], points) for row, word in words)


def _usual(rows: Sequence[dict[str, str]], measure: Callable[[dict[str, str]], float]) -> float:
    return sorted(map(measure, rows))[len(rows) // 2]


def _middle(row: dict[str, str]) -> float:
    return float(row["top"]) + float(row["height"]) / 2


def _height(row: dict[str, str]) -> float:
    return float(row["height"])


def _line_of(row: dict[str, str]) -> tuple[str, ...]:
    return row["block_num"], row["par_num"], row["line_num"]


def _piece(row: dict[str, str], word: str, middle: float, high: float, points: float) -> Piece:
    left, right = float(row["left"]), float(row["left"]) + float(row["width"])
    top, bottom = middle - high / 2, middle + high / 2
    return Piece(word, left * points, top * points, right * points, bottom * points, high * points)
