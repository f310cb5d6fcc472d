"""Does the steps of every import: `python -m service.imports.worker`, begun by the jobs worker while there is work.

A process of its own, so that the index and all else are served meanwhile; the one that holds the lock works, any other
goes home. Two files at a time where the machine has two cores: opening is done by processes of its own, and they wait.
"""

import fcntl
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from archive import events
from archive.errors import ArchiveBusy, NotEnoughSpace
from doc_templates.errors import PdfUnavailable
from service import import_, setup
from service.config import Config
from service.imports import twins
from service.imports.gather import gather
from service.imports.rows import ImportFile, ImportRun, counts
from service.parts import Parts

AT_ONCE = min(2, os.cpu_count() or 1)
PAUSE = 0.5
"""Seconds between two looks while nothing can be begun."""
log = logging.getLogger(__name__)
Piece = Callable[[], object]


def due(parts: Parts) -> bool:
    """Is there anything to do, now or soon?"""
    begun = select(ImportRun.id).where(ImportRun.state.in_(("gathering", "running")))
    opening = select(ImportFile.id).join(ImportRun, ImportRun.id == ImportFile.run_id).where(_openable())
    accepted = select(ImportFile.id).where(ImportFile.state == "accepted")
    with parts.db.read() as session:
        return any(session.scalar(wanted.limit(1)) is not None for wanted in (begun, opening, accepted))


def begin() -> "subprocess.Popen[bytes]":
    """Do it in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "service.imports.worker"])


@contextmanager
def alone(parts: Parts) -> Iterator[bool]:
    """Whether nobody else is at it; the kernel frees the lock of the dead."""
    with (parts.config.data_dir / "run" / "imports.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def work(parts: Parts, stop: Callable[[], bool] = lambda: False) -> bool:
    """Do all there is, then go home; False where another is at it. stop: asked between files."""
    with alone(parts) as mine:
        if mine:
            _work(parts, stop)
    return mine


def _work(parts: Parts, stop: Callable[[], bool]) -> None:
    busy: dict[Future[object], str] = {}
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while not stop():
            for key, piece in _pieces(parts, AT_ONCE - len(busy), list(busy.values())):
                busy[threads.submit(piece)] = key
            done, _ = wait(busy, timeout=PAUSE, return_when=FIRST_COMPLETED) if busy else (set(), set())
            for future in done:
                _ended(parts, busy.pop(future), future)
            _end_runs(parts)
            if not busy and not due(parts):
                return
            if not busy:
                time.sleep(PAUSE)


def _pieces(parts: Parts, most: int, busy: list[str]) -> list[tuple[str, Piece]]:
    """The next pieces of work, at most so many, none that is being done: filing first, people wait for it."""
    if most <= 0:
        return []
    with parts.db.read() as session:
        filing = _ids(session, busy, most, ImportFile.state == "accepted", ImportFile.file_from <= parts.now())
        opening = _ids(session, busy, most - len(filing), _openable()) if most > len(filing) else []
        runs = select(ImportRun).where(ImportRun.state == "gathering", ImportRun.id.not_in(busy)).order_by(ImportRun.at)
        gathering = list(session.scalars(runs.limit(1))) if most > len(filing) + len(opening) else []
    pieces: list[tuple[str, Piece]] = [(id, partial(import_.file_away, parts, id)) for id in filing]
    pieces += [(id, partial(_take, parts, id)) for id in opening]
    return pieces + [(run.id, partial(gather, parts, run)) for run in gathering]


def _ids(session: Session, busy: list[str], most: int, *wanted: ColumnElement[bool]) -> list[str]:
    files = select(ImportFile.id).join(ImportRun, ImportRun.id == ImportFile.run_id).where(*wanted)
    files = files.where(ImportFile.id.not_in(busy)).order_by(ImportRun.at, ImportFile.run_id, ImportFile.place)
    return list(session.scalars(files.limit(most)))


def _openable() -> ColumnElement[bool]:
    """Files of a run that is still being sent or gathered are opened already."""
    return and_(ImportFile.state == "waiting", ImportRun.state.in_(("open", "gathering", "running")))


def _take(parts: Parts, file_id: str) -> object:
    with parts.db.read() as session:
        agency_id = session.get_one(ImportFile, file_id).agency_id
    twins.sketch_documents(parts, agency_id)
    return import_.take(parts, file_id)


def _ended(parts: Parts, key: str, future: "Future[object]") -> None:
    """A piece that failed: a machine that is not fit pauses the run and says why; else it is tried again, but not for
    ever."""
    error = future.exception()
    if error is None or isinstance(error, ArchiveBusy):
        return
    if isinstance(error, NotEnoughSpace | PdfUnavailable):
        _pause(parts, key, "disk_full" if isinstance(error, NotEnoughSpace) else "no_libreoffice")
        return
    log.error("import of %s failed", key, exc_info=error)
    _given_up(parts, key)


def _pause(parts: Parts, key: str, why: str) -> None:
    with parts.db.write() as session:
        file = session.get(ImportFile, key)
        run = session.get(ImportRun, file.run_id if file else key)
        if file is not None and file.state == "waiting":
            file.attempts -= 1
        if run is not None and run.state in ("open", "gathering", "running"):
            run.before, run.state, run.problem = run.state, "paused", why


def _given_up(parts: Parts, key: str) -> None:
    """Gathering stops until somebody resumes; what could not be filed goes back to review. Opening is tried again, and
    counts how often (import_.py)."""
    with parts.db.write() as session:
        file = session.get(ImportFile, key)
        if file is not None and file.state == "accepted":
            file.state, file.problem = "review", "failed"
    if file is None:
        _pause(parts, key, "failed")


def _end_runs(parts: Parts) -> None:
    """Runs whose files are all opened are done; what waits for people may wait on."""
    waits = exists().where(ImportFile.run_id == ImportRun.id, ImportFile.state == "waiting")
    with parts.db.read() as session:
        ended = list(session.scalars(select(ImportRun.id).where(ImportRun.state == "running", ~waits)))
    for run_id in ended:
        with parts.db.write() as session:
            run = session.get_one(ImportRun, run_id)
            if run.state == "running":
                run.state, run.ended_at = "done", parts.now()
                details = {"run": run.id, "name": run.name, "files": counts(session, run_id)}
                events.append(session, "import.read", agency_id=run.agency_id, actor="import", details=details)


def main() -> None:
    """Work as long as there is work and the process that began this one lives."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    from service import jobs  # which begins this one

    parent = os.getppid()
    config = Config.from_environment()
    parts = setup.prepare(config)
    parts.index_soon = jobs.register(jobs.queue(config), parts)
    work(parts, stop=lambda: os.getppid() != parent)


if __name__ == "__main__":
    main()
