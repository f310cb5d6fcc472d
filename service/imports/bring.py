"""Files are brought: a run begins, files are added one by one, and at the end somebody says that these were all.

Each file lies whole on the disk before it has a row. Sent again under the same name it is not brought again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive import events
from archive.disk import space
from doc_templates.imported.limits import limits
from service.actor import Actor
from service.errors import BadInput, ImportState, UploadTooLarge
from service.imports.rows import ImportFile, ImportRun, folder_of, found_run, home
from service.names import tidy
from service.parts import Parts

ORIGINAL = "original"
"""A brought file in its folder, whatever it was called."""
PIECE = 1 << 20
LONGEST_NAME = 1000
MOST_UPLOADED = 10_000
"""Files of one run that are sent through the network; a folder on the server may hold more."""
SYSTEM_FILES = ("thumbs.db", "desktop.ini", ".ds_store")


def largest() -> int:
    """Bytes of one file."""
    return int(limits()["file"]["bytes"])


def begin(
    parts: Parts, actor: Actor, name: str, source: str, *, place: str = "", access: Mapping[str, Any] | None = None
) -> ImportRun:
    """A run. source: "upload" or "api" (files are still to be sent), "folder" or "zip" (place: where on the server).

    access: who may see its documents, {} for the whole office. Raises BadInput (name).
    """
    called = tidy(name)[:200]
    if not called:
        raise BadInput(field="name")
    run = ImportRun(
        id=uuid4().hex,
        agency_id=actor.agency_id,
        name=called,
        source=source,
        place=place,
        state="gathering" if place else "open",
        access=dict(access or {}),
        by=actor.name,
        at=parts.now(),
    )
    with parts.db.write() as session:
        session.add(run)
        details = {"run": run.id, "name": run.name, "source": source, "access": run.access}
        events.append(session, "import.begun", agency_id=run.agency_id, actor=actor.name, details=details)
    parts.imports_soon()
    return run


def add(parts: Parts, actor: Actor, run_id: str, name: str, content: IO[bytes]) -> ImportFile | None:
    """Keep one file that was sent, whatever it is; a .zip is unpacked when all is sent, in the background: till then it
    has no row. None also for what an operating system leaves in folders.

    Raises NotFound, ImportState (the run takes no more files), UploadTooLarge, BadInput (name), NotEnoughSpace.
    """
    called = path_name(name)
    with parts.db.read() as session:
        run = found_run(session, actor, run_id)
        there = _there(session, run, called)
    _refuse_unless_open(run)
    if there is not None or not called or is_system_file(called):
        if not called:
            raise BadInput(field="name")
        return there
    if is_archive(called):
        _keep_packed(packed(parts, run_id) / key_of(called), called, content)
        return None
    file_id = uuid4().hex
    size = _written(content, folder_of(parts, file_id) / ORIGINAL)
    with parts.db.write() as session:
        run = found_run(session, actor, run_id)
        _refuse_unless_open(run)
        there = _there(session, run, called)
        if there is None and count(session, run_id) >= MOST_UPLOADED:
            raise ImportState(state="full", most=MOST_UPLOADED)
        added = there or insert(session, run, [(file_id, called, size)])[0]
    parts.imports_soon()
    return added


def _refuse_unless_open(run: ImportRun) -> None:
    if run.state != "open":
        raise ImportState(state=run.state)


def close(parts: Parts, actor: Actor, run_id: str) -> ImportRun:
    """These were all its files. Again does nothing. Raises NotFound."""
    with parts.db.write() as session:
        run = found_run(session, actor, run_id)
        if run.state == "open":
            run.state = "gathering" if any(packed(parts, run_id).glob("*.zip")) else "running"
    parts.imports_soon()
    return run


def packed(parts: Parts, run_id: str) -> Path:
    """Where the .zip files that were sent wait to be unpacked."""
    return home(parts) / "packed" / run_id


def path_name(name: str) -> str:
    """A file's name and the folders above it as they may be shown: "/" between, nothing unprintable, no way up."""
    pieces = ("".join(letter for letter in tidy(piece) if letter.isprintable()) for piece in _split(name))
    return "/".join(piece for piece in pieces if piece.strip("."))[:LONGEST_NAME]


def _split(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def is_archive(name: str) -> bool:
    """Is it to be unpacked?"""
    return name.lower().endswith(".zip")


def _keep_packed(path: Path, called: str, content: IO[bytes]) -> None:
    """The name first: an archive without it would be taken for nobody's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".name").write_text(called, encoding="utf-8")
    _written(content, path.with_suffix(".zip"))


def is_system_file(name: str) -> bool:
    """Nothing that a person put there."""
    last = name.rpartition("/")[2].lower()
    return last in SYSTEM_FILES or last.startswith(("~$", "._")) or "__macosx/" in name.lower()


def key_of(name: str) -> str:
    """What a name is compared by: names may be longer than a column that is unique."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def _there(session: Session, run: ImportRun, name: str) -> ImportFile | None:
    wanted = select(ImportFile).where(ImportFile.run_id == run.id, ImportFile.key == key_of(name))
    return session.scalar(wanted)


def count(session: Session, run_id: str) -> int:
    """How many files the run has."""
    return session.scalar(select(func.count()).where(ImportFile.run_id == run_id)) or 0


def insert(session: Session, run: ImportRun, found: Iterable[tuple[str, str, int]]) -> list[ImportFile]:
    """Rows of files that are there: (id, name, size); names that the run has are left out."""
    found = list(found)
    keys = [key_of(name) for _, name, _ in found]
    known = set(session.scalars(select(ImportFile.key).where(ImportFile.run_id == run.id, ImportFile.key.in_(keys))))
    place = session.scalar(select(func.max(ImportFile.place)).where(ImportFile.run_id == run.id)) or 0
    rows = [
        ImportFile(
            id=id,
            run_id=run.id,
            agency_id=run.agency_id,
            place=place + at,
            name=name,
            key=key,
            size=size,
            state="waiting",
        )
        for at, ((id, name, size), key) in enumerate(zip(found, keys, strict=True), 1)
        if key not in known
    ]
    session.add_all(rows)
    session.flush()
    return rows


def _written(content: IO[bytes], path: Path) -> int:
    """Write what is sent, whole or not at all; its size. Raises UploadTooLarge, NotEnoughSpace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{uuid4().hex[:8]}.new")
    size = 0
    try:
        with space(path.parent), beside.open("wb") as file:
            while piece := content.read(PIECE):
                size += len(piece)
                if size > largest():
                    raise UploadTooLarge(megabytes=largest() >> 20)
                file.write(piece)
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
    return size
