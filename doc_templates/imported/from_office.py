"""Office files are opened: .docx as they are, .doc, .rtf and .odt by LibreOffice, which makes a .docx of each.

Part of opened.py. What is shown is their PDF/A; the text is the .docx's, which knows paragraphs and tables.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from doc_templates.errors import PdfFailed, PdfTimeout, Unreadable
from doc_templates.imported.answer import SHOWN, Opened, tidy, write
from doc_templates.imported.apart import apart
from doc_templates.imported.from_pages import pages_of
from doc_templates.imported.joined import plain_lines
from doc_templates.imported.limits import limits
from doc_templates.pdf import PdfPool

_Made = TypeVar("_Made")


def open_package(file: Path, title: str, work: Path, folder: Path, pdf: PdfPool) -> Opened:
    read = apart("package", file, work / "package")
    if read["format"] == "odt":
        return _old(work / "package" / "clean.odt", read, title, work, folder, pdf)
    made = _in_office(lambda: pdf.convert(_clean(work), title=title, limit=_seconds(), behind=True))
    return _shown(made, read, work, folder)


def open_ole(file: Path, title: str, work: Path, folder: Path, pdf: PdfPool) -> Opened:
    return _old(file, apart("ole", file, work / "looked_at"), title, work, folder, pdf)


def open_rtf(file: Path, title: str, work: Path, folder: Path, pdf: PdfPool) -> Opened:
    looked_at = apart("rtf", file, work / "looked_at")
    return _old(work / "looked_at" / "clean.rtf", looked_at, title, work, folder, pdf)


def _old(file: Path, looked_at: dict[str, Any], title: str, work: Path, folder: Path, pdf: PdfPool) -> Opened:
    """What LibreOffice makes of an old format: its PDF/A; the text is that of its .docx.

    Letters of another encoding are shown rightly only where their fonts are: then the converted .docx is shown.
    """
    form = looked_at["format"]
    made, docx = _in_office(lambda: pdf.convert_old(file.read_bytes(), form, title=title, limit=_seconds()))
    write(work / "back.docx", docx)
    read = apart("package", work / "back.docx", work / "package")
    if read["encoding"] != "unicode":
        made = _in_office(lambda: pdf.convert(_clean(work), title=title, limit=_seconds(), behind=True))
    warnings = list(dict.fromkeys([*looked_at["warnings"], *read["warnings"]]))
    form = "doc" if form == "word95" else form
    return _shown(made, {**read, "format": form, "warnings": warnings}, work, folder)


def _shown(made: bytes, read: dict[str, Any], work: Path, folder: Path) -> Opened:
    """The words of the pages are asked of the PDF that is shown."""
    write(folder / SHOWN, made)
    shown = apart("pdf", folder / SHOWN, work / "shown")
    pages = tuple(plain_lines(lines) for lines in pages_of(shown))
    warnings = (*read["warnings"], *(code for code in shown["warnings"] if code == "truncated_pages"))
    return Opened(read["format"], tidy(read["text"]), tuple(map(tidy, pages)), read["encoding"], "text", 1.0, warnings)


def _clean(work: Path) -> bytes:
    return (work / "package" / "clean.docx").read_bytes()


def _seconds() -> int:
    return limits()["office"]["seconds"]


def _in_office(converting: Callable[[], _Made]) -> _Made:
    try:
        return converting()
    except PdfTimeout as slow:
        raise Unreadable(why="too_slow") from slow
    except PdfFailed as failed:
        why = failed.data.get("why")
        raise Unreadable(why=why if why in ("encrypted", "too_large") else "damaged", detail=str(why)) from failed
