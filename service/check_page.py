"""Anybody may ask whether a paper or a file is ours: by the code printed on it, or by the file itself.

What is answered is what the paper says anyway; of other documents nothing.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc
from archive.documents import StoredFile
from archive.filing import object_id
from archive.records import ISSUED, Document
from doc_templates.errors import DocTemplatesError
from doc_templates.page_images import page_text
from service.check_codes import LENGTH, LETTERS, code_in, draft_id_of
from service.documents import PDF
from service.errors import TooManyChecks
from service.parts import Parts
from service.scans import SCAN
from service.signing.trust import sources
from service.signing.validate import Validation, validate

Answer = Literal["unknown", "by_code", "same_file", "earlier_edition", "other_file"]
MOST = 30
WINDOW = timedelta(minutes=1)
_CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")


class Asked(Base):
    """How often an address asked in this window; the address as a digest."""

    __tablename__ = "check_page_asked"

    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(Utc)
    count: Mapped[int]


@dataclass(frozen=True)
class Checked:
    """What is known. same_file: byte for byte what is kept; earlier_edition: the same before evidence was added;
    other_file: bears our code, but is another file.
    """

    answer: Answer
    document: Document | None = None
    validation: Validation | None = None


def count(parts: Parts, address: str) -> None:
    """One more question from this address. Raises TooManyChecks beyond 30 a minute."""
    key = hashlib.sha256(f"{parts.config.secret_key}{address}".encode()).hexdigest()
    at = parts.now()
    with parts.db.write() as session:
        session.execute(delete(Asked).where(Asked.since < at - WINDOW))
        row = session.get(Asked, key)
        if row is None:
            session.add(Asked(address=key, since=at, count=1))
            return
        row.count += 1
        asked = row.count
    if asked > MOST:
        raise TooManyChecks(minutes=1)


def by_code(parts: Parts, words: str) -> Checked:
    """The document of a code."""
    code = code_in(words)
    with parts.db.read() as session:
        draft_id = draft_id_of(session, code) if code else None
        document = session.get(Document, draft_id) if draft_id else None
    if document is None:
        return Checked("unknown")
    return Checked("by_code", document, _judged(parts, _kept(parts, document)))


def by_file(parts: Parts, pdf: bytes) -> Checked:
    """Whether this very file is ours, or one that only says so."""
    digest = hashlib.sha256(pdf).hexdigest()
    with parts.db.read() as session:
        ours = StoredFile.name.in_((PDF, SCAN)) | StoredFile.name.like("appendix-%.pdf")
        wanted = select(StoredFile.document_id).join(Document).where(StoredFile.sha256 == digest, ours)
        same = session.scalar(wanted.where(Document.origin == ISSUED).limit(1))
        document = session.get(Document, same) if same else None
    found = _judged(parts, pdf)
    if document is not None:
        return Checked("same_file", document, found)
    said = by_code(parts, _code_on(pdf))
    if said.document is None:
        return Checked("unknown", None, found)
    earlier = digest in said.document.details.get("earlier_sha256", [])
    return Checked("earlier_edition" if earlier else "other_file", said.document, found)


def _judged(parts: Parts, pdf: bytes) -> Validation:
    lists = sources(parts)
    return validate(pdf, lists.trust, crls=lists.crls)


def _kept(parts: Parts, document: Document) -> bytes:
    return parts.store.read(object_id(document.id), PDF)


def _code_on(pdf: bytes) -> str:
    try:
        found = _CODE.search(page_text(pdf, 1))
    except DocTemplatesError:
        return ""
    return found[0] if found else ""
