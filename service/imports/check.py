"""What waits, looked at: every row has its files, every original is what was brought. Tells, changes nothing."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from archive.filing import object_id
from archive.finding import Progress, unseen
from service.imports.bring import ORIGINAL
from service.imports.rows import ImportFile, ImportRun, folder_of
from service.imports.settle import LOST, lacking
from service.imports.sweep import NEEDED
from service.parts import Parts


def waiting(parts: Parts) -> list[tuple[ImportFile, ImportRun]]:
    """The files that wait for something, each with its run."""
    wanted = select(ImportFile, ImportRun).join(ImportRun, ImportRun.id == ImportFile.run_id)
    with parts.db.read() as session:
        rows = session.execute(wanted.where(ImportFile.state.in_(NEEDED)).order_by(ImportFile.id))
        return [(file, run) for file, run in rows]


def faults(parts: Parts, progress: Progress = unseen) -> Iterator[str]:
    """One line for each file that waits and is not whole; none for one that only needs to be recorded as filed."""
    found = waiting(parts)
    for done, (file, run) in enumerate(found, 1):
        if not parts.store.has(object_id(file.id)):
            yield from (f"import_file_missing {file.id}/{name}" for name in lacking(parts, file, run))
            if _is_changed(parts, file):
                yield f"import_file_changed {file.id}/{ORIGINAL}"
        progress(done, len(found))


def _is_changed(parts: Parts, file: ImportFile) -> bool:
    original = folder_of(parts, file.id) / ORIGINAL
    if not file.sha256 or not original.is_file():
        return False
    with original.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() != file.sha256


def lost(parts: Parts) -> set[str]:
    """The ids of files that a restore did not bring back."""
    with parts.db.read() as session:
        return set(session.scalars(select(ImportFile.id).where(ImportFile.problem == LOST)))
