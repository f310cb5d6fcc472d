"""The storage: the step "file" of the path. Bytes go in, digests come out, and nothing filed ever changes.

An object is made whole in a sibling folder on the same file system, fsynced, and renamed into place: it is
there entirely or not at all, whatever stops the machine. Folder layout and inventory: `ocfl.py`.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from archive import disk, intake, ocfl
from archive.errors import ObjectDamaged, ObjectDiffers, ObjectMissing, UnknownStorage
from archive.ocfl import FileDigest, Inventory


@dataclass(frozen=True)
class Stored:
    """What the storage holds of an object: its newest version ("v1") and that version's files, by name."""

    object_id: str
    version: str
    files: tuple[FileDigest, ...]


def open_store(url: str, digests: str = "") -> "Store":
    """The storage behind `file:///absolute/folder`, made if there is none; digests: the second place, by URL too.
    Raises UnknownStorage, NotAStorageRoot.
    """
    return Store(folder_of(url), intake.prepare(folder_of(digests)) if digests else None)


def folder_of(url: str) -> Path:
    """The folder that `file:///absolute/folder` names. Raises UnknownStorage."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not path.startswith("/"):
        raise UnknownStorage(url=url)
    return Path(path)


class Store:
    """One OCFL 1.1 storage root. Many processes may use it at once. Staging: the sibling `<root>.staging`.

    digests: the folder in which everything taken in is noted a second time (`intake.py`), None for nowhere.
    """

    def __init__(self, root: Path, digests: Path | None = None) -> None:
        self.root, self.digests = root, digests
        self.staging = root.with_name(f"{root.name}.staging")
        self.quarantine = root.with_name(f"{root.name}.quarantine")
        disk.prepare_root(root, self.staging)
        disk.clean(self.staging)

    def put(self, object_id: str, files: Mapping[str, bytes], *, message: str, user: str, at: datetime) -> Stored:
        """File a new object; the same object again is no error.

        Raises ObjectDiffers (other content is filed under this id), BadName, NotEnoughSpace (nothing is
        visible).
        """
        facts = tuple(ocfl.digests(name, files[name]) for name in sorted(files))
        path = ocfl.object_path(object_id)
        if not (self.root / path).exists():
            inventory = ocfl.first_inventory(object_id, facts, message=message, user=user, at=at)
            self._note(object_id, facts, at)
            with self.staged() as staged:
                disk.write_object(staged, path, inventory, files)
                disk.move_in(staged, self.root, path)
        stored = self.stored(object_id)
        if stored.files != facts:
            raise ObjectDiffers(object_id=object_id)
        return stored

    def add_version(
        self, object_id: str, files: Mapping[str, bytes], *, message: str, user: str, at: datetime
    ) -> Stored:
        """File a later version in which `files` are new or changed; what was filed before stays as it is.

        Raises ObjectMissing, NotEnoughSpace. A version that a power cut left half-entered is entered first.
        One writer an object: callers hold the database's write block.
        """
        folder = self._folder(object_id)
        with self.staged() as staged:
            disk.enter_version(folder, staged)
        facts = [ocfl.digests(name, files[name]) for name in sorted(files)]
        old = self.inventory(object_id)
        inventory = ocfl.next_inventory(old, facts, message=message, user=user, at=at)
        if ocfl.head_state(inventory) != ocfl.head_state(old):
            self._note(object_id, facts, at)
            with self.staged() as staged:
                disk.write_version(staged, inventory, files)
                (staged / inventory["head"]).rename(folder / inventory["head"])
                disk.sync(folder)
                disk.enter_version(folder, staged)
        return self.stored(object_id)

    def has(self, object_id: str) -> bool:
        """Is the object filed?"""
        return (self.root / ocfl.object_path(object_id)).exists()

    def versions(self, object_id: str) -> list[str]:
        """The object's versions, oldest first: v1, v2, … Raises ObjectMissing, ObjectDamaged."""
        return sorted(self.inventory(object_id)["versions"], key=lambda version: int(version[1:]))

    def stored(self, object_id: str, version: str = "") -> Stored:
        """The object's newest version, or this one, as it is filed. Raises ObjectMissing, ObjectDamaged."""
        inventory = self._inventory(object_id, version)
        sha256 = {path: digest for digest, paths in inventory["fixity"]["sha256"].items() for path in paths}
        files: list[FileDigest] = []
        for sha512, names in ocfl.head_state(inventory).items():
            content = inventory["manifest"][sha512][0]
            try:
                size = (self._folder(object_id) / content).stat().st_size
            except FileNotFoundError:
                raise ObjectMissing(object_id=object_id, name=content) from None
            files.extend(FileDigest(name, size, sha256[content], sha512) for name in names)
        return Stored(object_id, inventory["head"], tuple(sorted(files, key=lambda file: file.name)))

    def path(self, object_id: str, name: str) -> Path:
        """Where the newest version of a file lies, for reading. Raises ObjectMissing."""
        return self._content(object_id, name)[0]

    def read(self, object_id: str, name: str, version: str = "") -> bytes:
        """A file's bytes in the newest version, or in this one, checked. Raises ObjectMissing, ObjectDamaged."""
        path, sha512 = self._content(object_id, name, version)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise ObjectMissing(object_id=object_id, name=name) from None
        if hashlib.sha512(content).hexdigest() != sha512:
            raise ObjectDamaged(object_id=object_id, why=f"{name} is not what was filed")
        return content

    def inventory(self, object_id: str) -> Inventory:
        """The object's inventory. Raises ObjectMissing, ObjectDamaged."""
        return disk.read_inventory(self._folder(object_id), object_id)

    def object_paths(self) -> Iterator[PurePosixPath]:
        """Where objects lie below the root, in the order of their paths; also what lies there and is no
        object.
        """
        yield from disk.walk(self.root)

    def object_ids(self) -> Iterator[str]:
        """The ids of all objects. Raises ObjectDamaged at the first that does not say its id."""
        for path in self.object_paths():
            yield disk.read_inventory(self.root / path)["id"]

    def _note(self, object_id: str, facts: Iterable[FileDigest], at: datetime) -> None:
        if self.digests is not None:
            intake.note(self.digests, object_id, facts, at)

    def _folder(self, object_id: str) -> Path:
        folder = self.root / ocfl.object_path(object_id)
        if not folder.exists():
            raise ObjectMissing(object_id=object_id, name="")
        return folder

    def _inventory(self, object_id: str, version: str) -> Inventory:
        inventory = self.inventory(object_id)
        return ocfl.as_it_was(inventory, version) if version else inventory

    def _content(self, object_id: str, name: str, version: str = "") -> tuple[Path, str]:
        inventory = self._inventory(object_id, version)
        for digest, names in ocfl.head_state(inventory).items():
            if name in names:
                return self._folder(object_id) / inventory["manifest"][digest][0], digest
        raise ObjectMissing(object_id=object_id, name=name)

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """A folder of one's own on the storage's disk, gone when the block ends. Raises NotEnoughSpace."""
        folder = self.staging / uuid4().hex
        with disk.space(self.root):
            try:
                folder.mkdir()
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
