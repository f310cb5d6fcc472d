"""One stored object, looked over without any row: is it whole, and are its bytes what was filed?"""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from archive import disk, ocfl
from archive.errors import BadName, ObjectDamaged
from archive.finding import Finding
from archive.ocfl import Inventory


def check_object(root: Path, path: PurePosixPath) -> tuple[str | None, list[Finding]]:
    """The object's id (None if it cannot be known) and all that is wrong with it. Places are paths below root."""
    folder = root / path
    try:
        inventory = disk.read_inventory(folder)
    except ObjectDamaged as error:
        return None, [Finding("object_unreadable", str(path), {"why": error.data["why"]})]
    object_id = inventory["id"]
    found = [
        *_place(path, object_id),
        *_inventories(folder, path, inventory),
        *_contents(folder, path, inventory),
        *_strangers(folder, path, inventory),
    ]
    return object_id, found


def _place(path: PurePosixPath, object_id: str) -> Iterator[Finding]:
    try:
        expected = str(ocfl.object_path(object_id))
    except BadName:
        expected = ""
    if expected != str(path):
        yield Finding("object_misplaced", str(path), {"object_id": object_id, "expected": expected})


def _inventories(folder: Path, path: PurePosixPath, inventory: Inventory) -> Iterator[Finding]:
    data: dict[str, object] = {"object_id": inventory["id"]}
    versions = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    if versions != sorted(inventory["versions"]):
        yield Finding("version_unfinished", str(path), {**data, "found": versions, "head": inventory["head"]})
    head = PurePosixPath(inventory["head"])
    for name in (ocfl.INVENTORY, ocfl.SIDECAR):
        if _bytes(folder / name) != _bytes(folder / head / name):
            yield Finding("inventory_differs", str(path / name), {**data, "from": str(path / head / name)})
    for place in (PurePosixPath(), head):
        expected = ocfl.sidecar(_bytes(folder / place / ocfl.INVENTORY))
        if _bytes(folder / place / ocfl.SIDECAR) != expected:
            yield Finding("inventory_changed", str(path / place / ocfl.INVENTORY), data)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _contents(folder: Path, path: PurePosixPath, inventory: Inventory) -> Iterator[Finding]:
    sha256 = {name: digest for digest, names in inventory["fixity"]["sha256"].items() for name in names}
    for sha512, names in inventory["manifest"].items():
        for name in names:
            data: dict[str, object] = {"object_id": inventory["id"], "file": PurePosixPath(name).name}
            place = str(path / name)
            if not (folder / name).is_file():
                yield Finding("file_missing", place, data)
            elif _digests(folder / name) != (sha512, sha256[name]):
                yield Finding("file_changed", place, data)


def _digests(file: Path) -> tuple[str, str]:
    sha512, sha256 = hashlib.sha512(), hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            sha512.update(block)
            sha256.update(block)
    return sha512.hexdigest(), sha256.hexdigest()


def _strangers(folder: Path, path: PurePosixPath, inventory: Inventory) -> Iterator[Finding]:
    known = {ocfl.OBJECT_DECLARATION[0], ocfl.INVENTORY, ocfl.SIDECAR}
    known |= {f"{version}/{name}" for version in inventory["versions"] for name in (ocfl.INVENTORY, ocfl.SIDECAR)}
    known |= {name for names in inventory["manifest"].values() for name in names}
    for entry in sorted(folder.rglob("*")):
        name = entry.relative_to(folder).as_posix()
        if not entry.is_dir() and name not in known:
            yield Finding("file_unexpected", str(path / name), {"object_id": inventory["id"]})
    if not (folder / ocfl.OBJECT_DECLARATION[0]).is_file():
        yield Finding("file_missing", str(path / ocfl.OBJECT_DECLARATION[0]), {"object_id": inventory["id"]})
