"""What has been issued, as rows: the step "record" of the path, and the list of what still waits for the index.

The rows repeat what the stored object says (metadata.json); they can be rebuilt from it at any time.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.db import Base, Utc


class Document(Base):
    """An issued document. `text`: its plain text. `details`: what no column has (agency as it was, bases, …)."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "number", "symbol"),
        Index("ix_documents_agency_id_issued_on", "agency_id", "issued_on"),
        Index("ix_documents_agency_id_year_kind", "agency_id", "year", "kind"),
    )
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
    text: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)

    parties: Mapped[list["Party"]] = relationship(
        lazy="selectin", order_by=lambda: (Party.role, Party.position)
    )
    files: Mapped[list["StoredFile"]] = relationship(lazy="selectin", order_by=lambda: StoredFile.name)


class Party(Base):
    """Someone the document concerns. position: from 1 within its role."""

    __tablename__ = "parties"
    __table_args__ = (
        CheckConstraint(
            "role IN ('addressee', 'recipient', 'signer', 'drafter', 'records_clerk')", name="role"
        ),
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
    sha256: Mapped[str] = mapped_column(String(64))
    sha512: Mapped[str] = mapped_column(String(128))


class ToIndex(Base):
    """A document that waits for the index. Written in the commit of the issue, gone when served."""

    __tablename__ = "to_index"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    queued_at: Mapped[datetime] = mapped_column(Utc, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
