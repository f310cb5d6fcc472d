"""The index made anew in another place or by another engine, checked, and switched to; the old one answers meanwhile.

What is issued, changed or limited while the new one is made goes to the old one; so the new one is compared with the
archive before the switch and once more behind it, and what it lacks or says otherwise is put right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.finding import Progress
from archive.records import Document, documents, find_many
from index.engine import Engine, Entry
from index.engines import open_engine
from index.folder import remove_all
from service.abbreviations import table
from service.entry import entry_of
from service.index_place import is_fixed, switch, url_of
from service.parts import Parts

ROUNDS = 5
"""So often the new index is compared before the switch, while ever more is issued meanwhile."""
BATCH = 200


class CannotMove(Exception):
    """The index stays where it is. `why`: "same" (it lies there already), "fixed" (INDEX_URL is set: change it there),
    "differs" (the new one could not be made to say what the archive says)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Moved:
    """Where from, how many documents the new index holds, and how many had to be put right after it was made."""

    old_url: str
    documents: int
    mended: int


Steps = Callable[[str], Progress]
"""Name of a step → its progress bar: "index move", "index check", "index check again"."""


def move(parts: Parts, url: str, steps: Steps) -> Moved:
    """Make the index at `url` and switch to it. Raises CannotMove, UnknownEngine, IndexBusy."""
    old_url = url_of(parts.config)
    if is_fixed(parts.config):
        raise CannotMove("fixed")
    if url == old_url:
        raise CannotMove("same")
    fresh = open_engine(url)
    try:
        _fill(parts, fresh, steps("index move"))
        mended = _made_right(parts, fresh, steps("index check"))
        switch(parts.config, url)
        mended += _put_right(parts, fresh, steps("index check again"))
        return Moved(old_url, fresh.count(), mended)
    finally:
        fresh.close()


def remove_old(parts: Parts, old_url: str) -> None:
    """Delete an index that is no longer used. Raises CannotMove("same") for the one in use."""
    if old_url == url_of(parts.config):
        raise CannotMove("same")
    remove_all(Path(urlsplit(old_url).path))


def _fill(parts: Parts, fresh: Engine, progress: Progress) -> None:
    with parts.db.read() as session:
        total, done = _count(session), 0

        def told(more: int) -> None:
            nonlocal done
            done += more
            progress(done, total)

        fresh.rebuild(map(entry_of, documents(session)), told, table(session))


def _made_right(parts: Parts, fresh: Engine, progress: Progress) -> int:
    """Compare and put right until nothing is wrong but what came in the last moment."""
    mended = 0
    for _ in range(ROUNDS):
        now = _put_right(parts, fresh, progress)
        mended += now
        if now <= BATCH and (now == 0 or _last_moment(parts, fresh)):
            return mended
    raise CannotMove("differs")


def _last_moment(parts: Parts, fresh: Engine) -> bool:
    """Whether counts agree but for a batch of what is being issued."""
    with parts.db.read() as session:
        return abs(fresh.count() - _count(session)) <= BATCH


def _put_right(parts: Parts, fresh: Engine, progress: Progress) -> int:
    """Put what the new index lacks or says otherwise, remove what it made up; how many that were."""
    with parts.db.read() as session:
        total = _count(session)

        def entries() -> Iterator[Entry]:
            for done, document in enumerate(documents(session), 1):
                yield entry_of(document)
                progress(done, total)

        wrong = [id for id, _ in fresh.check(entries(), whole=True)]
    for start in range(0, len(wrong), BATCH):
        some = wrong[start : start + BATCH]
        with parts.db.read() as session:
            there = [entry_of(document) for document in find_many(session, some)]
        fresh.put(there)
        fresh.remove(set(some) - {entry.id for entry in there})
    return len(wrong)


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Document)) or 0
