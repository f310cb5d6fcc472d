"""Pages of a scan as pictures for the browser: while it waits, and once it is part of the record."""

import io

from PIL import Image

from archive.records import Document
from doc_templates.errors import PageMissing
from doc_templates.scanned.read import picture_of
from service import paper
from service.documents import file_of
from service.parts import Parts
from service.scans import SCAN, Scan, folder_of


def brought_picture(parts: Parts, scan: Scan, page: int, width: int) -> bytes:
    """JPEG of a page of a scan that is not filed yet. Raises PageMissing."""
    kept = picture_of(folder_of(parts, scan.id) / "pages", page)
    if not 1 <= page <= scan.pages or not kept.exists():
        raise PageMissing(page=page, pages=scan.pages)

    def smaller() -> bytes:
        with Image.open(kept) as opened:
            opened.thumbnail((width, 3 * width))
            opened.save(made := io.BytesIO(), "JPEG", quality=82)
        return made.getvalue()

    return paper.cached(parts, f"scan-{scan.id}-{page}-{width}.jpg", smaller)


def filed_picture(parts: Parts, document: Document, page: int, width: int) -> bytes:
    """PNG of a page of the scan in the record. Raises NotFound, PageMissing, FileDamaged."""
    file, content = file_of(parts, document, SCAN)
    return paper.page_image(parts, file.sha256[:32], content, page, width)
