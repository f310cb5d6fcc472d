"""The restore drill of an office with many documents, and what its backups cost. By hand:

    .venv/bin/python -m tests.bench.bench_restore [--documents 10000] [--folder /srv/disk]

Prints seconds: full backup, daily backup after one more document, verify of one share of thirty, and the drill step by
step, as `backup drill` does. The documents are filed by the archive's own door, their PDFs are noise: the figures hold
no signatures (about 60 ms each more).
"""

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from archive.agencies import add_agency
from archive.records import file_away
from service import backup, backup_drill, nightly, setup
from service.config import Config
from service.parts import Parts
from service.progress import bar
from service.search import rebuild
from tests.archive_samples import CLERK, NHON_TRACH, Office

TEXT = "Đẩy mạnh phong trào thi đua yêu nước trên địa bàn. " * 100


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what:40} {time.perf_counter() - start:8.2f} s", flush=True)


def open_parts(data: Path) -> Parts:
    secret = hashlib.sha256(b"bench").hexdigest()
    return setup.prepare(Config.from_environment({"DATA_DIR": str(data), "SECRET_KEY": secret}))


def fill(parts: Parts, documents: int, size: int) -> None:
    """File so many documents, quickly: nobody waits for the disk here."""
    office = Office(parts.config.data_dir, parts.db, parts.store)
    with parts.db.write() as session:
        add_agency(session, parts.store, **NHON_TRACH, actor="bench")
    progress, fsync = bar("documents"), os.fsync
    os.fsync = lambda _: None
    try:
        for done in range(documents):
            one(office, done, size)
            progress(done + 1, documents)
    finally:
        os.fsync = fsync
    os.sync()


def one(office: Office, turn: int, size: int) -> None:
    number = office.reserve("nhon-trach", "ke-hoach", date(2026, 1, 5))
    contents = {"document.pdf": os.urandom(size), "document.docx": os.urandom(size // 3)}
    text = f"{TEXT}\nVăn bản thứ {turn}"
    filing, files = office.filing(number, "ke-hoach", contents=contents, text=text, subject=f"Kế hoạch thứ {turn}")
    stored = office.put(filing, files)
    with office.database.write() as session:
        file_away(session, filing, stored, actor=CLERK)


def measure(folder: Path, documents: int, size: int) -> None:
    parts = open_parts(folder / "data")
    fill(parts, documents, size)
    place = folder / "backup"
    with timed(f"index of {documents} documents"):
        rebuild(parts, bar("index"))
    with timed("head filed"):
        nightly.file_head_now(parts)
    with timed("full backup"):
        backup.create(parts, place, progress=bar("backup create"))
    one(Office(parts.config.data_dir, parts.db, parts.store), documents, size)
    with timed("daily backup, one document more"):
        backup.create(parts, place, progress=bar("backup create"))
    with timed("verify of one share of thirty"):
        nightly.verify_share(parts)
    found = backup_drill.drill(parts, place, bar, scratch=folder)
    print("\n".join(backup_drill.tell(found)))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=10_000)
    arguments.add_argument("--size", type=int, default=60_000, help="bytes of a PDF")
    arguments.add_argument("--folder", type=Path, help="a folder on the disk to measure; default: the temporary one")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        measure(Path(made), given.documents, given.size)
