"""A second storage root that follows the first: new objects and versions are copied whole, once they are sound.

What the replica holds is only ever continued: an object that says something else than before is not taken over. It
is a storage root like the first, so it needs no program either.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from archive import disk, ocfl
from archive.errors import ObjectDamaged
from archive.fixity import check_object
from archive.intake import Noted
from archive.intake_check import check_noted
from archive.ocfl import Inventory
from archive.share import ALL, Share
from archive.store import Store


def follow(store: Store, replica: Store, noted: Noted | None, ids: Iterable[str]) -> int:
    """Copy these objects where the replica has not yet what the storage has; how many were copied."""
    return sum(copy(store, replica, noted, ocfl.object_path(id)) for id in ids if store.has(id))


def catch_up(store: Store, replica: Store, noted: Noted | None, share: Share = ALL) -> int:
    """Copy whatever the replica lacks of the share, or has damaged: its bytes are read."""
    return sum(copy(store, replica, noted, path, closely=True) for path in share.paths(store))


def copy(store: Store, replica: Store, noted: Noted | None, path: PurePosixPath, *, closely: bool = False) -> bool:
    """Copy one object, if it is sound, taken in as it is, and goes on where the replica's stopped; closely: the bytes
    of a replica that says the same are looked at too."""
    if same(store, replica, path) and not (closely and sound(replica, path) is None):
        return False
    id, faults = check_object(store.root, path)
    old = sound(replica, path)
    if id is None or faults or check_noted(store, noted, id) or not _goes_on(store, old, path):
        return False
    with replica.staged() as staged:
        copy_folder(store.root / path, staged / path)
        if check_object(staged, path)[1]:  # changed while it was copied: the next round takes it
            return False
        if put_in_place(replica, staged, path) is not None and old is not None:
            shutil.rmtree(replica.quarantine / staged.name)  # the new one holds all of it
    return True


def same(store: Store, replica: Store, path: PurePosixPath) -> bool:
    """Do both say the same of the object? Their bytes are not read."""
    mine, other = store.root / path / ocfl.INVENTORY, replica.root / path / ocfl.INVENTORY
    return mine.is_file() and other.is_file() and mine.read_bytes() == other.read_bytes()


def _goes_on(store: Store, old: Inventory | None, path: PurePosixPath) -> bool:
    """A missing or damaged object of the replica may be replaced; a sound one only by more of the same."""
    return old is None or continues(old, disk.read_inventory(store.root / path))


def continues(old: Inventory, new: Inventory) -> bool:
    """Does the new inventory hold all that the old one says?"""
    return all(new[part].get(key) == value for part in ("manifest", "versions") for key, value in old[part].items())


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder and wait until the disk has it."""
    shutil.copytree(source, target)
    for folder, _, names in os.walk(target):
        for name in names:
            _sync_file(Path(folder, name))
        disk.sync(Path(folder))


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(store: Store, staged: Path, path: PurePosixPath) -> Path | None:
    """Move the staged object to its place; one that stood there goes to quarantine, whose folder is answered.

    Between the two moves the object is missing: stopped there, the next look finds that and does it again.
    """
    aside = None
    if (store.root / path).exists():
        aside = store.quarantine / staged.name / path
        aside.parent.mkdir(parents=True)
        (store.root / path).rename(aside)
    disk.move_in(staged, store.root, path)
    return aside


def sound(replica: Store, path: PurePosixPath) -> Inventory | None:
    """The inventory of an object that the replica has whole."""
    id, faults = check_object(replica.root, path)
    try:
        return None if id is None or faults else disk.read_inventory(replica.root / path)
    except ObjectDamaged:
        return None
