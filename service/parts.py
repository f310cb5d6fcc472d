"""The parts of a running office, plugged together once; every function of the path takes them as its first argument."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from archive.db import Database
from archive.store import Store, open_store
from doc_templates.form import Form, load_forms
from doc_templates.pdf import PdfPool
from index.engine import Engine
from service.config import Config
from service.index_place import IndexPlace


def _now() -> datetime:
    return datetime.now(ZoneInfo("UTC"))


@dataclass
class Parts:
    """Database, storage, forms, PDF pool, index and clock of one installation."""

    config: Config
    db: Database
    store: Store
    forms: dict[str, Form]
    pdf: PdfPool
    now: Callable[[], datetime] = field(default=_now)
    """The clock, aware, in UTC: the one thing tests may replace."""
    index_soon: Callable[[], object] = field(default=lambda: None)
    """Asks the jobs worker to serve what waits for the index; the row waits there anyway."""

    rebuild_soon: Callable[[], object] = field(default=lambda: None)
    """Asks the jobs worker to make the index anew."""

    scans_soon: Callable[[], object] = field(default=lambda: None)
    """Asks the jobs worker to read what was scanned; the row waits anyway."""

    imports_soon: Callable[[], object] = field(default=lambda: None)
    """Asks for the worker of imports; the rows wait anyway."""

    @property
    def engine(self) -> Engine:
        """The index, opened at first use: a broken one must not stop the office (raises IndexBroken each time)."""
        return self._index.engine()

    @cached_property
    def _index(self) -> IndexPlace:
        return IndexPlace(self.config)

    def today(self) -> date:
        """The office's date: documents are dated by the clock on its wall."""
        return self.now().astimezone(ZoneInfo(self.config.time_zone)).date()


def build(config: Config) -> Parts:
    """Open every part; makes the folders that are missing, starts no process."""
    for folder in (config.data_dir, config.data_dir / "run", config.cache_dir):
        folder.mkdir(parents=True, exist_ok=True)
    return Parts(
        config=config,
        db=Database(config.database_url),
        store=open_store(config.storage_url, config.digests_url),
        forms=load_forms(),
        pdf=PdfPool(config.pdf_socket, workers=config.pdf_workers),
    )


def parts() -> Parts:
    """The parts of the application that answers this request or runs this command."""
    return cast(Parts, current_app.extensions["parts"])
