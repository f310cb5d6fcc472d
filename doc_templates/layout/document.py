"""Reads a .docx as it will print. The first step of every check: bytes in, model.Document out."""

from doc_templates.layout.errors import NotADocx
from doc_templates.layout.model import Cell, Document, Look, PageNumber, Paragraph, Run, Section, Shape, Table
from doc_templates.layout.package import Package
from doc_templates.layout.reader import Walk

__all__ = ["Cell", "Document", "Look", "PageNumber", "Paragraph", "Run", "Section", "Shape", "Table", "read"]


def read(docx: bytes) -> Document:
    """Everything the file prints, formatting resolved.

    Errors: NotADocx, DocxTooLarge. Safe for hostile files: sizes, nesting and entities are bounded.
    """
    package = Package(docx)
    main = next(
        (part for kind, part in package.relations("").values() if kind == "officeDocument"), "word/document.xml"
    )
    if not package.has(main):
        raise NotADocx(why="no_document")
    try:
        return Walk(package, main, docx).document()
    except RecursionError as error:
        raise NotADocx(why="broken_xml") from error
