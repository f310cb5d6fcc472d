"""The process in which a brought file is opened: `python -m doc_templates.imported.worker TASK FILE FOLDER PARENT`

Bounded and ended by whoever starts it (apart.py). It leaves FOLDER/result.json, or why there is none as
FOLDER/refused.json; each task says in its own file what else it writes.
"""

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path

from doc_templates.errors import Unreadable
from doc_templates.imported.apart import REFUSED, RESULT
from doc_templates.imported.limits import limits
from doc_templates.only_here import OURS, restrict

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET: granted where we are root; elsewhere nothing here talks to a network anyway
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

TASKS = {
    "package": "doc_templates.imported.package_read",
    "ole": "doc_templates.imported.ole_read",
    "rtf": "doc_templates.imported.rtf_read",
    "pdf": "doc_templates.imported.pdf_read",
}
"""Each task is a module with read(file, folder) → what becomes JSON; only the one that is asked for is loaded."""


def main() -> None:
    """Do what the command line says."""
    task, file, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    _confine(int(sys.argv[4]))
    restrict(folder, (file, *OURS))
    try:
        found = importlib.import_module(TASKS[task]).read(file, folder)
        _say(folder / RESULT, found)
    except Unreadable as refused:
        _say(folder / REFUSED, refused.data)
    except (MemoryError, RecursionError):
        _say(folder / REFUSED, {"why": "too_large"})


def _confine(parent: int) -> None:
    """Before anything of the file is touched."""
    bound, libc = limits()["process"], ctypes.CDLL(None)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    libc.unshare(_NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_AS, (bound["memory"], bound["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (bound["processor"], bound["processor"] + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bound["written"], bound["written"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(file: Path, told: object) -> None:
    file.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
