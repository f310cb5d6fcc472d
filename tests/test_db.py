"""The archive's database: write blocks exclude each other, read blocks see one moment, migrations equal the
models.
"""

import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from archive import db
from archive.agencies import Agency, AgencyName
from archive.db import Base, Database, migrate
from archive.errors import ArchiveBusy, NotEnoughSpace
from archive.to_index import ToIndex
from tests.archive_samples import archive_mappers


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path}/office.db")
    migrate(made)
    return made


def count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Agency)) or 0


def test_the_migration_makes_what_the_models_say(database: Database) -> None:
    ours = {mapper.class_.__tablename__ for mapper in archive_mappers()}

    def is_ours(thing, name, kind, reflected, compare_to) -> bool:
        return (name if kind == "table" else thing.table.name) in ours

    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
        made = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    assert ours <= set(made)


def test_sqlite_is_durable_and_checks_foreign_keys(database: Database) -> None:
    with database.read() as session:
        asked = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(ToIndex(document_id="0" * 32, queued_at=db.now(), attempts=0, last_error=""))


def test_a_write_block_commits_at_its_end_and_rolls_back_on_error(database: Database) -> None:
    with database.write() as session:
        session.add(Agency(id="a", code="A"))
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(Agency(id="b", code="B"))
        session.flush()
        _ = 1 / 0
    assert count(database) == 1


def test_objects_stay_usable_after_the_block(database: Database) -> None:
    with database.write() as session:
        agency = Agency(id="a", code="A")
        session.add(agency)
    assert agency.code == "A"


def test_a_read_block_sees_one_moment(database: Database) -> None:
    with database.read() as session:
        assert session.scalars(select(Agency)).all() == []
        with database.write() as other:
            other.add(Agency(id="a", code="A"))
        assert session.scalars(select(Agency)).all() == []
    assert count(database) == 1


def test_write_blocks_exclude_each_other_from_their_first_read_on(database: Database) -> None:
    """Without BEGIN IMMEDIATE both threads read the same count and one of the additions is lost or
    refused.
    """

    def add() -> None:
        for _ in range(10):
            with database.write() as session:
                seen = session.scalar(select(func.count()).select_from(Agency)) or 0
                session.add(Agency(id=f"a{seen}", code=f"A{seen}"))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == 80


def test_a_writer_that_waits_too_long_is_told(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.05)
    impatient = Database(f"sqlite:///{tmp_path}/office.db")
    with database.write() as session:
        session.add(Agency(id="a", code="A"))
        with pytest.raises(ArchiveBusy), impatient.write():
            pass
    with impatient.write() as session:
        session.add(Agency(id="b", code="B"))
    assert count(database) == 2


def test_moments_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    vietnam = datetime(2026, 1, 5, 8, 0, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    with pytest.raises(StatementError, match="without time zone"), database.write() as session:
        session.execute(select(ToIndex).where(ToIndex.queued_at == datetime(2026, 1, 5)))  # noqa: DTZ001
    assert db.Utc().process_bind_param(vietnam, database.engine.dialect) == datetime(
        2026, 1, 5, 1, 0, 0, 123456, tzinfo=UTC
    )


def test_json_columns_keep_vietnamese_letters_readable(database: Database) -> None:
    with database.write() as session:
        session.add(Agency(id="a", code="A"))
        session.flush()
        session.add(
            AgencyName(
                agency_id="a",
                valid_from=date(2025, 7, 1),
                superior=[],
                name=["XÃ NHƠN TRẠCH"],
                full_name="",
                abbreviation="",
                place="",
                address="",
            )
        )
    with database.read() as session:
        assert session.scalar(text("SELECT name FROM agency_names")) == '["XÃ NHƠN TRẠCH"]'


@pytest.mark.slow
def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    code = f"from archive.db import *; migrate(Database('sqlite:///{tmp_path}/office.db'))"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]


def test_migrations_of_another_room_keep_their_own_version(tmp_path: Path, database: Database) -> None:
    versions = tmp_path / "service" / "versions"
    versions.mkdir(parents=True)
    (versions / "0001_people.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = 'people', None, None, None\n"
        "def upgrade(): op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True))\n"
    )
    migrate(database, versions.parent, "service_version")
    migrate(database, versions.parent, "service_version")
    migrate(database)
    with database.read() as session:
        assert session.scalar(text("SELECT version_num FROM service_version")) == "people"
        assert session.scalar(text("SELECT count(*) FROM people")) == 0


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, database: Database) -> None:
    versions = tmp_path / "service" / "versions"
    versions.mkdir(parents=True)
    (versions / "0001_broken.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = 'broken', None, None, None\n"
        "def upgrade():\n    op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True))\n    1 / 0\n"
    )
    with pytest.raises(ZeroDivisionError):
        migrate(database, versions.parent, "service_version")
    with database.read() as session:
        names = session.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert "people" not in names


FORKING = """
import os, sys
from archive.agencies import Agency
from archive.db import Database
database = Database(sys.argv[1])
with database.read() as session:
    session.get(Agency, "a")
assert database.engine.pool.checkedin() == 1
child = os.fork()
assert database.engine.pool.checkedin() == (0 if child == 0 else 1)
with database.write() as session:
    session.add(Agency(id="child" if child == 0 else "parent", code=str(child)))
assert child == 0 or os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.slow
def test_a_forked_child_opens_its_own_connections(tmp_path: Path, database: Database) -> None:
    done = subprocess.run([sys.executable, "-c", FORKING, f"sqlite:///{tmp_path}/office.db"], check=False)
    assert done.returncode == 0
    assert count(database) == 2


def test_a_full_disk_under_the_database_is_named(tmp_path: Path, database: Database) -> None:
    """SQLite's own page limit stands for the disk: the same error code."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql(
            f"PRAGMA max_page_count = {connection.exec_driver_sql('PRAGMA page_count').scalar()}"
        )
    with pytest.raises(NotEnoughSpace), database.write() as session:
        session.add_all(Agency(id=f"a{n}", code="x" * 60 + str(n)) for n in range(2000))
    assert count(database) == 0
