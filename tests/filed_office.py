"""An office with documents to search and read, filed without paper: made once a run, each test works in a copy."""

import io
import shutil
from pathlib import Path

from pypdf import PdfWriter

from service import search
from service.parts import build
from tests import archive_samples
from tests.archive_samples import Office
from tests.conftest import configured

PLANS = 21
DECISIONS = 2


def two_pages() -> bytes:
    """A PDF of two blank pages."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(2):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def make(office_folder: Path, data: Path) -> None:
    """The office of `office_folder` with plans 1 to 21 and decisions 1 and 2 of 5 January 2026, indexed."""
    shutil.copytree(office_folder, data)
    parts = build(configured(data))
    archive = Office(data, parts.db, parts.store)
    kept, archive_samples.PDF = archive_samples.PDF, two_pages()
    try:
        for count in range(1, PLANS + 1):
            subject = f"Phong trào thi đua đợt {count} & <b>"
            archive.issue("tan-hoa", "ke-hoach", subject=subject, text="Thi đua yêu nước <b>&.", details={"pages": 2})
        for _ in range(DECISIONS):
            archive.issue("tan-hoa", "quyet-dinh", subject="Khen thưởng đột xuất")
    finally:
        archive_samples.PDF = kept
    search.index_waiting(parts, 100)
    parts.engine.close()
    parts.db.close()
