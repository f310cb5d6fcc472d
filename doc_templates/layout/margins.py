"""What stands in headers and footers: page numbers, ô 11 above the first page, ô 13 at its foot."""

from doc_templates.layout import wordlist as words
from doc_templates.layout.flaws import Span
from doc_templates.layout.found import Part
from doc_templates.layout.model import Document, Paragraph
from doc_templates.layout.segments import fold


def read_margins(part: Part, document: Document) -> None:
    """Names the components of headers and footers."""
    feet = [each for each in document.paragraphs if each.part == "footer" and each.text.strip()]
    contact = any(words.CONTACT.search(fold(each.text)) for each in feet)
    for paragraph in document.paragraphs:
        if paragraph.part not in ("header", "footer") or not (paragraph.text.strip() or paragraph.fields):
            continue
        if "PAGE" in paragraph.fields:
            part.add("page_number", _whole(paragraph))
        elif words.CIRCULATION.match(fold(paragraph.text)) or _boxed(paragraph):
            part.add("circulation", _whole(paragraph))
        elif paragraph.part == "footer" and contact:
            part.add("contact", _whole(paragraph))


def _boxed(paragraph: Paragraph) -> bool:
    """Ô 11 by its look: words in a rectangle above the first page."""
    return paragraph.part == "header" and {"top", "bottom", "left", "right"} <= set(paragraph.borders)


def _whole(paragraph: Paragraph) -> Span:
    return Span(paragraph, 0, len(paragraph.text))
