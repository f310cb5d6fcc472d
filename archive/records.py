"""What has been issued, as rows: the step "record" of the path, and the list of what still waits for the
index.

The rows repeat what the stored object says (metadata.json); they can be rebuilt from it at any time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    exists,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive import events
from archive.db import Base, Utc, now
from archive.errors import FilingDisagrees, NumberNotReserved
from archive.filing import (
    METADATA,
    Filing,
    FilingAgency,
    FilingFile,
    FilingParty,
    describe,
    filing_file,
    metadata_json,
    object_id,
    read_metadata,
)
from archive.numbers import Number, live_number
from archive.store import Stored
from archive.to_index import ToIndex, failed, queue, served, waiting

__all__ = [  # with those of filing.py and to_index.py, so that whoever records needs one import
    "Document",
    "Filing",
    "FilingAgency",
    "FilingFile",
    "FilingParty",
    "Party",
    "StoredFile",
    "ToIndex",
    "describe",
    "document_of",
    "documents",
    "failed",
    "file_away",
    "find",
    "find_many",
    "metadata_json",
    "object_id",
    "queue",
    "queue_everything",
    "read_metadata",
    "served",
    "waiting",
]


class Document(Base):
    """An issued document. `text`: its plain text. `details`: what no column has (agency as it was,
    bases, …).
    """

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

    parties: Mapped[list["Party"]] = relationship(lazy="selectin", order_by=lambda: (Party.role, Party.position))
    files: Mapped[list["StoredFile"]] = relationship(lazy="selectin", order_by=lambda: StoredFile.name)


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
    sha256: Mapped[str] = mapped_column(String(64))
    sha512: Mapped[str] = mapped_column(String(128))


def file_away(session: Session, filing: Filing, stored: Stored, *, actor: str) -> Document:
    """The moment of issue, in the CALLER's write block: document, parties, files, number issued, event, to
    index.

    A repeat answers the document that is there. Raises NumberNotReserved, FilingDisagrees; never commits.
    """
    document = session.get(Document, filing.id)
    if document is not None:
        return document
    number = live_number(session, filing.id)
    if number is None:
        raise NumberNotReserved(draft_id=filing.id, number=filing.number)
    check_agreement(filing, stored, number)
    document = document_of(filing, stored)
    session.add(document)
    mark_issued(number, filing)
    queue(session, [document.id])
    digests = {file.name: file.sha512 for file in stored.files}
    events.append(
        session,
        "document.issued",
        agency_id=document.agency_id,
        document_id=document.id,
        actor=actor,
        details={"reference": document.reference, "files": digests},
    )
    return document


def check_agreement(filing: Filing, stored: Stored, number: Number) -> None:
    """Filing, number and storage must say the same, or nothing is recorded. Raises FilingDisagrees."""
    described = {file.name: file.sha512 for file in filing.files}
    found = {file.name: file.sha512 for file in stored.files if file.name != METADATA}
    pairs = {
        "agency_id": (filing.agency.id, number.agency_id),
        "year": (filing.year, number.year),
        "series": (filing.series, number.series),
        "number": (filing.number, number.number),
        "symbol": (filing.symbol, number.symbol),
        "issued_on": (filing.issued_on, number.dated),
        "object_id": (object_id(filing.id), stored.object_id),
        "files": (described, found),
        METADATA: (True, any(file.name == METADATA for file in stored.files)),
    }
    for field, (filed, expected) in pairs.items():
        if filed != expected:
            raise FilingDisagrees(document_id=filing.id, field=field, filed=str(filed), expected=str(expected))


def document_of(filing: Filing, stored: Stored) -> Document:
    """The rows a filing becomes, unattached: the same at the issue, at a rebuild, and for verify to
    compare.
    """
    kept = {
        "agency": filing.to_json()["agency"],
        "bases": list(filing.bases),
        "kind_name": filing.kind_name,
        "software": filing.software,
    }
    return Document(
        id=filing.id,
        agency_id=filing.agency.id,
        form=filing.form,
        form_version=filing.form_version,
        kind=filing.kind,
        number=filing.number,
        symbol=filing.symbol,
        reference=filing.reference,
        year=filing.year,
        series=filing.series,
        subject=filing.subject,
        issued_on=filing.issued_on,
        issued_at=filing.issued_at,
        signer_name=filing.signer_name,
        signer_title=filing.signer_title,
        status="issued",
        text=filing.text,
        details={**filing.to_json()["details"], **kept},
        parties=_parties(filing),
        files=[_file(filing.id, filing_file(file)) for file in stored.files],
    )


def _parties(filing: Filing) -> list[Party]:
    before: Counter[str] = Counter()
    rows = []
    for party in filing.parties:
        before[party.role] += 1
        rows.append(Party(document_id=filing.id, role=party.role, position=before[party.role], name=party.name))
    return rows


def _file(document_id: str, file: FilingFile) -> StoredFile:
    return StoredFile(
        document_id=document_id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sha512=file.sha512,
    )


def mark_issued(number: Number, filing: Filing) -> None:
    """Reserved becomes issued, by the filing's records clerk, at its moment."""
    number.state, number.at, number.actor = "issued", filing.issued_at, filing.person("records_clerk")


def find(session: Session, agency_id: str, document_id: str) -> Document | None:
    """The agency's document of that id; another agency's is not seen."""
    document = session.get(Document, document_id)
    return document if document is not None and document.agency_id == agency_id else None


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
