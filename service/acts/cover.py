"""What is laid before a copy to read of a document that is no longer in force; the stored file never changes."""

import hashlib
import json
from collections.abc import Iterable
from io import BytesIO

import pikepdf
from docx import Document as new_docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from archive.documents import Document
from service import paper
from service.parts import Parts

TITLES = {"recall": "VĂN BẢN ĐÃ BỊ THU HỒI", "replace": "VĂN BẢN ĐÃ ĐƯỢC THAY THẾ"}
"""As the paper says it, in the language of the office's documents."""
EDITION = 1
"""Raised when the cover looks otherwise: covers are kept."""


def covered(parts: Parts, document: Document, done: Iterable[dict[str, str]], pdf: bytes, sha256: str) -> bytes:
    """The PDF behind a cover that says by what it ended, its signatures flattened into the page. Raises Pdf… errors.

    done: the document's acted_on_by, as far as the reader may see it (seen.py).
    """
    ended = [by for by in done if by["act"] in TITLES]
    if not ended:
        return pdf
    said = hashlib.sha256(json.dumps(ended[-1], sort_keys=True).encode()).hexdigest()
    name = f"{sha256[:32]}-cover-{EDITION}-{said[:32]}.pdf"
    return paper.cached(parts, name, lambda: _laid_before(parts, document, ended[-1], pdf))


def _laid_before(parts: Parts, document: Document, by: dict[str, str], pdf: bytes) -> bytes:
    cover = parts.pdf.convert(_cover(document, by), title=f"{TITLES[by['act']]}: {document.reference}")
    with pikepdf.open(BytesIO(cover)) as whole, pikepdf.open(BytesIO(pdf)) as pages:
        pages.flatten_annotations("all")
        whole.pages.extend(pages.pages)
        whole.save(made := BytesIO())
    return made.getvalue()


def _cover(document: Document, by: dict[str, str]) -> bytes:
    docx = new_docx()
    section = docx.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin = Cm(3), Cm(2), Cm(8)
    year, month, day = by["issued_on"].split("-")
    issued = document.issued_on
    because = f": {by['reason']}" if by["reason"] else ""
    said = (
        (TITLES[by["act"]], 20, True),
        (f"{document.details['kind_name']} số {document.reference} ngày {issued:%d/%m/%Y}", 14, True),
        (document.subject, 14, False),
        (f"Theo văn bản số {by['reference']} ngày {day}/{month}/{year}{because}", 14, False),
        ("Các trang sau chỉ để tham khảo. Bản gốc được giữ nguyên trong kho lưu trữ.", 13, False),
    )
    for words, size, bold in said:
        _line(docx, words, size, bold)
    docx.save(made := BytesIO())
    return made.getvalue()


def _line(docx: Docx, words: str, size: int, bold: bool) -> None:
    paragraph = docx.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(14)
    run = paragraph.add_run(words)
    run.bold, run.font.size, run.font.name = bold, Pt(size), "Times New Roman"
