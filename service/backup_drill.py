"""The restore drill: the latest backup into a scratch place, everything looked at there, the index rebuilt, counts
compared with the running office, and how long each step took. A backup that was never restored is a hope."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select, text

from archive import db, events
from archive.documents import Document, documents
from archive.filing import object_id
from archive.finding import Progress
from archive.rebuild import rebuild as rebuild_rows
from archive.verify import Report, verify
from service import head_stamps, scan_settling, search, setup
from service.backup_parts import Part
from service.backup_restore import restore
from service.config import Config
from service.database_copy import COUNTED
from service.documents import PDF
from service.imports import check as import_check
from service.parts import Parts
from service.safety_runs import recorded
from service.signing.trust import trusted
from service.signing.validate import validate

UNRECORDED = ("object_without_row", "fact_without_row", "import_unfinished")
"""Filed while the backup was being made, after its rows were copied."""
Shown = Callable[[str], Progress]
"""Makes the progress bar of a step."""


@dataclass
class Drill:
    """What came of it. seconds: by step; counts: restored and running rows by table; waiting, scans: files of imports,
    and scans, that wait for people; faults: what is wrong."""

    name: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    signatures: int = 0
    indexed: int = 0
    waiting: int = 0
    scans: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Nothing was wrong."""
        return not self.faults

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Keep how long the block took."""
        start = time.monotonic()
        yield
        self.seconds[step] = round(time.monotonic() - start, 2)


def drill(parts: Parts, folder: Path, shown: Shown, *, scratch: Path | None = None) -> Drill:
    """Restore the latest backup beside the office, look at everything, take it away again. scratch: on which disk.

    Of SQLite offices; a backup of PostgreSQL wants an empty database of its own (restore). Raises NoBackup,
    BackupDamaged.
    """
    with recorded(parts, "drill") as result, tempfile.TemporaryDirectory(dir=scratch) as made:
        found = Drill()
        with found.timed("restore"):
            part = restore(folder, Path(made) / "data", progress=shown("backup restore"))
        found.name = part.name
        _look(parts, found, part, Path(made) / "data", shown)
        result.ok = found.ok
        result.details = {
            "name": found.name,
            "seconds": found.seconds,
            "documents": found.counts.get("documents", (0, 0))[0],
            "signatures": found.signatures,
            "waiting": found.waiting,
            "scans": found.scans,
            "faults": found.faults[:50],
        }
    with parts.db.write() as session:
        events.append(session, "backup.drilled", agency_id=None, actor="backup", details=result.details)
    return found


def _look(parts: Parts, found: Drill, part: Part, data: Path, shown: Shown) -> None:
    config = restored_config(parts, data)
    _compare_counts(parts, found, part, config)
    there = setup.prepare(config)
    try:
        with found.timed("verify"):
            report = _whole(there, shown)
        found.faults += [f"{fault.code} {fault.place}" for fault in report.faults]
        with found.timed("waiting"):
            found.waiting, found.scans = len(import_check.waiting(there)), scan_settling.waiting(there)
            found.faults += _waiting(parts, there, shown("imports"))
        with found.timed("signatures"):
            found.faults += _signatures(there, found, shown("signatures"))
        with found.timed("index"):
            found.indexed = search.rebuild(there, shown("index rebuild"))
        if there.engine.count() != found.indexed:
            found.faults.append(f"index holds {there.engine.count()} of {found.indexed}")
    finally:
        there.engine.close()
        there.db.close()
        shutil.rmtree(data)


def restored_config(parts: Parts, data: Path) -> Config:
    """The settings of an office that lies in this folder alone, with the running office's key."""
    return Config.from_environment({"DATA_DIR": str(data), "SECRET_KEY": parts.config.secret_key})


def _compare_counts(parts: Parts, found: Drill, part: Part, config: Config) -> None:
    """Restored rows, before anything is settled, must be those of the moment of the backup; the running office has
    since gone on."""
    restored, running = _restored_counts(config), _counts(parts.db)
    found.counts = {table: (restored[table], running[table]) for table in COUNTED}
    found.faults += [
        f"{table}: {restored[table]} restored, {part.counts.get(table)} were backed up, {running[table]} now"
        for table in COUNTED
        if restored[table] != part.counts.get(table, restored[table])
    ]


def _restored_counts(config: Config) -> dict[str, int]:
    there = db.Database(config.database_url)
    try:
        setup.migrate_all(there)
        return _counts(there)
    finally:
        there.close()


def _counts(database: db.Database) -> dict[str, int]:
    with database.read() as session:
        return {table: session.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in COUNTED}


def _whole(there: Parts, shown: Shown) -> Report:
    """Look at everything; record what was filed while the backup was being made."""

    def look() -> Report:
        return verify(there.db, there.store, shown("archive verify"), proves=head_stamps.holds)

    report = look()
    if any(finding.code in UNRECORDED for finding in report.findings):
        rebuild_rows(there.db, there.store, shown("archive rebuild"))
        report = look()
    return report


def _waiting(parts: Parts, there: Parts, progress: Progress) -> Iterator[str]:
    """What waits for people came along; what an earlier restore had lost is told no more."""
    yield from (
        f"import_file_lost {file_id}" for file_id in sorted(import_check.lost(there) - import_check.lost(parts))
    )
    yield from (f"scan_lost {scan_id}" for scan_id in sorted(scan_settling.lost(there) - scan_settling.lost(parts)))
    yield from import_check.faults(there, progress)


def _signatures(there: Parts, found: Drill, progress: Progress) -> Iterator[str]:
    """Every signature that a filing tells of must be in its PDF, and hold."""
    roots = trusted(there)
    with there.db.read() as session:
        total = session.scalar(select(func.count()).select_from(Document)) or 0
        for done, document in enumerate(documents(session), 1):
            expected = document.details.get("signatures", [])
            if expected:
                told = validate(there.store.read(object_id(document.id), PDF), roots)
                found.signatures += len(told.signatures)
                if not told.whole or len(told.signatures) < len(expected):
                    yield f"signatures {document.reference}"
            progress(done, total)


def tell(found: Drill) -> Iterator[str]:
    """The drill in lines for a terminal."""
    yield f"backup {found.name}, {db.now():%Y-%m-%d %H:%M} UTC"
    for step, seconds in found.seconds.items():
        yield f"  {step:12} {seconds:8.2f} s"
    yield f"  {'together':12} {sum(found.seconds.values()):8.2f} s"
    for table, (restored, running) in found.counts.items():
        yield f"  {table:12} {restored:8} restored  {running:8} now"
    yield f"  {found.signatures} signatures hold, {found.indexed} documents indexed"
    yield f"  {found.waiting} files of imports wait for people"
    yield f"  {found.scans} scans wait to be filed"
    yield from (f"  fault: {fault}" for fault in found.faults)
