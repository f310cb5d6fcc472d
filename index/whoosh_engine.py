"""The embedded default engine: Whoosh-Reloaded on a folder, pure Python, nothing to install or run beside the service.

The folder is disposable and trusted (Whoosh unpickles its table of contents): it is rebuilt from the archive, never
repaired. Files and generations are in whoosh_folder.py, reading in whoosh_snapshot.py, a search in whoosh_search.py.
"""

import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from .asked import Query
from .engine import Entry, Filters, Results
from .errors import IndexBroken
from .whoosh_files import Damaged
from .whoosh_folder import Folder, journal_of, latest_commit, open_index, read_journal, segments_of
from .whoosh_search import search
from .whoosh_snapshot import Snapshot
from .whoosh_writer import ArrayWriter, keep_all, merge_few, merge_together

BATCH = 2_000_000
"""Characters of the entries of one segment when many are written: bounds the memory."""
LARGEST_SEGMENT = 50_000
"""Documents of a segment after a rebuild; Whoosh's columns end at 2 GB."""


class WhooshEngine:
    """An index in a folder. Threads and processes may share it; see engine.Engine."""

    def __init__(self, folder: str) -> None:
        self._folder = Folder(Path(folder))
        self._lock = RLock()
        self._seen: tuple[str, int] | None = None
        self._snapshot: Snapshot | None = None

    def search(self, query: Query, filters: Filters, offset: int = 0, limit: int = 20) -> Results:
        with self._damage_reported():
            return search(self._current(), query, filters, max(offset, 0), max(limit, 0))

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

    def close(self) -> None:
        with self._lock:
            self._seen = self._snapshot = None

    def put(self, entries: Iterable[Entry]) -> None:
        for batch in _batches(entries):
            self._write({entry.id: entry for entry in batch}, ())

    def remove(self, ids: Iterable[str]) -> None:
        self._write({}, list(ids))

    def rebuild(self, entries: Iterable[Entry], progress: Callable[[int], None] | None = None) -> None:
        with self._folder.rebuilding():
            fresh = self._folder.new_generation()
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

    def _current(self) -> Snapshot:
        """The latest committed state. A commit or a switch makes files vanish while they are opened: look again."""
        for attempt in range(5):
            with suppress(FileNotFoundError):
                return self._opened(self._folder.current())
            time.sleep(0.02 * (attempt + 1))
        raise self._folder.broken("damaged")

    def _opened(self, generation: Path) -> Snapshot:
        with self._lock:
            latest = generation.name, latest_commit(generation)
            leaves = self._snapshot.leaves if self._snapshot else []
            sound = [leaf for leaf in leaves if leaf.unchanged()]
            if self._snapshot is None or self._seen != latest or len(sound) < len(leaves):
                self._snapshot = Snapshot(generation, segments_of(generation, latest[1]), sound)
                self._seen = latest
            return self._snapshot

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
                _apply(generation, self._opened(generation), put, removed)
                self._folder.write_journals(put.values(), removed)

    def _fill(self, fresh: Path, entries: Iterable[Entry], progress: Callable[[int], None]) -> None:
        for batch in _batches(entries):
            with _writer(fresh, keep_all) as writer:
                writer.add_entries({entry.id: entry for entry in batch}.values())
            progress(len(batch))
        segments = segments_of(fresh, latest_commit(fresh))
        for names in _groups(segments):
            with _writer(fresh, partial(merge_together, names)):
                pass

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
            _apply(fresh, Snapshot(fresh, segments_of(fresh, latest_commit(fresh)), []), put, removed)


def _apply(generation: Path, snapshot: Snapshot, put: dict[str, Entry], removed: Iterable[str]) -> None:
    """One commit: the ids go, the entries come."""
    leaves = {leaf.name: leaf for leaf in snapshot.leaves}
    with _writer(generation, merge_few) as writer:
        for segment in writer.segments:
            for id_ in {*put, *removed}:
                for document in leaves[segment.segment_id()].documents_with_id(id_):
                    segment.delete_document(document)
        writer.add_entries(put.values())


@contextmanager
def _writer(generation: Path, merging: Callable[[ArrayWriter, list[Any]], list[Any]]) -> Iterator[ArrayWriter]:
    writer = ArrayWriter(open_index(generation))
    try:
        yield writer
        writer.commit(mergetype=merging)
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        raise


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
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


def _groups(segments: Iterable[Any]) -> Iterator[set[str]]:
    """Names of segments that become one."""
    group: set[str] = set()
    documents = 0
    for segment in segments:
        group.add(segment.segment_id())
        documents += segment.doc_count()
        if documents >= LARGEST_SEGMENT:
            yield group
            group, documents = set(), 0
    if len(group) > 1:
        yield group
