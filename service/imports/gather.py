"""What is in a folder of the server, or in .zip files: a row each file, before anything is opened.

Stopped anywhere, it begins again: files that have a row are known by their names.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from uuid import uuid4

from archive.disk import space
from service.imports.bring import ORIGINAL, count, insert, is_archive, is_system_file, packed
from service.imports.rows import ImportRun, folder_of, forget_files, home
from service.imports.unzipped import unzip
from service.parts import Parts

BATCH = 200


def gather(parts: Parts, run: ImportRun) -> None:
    """Give every file of the run its row; then the run is running, or done where there is nothing."""
    if run.source == "folder":
        _folder(parts, run)
    for archive, name in _archives(parts, run):
        unzip(parts, run, archive, name)
        if archive.is_relative_to(home(parts)):
            archive.unlink()
    with parts.db.write() as session:
        row = session.get_one(ImportRun, run.id)
        if row.state == "gathering":
            row.state = "running"
            row.problem = row.problem or ("" if count(session, run.id) else "empty")


def _archives(parts: Parts, run: ImportRun) -> list[tuple[Path, str]]:
    """The .zip files of the run, each with its name among the other files: that of its files begins with it."""
    place = Path(run.place)
    if run.source == "zip":
        if not place.is_file():
            _problem(parts, run, "gone")
        return [(place, "")] if place.is_file() else []
    if run.source == "folder":
        return [(place / name, name) for name, _ in files_below(place) if is_archive(name)]
    sent = sorted(packed(parts, run.id).glob("*.zip"))
    return [(archive, archive.with_suffix(".name").read_text(encoding="utf-8")) for archive in sent]


def _folder(parts: Parts, run: ImportRun) -> None:
    """Files stay where they are until they are opened; links are not followed."""
    root = Path(run.place)
    if not root.is_dir():
        _problem(parts, run, "gone")
    found = ((uuid4().hex, name, size) for name, size in files_below(root) if _is_wanted(name))
    while batch := list(islice(found, BATCH)):
        told = [(id, _told(parts, root, id, name), size) for id, name, size in batch]
        with parts.db.write() as session:
            new = {row.id for row in insert(session, session.get_one(ImportRun, run.id), told)}
        for id in {id for id, _, _ in told} - new:
            forget_files(parts, id)


def _told(parts: Parts, root: Path, file_id: str, name: str) -> str:
    """The name for the row. One of letters that are no UTF-8, as old disks have them, cannot be kept: such a file is
    copied now, for nobody would find it by what is told."""
    try:
        name.encode()
    except UnicodeEncodeError:
        folder = folder_of(parts, file_id)
        folder.mkdir(parents=True)
        with space(folder):
            shutil.copyfile(root / name, folder / ORIGINAL)
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    return name


def _is_wanted(name: str) -> bool:
    return not is_system_file(name) and not is_archive(name)


def files_below(root: Path) -> Iterator[tuple[str, int]]:
    """Every file below the folder with its size, in the order of their paths; names as the disk has them."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield str(path.relative_to(root)), path.stat().st_size


def _problem(parts: Parts, run: ImportRun, why: str) -> None:
    with parts.db.write() as session:
        session.get_one(ImportRun, run.id).problem = why
