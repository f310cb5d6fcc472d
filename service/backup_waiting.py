"""What lies beside the archive and waits for people, in a backup: the files of imports and the scans of signed paper,
originals and what was made of them (pages and words take hours of reading, and a person's corrections are laid over
just that reading).

waiting.txt: every file that waited then, as "<sha256> <size> <mtime in ns> <part> <path>"; its bytes lie in that part's
waiting/. A file of the same size and time as in the part before is the same: none is changed in place.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.backup_kept import is_ours, kept_files
from service.backup_making import Making
from service.backup_parts import BackupDamaged, Part, digest_of

LIST, FOLDER = "waiting.txt", "waiting"
ROOMS = ("imports", "scans")
"""The folders in a data folder, and so in waiting/."""


@dataclass(frozen=True)
class Held:
    """A file in a backup. part: in which its bytes lie; size, mtime: as they were in the office."""

    sha256: str
    size: int
    mtime: int
    part: str


def held_by(part: Part) -> dict[str, Held]:
    """What waited then, by path; nothing in parts that were made before this was backed up. Raises BackupDamaged."""
    path = part.folder / LIST
    lines = path.read_text(encoding="ascii", errors="replace").splitlines() if path.is_file() else []
    return dict(_read(part, line) for line in lines)


def _read(part: Part, line: str) -> tuple[str, Held]:
    try:
        sha256, size, mtime, of, path = line.split(" ")
        held = Held(sha256, int(size), int(mtime), of)
    except ValueError as error:
        raise BackupDamaged(f"{part.name}/{LIST}") from error
    if not is_ours(path) or path.split("/")[0] not in ROOMS or "/" in of:
        raise BackupDamaged(f"{part.name}/{LIST}")
    return path, held


def as_list(held: Mapping[str, Held]) -> bytes:
    """The content of waiting.txt."""
    lines = (f"{one.sha256} {one.size} {one.mtime} {one.part} {path}\n" for path, one in sorted(held.items()))
    return "".join(lines).encode("ascii")


def copy_waiting(data: Path, making: Making, name: str, known: Mapping[str, Held]) -> dict[str, Held]:
    """Copy what waits and is not known into the part of this name; answers all that waits, known or new."""
    held = {}
    for below, found in _waiting(data, making):
        before = known.get(below)
        if before and (before.size, before.mtime) == (found.st_size, found.st_mtime_ns):
            held[below] = before
        elif sha256 := _copied(data / below, making, below):
            held[below] = Held(sha256, found.st_size, found.st_mtime_ns, name)
    return held


def _waiting(data: Path, making: Making) -> Iterator[tuple[str, os.stat_result]]:
    def failed(error: OSError) -> None:
        making.problems.append(f"{error.filename} cannot be read")

    for room in ROOMS:
        for path, found in kept_files(data / room, failed):
            yield f"{room}/{path}", found


def _copied(source: Path, making: Making, below: str) -> str:
    """Its sha256; "" where it has gone meanwhile: it was filed, and the storage, copied later, has it."""
    try:
        return making.copy(source, f"{FOLDER}/{below}")[0]
    except FileNotFoundError:
        return ""
    except PermissionError:
        making.problems.append(f"{below}: cannot be read")
        return ""


def lay_waiting(part: Part, made: Path) -> None:
    """Put what waited then, and nothing of the days before, into a new data folder. Raises BackupDamaged."""
    for path, held in held_by(part).items():
        target = made / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with (part.folder.with_name(held.part) / FOLDER / path).open("rb") as reading, target.open("xb") as writing:
                sha256, _ = digest_of(reading, writing.write)
        except FileNotFoundError as error:
            raise BackupDamaged(f"{held.part}/{FOLDER}/{path}") from error
        if sha256 != held.sha256:
            raise BackupDamaged(f"{held.part}/{FOLDER}/{path}")
        os.utime(target, ns=(held.mtime, held.mtime))  # so that the next backup knows it as unchanged
