"""How the Whoosh engine reads and guards its files: by pread, so that threads share them and a file cut short is an
error instead of the end of the process (as it is with mmap), and with a checksum beside every segment, so that a
damaged file is found before it is read."""

import io
import json
import os
import weakref
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from .files import Damaged, checksum, damage_named

CHECKSUMS = ".sums"
"""Extension of the file that holds the checksums of a segment's other files; Whoosh deletes it with the segment."""


class _Cursor(io.RawIOBase):
    """A reading position in a file descriptor that belongs to somebody else."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor, self._place = descriptor, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place}.get(whence)
        self._place = offset + (os.fstat(self._descriptor).st_size if base is None else base)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        read = os.preadv(self._descriptor, [buffer], self._place)
        self._place += read
        return read


class SharedFile(StructFile):  # type: ignore[misc]
    """A file for reading; `get` keeps no position and may be called from many threads. Closed when forgotten."""

    def __init__(self, path: str, name: str) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)
        super().__init__(io.BufferedReader(_Cursor(self._descriptor)), name=name)
        self.is_real = False

    def get(self, position: int, length: int) -> bytes:
        """Raises Damaged where the file is too short."""
        data = os.pread(self._descriptor, length, position)
        if len(data) != length:
            raise Damaged(self._name)
        return data


class SharedStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files may be read by many threads."""

    def open_file(self, name: str, **_: object) -> SharedFile:
        return SharedFile(self._fpath(name), name)


def write_checksums(folder: Path, segment: str) -> None:
    """After the files of a segment are complete."""
    sums = {path.name: checksum(path) for path in sorted(folder.glob(f"{segment}.*")) if path.suffix != CHECKSUMS}
    (folder / f"{segment}{CHECKSUMS}").write_text(json.dumps(sums), encoding="ascii")


def verify(folder: Path, segment: str) -> list[Path]:
    """The files of a segment. Raises Damaged if one is not as it was written, FileNotFoundError if one is gone."""
    checksums = folder / f"{segment}{CHECKSUMS}"
    with damage_named(segment):
        sums = dict(json.loads(checksums.read_bytes()))
    for name, expected in sums.items():
        if checksum(folder / name) != expected:
            raise Damaged(name)
    return [checksums, *(folder / name for name in sums)]
