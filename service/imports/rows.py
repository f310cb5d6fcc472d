"""The rows of an import, and where its files lie until they are part of the archive."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from service.actor import Actor
from service.errors import NotFound
from service.parts import Parts

STATES = (
    "waiting",
    "review",
    "accepted",
    "filed",
    "joined",
    "duplicate",
    "unreadable",
    "refused",
    "dropped",
    "cancelled",
)
"""Of a file: to be opened; read, waits for a person; accepted, to be filed; in the archive; laid beside a document as
another original; the same bytes as another; cannot be opened; bears a mark of secrecy; dropped by a person; never
opened, for the run was cancelled."""


class ImportRun(Base):
    """Files brought together. source: "folder", "zip", "upload" or "api"; place: its folder or .zip on the server.

    state: open (files are still being sent), gathering (looking what is in the folder), running, paused, cancelled,
    done (every file has been opened; some may wait for review). before: the state in which it was paused.
    access: who may see its documents, as `details["access"]` of a filing has it; {} for the whole office.
    seconds: how long files have been worked on, of which the remaining time is estimated.
    """

    __tablename__ = "import_runs"
    __table_args__ = (Index("ix_import_runs_agency_id", "agency_id", "at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))
    before: Mapped[str] = mapped_column(String(10), default="")
    problem: Mapped[str] = mapped_column(String(40), default="")
    access: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    seconds: Mapped[float] = mapped_column(default=0.0)


class ImportFile(Base):
    """One file. id: also that of the document it becomes. name: as it was called in its folder, whole.

    opened: format, encoding, read_by, certainty, warnings, pages, searched (doc_templates/imported/opened.py).
    read: {field: {"value", "certainty", "where"}}; corrected: {field: {"value", "by", "at"}}, laid over it.
    twins: [{"id", "of": "document"|"file", "why": "bytes"|"number"|"text", "likeness"}], what it may be the same as.
    certain: may be accepted without looking. place: first of its run to be opened. number, year: as now told.
    """

    __tablename__ = "import_files"
    __table_args__ = (
        UniqueConstraint("run_id", "key"),
        Index("ix_import_files_run_id_state", "run_id", "state", "place"),
        Index("ix_import_files_agency_id_sha256", "agency_id", "sha256"),
        Index("ix_import_files_agency_id_year_number", "agency_id", "year", "number"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("import_runs.id"))
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    place: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(10))
    problem: Mapped[str] = mapped_column(String(40), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    opened: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    read: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    corrected: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    twins: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    certain: Mapped[bool] = mapped_column(default=False)
    number: Mapped[int] = mapped_column(default=0)
    year: Mapped[int] = mapped_column(default=0)
    document_id: Mapped[str | None] = mapped_column(String(32))
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    file_from: Mapped[datetime | None] = mapped_column(Utc)


class TextSketch(Base):
    """A text as doc_templates/imported/near.py sketches it; id: of a document, or of a file that may become one."""

    __tablename__ = "text_sketches"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


class TextBand(Base):
    """A key that near-equal texts have in common."""

    __tablename__ = "text_bands"
    __table_args__ = {"sqlite_with_rowid": False}  # twenty rows a document: its key is all there is

    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)


def runs(parts: Parts, actor: Actor, limit: int = 100) -> list[ImportRun]:
    """The agency's runs, newest first."""
    wanted = select(ImportRun).where(ImportRun.agency_id == actor.agency_id).order_by(ImportRun.at.desc())
    with parts.db.read() as session:
        return list(session.scalars(wanted.limit(limit)))


def run_of(parts: Parts, actor: Actor, run_id: str) -> ImportRun:
    """Raises NotFound."""
    with parts.db.read() as session:
        return found_run(session, actor, run_id)


def found_run(session: Session, actor: Actor, run_id: str) -> ImportRun:
    """As run_of, in the caller's block."""
    run = session.get(ImportRun, run_id)
    if run is None or run.agency_id != actor.agency_id:
        raise NotFound(what="import", id=run_id)
    return run


def file_of_id(parts: Parts, actor: Actor, file_id: str) -> ImportFile:
    """Raises NotFound."""
    with parts.db.read() as session:
        return found_file(session, actor, file_id)


def found_file(session: Session, actor: Actor, file_id: str) -> ImportFile:
    """As file_of_id, in the caller's block."""
    file = session.get(ImportFile, file_id)
    if file is None or file.agency_id != actor.agency_id:
        raise NotFound(what="import_file", id=file_id)
    return file


def counts(session: Session, run_id: str) -> dict[str, int]:
    """How many files of the run are in each state."""
    grouped = select(ImportFile.state, func.count()).where(ImportFile.run_id == run_id).group_by(ImportFile.state)
    found = session.execute(grouped)
    return {state: number for state, number in found}  # noqa: C416 (a Result is no mapping for mypy)


def folder_of(parts: Parts, file_id: str) -> Path:
    """Where a file lies until it is filed: original, document.pdf, words.json."""
    return home(parts) / file_id[:2] / file_id


def home(parts: Parts) -> Path:
    """The folder of all that is being imported."""
    return parts.config.data_dir / "imports"


def forget_files(parts: Parts, file_id: str) -> None:
    """The file is filed, or will never be: its folder goes."""
    shutil.rmtree(folder_of(parts, file_id), ignore_errors=True)


def change(parts: Parts, file_id: str, values: Mapping[str, object]) -> None:
    """Set these columns in a commit of its own."""
    with parts.db.write() as session:
        row = session.get_one(ImportFile, file_id)
        for name, value in values.items():
            setattr(row, name, value)
