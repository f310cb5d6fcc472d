"""The folder of the Whoosh engine: which generation is current, who may write, what was written during a rebuild.

write.lock  rebuild.lock     flock: one writer, one rebuild at a time over all processes; a killed one lets go
current                      name of the generation in use, replaced atomically
<generation>/                an index, about.json with the versions it was made by, its abbreviations.json
<generation>.journal         what was put or removed while that generation was being built, one JSON a line
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from .abbreviations import Abbreviations, default
from .entry import Entry
from .errors import IndexBroken, IndexBusy
from .files import ABBREVIATIONS
from .text import ANALYSIS_VERSION

_PATIENCE = 30.0


class Folder:
    """The folder; knows files and locks, not what is searched. `schema`: the version of an engine's fields and formats;
    `make` leaves an empty index of that engine in a folder."""

    def __init__(self, root: Path, schema: int, make: Callable[[Path], None]) -> None:
        self.root = root
        self._about = {"schema": schema, "analysis": ANALYSIS_VERSION}
        self._make = make

    def current(self) -> Path:
        """The generation in use; a new, empty folder gets its first. Raises IndexBroken if it names none, or one of
        another version."""
        name = self._name()
        try:
            self._check_version(self.root / name)
        except IndexBroken:
            if self._name() != name:  # a rebuild has switched and swept between the two look-ups
                return self.current()
            raise
        return self.root / name

    def _name(self) -> str:
        try:
            return self._pointer.read_text(encoding="utf-8")
        except FileNotFoundError:
            return self._first()
        except (OSError, ValueError) as error:
            raise self.broken("damaged") from error

    def _check_version(self, generation: Path) -> None:
        try:
            about = json.loads((generation / "about.json").read_bytes())
        except (OSError, ValueError) as error:
            raise self.broken("damaged") from error
        if about != self._about:
            raise self.broken("other_version")

    def broken(self, why: str) -> IndexBroken:
        return IndexBroken(folder=str(self.root), why=why)

    def bytes(self) -> int:
        """What all its files take: of an index under way too."""
        sizes = 0
        for path in self.root.rglob("*"):
            with suppress(OSError):  # swept meanwhile
                sizes += path.stat().st_size if path.is_file() else 0
        return sizes

    @property
    def _pointer(self) -> Path:
        return self.root / "current"

    def _first(self) -> str:
        self.root.mkdir(parents=True, exist_ok=True)
        with self.writing():
            if not self._pointer.exists():
                if any(self.root.glob("*/about.json")):
                    raise self.broken("damaged")
                self.switch_to(self.new_generation(default()))
            return self._pointer.read_text(encoding="utf-8")

    def new_generation(self, table: Abbreviations) -> Path:
        """An empty index beside the current one, to be made and asked with these abbreviations."""
        generation = self.root / uuid4().hex
        generation.mkdir(parents=True)
        self._make(generation)
        (generation / ABBREVIATIONS).write_text(table.to_json(), encoding="utf-8")
        (generation / "about.json").write_text(json.dumps(self._about), encoding="ascii")
        return generation

    def switch_to(self, generation: Path) -> None:
        """Make a complete generation the current one, at once for all processes."""
        fresh = self.root / "current.new"
        fresh.write_text(generation.name, encoding="utf-8")
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(self._pointer)

    def sweep(self) -> None:
        """Delete generations that are not current: older ones, and what an interrupted rebuild left."""
        keep = self._pointer.read_text(encoding="utf-8")
        for path in self.root.iterdir():
            if path.is_dir() and path.name != keep:
                shutil.rmtree(path, ignore_errors=True)
            elif path.suffix == ".journal":
                path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone among all processes; raises IndexBusy after half a minute."""
        with self._lock("write.lock", _PATIENCE):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """The only rebuild; raises IndexBusy at once if there is another."""
        with self._lock("rebuild.lock", 0.0):
            yield

    @contextmanager
    def _lock(self, name: str, seconds: float) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / name).open("ab") as file:
            until = time.monotonic() + seconds
            while not _locked(file.fileno()):
                if time.monotonic() >= until:
                    raise IndexBusy(folder=str(self.root), seconds=seconds)
                time.sleep(0.02)
            yield

    def write_journals(self, put: Iterable[Entry], removed: Iterable[str]) -> None:
        """Note for a rebuild under way what has been written meanwhile; only while the write lock is held."""
        journals = list(self.root.glob("*.journal"))
        if journals and self._forgotten(journals):
            return
        lines = [json.dumps({"remove": id_}) for id_ in removed]
        lines += [json.dumps({"put": asdict(entry)}, default=date.isoformat) for entry in put]
        for journal in journals:
            with journal.open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)

    def _forgotten(self, journals: Iterable[Path]) -> bool:
        """Whether their rebuild was killed; then they go."""
        with suppress(IndexBusy), self.rebuilding():
            for journal in journals:
                journal.unlink(missing_ok=True)
            return True
        return False


def remove_all(root: Path) -> None:
    """Delete an index with all its generations; what else lies in the folder stays."""
    for about in list(root.glob("*/about.json")):
        shutil.rmtree(about.parent, ignore_errors=True)
    for name in ("current", "write.lock", "rebuild.lock"):
        (root / name).unlink(missing_ok=True)
    for journal in root.glob("*.journal"):
        journal.unlink(missing_ok=True)
    with suppress(OSError):
        root.rmdir()


def journal_of(generation: Path) -> Path:
    return generation.with_suffix(".journal")


def read_journal(journal: Path) -> Iterator[Entry | str]:
    """What was written since, in order: an entry that was put, or the id of one removed."""
    with suppress(FileNotFoundError), journal.open(encoding="utf-8") as file:
        for line in file:
            step = json.loads(line)
            yield step["remove"] if "remove" in step else _entry(step["put"])


def _entry(values: dict[str, Any]) -> Entry:
    lists = {name: tuple(values[name]) for name in ("parties", "bases", "readers")}
    facts = tuple((name, words) for name, words in values["facts"])
    return Entry(**{**values, **lists, "facts": facts, "issued_on": date.fromisoformat(values["issued_on"])})


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
