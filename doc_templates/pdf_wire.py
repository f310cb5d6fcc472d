"""How the PDF pool and its clients talk: a connection for each request, a line of JSON, then bytes.

The line's `size` says how many bytes. Both ends are ours and on one machine; the socket lies in the service's
data folder and only its owner may call it.
"""

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Head = dict[str, Any]


@contextmanager
def address(path: Path) -> Iterator[str]:
    """A short name of a socket's path while the block lasts: Unix allows 107 bytes, folders lie deeper."""
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def connect(path: Path, seconds: float) -> socket.socket | None:
    """A connection to the pool at `path`, or None when nobody listens. `seconds` limits every wait on it."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        with address(path) as short:
            line.connect(short)
    except (FileNotFoundError, ConnectionRefusedError):
        line.close()
        return None
    except BaseException:
        line.close()
        raise
    return line


def send(line: socket.socket, head: Mapping[str, object], body: bytes = b"") -> None:
    """Raises OSError when the other side is gone."""
    line.sendall(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)


def receive(line: socket.socket) -> tuple[Head, bytes]:
    """The next message. Raises ConnectionError when the other side ended within it, TimeoutError when slow."""
    with line.makefile("rb") as stream:
        first = stream.readline()
        if not first.endswith(b"\n"):
            raise ConnectionResetError("no answer")
        head: Head = json.loads(first)
        body = stream.read(head["size"])
    if len(body) != head["size"]:
        raise ConnectionResetError("cut answer")
    return head, body


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock file `path` while the block lasts; False when others kept it for `seconds`."""
    handle = lock_for_life(path, seconds)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def lock_for_life(path: Path, seconds: float) -> int | None:
    """An open lock file that the kernel frees when this process ends, however; None when others kept it."""
    until = time.monotonic() + seconds
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    while not (mine := _try_lock(handle)) and time.monotonic() < until:
        time.sleep(0.02)
    if mine:
        return handle
    os.close(handle)
    return None


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lock_of(path: Path) -> Path:
    """The lock file that the pool listening at `path` holds as long as it lives."""
    return path.with_name(path.name + ".lock")
