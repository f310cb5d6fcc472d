"""After a restore: each file that waits has what its review needs, is made again, or its row says that it did not come.

A backup is made while the office works, so a file may have been filed since its row was copied; backups made before
what waits was part of them hold rows alone. A lost file brought again gets back what people had corrected of it.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.compare import filed_document
from archive.errors import ArchiveError
from archive.filing import Filing, object_id
from service.documents import PDF, READING
from service.imports import twins
from service.imports.bring import ORIGINAL
from service.imports.filing import WORDS
from service.imports.rows import ImportFile, ImportRun, folder_of
from service.imports.sweep import NEEDED
from service.parts import Parts

LOST = "lost"


def settle(parts: Parts) -> None:
    """Once after a restore (service/settling.py)."""
    with parts.db.write() as session:
        for file in session.scalars(select(ImportFile).where(ImportFile.state.in_(NEEDED))).all():
            run = session.get_one(ImportRun, file.run_id)
            if lacking(parts, file, run):
                _settle(parts, session, file, run)


def lacking(parts: Parts, file: ImportFile, run: ImportRun) -> list[str]:
    """What a file that waits should have in its folder and has not; one that still lies in a folder of the server has
    nothing there yet."""
    if file.state == "waiting":
        needed = [] if run.source == "folder" else [ORIGINAL]
    else:
        needed = [ORIGINAL, PDF, WORDS, *([READING] if file.opened.get("searched") == READING else [])]
    return [name for name in needed if not (folder_of(parts, file.id) / name).is_file()]


def _settle(parts: Parts, session: Session, file: ImportFile, run: ImportRun) -> None:
    if filing := _filing(parts, file):
        _as_filed(file, filing)
    elif (folder_of(parts, file.id) / ORIGINAL).is_file():
        _open_again(file, run)
    else:
        file.state, file.problem = "unreadable", LOST
        twins.forget(session, file.agency_id, file.id)


def _filing(parts: Parts, file: ImportFile) -> Filing | None:
    """What is in the storage of it. What is damaged there is told by verify, and stops no start."""
    try:
        return filed_document(parts.store, object_id(file.id))[0] if parts.store.has(object_id(file.id)) else None
    except ArchiveError:
        return None


def _as_filed(file: ImportFile, filing: Filing) -> None:
    """It was accepted and filed after the rows were copied: the worker records what is in the storage."""
    file.state, file.decided_by = "accepted", str(filing.details["imported"]["accepted_by"])
    file.decided_at = file.file_from = filing.issued_at


def _open_again(file: ImportFile, run: ImportRun) -> None:
    """What was made of it is made again; what people corrected stays."""
    file.state, file.problem, file.attempts = "waiting", "", 0
    if run.state in ("done", "cancelled"):
        run.state, run.ended_at = "running", None


def corrections_of_lost(session: Session, file: ImportFile) -> dict[str, Any]:
    """What people had corrected of these very bytes before a restore brought the rows back without them."""
    lost = select(ImportFile.corrected).where(ImportFile.agency_id == file.agency_id, ImportFile.sha256 == file.sha256)
    lost = lost.where(ImportFile.problem == LOST, ImportFile.id != file.id)
    return next((dict(corrected) for corrected in session.scalars(lost) if corrected), {})
