"""A program that sees nothing of the disk but the system's own files and one folder: Linux's Landlock, without root.

    python -I only_here.py FOLDER READABLE… -- PROGRAM ARGUMENTS…

What a document makes LibreOffice open then is not there, whatever way it found to ask: settings alone did not stop an
.rtf from taking in a picture by file://. A kernel without Landlock (before 5.13) runs the program all the same.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every machine
_NO_NEW_PRIVILEGES = 38
_PATH_BENEATH = 1
_WRITE, _READ, _LIST, _REMOVE_FILE, _MAKE_SOCKET, _REFER = (1 << at for at in (1, 2, 3, 5, 9, 13))
_ALL = (1 << 13) - 1
_RUN = 1
SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/opt",
    "/etc",
    "/sys",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_SOCKETS = ("/tmp", "/var/tmp")  # where LibreOffice puts the pipe that it is reached by
OURS = (Path(__file__).parent, sys.prefix, sys.base_prefix)
"""What a process of this room reads of its own program; the data folder may lie beside it."""
_LIBC = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = (("handled", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def restrict(folder: Path, readable: Iterable[Path | str]) -> bool:
    """From now on this process and all it starts see only `folder`, to write, and `readable` with the system's files,
    to read. False where the kernel knows no Landlock."""
    version = _LIBC.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    handled = _ALL | (_REFER if version > 1 else 0)
    rules = _LIBC.syscall(_CREATE, ctypes.byref(_Ruleset(handled)), ctypes.sizeof(_Ruleset), 0)
    if rules < 0:
        return False
    for path in (*SYSTEM, *readable):
        _allow(rules, path, _READ | _LIST | _RUN)
    for path in DEVICES:
        _allow(rules, path, _READ | _WRITE)
    for path in _SOCKETS:
        _allow(rules, path, _MAKE_SOCKET | _REMOVE_FILE)
    _allow(rules, "/proc", _WRITE | _READ)
    _allow(rules, folder, handled)
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = bool(_LIBC.syscall(_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return done


def _allow(rules: int, path: Path | str, what: int) -> None:
    """What is not there needs no rule; a rule for a single file may not speak of lists."""
    with contextlib.suppress(OSError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        allowed = what if Path(path).is_dir() else what & ~_LIST
        _LIBC.syscall(_ADD, rules, _PATH_BENEATH, ctypes.byref(_Beneath(allowed, opened)), 0)
        os.close(opened)


def main() -> None:
    """What the command line says."""
    end = sys.argv.index("--")
    folder, *readable = sys.argv[1:end]
    restrict(Path(folder), readable)
    os.execv(sys.argv[end + 1], sys.argv[end + 1 :])


if __name__ == "__main__":
    main()
