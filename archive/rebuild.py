"""The rows again, from the storage root alone: after a lost database, on a new machine, in ten years.

Only what is missing is restored, so it may run on a partly filled database and be repeated. What the storage never
knew is not invented: numbers that were only reserved, events (a new journal says what was restored).
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive import disk, events, head, heads
from archive.compare import DOCUMENT
from archive.db import Database, now
from archive.errors import ArchiveError
from archive.facts import PREFIX, TABLES
from archive.finding import Finding, Progress, unseen
from archive.records import queue_everything
from archive.restore import ACTOR, restore_object
from archive.store import Store

BATCH = 100


@dataclass
class RebuildReport:
    """How many rows were restored, by table, and what could not be (each a Finding whose place is the object)."""

    restored: Counter[str] = field(default_factory=Counter)
    problems: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Everything the storage holds is in the rows."""
        return not self.problems


def rebuild(database: Database, store: Store, progress: Progress = unseen) -> RebuildReport:
    """Restore every row that is missing: agencies, names, patterns, registers, voided numbers, then documents with
    their numbers, parties and files; tell it in the journal; let every document wait for the index.

    The tables must be there (migrate). progress is called with (done, total) objects. An object that cannot be
    restored is a problem of the report and stops nothing.
    """
    report = RebuildReport()
    ids = _ids_in_order(store, report)
    waiting, done = iter(ids), 0
    while batch := list(islice(waiting, BATCH)):
        with database.write() as session:
            for id in batch:
                _restore(session, store, id, report)
        done += len(batch)
        progress(done, len(ids))
    with database.write() as session:
        details = {"restored": dict(report.restored), "problems": len(report.problems)}
        events.append(session, "archive.rebuilt", agency_id=None, actor=ACTOR, details=details)
        queue_everything(session)
    _follow(database, store)
    return report


def _follow(database: Database, store: Store) -> None:
    """A journal that began with this rebuild says, in the storage, which ones it follows: their heads are no fault."""
    with database.read() as session:
        first = session.get_one(events.Event, 1)
    former = {filed.head.journal for filed in heads.all_heads(store)} - {first.digest}
    if former and first.actor == ACTOR:
        heads.file_head(database, store, at=now(), actor=ACTOR, former=tuple(sorted(former)))


def _ids_in_order(store: Store, report: RebuildReport) -> list[str]:
    """The ids of all objects, each after those it stands on: agencies before registers, documents at the end."""
    ordered = []
    for path in store.object_paths():
        try:
            id = disk.read_inventory(store.root / path)["id"]
            if id.startswith(head.PREFIX):  # of a journal, not of rows
                continue
            ordered.append((_rank(id), id))
        except ArchiveError as error:
            report.problems.append(Finding(error.code, str(path), error.data))
        except ValueError:
            report.problems.append(Finding("object_unknown", str(path), {"object_id": id}))
    return [id for _, id in sorted(set(ordered))]


def _rank(id: str) -> int:
    if id.startswith(DOCUMENT):
        return len(TABLES)
    if not id.startswith(PREFIX):
        raise ValueError(id)
    return TABLES.index(id.split(":")[1])


def _restore(session: Session, store: Store, id: str, report: RebuildReport) -> None:
    try:
        with session.begin_nested():
            restored = list(restore_object(session, store, id))
    except ArchiveError as error:
        report.problems.append(Finding(error.code, id, error.data))
    except IntegrityError as error:
        report.problems.append(Finding("row_in_the_way", id, {"why": str(error.orig)}))
    else:
        report.restored.update(restored)
