"""What embedded engines have in common: generations in a folder, one writer, rebuild beside and switch, damage told.

An engine is a subclass that opens a state of its index (`_opened`), commits to it (`_apply`) and fills a new one
(`_fill`). The folder is disposable: it is rebuilt from the archive, never repaired."""

import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock

from .abbreviations import Abbreviations, default
from .alike import like
from .asked import Query
from .comparing import compare
from .completing import complete
from .engine import Completion, Entry, Filters, Hit, Order, Results, Size
from .errors import IndexBroken
from .files import Damaged
from .folder import Folder, journal_of, read_journal
from .searching import search
from .snapshot import Snapshot

BATCH = 2_000_000
"""Characters of the entries of one commit when many are written: bounds the memory."""


class FolderEngine(ABC):
    """An index in a folder. Threads and processes may share it; see engine.Engine."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lock = RLock()

    @abstractmethod
    def _opened(self, generation: Path) -> Snapshot:
        """The latest committed state. Raises Damaged, FileNotFoundError."""

    @abstractmethod
    def _apply(self, generation: Path, put: dict[str, Entry], removed: Collection[str], *, in_use: bool) -> None:
        """One commit: the ids go, the entries come. The caller holds the write lock; `in_use`: people search it."""

    @abstractmethod
    def _fill(self, fresh: Path, entries: Iterable[Entry], progress: Callable[[int], None]) -> None:
        """Write a new generation, that nobody reads yet."""

    @abstractmethod
    def close(self) -> None:
        """Forget what is open; the next call opens it again."""

    def search(
        self, query: Query, filters: Filters, offset: int = 0, limit: int = 20, order: Order = "best"
    ) -> Results:
        with self._damage_reported():
            return search(self._current(), query, filters, max(offset, 0), max(limit, 0), order)

    def complete(self, typed: str, filters: Filters, limit: int = 8) -> list[Completion]:
        with self._damage_reported():
            return complete(self._current(), typed, filters, max(limit, 0))

    def like(self, id: str, filters: Filters, limit: int = 5) -> list[Hit]:
        with self._damage_reported():
            return like(self._current(), id, filters, max(limit, 0))

    def size(self) -> Size:
        return Size(self.count(), self._folder.bytes())

    def count(self) -> int:
        with self._damage_reported():
            return int(self._current().alive.sum())

    def ready(self) -> str | None:
        try:
            self.count()
        except IndexBroken as broken:
            return str(broken.data["why"])
        except OSError:
            return "damaged"
        return None

    def check(self, entries: Iterable[Entry], *, whole: bool) -> Iterator[tuple[str, str]]:
        with self._damage_reported():
            yield from compare(self._current(), entries, whole=whole)

    def put(self, entries: Iterable[Entry]) -> None:
        for batch in batches(entries):
            self._write({entry.id: entry for entry in batch}, ())

    def remove(self, ids: Iterable[str]) -> None:
        self._write({}, list(ids))

    def abbreviations(self) -> Abbreviations:
        with self._damage_reported():
            return self._current().table

    def rebuild(
        self,
        entries: Iterable[Entry],
        progress: Callable[[int], None] | None = None,
        table: Abbreviations | None = None,
    ) -> None:
        with self._folder.rebuilding():
            fresh = self._folder.new_generation(table or self._table())
            try:
                with self._folder.writing():
                    journal_of(fresh).touch()
                self._fill(fresh, entries, progress or (lambda _: None))
                with self._folder.writing():
                    self._catch_up(fresh)
                    self._folder.switch_to(fresh)
                    self._folder.sweep()
            except BaseException:
                journal_of(fresh).unlink(missing_ok=True)
                shutil.rmtree(fresh, ignore_errors=True)
                raise

    def _table(self) -> Abbreviations:
        """The table of the index in use; the default where that cannot be read any more."""
        try:
            return self.abbreviations()
        except IndexBroken:
            return default()

    def _current(self) -> Snapshot:
        """The latest committed state. A commit or a switch makes files vanish while they are opened: look again."""
        for attempt in range(5):
            with suppress(FileNotFoundError):
                return self._opened(self._folder.current())
            time.sleep(0.02 * (attempt + 1))
        raise self._folder.broken("damaged")

    @contextmanager
    def _damage_reported(self) -> Iterator[None]:
        try:
            yield
        except (Damaged, FileNotFoundError) as error:
            self.close()
            raise self._folder.broken("damaged") from error

    def _write(self, put: dict[str, Entry], removed: Collection[str]) -> None:
        with self._damage_reported():
            self._folder.current()  # makes the first generation before the lock is taken
            with self._folder.writing():
                generation = self._folder.current()
                self._apply(generation, put, removed, in_use=True)
                self._folder.write_journals(put.values(), removed)

    def _catch_up(self, fresh: Path) -> None:
        """Bring in what was written while the new generation was being built."""
        steps = list(read_journal(journal_of(fresh)))
        put: dict[str, Entry] = {}
        removed: dict[str, None] = {}
        for step in steps:
            id_ = step if isinstance(step, str) else step.id
            put.pop(id_, None)
            if isinstance(step, str):
                removed[id_] = None
            else:
                put[id_] = step
        if steps:
            self._apply(fresh, put, removed, in_use=False)


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in groups of so many characters."""
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += len(entry.body) + 1000
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
