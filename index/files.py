"""How engines guard their files: damage is found before anything is read, and called by its name."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from zlib import crc32

from .abbreviations import Abbreviations, from_rows

ABBREVIATIONS = "abbreviations.json"

_CHUNK = 1 << 20

Look = tuple[int, int]
"""Size and time of a file."""


class Damaged(Exception):
    """A file of the index is not what was written."""


@lru_cache(maxsize=16)
def abbreviations_of(generation: Path) -> Abbreviations:
    """The table that an index was made with, and is asked with. Raises Damaged, FileNotFoundError."""
    rows = (generation / ABBREVIATIONS).read_bytes()
    with damage_named(ABBREVIATIONS):
        return from_rows(json.loads(rows))


def fingerprint(paths: Iterable[Path]) -> list[Look]:
    """How files look: cheap, to notice a change after they were verified."""
    stats = map(os.stat, paths)
    return [(stat.st_size, stat.st_mtime_ns) for stat in stats]


@contextmanager
def damage_named(what: str) -> Iterator[None]:
    """Whatever Whoosh, pickle, zlib or json raise on bytes that are not theirs is Damaged."""
    try:
        yield
    except (OSError, Damaged, MemoryError):
        raise
    except Exception as error:
        raise Damaged(what) from error


def checksum(path: Path) -> list[int]:
    size, crc = 0, 0
    with path.open("rb") as file:
        for chunk in iter(partial(file.read, _CHUNK), b""):
            size, crc = size + len(chunk), crc32(chunk, crc)
    return [size, crc]
