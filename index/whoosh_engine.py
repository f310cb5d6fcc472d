"""The embedded default engine: Whoosh-Reloaded on a folder, pure Python, nothing to install or run beside the service.

The folder is trusted (Whoosh unpickles its table of contents). Generations and locks are in folder.py, what is the same
for every embedded engine in folder_engine.py, reading in whoosh_snapshot.py, writing in whoosh_writer.py.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from .entry import Entry
from .files import abbreviations_of
from .folder_engine import FolderEngine, batches
from .snapshot import Snapshot
from .whoosh_folder import folder_of, latest_commit, open_index, seal_commit, segments_of
from .whoosh_snapshot import WhooshLeaf, snapshot_of
from .whoosh_writer import ArrayWriter, keep_all, merge_few, merge_together

LARGEST_SEGMENT = 50_000
"""Documents of a segment after a rebuild; Whoosh's columns end at 2 GB."""


class WhooshEngine(FolderEngine):
    """An index of Whoosh in a folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder_of(Path(folder)))
        self._seen: tuple[str, int] | None = None
        self._snapshot: Snapshot | None = None

    def close(self) -> None:
        with self._lock:
            self._seen = self._snapshot = None

    def _opened(self, generation: Path) -> Snapshot:
        with self._lock:
            latest = generation.name, latest_commit(generation)
            leaves = self._snapshot.leaves if self._snapshot else []
            known = [leaf for leaf in leaves if isinstance(leaf, WhooshLeaf)]
            sound = [leaf for leaf in known if leaf.unchanged()]
            if self._snapshot is None or self._seen != latest or len(sound) < len(known):
                self._snapshot = snapshot_of(generation, segments_of(generation, latest[1]), sound)
                self._seen = latest
            return self._snapshot

    def _apply(self, generation: Path, put: dict[str, Entry], removed: Collection[str], *, in_use: bool) -> None:
        snapshot = self._opened(generation) if in_use else _state_of(generation)
        leaves = {leaf.name: leaf for leaf in snapshot.leaves}
        with _writer(generation, merge_few) as writer:
            for segment in writer.segments:
                for id_ in {*put, *removed}:
                    for document in leaves[segment.segment_id()].documents_with_id(id_):
                        segment.delete_document(document)
            writer.add_entries(put.values(), snapshot.table)

    def _fill(self, fresh: Path, entries: Iterable[Entry], progress: Callable[[int], None]) -> None:
        for batch in batches(entries):
            with _writer(fresh, keep_all) as writer:
                writer.add_entries({entry.id: entry for entry in batch}.values(), abbreviations_of(fresh))
            progress(len(batch))
        segments = segments_of(fresh, latest_commit(fresh))
        for names in _groups(segments):
            with _writer(fresh, partial(merge_together, names)):
                pass


def _state_of(generation: Path) -> Snapshot:
    return snapshot_of(generation, segments_of(generation, latest_commit(generation)), [])


@contextmanager
def _writer(generation: Path, merging: Callable[[ArrayWriter, list[Any]], list[Any]]) -> Iterator[ArrayWriter]:
    writer = ArrayWriter(open_index(generation))
    try:
        yield writer
        writer.commit(mergetype=merging)
        seal_commit(generation)
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        raise


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
