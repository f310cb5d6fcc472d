"""After a restore: each scan that waits has its files, is read again, is recorded as filed, or says it did not come.

As with files of imports (service/imports/settle.py): a scan may have been filed since its row was copied, and backups
made before scans were part of them hold rows alone.
"""

import hashlib
import shutil
from collections import deque
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.compare import filed_document
from archive.errors import ArchiveError
from archive.filing import object_id
from archive.restore import restore_object
from doc_templates.scanned.read import pages_in, picture_of
from service.parts import Parts
from service.scans import OPEN, SCAN, Scan, folder_of

NEEDED = ("waiting", "reading", "read")
"""States in which a scan needs its files."""
LOST = "lost"


def settle(parts: Parts) -> None:
    """Once after a restore (service/settling.py)."""
    with parts.db.write() as session:
        for scan in session.scalars(select(Scan).where(Scan.state.in_(NEEDED))).all():
            _settle(parts, session, scan)


def _settle(parts: Parts, session: Session, scan: Scan) -> None:
    folder = folder_of(parts, scan.id)
    has_pages = _has_pages(folder)
    if _recorded(parts, session, scan):
        scan.state = "accepted"
    elif not _has_originals(folder, scan, has_pages):
        scan.state, scan.problem, scan.pages, scan.done = "refused", LOST, 0, 0
    elif not has_pages:
        shutil.rmtree(folder / "pages", ignore_errors=True)
        scan.state, scan.pages, scan.done = "waiting", 0, 0
    elif scan.state == "read" and not all((folder / name).is_file() for name in (SCAN, "words.txt")):
        scan.state, scan.done = "reading", 0


def _has_pages(folder: Path) -> bool:
    """Is there a picture of every page that was found?"""
    try:
        count = len(pages_in(folder / "pages"))
    except (OSError, ValueError):
        return False
    return all(picture_of(folder / "pages", number).is_file() for number in range(1, count + 1))


def _has_originals(folder: Path, scan: Scan, has_pages: bool) -> bool:
    """What was brought; of a piece that could not be cut out of it, its pages are all there is (scan_splitting.py)."""
    return all((folder / "in" / name).is_file() for name in scan.files) if scan.files else has_pages


def _recorded(parts: Parts, session: Session, scan: Scan) -> bool:
    """Is it filed? It was, after its row was copied; then the rows of its document say so too from now on.

    What is damaged in the storage is told by verify, and stops no start.
    """
    if scan.document_id is None:
        return False
    try:
        if not _is_filed(parts, scan, object_id(scan.document_id)):
            return False
        with session.begin_nested():
            deque(restore_object(session, parts.store, object_id(scan.document_id)), maxlen=0)
    except ArchiveError:
        return False
    return True


def _is_filed(parts: Parts, scan: Scan, name: str) -> bool:
    """By its digest, or, where its file has gone, by who brought it and when."""
    filing, _ = filed_document(parts.store, name)
    told, pdf = filing.details.get("scan"), folder_of(parts, scan.id) / SCAN
    if not told:
        return False
    if not pdf.is_file():
        return bool((told["by"], told["at"]) == (scan.by, scan.at.isoformat()))
    with pdf.open("rb") as content:
        return bool(told["sha256"] == hashlib.file_digest(content, "sha256").hexdigest())


def waiting(parts: Parts) -> int:
    """How many scans are not part of a record yet."""
    with parts.db.read() as session:
        return session.scalar(select(func.count()).select_from(Scan).where(Scan.state.in_(OPEN))) or 0


def lost(parts: Parts) -> set[str]:
    """The ids of scans that a restore did not bring back."""
    with parts.db.read() as session:
        return set(session.scalars(select(Scan.id).where(Scan.problem == LOST)))
