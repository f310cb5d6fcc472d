"""The rows of a running office in one file, as of one moment: SQLite's online backup, or PostgreSQL's pg_dump."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

SQLITE_FILE, POSTGRESQL_FILE = "office.db", "office.dump"
COUNTED = ("documents", "numbers", "files", "parties", "events", "agencies", "users", "drafts", "import_files", "scans")
"""Tables whose rows are counted: what a drill compares."""


def dump(url: str, folder: Path) -> tuple[dict[str, int], str]:
    """Copy the rows behind the URL into a file of this new folder; how many the tables hold there, and the file's name.

    Raises CalledProcessError where pg_dump fails.
    """
    folder.mkdir()
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(Path(str(make_url(url).database)), folder / SQLITE_FILE), SQLITE_FILE
    return _postgresql(url, folder / POSTGRESQL_FILE), POSTGRESQL_FILE


def _sqlite(source: Path, target: Path) -> dict[str, int]:
    reading, writing = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")  # one file, no journal beside it
        return {table: writing.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
    finally:
        reading.close()
        writing.close()


def _postgresql(url: str, target: Path) -> dict[str, int]:
    """The rows are counted in the very moment that is dumped."""
    engine = create_engine(url, isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        counts = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in COUNTED}
        command = ["pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={target}", plain_url(url)]
        subprocess.run(command, check=True, capture_output=True)
    engine.dispose()
    return counts


def plain_url(url: str) -> str:
    """The URL as PostgreSQL's own commands read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def load(dumped: Path, data: Path, url: str = "") -> None:
    """The rows of a backup into a data folder, or, of PostgreSQL, into the empty database behind the URL.

    Raises CalledProcessError where pg_restore fails, ValueError where a PostgreSQL backup has no database to go to.
    """
    if (dumped / SQLITE_FILE).is_file():
        shutil.copyfile(dumped / SQLITE_FILE, data / SQLITE_FILE)
        return
    if not url:
        raise ValueError("a backup of PostgreSQL needs the URL of an empty database")
    command = [
        "pg_restore",
        "--exit-on-error",
        "--no-owner",
        f"--dbname={plain_url(url)}",
        str(dumped / POSTGRESQL_FILE),
    ]
    subprocess.run(command, check=True, capture_output=True)
