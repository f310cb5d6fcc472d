"""Paper that came back: scans and photographs of signed paper, from the moment they are brought until they are filed.

The rows and where their files lie; bringing: scan_intake.py, reading: scan_reading.py, filing: scan_filing.py.
"""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from archive.records import Document
from service.actor import Actor
from service.documents import file_of
from service.errors import NotFound
from service.parts import Parts
from service.readers import find_seen

SCAN = "scan.pdf"
"""The name of the scan among the files of its document."""
OPEN = ("waiting", "reading", "read", "refused")


class Scan(Base):
    """One scan. state: waiting, reading, read, refused (`problem` says why), accepted (part of the record).

    files: names in its folder, in the order of the pages. done: how many of its pages are read.
    facts: what the pages show (scan_reading.py). matched_by: "code", "hand" or "". name, by: for people.
    """

    __tablename__ = "scans"
    __table_args__ = (Index("ix_scans_agency_id", "agency_id", "state"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(20))
    problem: Mapped[str] = mapped_column(String(40), default="")
    files: Mapped[list[str]] = mapped_column(JSON)
    pages: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    document_id: Mapped[str | None] = mapped_column(String(32), index=True)
    matched_by: Mapped[str] = mapped_column(String(10), default="")
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Utc)


def open_scans(parts: Parts, actor: Actor) -> list[tuple[Scan, Document | None]]:
    """What is not part of a record yet, with the document each is matched with; oldest first."""
    wanted = select(Scan).where(Scan.agency_id == actor.agency_id, Scan.state.in_(OPEN)).order_by(Scan.at, Scan.id)
    with parts.db.read() as session:
        return [(scan, _document(session, actor, scan)) for scan in session.scalars(wanted)]


def scan_with_document(parts: Parts, actor: Actor, scan_id: str) -> tuple[Scan, Document | None]:
    """The scan and the document it is matched with. Raises NotFound."""
    with parts.db.read() as session:
        scan = session.get(Scan, scan_id)
        if scan is None or scan.agency_id != actor.agency_id:
            raise NotFound(what="scan", id=scan_id)
        return scan, _document(session, actor, scan)


def _document(session: Session, actor: Actor, scan: Scan) -> Document | None:
    return find_seen(session, actor, scan.document_id) if scan.document_id else None


def scan_of(parts: Parts, document: Document) -> bytes | None:
    """The scan of the signed paper, PDF/A with words; None where no paper was brought back. Raises FileDamaged."""
    return file_of(parts, document, SCAN)[1] if "scan" in document.details else None


def folder_of(parts: Parts, scan_id: str) -> Path:
    """Where a scan's files lie until it is part of the record: in/, pages/ (JPEGs and words), scan.pdf, words.txt."""
    return _folder(parts) / scan_id


def forget_files(parts: Parts, scan_id: str) -> None:
    """The scan is filed or dropped: its folder goes."""
    shutil.rmtree(folder_of(parts, scan_id), ignore_errors=True)


def sweep(parts: Parts) -> None:
    """Folders that a power cut left without a row, or behind a filed scan, go."""
    with parts.db.read() as session:
        kept = set(session.scalars(select(Scan.id).where(Scan.state.in_(OPEN))))
    oldest = parts.now().timestamp() - 3600
    for folder in _folder(parts).glob("*"):
        if folder.name not in kept and folder.stat().st_mtime < oldest:
            forget_files(parts, folder.name)


def _folder(parts: Parts) -> Path:
    return parts.config.data_dir / "scans"
