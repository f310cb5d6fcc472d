"""Reads a brought .docx (its text, and the file as LibreOffice may have it) or looks at an .odt. A task of worker.py.

Leaves FOLDER/clean.docx or clean.odt. Result: format, warnings and, of a .docx, text and encoding.
"""

from pathlib import Path
from typing import Any

from doc_templates.errors import Unreadable
from doc_templates.from_word.text import docx_text
from doc_templates.imported.cleaned_docx import cleaned_docx
from doc_templates.imported.cleaned_odt import cleaned_odt
from doc_templates.imported.legacy.docx_letters import in_unicode
from doc_templates.imported.zipped_parts import packed, parts_of
from doc_templates.layout.errors import DocxTooLarge, NotADocx

_ODT = b"application/vnd.oasis.opendocument.text"
_HEAVY = ("word/media/", "word/embeddings/", "word/fonts/", "docProps/thumbnail")


def read(file: Path, folder: Path) -> dict[str, Any]:
    """Errors: Unreadable."""
    parts = parts_of(file)
    if "[Content_Types].xml" in parts:
        return _docx(file, parts, folder)
    if parts.get("mimetype", b"").strip() in (_ODT, _ODT + b"-template"):
        return _odt(file, parts, folder)
    raise Unreadable(why="not_a_document")


def _docx(file: Path, parts: dict[str, bytes], folder: Path) -> dict[str, Any]:
    clean = cleaned_docx(parts)
    encoding, changed = in_unicode(clean.parts)
    clean.parts |= changed
    (folder / "clean.docx").write_bytes(packed(clean.parts) if clean.changed or changed else file.read_bytes())
    light = {name: part for name, part in clean.parts.items() if not name.startswith(_HEAVY)}
    try:
        read = docx_text(packed(light))
    except DocxTooLarge as why:
        raise Unreadable(why="too_large") from why
    except NotADocx as why:
        raise Unreadable(why="damaged") from why
    text = "\n".join(line.words.removeprefix("**").removesuffix("**") for line in read.lines)
    return {"format": "docx", "text": text, "encoding": encoding, "warnings": clean.warnings}


def _odt(file: Path, parts: dict[str, bytes], folder: Path) -> dict[str, Any]:
    clean = cleaned_odt(parts)
    (folder / "clean.odt").write_bytes(packed(clean.parts) if clean.changed else file.read_bytes())
    return {"format": "odt", "warnings": clean.warnings}
