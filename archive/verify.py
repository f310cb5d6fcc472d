"""Looks over the whole archive, both ways: rows ↔ files ↔ numbers ↔ events. Reports; never mends, never deletes.

It may run while the office works: no look keeps the database, and what is just being issued is told as unfinished.
What the numbers and the journal must satisfy: `audit.py`; one object alone: `fixity.py`; object ↔ rows: `compare.py`;
object ↔ digests at intake: `intake_check.py`; journal ↔ filed heads, clock: `head_check.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from archive.agencies import Agency, AgencyName, SeriesPattern
from archive.audit import check_events, check_numbers
from archive.compare import compare_object
from archive.db import Base, Database
from archive.events import Event, check_chain
from archive.facts import fact_id
from archive.filing import object_id
from archive.finding import Finding, Progress, unseen
from archive.fixity import check_object
from archive.head_check import Proves, check_heads, trusting
from archive.intake import Noted
from archive.intake_check import check_intake, check_noted, open_notes
from archive.numbers import Number, Register
from archive.records import Document
from archive.share import ALL, Share
from archive.store import Store

BATCH = 100
# Rows that a fact of the storage stands behind; a register that opened by itself needs none.
WITH_FACT: tuple[tuple[type[Base], ColumnElement[bool]], ...] = (
    (Agency, true()),
    (AgencyName, true()),
    (SeriesPattern, true()),
    (Register, Register.opened_at.is_not(None)),
    (Number, Number.state == "void"),
)


@dataclass
class Report:
    """What was found, and how many objects, documents, numbers and events were looked at."""

    findings: list[Finding] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """No fault; numbers still reserved and issues under way are none."""
        return not self.faults

    @property
    def faults(self) -> list[Finding]:
        """What is wrong."""
        return [finding for finding in self.findings if finding.fault]

    @property
    def information(self) -> list[Finding]:
        """What is worth knowing: reserved numbers, issues that wait for their repeat."""
        return [finding for finding in self.findings if not finding.fault]


def verify(
    database: Database, store: Store, progress: Progress = unseen, *, share: Share = ALL, proves: Proves = trusting
) -> Report:
    """Look over everything, or over a share of the objects and all rows. progress is called with (done, total):
    objects, documents, numbers and events. proves: whether a time-stamp is of an authority one trusts.
    """
    report = Report(counted=_count(database, store, share))
    total, done = sum(report.counted.values()), 0
    noted = open_notes(store)
    for paths in batches(share.paths(store), BATCH):
        report.findings += _look_at(database, store, noted, paths)
        done += len(paths)
        progress(min(done, total), total)
    done = report.counted["objects"]
    for counted, look in (("documents", _objects_missing), ("numbers", _numbers), ("events", _journal)):
        with database.read() as session:
            report.findings += look(session, store)
        done += report.counted[counted]
        progress(done, total)
    with database.read() as session:
        report.findings += check_heads(session, store, proves)
        report.findings += check_intake(session, store, noted, share)
    return report


def _count(database: Database, store: Store, share: Share) -> dict[str, int]:
    counted = {"objects": sum(1 for _ in share.paths(store))}
    with database.read() as session:
        for name, model in (("documents", Document), ("numbers", Number), ("events", Event)):
            counted[name] = session.scalar(select(func.count()).select_from(model)) or 0
    return counted


def batches(paths: Iterator[PurePosixPath], size: int) -> Iterator[list[PurePosixPath]]:
    """The paths in lists of at most `size`."""
    while batch := list(islice(paths, size)):
        yield batch


def _look_at(database: Database, store: Store, noted: Noted | None, paths: Iterable[PurePosixPath]) -> list[Finding]:
    """Storage → rows: the objects themselves first, without the database; then the sound ones against it."""
    found, sound = [], []
    for path in paths:
        id, faults = check_object(store.root, path)
        found += faults
        if id is not None and not faults:
            sound.append(id)
            found += check_noted(store, noted, id)
    with database.read() as session:
        for id in sound:
            found += compare_object(session, store, id)
    return found


def _objects_missing(session: Session, store: Store) -> Iterator[Finding]:
    """Rows → storage: every document and every fact must be filed."""
    rows = select(Document.id, Document.reference).order_by(Document.id)
    for id, reference in session.execute(rows.execution_options(yield_per=1000)):
        if not store.has(object_id(id)):
            data: dict[str, object] = {"document_id": id, "object_id": object_id(id)}
            yield Finding("object_missing", f"document {reference}", data)
    for model, needed in WITH_FACT:
        for row in session.scalars(select(model).where(needed).execution_options(yield_per=1000)):
            if not store.has(fact_id(row)):
                yield Finding("fact_missing", fact_id(row), {"table": model.__tablename__})


def _numbers(session: Session, _store: Store) -> Iterator[Finding]:
    return check_numbers(session)


def _journal(session: Session, _store: Store) -> Iterator[Finding]:
    yield from check_chain(session)
    yield from check_events(session)
