"""A stored object found damaged or missing, restored from the replica: the bad one goes to quarantine, nothing is lost.

The restored bytes must be those of inventory, rows and intake, or nothing is touched (QCVN 12:2026/BCA 3.5.2.1.14).
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from uuid import UUID

from sqlalchemy.orm import Session

from archive import disk, events, ocfl
from archive.compare import DOCUMENT
from archive.db import Database
from archive.documents import Document
from archive.errors import ArchiveError
from archive.finding import Finding
from archive.fixity import check_object
from archive.intake import Noted
from archive.ocfl import Inventory
from archive.replica import copy_folder, put_in_place, sound
from archive.store import Store

ACTOR = "archive verify"
EVENT = "archive.restored_from_replica"
MENDED = (
    "file_changed",
    "file_missing",
    "file_unexpected",
    "inventory_changed",
    "inventory_differs",
    "object_unreadable",
    "object_missing",
    "fact_missing",
    "noted_not_filed",
    "digest_differs",
    "digest_missing",
)
"""Faults of bytes. What rows say otherwise is for people to look at."""


def damaged(findings: Iterable[Finding]) -> dict[PurePosixPath, list[Finding]]:
    """What can be mended, by the path of the object it is about."""
    by_path: dict[PurePosixPath, list[Finding]] = defaultdict(list)
    for finding in findings:
        path = _path_of(finding)
        if finding.fault and finding.code in MENDED and path is not None:
            by_path[path].append(finding)
    return dict(by_path)


def _path_of(finding: Finding) -> PurePosixPath | None:
    if "object_id" in finding.data:
        return ocfl.object_path(str(finding.data["object_id"]))
    if finding.code == "fact_missing":
        return ocfl.object_path(finding.place)
    parts = PurePosixPath(finding.place).parts[:4]
    return PurePosixPath(*parts) if len(parts) == 4 else None


def mend(
    database: Database, store: Store, replica: Store, noted: Noted | None, path: PurePosixPath, codes: Iterable[str]
) -> bool:
    """Restore the object at this path, and tell it in the journal. False: the replica cannot serve; nothing changed."""
    with store.staged() as staged:
        id = _stage(store, replica, noted, path, staged)
        document = _document(database, id)
        if id is None or not _serves(document, disk.read_inventory(staged / path)):
            return False
        with database.write() as session:  # told in one with the two moves
            aside = put_in_place(store, staged, path)
            _tell(session, document, id, codes, None if aside is None else str(aside.relative_to(store.quarantine)))
    return True


def _tell(session: Session, document: Document | None, id: str, codes: Iterable[str], where: str | None) -> None:
    events.append(
        session,
        EVENT,
        agency_id=document.agency_id if document else None,
        document_id=document.id if document else None,
        actor=ACTOR,
        details={"object": id, "found": sorted(set(codes)), "quarantine": where},
    )


def _stage(store: Store, replica: Store, noted: Noted | None, path: PurePosixPath, staged: Path) -> str | None:
    """A sound copy of the object in staged/path; its id, or None if there can be none."""
    own, other = _trusted(store, noted, path), sound(replica, path)
    if own is not None and (other is None or own["head"] != other["head"]):
        _own_files(store, replica, path, staged)
    elif other is not None and _all_noted(noted, other):
        copy_folder(replica.root / path, staged / path)
    else:
        return None
    id, faults = check_object(staged, path)
    return None if faults else id


def _trusted(store: Store, noted: Noted | None, path: PurePosixPath) -> Inventory | None:
    """The object's own inventory, if all it says was taken in: then only files are bad."""
    try:
        inventory = disk.read_inventory(store.root / path)
        ids_place = ocfl.object_path(inventory["id"])
    except ArchiveError:
        return None
    bad = [fault for fault in check_object(store.root, path)[1] if not fault.code.startswith("file_")]
    return inventory if not bad and ids_place == path and _all_noted(noted, inventory) else None


def _all_noted(noted: Noted | None, inventory: Inventory) -> bool:
    if noted is None:
        return True
    known = noted.of.get(inventory["id"], set())
    said = {(PurePosixPath(name).name, sha512) for sha512, names in inventory["manifest"].items() for name in names}
    return said <= known


def _own_files(store: Store, replica: Store, path: PurePosixPath, staged: Path) -> None:
    """The object newer than the replica's: its own files, and the replica's where they are bad; nothing else."""
    copy_folder(store.root / path, staged / path)
    for fault in check_object(staged, path)[1]:
        name = PurePosixPath(fault.place).relative_to(path)
        (staged / path / name).unlink(missing_ok=True)
        if (replica.root / path / name).is_file() and fault.code != "file_unexpected":
            (staged / path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(replica.root / path / name, staged / path / name)


def _document(database: Database, object_id: str | None) -> Document | None:
    if object_id is None or not object_id.startswith(DOCUMENT):
        return None
    with database.read() as session:
        return session.get(Document, UUID(object_id).hex)


def _serves(document: Document | None, inventory: Inventory) -> bool:
    """Does the object hold every file that the rows tell of? An older version would not."""
    return document is None or all(file.sha512 in inventory["manifest"] for file in document.files)
