"""Whoosh's own files inside a generation (folder.py): an empty index, its commits and segments."""

import json
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex

from .files import Damaged, checksum, damage_named
from .folder import Folder
from .whoosh_files import SharedStorage
from .whoosh_writer import SCHEMA

SCHEMA_VERSION = 4
"""Raised with every change of fields or of the format of stored data; an index of another version is rebuilt."""

_INDEX_NAME = "MAIN"
_SEAL = "commit.sums"


def folder_of(root: Path) -> Folder:
    """The folder of a Whoosh engine."""
    return Folder(root, SCHEMA_VERSION, _make)


def _make(generation: Path) -> None:
    FileIndex.create(SharedStorage(str(generation)), SCHEMA, _INDEX_NAME)


def open_index(generation: Path) -> FileIndex:
    """Whoosh's own index object, for its writer."""
    return FileIndex(SharedStorage(str(generation)), indexname=_INDEX_NAME)


def latest_commit(generation: Path) -> int:
    """Number of the last commit. Raises FileNotFoundError if there is none."""
    latest = int(TOC._latest_generation(SharedStorage(str(generation)), _INDEX_NAME))
    if latest < 0:
        raise FileNotFoundError(generation)
    return latest


def seal_commit(generation: Path) -> None:
    """Note the checksum of the last commit's table of contents, which Whoosh itself would believe whatever it says."""
    name = TOC._filename(_INDEX_NAME, latest_commit(generation))
    fresh = generation / f"{_SEAL}.new"
    fresh.write_text(json.dumps({name: checksum(generation / name)}), encoding="ascii")
    fresh.replace(generation / _SEAL)


def segments_of(generation: Path, commit: int) -> list[Any]:
    """Whoosh's segments as of a commit. Raises Damaged, FileNotFoundError."""
    name = TOC._filename(_INDEX_NAME, commit)
    with damage_named(f"commit {commit}"):
        sealed = json.loads((generation / _SEAL).read_bytes()) if (generation / _SEAL).exists() else {}
        if name in sealed and checksum(generation / name) != sealed[name]:  # not there yet: killed in between
            raise Damaged(name)
        return list(TOC.read(SharedStorage(str(generation)), _INDEX_NAME, gen=commit).segments)
