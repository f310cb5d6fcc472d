"""Documents as rows, issued here or imported (history.py), and how they are found: what the record step leaves behind.

The rows repeat what the stored object says (metadata.json); they can be rebuilt from it at any time.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    exists,
    insert,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive.db import Base, Utc, now
from archive.readers import EVERYBODY, DocumentReader
from archive.to_index import ToIndex

ISSUED, IMPORTED = "issued", "imported"
_ISSUED_HERE = text("origin = 'issued'")


class Document(Base):
    """A document. `text`: its plain text. `details`: what no column has (agency as it was, bases, …).

    origin: ISSUED by this office, with a number of its registers, or IMPORTED with the number it had (0 where none can
    be read): there another office's document may bear the same. issued_at of an imported one: when it was taken in.
    access, readers: as readers.py; the readers are loaded where they are asked for, within a session.
    """

    __tablename__ = "documents"
    __table_args__ = (
        Index(
            "uq_documents_agency_id_year_number_symbol", "agency_id", "year", "number", "symbol",
            unique=True, sqlite_where=_ISSUED_HERE, postgresql_where=_ISSUED_HERE,
        ),
        Index("ix_documents_agency_id_issued_on", "agency_id", "issued_on"),
        Index("ix_documents_agency_id_year_kind", "agency_id", "year", "kind"),
        Index("ix_documents_agency_id_year_number", "agency_id", "year", "number"),
        Index("ix_documents_agency_id_origin_issued_at", "agency_id", "origin", "issued_at"),
    )  # fmt: skip
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    form: Mapped[str] = mapped_column(String(60))
    form_version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(60))
    reference: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    series: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(Utc)
    signer_name: Mapped[str] = mapped_column(Text)
    signer_title: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="issued")
    access: Mapped[str] = mapped_column(String(10), default="internal", server_default="internal")
    text: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    origin: Mapped[str] = mapped_column(String(10), default=ISSUED)

    parties: Mapped[list["Party"]] = relationship(lazy="selectin", order_by=lambda: (Party.role, Party.position))
    files: Mapped[list["StoredFile"]] = relationship(lazy="selectin", order_by=lambda: StoredFile.name)
    readers: Mapped[list[DocumentReader]] = relationship(order_by=DocumentReader.reader)


class Party(Base):
    """Someone the document concerns. position: from 1 within its role."""

    __tablename__ = "parties"
    __table_args__ = (
        CheckConstraint("role IN ('addressee', 'recipient', 'signer', 'drafter', 'records_clerk')", name="role"),
    )
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)


class StoredFile(Base):
    """A file of the stored object. size in bytes; digests in hex."""

    __tablename__ = "files"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    sha512: Mapped[str] = mapped_column(String(128))


def find(session: Session, agency_id: str, document_id: str) -> Document | None:
    """The agency's document of that id; another agency's is not seen."""
    document = session.get(Document, document_id)
    return document if document is not None and document.agency_id == agency_id else None


def seen_by(readers: Collection[str]) -> ColumnElement[bool]:
    """Of documents: those that whoever holds these tokens may see. Put into the WHERE of every list for people."""
    named = exists().where(DocumentReader.document_id == Document.id, DocumentReader.reader.in_(readers))
    return or_(Document.access != "limited", named) if EVERYBODY in readers else named


def find_many(session: Session, document_ids: Iterable[str]) -> list[Document]:
    """The documents of these ids, in their order; ids without a document are left out."""
    ids = list(document_ids)
    found = {row.id: row for row in session.scalars(select(Document).where(Document.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def documents(
    session: Session,
    agency_id: str | None = None,
    *,
    year: int | None = None,
    kind: str | None = None,
    since: date | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[Document]:
    """Issued documents, newest first, one after the other from the database; agency_id None: every
    agency's.
    """
    rows = select(Document).order_by(Document.issued_on.desc(), Document.number.desc(), Document.id)
    if agency_id is not None:
        rows = rows.where(Document.agency_id == agency_id)
    if year is not None:
        rows = rows.where(Document.year == year)
    if kind is not None:
        rows = rows.where(Document.kind == kind)
    if since is not None:
        rows = rows.where(Document.issued_on >= since)
    yield from session.scalars(rows.limit(limit).offset(offset).execution_options(yield_per=200))


def queue_everything(session: Session) -> None:
    """Let every document wait for the index: after a rebuild of the rows, or for a new index."""
    waits = exists().where(ToIndex.document_id == Document.id)
    rows = select(Document.id, literal(now(), Utc), literal(0), literal("")).where(~waits)
    session.execute(insert(ToIndex).from_select(["document_id", "queued_at", "attempts", "last_error"], rows))
