"""Recognises the components of the decree in a read .docx, also where one of their properties is wrong."""

from doc_templates.layout.flaws import Span
from doc_templates.layout.found import Components, Line, Part
from doc_templates.layout.model import Document
from doc_templates.layout.parts import find_parts
from doc_templates.layout.segments import segments

__all__ = ["Components", "Line", "Part", "Span", "recognise"]


def recognise(document: Document) -> Components:
    """The components of a document by name, their kind and the lines drawn between them."""
    parts = find_parts(segments(document), document)
    return Components(tuple(parts), document)
