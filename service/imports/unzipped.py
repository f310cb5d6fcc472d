"""A .zip that was brought: each file in it gets a folder and a row of its own, what was refused a row that says why."""

import shutil
from pathlib import Path
from uuid import uuid4

from archive.disk import space
from doc_templates.imported.unpacked import Found, Refused, unpack
from service.imports.bring import ORIGINAL, insert, is_system_file, path_name
from service.imports.rows import ImportRun, folder_of, home
from service.parts import Parts


def unzip(parts: Parts, run: ImportRun, archive: Path, within: str) -> None:
    """Unpack, every name under `within`; begun again after a power cut, what has its row already is left out.

    Raises NotEnoughSpace.
    """
    into = home(parts) / "unpacking" / run.id
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    try:
        with space(into):
            for found in unpack(archive, into):
                _take_in(parts, run, found, within)
    finally:
        shutil.rmtree(into, ignore_errors=True)


def _take_in(parts: Parts, run: ImportRun, found: Found | Refused, within: str) -> None:
    name, file_id = path_name(f"{within}/{found.name}") or "?", uuid4().hex
    if is_system_file(name):
        return
    if isinstance(found, Found):
        folder_of(parts, file_id).mkdir(parents=True)
        found.file.rename(folder_of(parts, file_id) / ORIGINAL)
    with parts.db.write() as session:
        size = found.size if isinstance(found, Found) else 0
        rows = insert(session, session.get_one(ImportRun, run.id), [(file_id, name, size)])
        for row in rows:
            if isinstance(found, Refused):
                row.state, row.problem = "unreadable", found.why
    if not rows:
        shutil.rmtree(folder_of(parts, file_id), ignore_errors=True)
