"""A backup on disk: a full part a month, daily parts after it that hold what is new; names sort by time.

    <folder>/20261101T170000Z-full/    manifest.json · SHA256SUMS · objects.txt · database/ · storage/ · digests/
                                       waiting.txt · waiting/ (service/backup_waiting.py)
    <folder>/20261102T170000Z-daily/   the same, of storage, digests and waiting only what is new; the database whole
    <folder>.keys/<name>/              secret.key and trust/, apart, readable by their owner alone

objects.txt: every object that the storage then had, as "<sha512 of its inventory> <head> <path>"; an inventory says the
digests of all its files, so these lines say them all. `sha256sum --check SHA256SUMS` in a part needs no program.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from archive.finding import Progress

MANIFEST, SUMS, OBJECTS = "manifest.json", "SHA256SUMS", "objects.txt"
UNFINISHED = ".part"
BLOCK = 1 << 20


class NoBackup(Exception):
    """No such backup in the folder, or none at all."""


class BackupDamaged(Exception):
    """A part is not what was written; says which file."""


class NotEmpty(Exception):
    """A backup is restored into an empty folder only."""


@dataclass(frozen=True)
class Part:
    """One part. after: the name of the part it continues, "" for a full one; counts: rows by table, then.

    waiting: files that waited beside the archive; 0 in parts made before these were backed up.
    """

    folder: Path
    name: str
    kind: str
    after: str
    at: str
    counts: dict[str, int]
    problems: tuple[str, ...]
    waiting: int = 0

    @property
    def keys(self) -> Path:
        return keys_folder(self.folder.parent) / self.name


@dataclass(frozen=True)
class Known:
    """An object as a part knows it: its newest version and the sha512 of its inventory."""

    inventory: str
    head: int


def keys_folder(folder: Path) -> Path:
    """Where the keys lie: apart."""
    return folder.with_name(f"{folder.name}.keys")


def read_part(folder: Path) -> Part:
    """Raises NoBackup."""
    try:
        said: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise NoBackup(str(folder)) from error
    said["problems"] = tuple(said["problems"])
    told = {name: said[name] for name in ("name", "kind", "after", "at", "counts", "problems")}
    return Part(folder, **told, waiting=said.get("waiting", 0))


def parts_in(folder: Path) -> list[Part]:
    """Every finished part, oldest first."""
    made = (path.parent for path in sorted(folder.glob(f"*Z-*/{MANIFEST}")))
    return [read_part(path) for path in made if not path.name.endswith(UNFINISHED)]


def chain(folder: Path, name: str = "") -> list[Part]:
    """The parts that make up the named backup (the latest without a name), the full one first. Raises NoBackup."""
    known = {part.name: part for part in parts_in(folder)}
    if not known or (name and name not in known):
        raise NoBackup(name or str(folder))
    wanted = [known[name or max(known)]]
    while wanted[0].after:
        if wanted[0].after not in known:
            raise NoBackup(wanted[0].after)
        wanted.insert(0, known[wanted[0].after])
    return wanted


def objects_of(part: Part) -> dict[str, Known]:
    """The objects that the storage had then, by path."""
    lines = (line.split(" ") for line in (part.folder / OBJECTS).read_text().splitlines())
    return {path: Known(inventory, int(head)) for inventory, head, path in lines}


def digest(path: Path, copied: Callable[[bytes], object] = lambda _: None) -> tuple[str, str]:
    """A file's sha256 and sha512 in hex; each block is handed on as it is read."""
    with path.open("rb") as file:
        return digest_of(file, copied)


def digest_of(file: BinaryIO, copied: Callable[[bytes], object] = lambda _: None) -> tuple[str, str]:
    """As digest, of a file that is open."""
    sha256, sha512 = hashlib.sha256(), hashlib.sha512()
    while block := file.read(BLOCK):
        sha256.update(block)
        sha512.update(block)
        copied(block)
    return sha256.hexdigest(), sha512.hexdigest()


def check_part(part: Part, progress: Progress) -> None:
    """Every file of the part must be what was written. Raises BackupDamaged."""
    sums = dict(_sums(part))
    for done, (name, expected) in enumerate(sums.items(), 1):
        path = part.folder / name
        if not path.is_file() or digest(path)[0] != expected:
            raise BackupDamaged(f"{part.name}/{name}")
        progress(done, len(sums))


def _sums(part: Part) -> Iterator[tuple[str, str]]:
    for line in (part.folder / SUMS).read_text().splitlines():
        expected, name = line.split("  ", 1)
        yield name, expected
