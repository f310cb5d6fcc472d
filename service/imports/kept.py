"""What of the folder of imports must not be lost: all but what is being written, or made again by itself."""

import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from os import stat_result, walk
from pathlib import Path

MADE_AGAIN = ("opening", "unpacking")
"""Folders in which files are opened and unpacked: begun again after a power cut."""
_OURS = re.compile(r"\w[\w.-]*(/\w[\w.-]*)+", re.ASCII)
"""How the paths look that this room makes; others are nobody's."""


def kept_files(folder: Path, failed: Callable[[OSError], None]) -> Iterator[tuple[str, stat_result]]:
    """Path below the folder and what the disk says of it, of each file; links and what else is no file are left out.

    Sent archives come first: what is unpacked of them meanwhile is found after them. What vanishes while this looks is
    not told; failed: told of what cannot be looked at.
    """
    for place, folders, names in walk(folder, onerror=lambda error: _told(error, failed)):
        folders[:] = sorted(set(folders) - set(MADE_AGAIN), key=lambda name: (name != "packed", name))
        for name in sorted(names):
            path = str(Path(place, name).relative_to(folder))
            if name == "copying" or name.endswith(".new") or not is_ours(path):
                continue
            with suppress(FileNotFoundError):
                found = Path(place, name).lstat()
                if stat.S_ISREG(found.st_mode):
                    yield path, found


def is_ours(path: str) -> bool:
    """Does it look like a path of this room? None of those leads out of it."""
    return _OURS.fullmatch(path) is not None


def _told(error: OSError, failed: Callable[[OSError], None]) -> None:
    if not isinstance(error, FileNotFoundError):
        failed(error)
