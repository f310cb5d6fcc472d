"""Reads a brought PDF: the words of its pages, which pages are pictures, what else is in it. A task of worker.py.

Leaves the pages that are to be read by tesseract, where others are not, as FOLDER/pictures.pdf.
Result: pages ([{width, height, pieces, rules, look}]), count, encoding, signed, warnings.
"""

from dataclasses import astuple
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from doc_templates.errors import Unreadable
from doc_templates.imported.legacy.pdf_letters import in_unicode
from doc_templates.imported.limits import limits
from doc_templates.imported.looks import PAPER, TO_READ, look_of
from doc_templates.imported.pdf_inside import inside
from doc_templates.imported.pdf_words import words_of
from doc_templates.imported.piece import PageWords


def read(file: Path, folder: Path) -> dict[str, Any]:
    """Errors: Unreadable (encrypted, damaged, too_many_pages, too_large)."""
    bound = limits()["pages"]
    try:
        with pypdfium2.PdfDocument(file) as document:
            count = len(document)
            if count > bound["most"]:
                raise Unreadable(why="too_many_pages", pages=count, most=bound["most"])
            if count == 0:
                raise Unreadable(why="damaged")
            locked = pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0
            document.init_forms()
            encoding, words = in_unicode([words_of(document, number) for number in range(min(count, bound["read"]))])
            pages = [_page(document[number], page) for number, page in enumerate(words)]
            _keep_pictures(document, [page["look"] for page in pages], folder)
    except pypdfium2.PdfiumError as why:
        raise Unreadable(why="encrypted" if "assword" in str(why) else "damaged", detail=str(why)[:200]) from why
    found = inside(file)
    warnings = (["encrypted_but_readable"] if locked else []) + (["truncated_pages"] if count > len(pages) else [])
    told = {"signed": found.signed, "warnings": [*warnings, *found.warnings]}
    return {"pages": pages, "count": count, "encoding": encoding, **told}


def _keep_pictures(document: pypdfium2.PdfDocument, looks: list[str], folder: Path) -> None:
    """The pages without good words as a PDF of their own, where others have words."""
    numbers = [at for at, look in enumerate(looks) if look in TO_READ]
    if numbers and not (set(looks) <= set(PAPER) and len(looks) == len(document)):
        with pypdfium2.PdfDocument.new() as pictures:
            pictures.import_pages(document, numbers)
            pictures.save(folder / "pictures.pdf")


def _page(page: pypdfium2.PdfPage, words: PageWords) -> dict[str, Any]:
    return {
        "width": words.width,
        "height": words.height,
        "pieces": [astuple(piece) for piece in words.pieces],
        "rules": words.rules,
        "look": look_of(page, words),
    }
