"""Background jobs. What must not be lost is a row (`to_index`); a job only serves it, so a lost job costs a minute.

`python -m service.jobs` is the one process that writes the index.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from huey import Huey, SqliteHuey, crontab

from index.errors import SearchError
from service import layout_files, paper, search, setup
from service.config import Config
from service.parts import Parts

log = logging.getLogger(__name__)


def queue(config: Config) -> Huey:
    """The queue behind `jobs_url` (a SQLite file); every process of the service opens its own."""
    path = urlsplit(config.jobs_url).path
    return SqliteHuey("office", filename=str(Path(path)), fsync=False)


def register(huey: Huey, parts: Parts) -> Callable[[], object]:
    """Tell the queue its tasks; answers the one that asks for indexing now."""

    @huey.task(name="index_waiting")  # type: ignore[untyped-decorator]
    def index_waiting() -> None:
        serve_index(parts)

    @huey.periodic_task(crontab(minute="*"), name="index_left_over")  # type: ignore[untyped-decorator]
    def index_left_over() -> None:
        serve_index(parts)

    @huey.periodic_task(crontab(minute="17"), name="sweep_previews")  # type: ignore[untyped-decorator]
    def sweep_previews() -> None:
        paper.sweep(parts)
        layout_files.sweep(parts)

    return index_waiting  # type: ignore[no-any-return]


def serve_index(parts: Parts) -> None:
    """Index whatever waits; a broken index is logged and left waiting until it is rebuilt."""
    try:
        while search.index_waiting(parts):
            pass
    except SearchError as error:
        log.error("the index does not take documents: %s %s", error.code, error.data)


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
    consumer = huey.create_consumer(workers=1, initial_delay=0.1, backoff=1.1, max_delay=0.5)
    consumer.run()


if __name__ == "__main__":
    # By its own name: the queue knows a task by its module, and whoever asks for one knows it as service.jobs.
    from service import jobs

    jobs.main()
