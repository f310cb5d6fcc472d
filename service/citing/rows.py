"""Derived rows: what each document cites, and the keys under which documents are cited. Nothing is lost with them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base


class Cited(Base):
    """A document cites another. position: in reading order, from 0; part: "bases", "subject", "text", "appendix";
    line: of the bases; start, end: letters in the NFC form of that line or part.

    dated, year, issuer: as said there, or where the same document is cited in full elsewhere in the text.
    target_id: the document of this archive that is meant; None where it is not here, or more than one may be meant.
    """

    __tablename__ = "citations"
    __table_args__ = (Index("ix_citations_agency_id_key", "agency_id", "key"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    part: Mapped[str] = mapped_column(String(10))
    line: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    role: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(60))
    reference: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    dated: Mapped[date | None]
    year: Mapped[int | None]
    within: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(300))
    target_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id"), index=True)


class Citable(Base):
    """How a document is cited. key: doc_templates.citations' of number and symbol, "" where it has none; issuer: by
    name."""

    __tablename__ = "citable"
    __table_args__ = (Index("ix_citable_agency_id_key", "agency_id", "key"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    key: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(60))
    issuer: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date]
