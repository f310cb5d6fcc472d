"""The print for signature: an issued document, or a draft that waits for its number, with its check page's QR code.

What is archived is not touched: the code is drawn on the copy that goes to the printer, so that the signed paper is
known again when it is scanned.
"""

from archive.records import Document
from doc_templates.signable import marked
from service import drafts, paper
from service.actor import Actor
from service.check_codes import mark_of
from service.documents import PDF, file_of
from service.parts import Parts


def print_of(parts: Parts, document: Document) -> bytes:
    """The issued PDF with its QR code; of a document that was signed as a file, the file: it bears its code already.

    A copy bears the code of its original, if that has one: none is drawn over it.

    Raises FileDamaged.
    """
    pdf = file_of(parts, document, PDF)[1]
    return pdf if {"signatures", "copy_of"} & document.details.keys() else marked(pdf, mark_of(parts, document))


def print_of_draft(parts: Parts, actor: Actor, draft_id: str) -> bytes:
    """The draft on its true pages, number and date blank, with the code of the document it will be.

    Raises NotFound, TemplateFault and Pdf… errors.
    """
    draft = drafts.get(parts, actor, draft_id)
    return marked(paper.preview(parts, draft).pdf, mark_of(parts, draft))
