"""Opening what an old archive holds: what is shown of a file, and its words. The one call of this room.

sniffed.py → from_office.py or from_pages.py → apart.py (package_read, ole_read, rtf_read, pdf_read, each in a process
of its own), LibreOffice, tesseract
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from doc_templates.errors import Unreadable
from doc_templates.imported.answer import Opened
from doc_templates.imported.from_office import open_ole, open_package, open_rtf
from doc_templates.imported.from_pages import open_pdf, open_picture
from doc_templates.imported.sniffed import family_of
from doc_templates.pdf import PdfPool

__all__ = ["Opened", "open_brought"]


def open_brought(file: Path, name: str, folder: Path, pdf: PdfPool) -> Opened:
    """Reads `file` in processes with limits; leaves folder/document.pdf, what is shown of it.

    That is a born-digital or signed PDF itself, byte for byte; of an office file its PDF/A; of a scan a PDF/A of two
    layers. The text is NFC, a paragraph a line, tables as pipe rows, in letters of Unicode whatever the original's.
    Safe to repeat: what a killed process has read of a scan is taken up. Errors: Unreadable; PdfUnavailable where this
    machine has no LibreOffice.
    """
    folder.mkdir(parents=True, exist_ok=True)
    work = folder / "opening"
    try:
        opened = _OPENERS[family_of(file)](file, Path(name).stem, work, folder, pdf)
    except Unreadable:
        shutil.rmtree(work, ignore_errors=True)
        raise
    shutil.rmtree(work, ignore_errors=True)
    return opened


_OPENERS: dict[str, Callable[[Path, str, Path, Path, PdfPool], Opened]] = {
    "package": open_package,
    "ole": open_ole,
    "rtf": open_rtf,
    "pdf": open_pdf,
    "picture": open_picture,
}
