"""The archive's rows: one engine, read and write blocks, migrations. Where a write block ends, the path has a
fact.

SQLite by default, PostgreSQL by URL. On SQLite a write block is BEGIN IMMEDIATE, so that whoever reads the
last number there is alone until the commit; on PostgreSQL the row locks in `numbers` and `events` do the
same.
"""

import json
import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from archive.errors import ArchiveBusy, NotEnoughSpace

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30


class Base(DeclarativeBase):
    """All tables of one installation, the service's own too. Constraints have names, so migrations can reach
    them.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Utc(TypeDecorator[datetime]):
    """A moment, aware, in UTC. SQLite keeps no zone, so it is put back on the way out; a naive one is
    refused.
    """

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Database:
    """The rows behind one URL (`sqlite:////abs/office.db`, `postgresql+psycopg://…`). Safe for threads and
    forks.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        reading = self.engine
        if self.engine.dialect.name == "postgresql":  # SQLite's blocks see one moment by nature
            reading = self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._reading = sessionmaker(reading, expire_on_commit=False)
        writing = self.engine.execution_options(archive_begin="BEGIN IMMEDIATE")
        self._writing = sessionmaker(writing, expire_on_commit=False)
        _forget_connections_after_fork(self.engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view; nothing is kept of what is changed in it. Objects stay usable after the
        block.
        """
        with self._reading() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The only writer on SQLite until the block ends: then commit, or roll back on any error.

        Raises ArchiveBusy (another writer held on for BUSY_SECONDS), NotEnoughSpace. Never do slow work
        inside.
        """
        try:
            with self._writing.begin() as session:
                session.connection()  # takes the lock now, before anything is read
                yield session
        except OperationalError as error:
            raise _named(error, self.engine) from error

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, json_serializer=_json)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, json_serializer=_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:  # noqa: ARG001
    # The driver's own transactions are off: they begin too late and never IMMEDIATE. _begin_sqlite begins.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("archive_begin", "BEGIN"))


def _forget_connections_after_fork(engine: Engine) -> None:
    """A SQLite connection used on both sides of a fork corrupts the database: the child opens its own."""
    reference = weakref.ref(engine)

    def forget() -> None:
        if (living := reference()) is not None:
            living.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


def _named(error: OperationalError, engine: Engine) -> Exception:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return ArchiveBusy(seconds=BUSY_SECONDS)
    if code == sqlite3.SQLITE_FULL:
        return NotEnoughSpace(folder=str(Path(engine.url.database or "").parent))
    return error


def migrate(database: Database, location: Path = MIGRATIONS, version_table: str = "archive_version") -> None:
    """Bring the tables of one chain of migrations (`location`/versions/*.py) to its head; all or nothing.

    Each room with tables calls it with its own folder and version table. Two processes may call it at once.
    """
    configuration = Config()
    configuration.set_main_option("script_location", str(location).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(configuration)

    def upgrade(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)

    with database.write() as session, EnvironmentContext(configuration, script, fn=upgrade) as environment:
        if database.engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(30202000)"))
        environment.configure(
            connection=session.connection(),
            version_table=version_table,
            render_as_batch=True,
        )
        environment.run_migrations()
