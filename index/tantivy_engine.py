"""The second embedded engine: Tantivy on a folder, for large archives. Beside Whoosh it makes an index several times
faster and half as large; searching is the same code (searching.py) and, of a small archive, no faster.

Generations and locks are in folder.py, what is the same for every embedded engine in folder_engine.py.
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from .entry import Entry
from .files import Look, damage_named, fingerprint
from .folder_engine import FolderEngine
from .snapshot import Snapshot
from .tantivy_fill import all_prepared
from .tantivy_folder import folder_of, latest_commit, open_index, verify
from .tantivy_leaf import TantivyLeaf
from .tantivy_writer import fill, prepared, writing

BUDGET = 12_000
"""Postings that one search reads: Tantivy hands them over one by one."""


class TantivyEngine(FolderEngine):
    """An index of Tantivy in a folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder_of(Path(folder)))
        self._state: _State | None = None

    def close(self) -> None:
        with self._lock:
            self._state = None

    def _opened(self, generation: Path) -> Snapshot:
        with self._lock:
            if self._state is None or not self._state.still(generation):
                self._state = _State(generation, self._state)
            return self._state.snapshot

    def _apply(self, generation: Path, put: dict[str, Entry], removed: Collection[str], *, in_use: bool) -> None:
        snapshot = self._opened(generation) if in_use else _State(generation, None).snapshot
        ready = [prepared(entry, snapshot.table) for entry in put.values()]
        living = [id_ for id_ in removed if snapshot.living(id_) is not None]
        with damage_named(str(generation)), writing(generation) as writer:
            for id_ in living:
                writer.remove(id_)
            for entry in ready:
                writer.add(entry)

    def _fill(self, fresh: Path, entries: Iterable[Entry], progress: Callable[[int], None]) -> None:
        fill(fresh, all_prepared(entries, fresh), progress)


class _State:
    """A commit that is open; what it shares with the one before is not read again. Raises Damaged, FileNotFoundError.

    `files`: how they looked when they were verified."""

    files: dict[Path, Look]
    leaf: TantivyLeaf

    def __init__(self, generation: Path, before: "_State | None") -> None:
        sound = before.files if before else {}
        known = before.leaf.columns if before else {}
        self.generation = generation
        self.commit = latest_commit(generation)
        self.files = verify(generation, self.commit, sound)
        with damage_named(str(generation)):
            index = open_index(generation)
            index.reload()
            searcher = index.searcher()
        if latest_commit(generation) != self.commit or searcher.num_segments != len(self.commit.segments):
            raise FileNotFoundError(generation)  # committed meanwhile: the caller looks again
        self.leaf = TantivyLeaf(generation, searcher, self.commit, known)
        self.snapshot = Snapshot(generation, [self.leaf], [self.leaf.dead], budget=BUDGET)

    def still(self, generation: Path) -> bool:
        """Whether this is what is committed last, and its files look as when they were verified."""
        return generation == self.generation and latest_commit(generation) == self.commit and self.sound()

    def sound(self) -> bool:
        try:
            return fingerprint(self.files) == list(self.files.values())
        except FileNotFoundError:
            return False
