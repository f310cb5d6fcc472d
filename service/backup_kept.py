"""What beside the archive must not be lost: of a folder of what waits, all but what is being written, or made again by
itself."""

import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from os import stat_result, walk
from pathlib import Path

MADE_AGAIN = ("opening", "unpacking")
"""Folders in which files are opened and unpacked: begun again after a power cut."""
_OURS = re.compile(r"\w[\w.-]*(/\w[\w.-]*)+", re.ASCII)
"""How the paths look that this house makes; others are nobody's."""


def kept_files(folder: Path, failed: Callable[[OSError], None]) -> Iterator[tuple[str, stat_result]]:
    """Path below the folder and what the disk says of it, of each file; links and what else is no file are left out.

    Sent archives come first: what is unpacked of them meanwhile is found after them. What vanishes while this looks is
    not told; failed: told of what cannot be looked at.
    """
    for place, folders, names in walk(folder, onerror=lambda error: _told(error, failed)):
        wanted = [name for name in folders if name not in MADE_AGAIN and not _is_unfinished(name)]
        folders[:] = sorted(wanted, key=lambda name: (name != "packed", name))
        for name in sorted(names):
            path = str(Path(place, name).relative_to(folder))
            if _is_unfinished(name) or not is_ours(path):
                continue
            with suppress(FileNotFoundError):
                found = Path(place, name).lstat()
                if stat.S_ISREG(found.st_mode):
                    yield path, found


def _is_unfinished(name: str) -> bool:
    """A file or folder that is being written: scan.pdf.new, pages.new, 0001.new.tsv, a page on its way to its words."""
    return name == "copying" or name.endswith(".ppm") or ".new" in Path(name).suffixes


def is_ours(path: str) -> bool:
    """Does it look like a path of this house? None of those leads out of it."""
    return _OURS.fullmatch(path) is not None


def _told(error: OSError, failed: Callable[[OSError], None]) -> None:
    if not isinstance(error, FileNotFoundError):
        failed(error)
