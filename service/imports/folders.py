"""Folders of the server that an administrator may import by the page: those below IMPORT_DIR, and no other."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from service.errors import NotFound
from service.imports.gather import files_below
from service.parts import Parts

MOST = 500
COUNTED = 10_000


@dataclass(frozen=True)
class Listed:
    """path: below IMPORT_DIR, "" for itself; up: that of the folder above; folders: names; files: how many lie below,
    at most COUNTED."""

    path: str
    up: str | None
    folders: tuple[str, ...]
    files: int


def inside(parts: Parts, path: str) -> Path:
    """The folder that a page named. Raises NotFound: it is not there, or lies outside."""
    if not parts.config.import_dir:
        raise NotFound(what="folder", id=path)
    root = Path(parts.config.import_dir).resolve()
    try:
        asked = (root / path).resolve()
    except (OSError, ValueError) as error:
        raise NotFound(what="folder", id=path) from error
    if not asked.is_relative_to(root) or not asked.is_dir():
        raise NotFound(what="folder", id=path)
    return asked


def folders(parts: Parts, path: str) -> Listed:
    """What is in a folder. Raises NotFound."""
    here, root = inside(parts, path), Path(parts.config.import_dir).resolve()
    names = sorted(one.name for one in here.iterdir() if one.is_dir() and not one.name.startswith("."))
    told = "" if here == root else str(here.relative_to(root))
    up = None if here == root else "" if here.parent == root else str(here.parent.relative_to(root))
    files = sum(1 for _ in islice(files_below(here), COUNTED))
    return Listed(told, up, tuple(names[:MOST]), files)
