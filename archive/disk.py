"""How the storage touches the disk: written aside, fsynced, renamed; a full disk leaves nothing behind."""

import errno
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from uuid import uuid4

from archive import ocfl
from archive.errors import NotAStorageRoot, NotEnoughSpace, ObjectDamaged
from archive.ocfl import Inventory

LEFT_OVER_SECONDS = 3600
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
THERE_ALREADY = (errno.ENOTEMPTY, errno.EEXIST)


def prepare_root(root: Path, staging: Path) -> None:
    """Make or recognise the storage root and its staging folder. Raises NotAStorageRoot, NotEnoughSpace."""
    with space(root):
        root.mkdir(parents=True, exist_ok=True)
        staging.mkdir(exist_ok=True)
        if root.stat().st_dev != staging.stat().st_dev:
            raise NotAStorageRoot(folder=str(root), why="its sibling folder is on another file system")
        _recognise(root)
        for name, content in ocfl.root_files().items():
            if not (root / name).exists():
                _add_root_file(root / name, content, staging)


def _recognise(root: Path) -> None:
    names = {entry.name for entry in root.iterdir()}
    declared = ocfl.ROOT_DECLARATION[0] in names
    if not declared and names - {"extensions", "ocfl_layout.json"}:
        raise NotAStorageRoot(folder=str(root), why="neither empty nor an OCFL 1.1 storage root")
    for name, content in ocfl.root_files().items():
        if (root / name).exists() and not _says_the_same((root / name).read_bytes(), content):
            raise NotAStorageRoot(folder=str(root), why=f"{name} says something else")


def _says_the_same(found: bytes, expected: bytes) -> bool:
    if not expected.startswith(b"{"):
        return found == expected
    with suppress(ValueError, TypeError):
        return {**json.loads(found), "description": ""} == {**json.loads(expected), "description": ""}
    return False


def _add_root_file(path: Path, content: bytes, staging: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = staging / uuid4().hex
    write_files({aside: content})
    aside.rename(path)
    sync(path.parent)


def clean(staging: Path) -> None:
    """Remove what a killed process left half-made more than an hour ago; younger ones may still be at
    work.
    """
    for entry in staging.iterdir():
        with suppress(FileNotFoundError):  # another process cleans too
            if time.time() - entry.stat().st_mtime > LEFT_OVER_SECONDS:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


@contextmanager
def space(folder: Path) -> Iterator[None]:
    """A full disk, quota or file-size limit by its own name: NotEnoughSpace."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NotEnoughSpace(folder=str(folder)) from error
        raise


def write_object(staged: Path, path: PurePosixPath, inventory: Inventory, files: Mapping[str, bytes]) -> None:
    """Write a whole new object to staged/path, folders and all, safe against a power cut."""
    folder = staged / path
    folder.mkdir(parents=True)
    name, declaration = ocfl.OBJECT_DECLARATION
    write_files({folder / name: declaration, **_inventory_files(folder, inventory)})
    write_version(folder, inventory, files)
    for level in (path, *path.parents[:-1]):
        sync(staged / level)


def write_version(folder: Path, inventory: Inventory, files: Mapping[str, bytes]) -> None:
    """Write the head version's folder: its own content and inventory."""
    head = inventory["head"]
    content = folder / head / "content"
    paths = {path for paths in inventory["manifest"].values() for path in paths}
    new = {folder / path: files[PurePosixPath(path).name] for path in paths if path.startswith(f"{head}/")}
    (content if new else content.parent).mkdir(parents=True)
    write_files({**new, **_inventory_files(folder / head, inventory)})
    if new:
        sync(content)
    sync(folder / head)


def _inventory_files(folder: Path, inventory: Inventory) -> dict[Path, bytes]:
    text = ocfl.plain_json(inventory)
    return {folder / ocfl.INVENTORY: text, folder / ocfl.SIDECAR: ocfl.sidecar(text)}


def move_in(staged: Path, root: Path, path: PurePosixPath) -> None:
    """Rename the highest folder that is missing below root into place: no empty folder is ever seen there.

    If another process was quicker with the same object, its object stands.
    """
    while not (root / path).exists():
        level = next((level for level in (*reversed(path.parents), path) if not (root / level).exists()), None)
        if level is None:  # another process made the last of them between the two looks
            return
        try:
            (staged / level).rename(root / level)
        except OSError as error:
            if error.errno not in THERE_ALREADY:
                raise
        sync((root / level).parent)


def enter_version(folder: Path, staged: Path) -> None:
    """Make the root inventory that of the newest version folder, if it is not: the last step of a new
    version.
    """
    head = max(int(entry.name[1:]) for entry in folder.glob("v[0-9]*"))
    newest = folder / f"v{head}"
    for name in (ocfl.INVENTORY, ocfl.SIDECAR):
        content = (newest / name).read_bytes()
        if (folder / name).read_bytes() != content:
            write_files({staged / name: content})
            (staged / name).rename(folder / name)
            sync(folder)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write new files and wait until the disk has them. All are written first: the disk then syncs them
    faster.
    """
    written = []
    try:
        for path, content in files.items():
            file = path.open("xb", buffering=0)
            written.append(file)
            left = memoryview(content)
            while left:  # a disk that is nearly full takes a part first and refuses then
                left = left[file.write(left) :]
        for file in written:
            os.fsync(file.fileno())
    finally:
        for file in written:
            file.close()


def sync(folder: Path) -> None:
    """Wait until the disk has the folder's entries."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def walk(root: Path) -> Iterator[PurePosixPath]:
    """Paths below root of what lies four folders deep, and of whatever lies above that and is no folder."""
    layers = sorted(entry for entry in root.iterdir() if entry.is_dir() and entry.name != "extensions")
    for folder in layers:
        yield from _walk(root, folder, 3)


def _walk(root: Path, folder: Path, levels: int) -> Iterator[PurePosixPath]:
    if levels == 0 or not folder.is_dir():
        yield PurePosixPath(folder.relative_to(root))
        return
    for entry in sorted(folder.iterdir()):
        yield from _walk(root, entry, levels - 1)


def read_inventory(folder: Path, object_id: str | None = None) -> Inventory:
    """The inventory in an object's folder. Raises ObjectDamaged if it is unreadable, of another object, or
    points outside its folder.
    """
    try:
        inventory: Inventory = json.loads((folder / ocfl.INVENTORY).read_bytes())
        _check_shape(inventory)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ObjectDamaged(object_id=object_id or folder.name, why=f"inventory.json: {error}") from error
    if object_id not in (None, inventory["id"]):
        raise ObjectDamaged(object_id=object_id, why=f"inventory.json is of {inventory['id']}")
    return inventory


def _check_shape(inventory: Inventory) -> None:
    """Everything the storage relies on: names it looks up are there, and no path leaves the object's
    folder.
    """
    if not isinstance(inventory["id"], str):
        raise TypeError("id")
    guarded = {path for paths in inventory["fixity"]["sha256"].values() for path in paths}
    for paths in inventory["manifest"].values():
        for path in paths:
            if ".." in PurePosixPath(path).parts or PurePosixPath(path).is_absolute() or path not in guarded:
                raise ValueError(f"content path {path}")
    for digest, names in ocfl.head_state(inventory).items():
        if not inventory["manifest"][digest] or not names:
            raise ValueError(f"version state {digest}")
