"""One at a time, across threads and processes of this machine; the kernel frees the locks of the dead."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from service.parts import Parts

SLOTS = 64


@contextmanager
def one_at_a_time(parts: Parts, what: str, name: str) -> Iterator[None]:
    """Whoever comes second with the same name waits; few files serve all names, so a stranger may wait too."""
    slot = zlib.crc32(name.encode()) % SLOTS
    with (parts.config.data_dir / "run" / f"{what}-{slot}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
