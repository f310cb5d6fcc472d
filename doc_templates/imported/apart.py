"""A file that may mean harm is opened in a process of its own: bounded, without a network, and ended with all it
started."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from doc_templates.errors import Unreadable
from doc_templates.imported.limits import limits

RESULT, REFUSED = "result.json", "refused.json"


def apart(task: str, file: Path, folder: Path) -> dict[str, Any]:
    """What the task (worker.py) finds in the file; what it writes lies in `folder`, which is made anew.

    Errors: Unreadable; too_slow and too_large where a limit ended it, damaged where it died of the file.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)
    command = [
        sys.executable,
        "-m",
        "doc_templates.imported.worker",
        task,
        str(file.absolute()),
        str(folder.absolute()),
        str(os.getpid()),
    ]
    process = subprocess.Popen(
        command, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True, cwd=_ROOT,
    )  # fmt: skip
    try:
        code = process.wait(limits()["process"]["seconds"])
    except subprocess.TimeoutExpired as slow:
        raise Unreadable(why="too_slow") from slow
    finally:
        _end(process)
        shutil.rmtree(folder / "tmp", ignore_errors=True)
    return _told(folder, code)


_ROOT = Path(__file__).resolve().parents[2]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return kept | one_thread | {"TMPDIR": str(folder / "tmp"), "HOME": str(folder / "tmp")}


def _end(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _told(folder: Path, code: int) -> dict[str, Any]:
    refused, result = folder / REFUSED, folder / RESULT
    if refused.exists():
        raise Unreadable(**json.loads(refused.read_text(encoding="utf-8")))
    if code == -signal.SIGXCPU:
        raise Unreadable(why="too_slow")
    if code == -signal.SIGXFSZ:
        raise Unreadable(why="bomb")
    if code or not result.exists():
        raise Unreadable(why="damaged")
    told: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return told
