"""What a file is by its first bytes; what its name ends with counts for nothing."""

from pathlib import Path
from typing import Literal

from doc_templates.errors import Unreadable
from doc_templates.imported.limits import limits

Family = Literal["package", "ole", "rtf", "pdf", "picture"]
"""package: a .docx or .odt; ole: a .doc, or an encrypted .docx."""

_STARTS: tuple[tuple[bytes, Family], ...] = (
    (b"PK\x03\x04", "package"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"%PDF-", "pdf"),
)
_BEFORE_PDF = 1024
"""Bytes that may stand before a PDF begins (ISO 32000-1, annex H, 3.4.1)."""


def family_of(file: Path) -> Family:
    """Errors: Unreadable (empty, too_large, not_a_document)."""
    size = file.stat().st_size
    if size == 0:
        raise Unreadable(why="empty")
    if size > limits()["file"]["bytes"]:
        raise Unreadable(why="too_large", bytes=size)
    with file.open("rb") as opened:
        start = opened.read(_BEFORE_PDF)
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare.strip(b"\0"):
        raise Unreadable(why="empty" if not start.strip() else "damaged")
    for sign, family in _STARTS:
        if bare.startswith(sign):
            return family
    if b"%PDF-" in start:
        return "pdf"
    raise Unreadable(why="not_a_document")
