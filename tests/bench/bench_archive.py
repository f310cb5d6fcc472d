"""What numbering, filing and recording one document costs, beside the least the disk asks for it. By hand:

    .venv/bin/python -m tests.bench.bench_archive [--documents 200] [--folder /srv/disk]

Prints medians in milliseconds and their ratio to writing the same four files plainly with one fsync each, in the same
run on the same disk; then what verify and rebuild cost an object.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from archive.rebuild import rebuild
from archive.records import file_away
from archive.verify import verify
from tests.archive_samples import CLERK, Office, new_office, open_office

PDF, DOCX = os.urandom(60_000), os.urandom(25_000)
TEXT = "Đẩy mạnh phong trào thi đua yêu nước trên địa bàn. " * 200

Taken = dict[str, list[float]]


@contextmanager
def timed(taken: Taken, what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    taken[what].append(1000 * (time.perf_counter() - start))


def plainly(folder: Path, files: dict[str, bytes]) -> None:
    """What anybody must do who wants the bytes to outlive a power cut: write, fsync, rename nothing."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def one(office: Office, turn: int, taken: Taken) -> None:
    with timed(taken, "number"):
        number = office.reserve("nhon-trach", "ke-hoach", date(2026, 1, 5))
    filing, files = office.filing(number, "ke-hoach", contents={"document.pdf": PDF, "document.docx": DOCX}, text=TEXT)
    with timed(taken, "file"):
        stored = office.put(filing, files)
    with timed(taken, "record"), office.database.write() as session:
        file_away(session, filing, stored, actor=CLERK)
    with timed(taken, "plain files"):
        plainly(office.folder / "plain" / str(turn), files)


def show(taken: Taken) -> None:
    base = statistics.median(taken["plain files"])
    for what, times in taken.items():
        middle = statistics.median(times)
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{what:24} {middle:7.2f} ms   p95 {p95:7.2f} ms   × {middle / base:4.1f} plain files")
    both = [a + b for a, b in zip(taken["file"], taken["record"], strict=True)]
    print(
        f"{'file + record':24} {statistics.median(both):7.2f} ms   × {statistics.median(both) / base:4.1f} plain files"
    )


def measure(folder: Path, documents: int) -> None:
    office, taken = new_office(folder), defaultdict(list)
    for turn in range(documents + 5):
        one(office, turn, taken)
    show({what: times[5:] for what, times in taken.items()})  # the first ones warm the caches
    start = time.perf_counter()
    report = verify(office.database, office.store)
    each = 1000 * (time.perf_counter() - start) / report.counted["objects"]
    print(f"{'verify, an object':24} {each:7.2f} ms   {'sound' if report.ok else report.faults}")
    office.database.close()
    for file in folder.glob("office.db*"):
        file.unlink()
    office = open_office(folder)
    start = time.perf_counter()
    restored = rebuild(office.database, office.store).restored["documents"]
    print(f"{'rebuild, a document':24} {1000 * (time.perf_counter() - start) / restored:7.2f} ms")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=200)
    arguments.add_argument("--folder", type=Path, help="a folder on the disk to measure; default: the temporary one")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        measure(Path(made), given.documents)
