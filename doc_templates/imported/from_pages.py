"""PDFs and pictures are opened: pages with words are read as they are, pages without by tesseract. Part of opened.py.

A PDF is shown as it was brought, byte for byte, unless it is nothing but pictures that nobody signed: then as PDF/A of
two layers. Where a signed one is such a scan, its words are found in a PDF/A beside it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from doc_templates.imported.answer import SEARCHED, SHOWN, Opened, tidy, write
from doc_templates.imported.apart import apart
from doc_templates.imported.joined import paragraphs, plain_lines
from doc_templates.imported.legacy.syllables import count
from doc_templates.imported.looks import PAPER, TO_READ
from doc_templates.imported.page_lines import Line, lines_of
from doc_templates.imported.piece import Piece
from doc_templates.imported.recognised import Recognised, layered, recognise
from doc_templates.pdf import PdfPool

_SURELY = 1.2
"""So many times the syllables of words that were typed must tesseract find to be believed instead."""


def open_pdf(file: Path, title: str, work: Path, folder: Path, pdf: PdfPool) -> Opened:  # noqa: ARG001
    """Errors: Unreadable."""
    read = apart("pdf", file, work / "pdf")
    warnings = (*read["warnings"], *(["signed"] if read["signed"] else []))
    looks = {page["look"] for page in read["pages"]}
    if looks <= set(PAPER) and looks != {"blank"} and "truncated_pages" not in warnings:
        return _scan(file, title, work, folder, warnings, signed=read["signed"])
    lines, certainty, more = _mixed(read, work)
    write(folder / SHOWN, file.read_bytes())
    pages = tuple(tidy(plain_lines(one)) for one in lines)
    recognised = looks & {*TO_READ, "layered"}
    form = "scan" if looks <= {"layered", "blank"} and recognised else "pdf"
    read_by = "ocr" if recognised else "text"
    return Opened(form, tidy(paragraphs(lines)), pages, read["encoding"], read_by, certainty, (*warnings, *more))


def open_picture(file: Path, title: str, work: Path, folder: Path, pdf: PdfPool) -> Opened:  # noqa: ARG001
    """A TIFF of many pages, a JPEG, a PNG. Errors: Unreadable."""
    return _scan(file, title, work, folder, (), signed=False)


def _mixed(read: dict[str, Any], work: Path) -> tuple[list[list[Line]], float, tuple[str, ...]]:
    """The lines of every page, of those without good words by tesseract; how sure they are, and warnings."""
    lines = pages_of(read)
    sure = [_sure_of(one) if page["look"] == "layered" else 1.0 for page, one in zip(read["pages"], lines, strict=True)]
    wanted = [at for at, page in enumerate(read["pages"]) if page["look"] in TO_READ]
    recognised = recognise([work / "pdf" / "pictures.pdf"], work / "pages") if wanted else []
    for at, page in zip(wanted, recognised, strict=True):
        found = lines_of(page.pieces)
        better = _SURELY if read["pages"][at]["look"] == "garbled" else 1
        if _syllables(found) >= _syllables(lines[at]) * better:
            lines[at], sure[at] = found, page.certainty
    return lines, sum(sure) / len(sure), _unread(recognised)


def _syllables(lines: Sequence[Line]) -> int:
    return count(plain_lines(lines)).syllables


def _sure_of(lines: Sequence[Line]) -> float:
    """How sure somebody else's reading is: the share of its words that are syllables."""
    found = count(plain_lines(lines))
    return found.syllables / found.words if found.words else 1.0


def _unread(recognised: Sequence[Recognised]) -> tuple[str, ...]:
    return () if all(page.read for page in recognised) else ("unread_pages",)


def _scan(file: Path, title: str, work: Path, folder: Path, warnings: tuple[str, ...], *, signed: bool) -> Opened:
    """A signed original is shown as it is."""
    recognised = recognise([file], work / "pages")
    made = layered(work / "pages", title, datetime.fromtimestamp(file.stat().st_mtime, UTC))
    if signed:
        write(folder / SHOWN, file.read_bytes())
    searched = SEARCHED if signed else SHOWN
    write(folder / searched, made)
    lines = [lines_of(page.pieces) for page in recognised]
    pages = tuple(tidy(plain_lines(one)) for one in lines)
    read = [page.certainty for page in recognised if page.pieces or not page.read]
    certainty = sum(read) / len(read) if read else 0.0
    found = (*warnings, *_unread(recognised))
    return Opened("scan", tidy(paragraphs(lines)), pages, "unicode", "ocr", certainty, found, searched)


def pages_of(read: dict[str, Any]) -> list[list[Line]]:
    """The lines of each page that pdf_read.py found."""
    return [lines_of([Piece(*piece) for piece in page["pieces"]], page["rules"]) for page in read["pages"]]
