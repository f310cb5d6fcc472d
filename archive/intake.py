"""The second place of digests: what was taken in, line by line, outside the storage root; only ever appended to.

One file a month, YYYY-MM.jsonl; each line holds the sha256 of the line before it, the first of a month that of the
last of the month before. Whoever replaces a file together with its inventory and its row is found here
(QCVN 12:2026/BCA 3.5.2.1.10-14). A line is written before its file is visible: a line too many is possible, one too
few is not. Folder on another disk, made append-only there (`chattr +a`): better still.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive import disk
from archive.finding import Finding
from archive.ocfl import FileDigest

LOCK = ".lock"
TAIL = 1 << 16
"""Bytes in which the last line surely lies."""


@dataclass(frozen=True)
class Line:
    """One line: which file of which object, its size in bytes and digests in hex, when; digest: of the line itself."""

    object_id: str
    file: FileDigest
    at: str
    previous: str
    digest: str
    month: str
    end: int
    """Where the line ends in its month's file, in bytes."""


@dataclass(frozen=True)
class Torn:
    """What a power cut left of a line; it was never part of the chain."""

    month: str
    end: int


@dataclass
class Noted:
    """Digests by object: {(file name, sha512)}; what is noted while one looks is found by refresh()."""

    folder: Path
    of: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    reached: tuple[str, int] = ("", 0)

    def refresh(self) -> None:
        """Read what was noted since the last look."""
        for line in read(self.folder, self.reached):
            if isinstance(line, Line):
                self.of.setdefault(line.object_id, set()).add((line.file.name, line.file.sha512))
            self.reached = (line.month, line.end)


def prepare(folder: Path) -> Path:
    """Make the folder, if it is not there, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def note(folder: Path, object_id: str, files: Iterable[FileDigest], at: datetime) -> None:
    """Append one line a file and wait until the disk has them. Raises NotEnoughSpace."""
    with disk.space(folder), _alone(folder):
        month = max([*_months(folder)[-1:], f"{at.astimezone(UTC):%Y-%m}"])  # a clock set back reorders nothing
        path, previous = folder / f"{month}.jsonl", last(folder)
        written = b"\n" if _torn(path) else b""
        for file in files:
            line = _line(object_id, file, at, previous)
            previous = hashlib.sha256(line).hexdigest()
            written += line + b"\n"
        _append(path, written)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _line(object_id: str, file: FileDigest, at: datetime, previous: str) -> bytes:
    said = {
        "object": object_id,
        "file": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "sha512": file.sha512,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": previous,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _append(path: Path, content: bytes) -> None:
    new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        disk.sync(path.parent)


def _torn(path: Path) -> bool:
    return path.exists() and not _tail(path).endswith(b"\n") and path.stat().st_size > 0


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return file.read()


def _months(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].jsonl"))


def last(folder: Path) -> str:
    """The digest of the last whole line, "" before the first."""
    for month in reversed(_months(folder)):
        for line in reversed(_tail(folder / f"{month}.jsonl").split(b"\n")[:-1]):
            if _parsed(line) is not None:
                return hashlib.sha256(line).hexdigest()
    return ""


def read(folder: Path, since: tuple[str, int] = ("", 0)) -> Iterator[Line | Torn]:
    """Every line after this place (month, bytes), oldest first. A last line without its end is still being written."""
    for month in _months(folder):
        if month < since[0]:
            continue
        with (folder / f"{month}.jsonl").open("rb") as file:
            end = file.seek(since[1] if month == since[0] else 0)
            for content in file:
                if not content.endswith(b"\n"):
                    break
                end += len(content)
                yield _read(content[:-1], month, end)


def _read(content: bytes, month: str, end: int) -> Line | Torn:
    said = _parsed(content)
    if said is None:
        return Torn(month, end)
    file = FileDigest(said["file"], said["size"], said["sha256"], said["sha512"])
    return Line(said["object"], file, said["at"], said["previous"], hashlib.sha256(content).hexdigest(), month, end)


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(content)
    except ValueError:
        return None
    wanted = {"object", "file", "size", "sha256", "sha512", "at", "previous"}
    return said if isinstance(said, dict) and said.keys() == wanted else None


def check(folder: Path, heads: Iterable[str] = ()) -> Iterator[Finding]:
    """Every break of the chain: lines changed, dropped or inserted; and every digest of `heads` (what was filed of the
    chain's end, day by day) that the chain no longer passes."""
    previous, wanted = "", set(heads) - {""}
    for line in read(folder):
        place = f"digests {line.month}, byte {line.end}"
        if isinstance(line, Torn):
            yield Finding("digest_line_torn", place, fault=False)
            continue
        if line.previous != previous:
            yield Finding("digest_chain_broken", place, {"object_id": line.object_id, "file": line.file.name})
        previous = line.digest
        wanted.discard(previous)
    for digest in sorted(wanted):
        yield Finding("digests_rewritten", "digests", {"head": digest})
