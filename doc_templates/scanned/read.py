"""Opens what was brought, in a process of its own: pictures of its pages, upright and straight, in a folder."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from doc_templates.errors import ScanUnreadable

SECONDS = 300
AT_ONCE = 10
"""Pages a step; a page takes about half a second."""
PAGES, PART = "pages.json", "part.json"
REFUSED = "refused.json"


@dataclass(frozen=True)
class ScannedPage:
    """A page in mm, as finely as it was scanned (dots an inch); codes: what its QR codes say.

    turned: degrees by which it was turned (upside down: 180); skew: degrees by which it was straightened.
    """

    width: float
    height: float
    dpi: int
    colour: bool
    codes: tuple[str, ...]
    turned: int
    skew: float


def read_some(files: Sequence[Path], folder: Path) -> bool:
    """Some more pages of the files; True when all are read: then `folder` is there, with 0001.jpg … and pages_in.

    Safe to repeat: what a killed process left is taken up. Raises ScanUnreadable.
    """
    if (folder / PAGES).exists():
        return True
    beside = folder.with_name(f"{folder.name}.new")
    beside.mkdir(parents=True, exist_ok=True)
    before = _known(beside)
    _run([str(beside), *map(str, files)])
    _refuse(beside, before)
    if not (beside / PAGES).exists():
        return False
    beside.rename(folder)
    return True


def _known(folder: Path) -> int:
    part = folder / PART
    return len(json.loads(part.read_text(encoding="utf-8"))) if part.exists() else 0


def pages_in(folder: Path) -> list[ScannedPage]:
    """The pages in a folder that `read_some` has finished."""
    told = json.loads((folder / PAGES).read_text(encoding="utf-8"))
    return [ScannedPage(**{**page, "codes": tuple(page["codes"])}) for page in told]


def picture_of(folder: Path, number: int) -> Path:
    """The JPEG of page `number`, from 1."""
    return folder / f"{number:04d}.jpg"


def take_pages(whole: Path, first: int, last: int, folder: Path) -> None:
    """Makes `folder` with pages first to last (from 1) of another, numbered anew: whole or not at all."""
    if (folder / PAGES).exists():
        return
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for number in range(first, last + 1):
        os.link(picture_of(whole, number), picture_of(beside, number - first + 1))
    told = json.loads((whole / PAGES).read_text(encoding="utf-8"))
    (beside / PAGES).write_text(json.dumps(told[first - 1 : last]), encoding="utf-8")
    beside.rename(folder)


def _run(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "doc_templates.scanned.worker", *arguments]
    few = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    worker = subprocess.Popen(command, env=few, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        worker.wait(SECONDS)
    except subprocess.TimeoutExpired as why:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        raise ScanUnreadable(why="too_slow") from why


def _refuse(folder: Path, before: int) -> None:
    if (folder / REFUSED).exists():
        raise ScanUnreadable(**json.loads((folder / REFUSED).read_text(encoding="utf-8")))
    if (folder / PAGES).exists() and json.loads((folder / PAGES).read_text(encoding="utf-8")):
        return
    if _known(folder) == before:
        raise ScanUnreadable(why="damaged")  # the process died of it, or there is no page
