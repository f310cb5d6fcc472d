"""Where a PDF pool and its LibreOffices work: a private folder, in memory where there is room."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOM = 256 << 20  # free bytes below which /dev/shm is not used (a container has 64 MB by default)


@contextlib.contextmanager
def working_folder(path: Path) -> Iterator[Path]:
    """A private folder for the pool at this socket; what killed pools of the same socket left goes first."""
    base = Path("/dev/shm")
    if not os.access(base, os.W_OK | os.X_OK) or shutil.disk_usage(base).free < ROOM:
        base = Path(tempfile.gettempdir())
    _sweep(base, folder_prefix(path))
    folder = Path(tempfile.mkdtemp(prefix=folder_prefix(path), dir=base))
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def folder_prefix(path: Path) -> str:
    """How the working folders of pools at this socket begin."""
    return f"pdf-{os.getuid()}-{hashlib.sha256(bytes(path)).hexdigest()[:12]}-"


def _sweep(base: Path, prefix: str) -> None:
    """Only what is ours and held by no living pool: containers may share one /dev/shm."""
    for folder in base.glob(f"{prefix}*"):
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(handle).st_uid == os.getuid():
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)
