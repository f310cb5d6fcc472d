"""The document under which somebody signs: number and symbol in the words typed, and the document in our archive."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.records import Document
from doc_templates.kinds import reference
from service.signers import SignerFields

REFERENCE = re.compile(r"(?<![\d/])(\d{1,6})/((?:\d{4}/)?[A-ZĐ][A-ZĐ0-9-]*)", re.IGNORECASE)


def reference_in(words: str) -> str:
    """ "Quyết định số 5/QĐ-UBND về …" → "05/QĐ-UBND"; "" where no number and symbol stand."""
    found = REFERENCE.search(words)
    return reference(int(found[1]), found[2].upper()) if found else ""


def linked(session: Session, agency_id: str, fields: SignerFields) -> SignerFields:
    """The fields with the issued document that they name by number, symbol and day, if this office issued it."""
    named, on = reference_in(fields.get("document", "")), fields.get("document_on")
    same = select(Document.id).where(
        Document.agency_id == agency_id, Document.reference == named, Document.issued_on == on
    )
    return {**fields, "document_id": session.scalar(same) or "" if named and on else ""}
