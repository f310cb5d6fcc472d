"""A .zip is unpacked, and the archives inside it: each file is found, or refused by name and reason; the next follows.

Files are written under numbers of their own, so that no name in an archive can harm; what is unpacked is bounded
before and while it is written.
"""

import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from doc_templates.imported.limits import limits
from doc_templates.imported.zip_names import is_junk, is_unsafe, name_of

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error, OverflowError)
_PACKAGES = ("[Content_Types].xml", "mimetype")
"""Parts that make a .zip a document: .docx, .odt."""
_START = b"PK\x03\x04"
_END, _END_SIZE = b"PK\x05\x06", 22
_LARGE_END = b"PK\x06\x06"  # of archives over 4 GB (zip64)


@dataclass(frozen=True)
class Found:
    """A file out of an archive. name: its path in it, `inner.zip/folder/file.docx` where archives are in archives."""

    file: Path
    name: str
    size: int


@dataclass(frozen=True)
class Refused:
    """A file that is left where it is. why: unsafe_name (outside of the archive), link, encrypted, damaged, bomb,
    too_large, too_deep, too_many_files; the last ends the unpacking, as does too_large where the name is the archive's.
    """

    name: str
    why: str


@dataclass
class _Spent:
    """What all archives together have cost so far."""

    files: int = 0
    bytes: int = 0
    over: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000_000)))


def unpack(archive: Path, into: Path) -> Iterator[Found | Refused]:
    """The files of an archive, each as soon as it lies in `into`; what systems leave beside files does not come along.

    Safe to repeat: files keep their numbers, and those that lie there whole are not unpacked again. Errors: OSError
    where the disk is full.
    """
    into.mkdir(parents=True, exist_ok=True)
    yield from _unpack(archive, "", into, _Spent(), limits()["zip"]["depth"])


def _unpack(archive: Path, within: str, into: Path, spent: _Spent, depth: int) -> Iterator[Found | Refused]:
    """within: the name of an archive inside another, with a / behind it."""
    shown = within.rstrip("/") or archive.name
    try:
        if _listing(archive) > limits()["zip"]["listing"]:
            yield Refused(shown, "too_many_files")
            return
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if sum(entry.compress_size for entry in entries) > archive.stat().st_size:
                yield Refused(shown, "bomb")  # its files lie over each other
                return
            for entry in entries:
                yield from _one(opened, entry, within, into, spent, depth)
                if spent.over:
                    return
    except _BROKEN:
        yield Refused(shown, "damaged")


def _listing(archive: Path) -> int:
    """Bytes of the list at the end of an archive, as it announces them; 0 where it does not."""
    with archive.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(0, size - _END_SIZE - 65_535))
        end = opened.read()
    at = end.rfind(_END)
    if at < 0 or at + _END_SIZE > len(end):
        return 0
    large = end.rfind(_LARGE_END)
    told: int = struct.unpack_from("<I", end, at + 12)[0]
    if told == 0xFFFFFFFF and 0 <= large <= len(end) - 48:
        told = struct.unpack_from("<Q", end, large + 40)[0]
    return told


def _one(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, within: str, into: Path, spent: _Spent, depth: int
) -> Iterator[Found | Refused]:
    name = within + name_of(entry)
    number = next(spent.numbers)
    if is_junk(name):
        return
    why = _why_not(entry, name_of(entry), spent)
    target = into / f"{number:06d}"
    if not why:
        why = _written(opened, entry, target)
    if why:
        yield Refused(name, why)
    elif not _is_archive(target):
        yield Found(target, name, entry.file_size)
    elif depth <= 1:
        target.unlink()
        yield Refused(name, "too_deep")
    else:
        yield from _unpack(target, f"{name}/", into, spent, depth - 1)
        target.unlink()


def _why_not(entry: zipfile.ZipInfo, name: str, spent: _Spent) -> str:
    """Why a file stays where it is; "" where it may come."""
    bound = limits()["zip"]
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if is_unsafe(name):
        return "unsafe_name"
    if kind not in (0, stat.S_IFREG):
        return "link"
    if entry.flag_bits & 1:
        return "encrypted"
    if entry.file_size > bound["sure"] and entry.file_size > entry.compress_size * bound["ratio"]:
        return "bomb"
    if entry.file_size > limits()["file"]["bytes"] and not name.lower().endswith(".zip"):
        return "too_large"
    spent.files, spent.bytes = spent.files + 1, spent.bytes + entry.file_size
    if spent.files > bound["files"]:
        spent.over = "too_many_files"
    elif spent.bytes > bound["bytes"]:
        spent.over = "too_large"
    return spent.over


def _written(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> str:
    """The file whole, or why not; zipfile gives no more bytes than were announced, and checks their sum."""
    if target.exists() and target.stat().st_size == entry.file_size:
        return ""
    beside = target.with_suffix(".new")
    try:
        with opened.open(entry) as source, beside.open("wb") as made:
            shutil.copyfileobj(source, made, 1 << 20)
    except (RuntimeError, *_BROKEN) as why:
        beside.unlink(missing_ok=True)
        return "encrypted" if isinstance(why, RuntimeError) and not isinstance(why, NotImplementedError) else "damaged"
    beside.rename(target)
    return ""


def _is_archive(file: Path) -> bool:
    """Whether a file is a .zip of files, not a document that is one inside."""
    with file.open("rb") as opened:
        if opened.read(4) != _START:
            return False
    if _listing(file) > limits()["zip"]["listing"]:
        return True
    try:
        with zipfile.ZipFile(file) as package:
            return not any(part in package.NameToInfo for part in _PACKAGES)
    except _BROKEN:
        return False
