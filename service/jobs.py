"""Background jobs. What must not be lost is a row (`to_index`); a job only serves it, so a lost job costs a minute.

`python -m service.jobs` is the one process that writes the index.
"""

import logging
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from huey import Huey, SqliteHuey, crontab

from archive.errors import ArchiveError
from index.errors import SearchError
from service import (
    evidence,
    index_rebuild,
    index_renewal,
    layout_files,
    nightly,
    paper,
    replicas,
    scan_reading,
    scans,
    search,
    setup,
)
from service.citing import keeping as citations
from service.config import Config
from service.imports import sweep as import_sweep
from service.imports import worker as import_worker
from service.parts import Parts

log = logging.getLogger(__name__)
READ_AT_ONCE = 40
"""Batches of documents whose citations are read before other work has its turn: some seconds."""


def queue(config: Config) -> Huey:
    """The queue behind `jobs_url` (a SQLite file); every process of the service opens its own."""
    path = urlsplit(config.jobs_url).path
    return SqliteHuey("office", filename=str(Path(path)), fsync=False)


def register(huey: Huey, parts: Parts) -> Callable[[], object]:
    """Tell the queue its tasks; answers the one that asks for indexing now."""

    @huey.task(name="index_waiting")  # type: ignore[untyped-decorator]
    def index_waiting() -> None:
        serve_index(parts)
        follow_with_replica(parts)

    @huey.periodic_task(crontab(minute="*"), name="index_left_over")  # type: ignore[untyped-decorator]
    def index_left_over() -> None:
        serve_index(parts)
        follow_with_replica(parts)

    nights: list[subprocess.Popen[bytes]] = []

    @huey.periodic_task(crontab(minute="7"), name="night")  # type: ignore[untyped-decorator]
    def night() -> None:
        nights[:] = [child for child in nights if child.poll() is None]
        if not nights and nightly.due(parts):
            nights.append(nightly.begin())

    @huey.periodic_task(crontab(minute="*"), name="evidence_left_over")  # type: ignore[untyped-decorator]
    def evidence_left_over() -> None:
        evidence.step(parts)

    @huey.periodic_task(crontab(minute="17"), name="sweep_previews")  # type: ignore[untyped-decorator]
    def sweep_previews() -> None:
        paper.sweep(parts)
        layout_files.sweep(parts)
        scans.sweep(parts)
        import_sweep.sweep(parts)

    parts.scans_soon = _register_scans(huey, parts)
    parts.imports_soon = _register_imports(huey, parts)
    parts.rebuild_soon = _register_rebuild(huey, parts)
    return index_waiting  # type: ignore[no-any-return]


def _register_scans(huey: Huey, parts: Parts) -> Callable[[], object]:
    """Scans are read a page at a time, and each time the index comes first; one such task waits, never two."""

    @huey.task(name="read_scans")  # type: ignore[untyped-decorator]
    def read_scans() -> None:
        if scan_reading.step(parts):
            read_soon()

    def read_soon() -> None:
        if not any(task.name == "read_scans" for task in huey.pending()):
            read_scans()

    @huey.periodic_task(crontab(minute="*"), name="scans_left_over")  # type: ignore[untyped-decorator]
    def scans_left_over() -> None:
        read_soon()

    return read_soon


def _register_imports(huey: Huey, parts: Parts) -> Callable[[], object]:
    """Imports are done by a process of their own while there is something to do; begun by this one, never two."""
    workers: list[subprocess.Popen[bytes]] = []

    @huey.task(name="import_files")  # type: ignore[untyped-decorator]
    def import_files() -> None:
        workers[:] = [child for child in workers if child.poll() is None]
        if not workers and import_worker.due(parts):
            workers.append(import_worker.begin())

    @huey.periodic_task(crontab(minute="*"), name="imports_left_over")  # type: ignore[untyped-decorator]
    def imports_left_over() -> None:
        import_files()

    def import_soon() -> None:
        if not any(task.name == "import_files" for task in huey.pending()):
            import_files()

    return import_soon


def _register_rebuild(huey: Huey, parts: Parts) -> Callable[[], object]:
    """The index is made anew in the process that writes it; what is issued meanwhile waits for its end."""

    @huey.task(name="rebuild_index")  # type: ignore[untyped-decorator]
    def rebuild_index() -> None:
        try:
            index_rebuild.run(parts)
        except SearchError as error:
            log.error("the index was not rebuilt: %s %s", error.code, error.data)
        serve_index(parts)

    @huey.periodic_task(crontab(minute="*"), name="index_out_of_date")  # type: ignore[untyped-decorator]
    def index_out_of_date() -> None:
        index_renewal.ask_if_due(parts)

    return rebuild_index  # type: ignore[no-any-return]


def serve_index(parts: Parts) -> None:
    """Index whatever waits, and read some citations of an archive from before; a broken index is logged and left
    waiting until it is rebuilt."""
    try:
        while search.index_waiting(parts):
            pass
    except SearchError as error:
        log.error("the index does not take documents: %s %s", error.code, error.data)
    for _ in range(READ_AT_ONCE):
        if not citations.catch_up(parts):
            break


def follow_with_replica(parts: Parts) -> None:
    """Copy what was just filed; a replica out of reach is logged and caught up later."""
    try:
        replicas.replicate(parts)
    except (OSError, ArchiveError) as error:
        log.error("the replica does not follow: %s", error)


def catch_up(parts: Parts) -> None:
    """Fill an index that was lost; a broken one waits for its rebuild."""
    try:
        search.catch_up(parts)
    except SearchError as error:
        log.error("the index cannot be counted: %s %s", error.code, error.data)


def main() -> None:
    """Run the worker until told to stop; one thread, because the index has one writer."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    config = Config.from_environment()
    parts = setup.prepare(config)
    huey = queue(config)
    register(huey, parts)
    catch_up(parts)
    serve_index(parts)
    index_renewal.ask_if_due(parts)
    parts.scans_soon()
    parts.imports_soon()
    consumer = huey.create_consumer(workers=1, initial_delay=0.1, backoff=1.1, max_delay=0.5)
    consumer.run()


if __name__ == "__main__":
    # By its own name: the queue knows a task by its module, and whoever asks for one knows it as service.jobs.
    from service import jobs

    jobs.main()
