"""A whole import as the office runs it, killed in the middle: what it took, lost, doubled, and how well it read. By
hand, after make_old_archive:

    .venv/bin/python -m tests.bench.bench_import_run DIR [--kills 2] [--office EMPTY_FOLDER]

Brings DIR/files into an office of its own with the worker of the service, kills the worker and everything it began
(-9) at equal distances, and begins it again. Then every file must have one row, opened; what was read is compared with
DIR/truth.jsonl as bench_import.py does, but for the body, which the row does not hold.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from doc_templates.imported.reading import Read
from service import setup
from service.config import Config, make_secret
from service.imports import bring
from service.imports.rows import ImportFile, ImportRun, counts
from service.parts import Parts
from tests.bench.bench_import import LISTS, Judged, same_value, table, told_certainties
from tests.conftest import actor, open_office


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("archive", type=Path)
    asked.add_argument("--kills", type=int, default=2)
    asked.add_argument("--office", type=Path, help="where the office is left afterwards")
    given = asked.parse_args()
    truth = {row["path"]: row for row in map(json.loads, (given.archive / "truth.jsonl").open(encoding="utf-8"))}
    with tempfile.TemporaryDirectory() as temporary:
        office = _office(given.office or Path(temporary))
        run = bring.begin(
            office, actor(office, "vanthu"), "old", "folder", place=str((given.archive / "files").resolve())
        )
        _work(office, run, [len(truth) * (at + 1) // (given.kills + 1) for at in range(given.kills)], len(truth))
        with office.db.read() as session:
            files = list(session.scalars(select(ImportFile).where(ImportFile.run_id == run.id)))
        _told(truth, files)


def _office(data: Path) -> Parts:
    make_secret(data)
    office = setup.prepare(Config.from_environment({**os.environ, "DATA_DIR": str(data)}))
    open_office(office)
    return office


def _work(office: Parts, run: ImportRun, kills: list[int], total: int) -> None:
    begun = time.monotonic()
    for number in [*kills, None]:
        child = _worker(office)
        while child.poll() is None:
            time.sleep(0.5)
            opened = _opened(office, run)
            print(f"\r{opened} of {total}, {time.monotonic() - begun:.0f} s", end="", flush=True)
            if number is not None and opened >= number:
                os.killpg(child.pid, signal.SIGKILL)
                print(f"  killed at {opened}")
                break
        child.wait()
    minutes = (time.monotonic() - begun) / 60
    print(f"\n{total} files in {minutes:.1f} min: {total / minutes:.0f} a minute, {len(kills)} kills within")


def _worker(office: Parts) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DATA_DIR": str(office.config.data_dir), "SECRET_KEY": office.config.secret_key}
    return subprocess.Popen([sys.executable, "-m", "service.imports.worker"], env=environment, start_new_session=True)


def _opened(office: Parts, run: ImportRun) -> int:
    with office.db.read() as session:
        known = counts(session, run.id)
    return sum(known.values()) - known.get("waiting", 0)


def _told(truth: dict[str, dict[str, Any]], files: list[ImportFile]) -> None:
    names = Counter(file.name for file in files)
    print(f"lost: {sorted(truth.keys() - names)}; twice: {[name for name, many in names.items() if many > 1]}")
    print(f"not in the archive: {sorted(names.keys() - truth.keys())[:20]}")
    print(f"states: {dict(Counter(file.state for file in files))}")
    rows = {file.name: file for file in files}
    hostile = [(row["wrong"], rows[name]) for name, row in truth.items() if "wrong" in row and name in rows]
    print(f"hostile: {len(hostile)}, of these named: {sum(bool(file.problem) for _, file in hostile)}")
    good = [name for name, row in truth.items() if "fields" in row and name in rows]
    refused = Counter(rows[name].problem for name in good if rows[name].state in ("unreadable", "refused"))
    print(f"good ones refused: {dict(refused)}; certain as a whole: {sum(rows[name].certain for name in good)}")
    judged = [each for name in good if rows[name].read for each in _judged(truth[name], rows[name])]
    table(judged)
    told_certainties(judged)


def _judged(row: dict[str, Any], file: ImportFile) -> Iterator[Judged]:
    first_page_alone = row["how"] == "scan.jpg"
    for key, true in row["fields"].items():
        if key == "body" or (first_page_alone and key in (*LISTS, "signer", "signer_title", "authority")):
            continue
        kept = file.read.get(key)
        value = tuple(kept["value"]) if kept and isinstance(kept["value"], list) else kept and kept["value"]
        read = Read(value, kept["certainty"], kept["where"]) if kept else None
        if true or read:
            yield Judged(row["how"], row["path"], key, read, true, same_value(key, value, true))


if __name__ == "__main__":
    main()
