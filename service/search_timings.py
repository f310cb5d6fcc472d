"""How long the last searches took: a small ring of figures for each process, in a file that any process may read."""

import os
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from service.parts import Parts

RING = 512
"""Searches that a process remembers."""
AGE = 7 * 24 * 3600.0
"""Seconds after which the figures of a process that is gone are thrown away."""
_FIGURE = struct.Struct("<f")
_lock = threading.Lock()
_noted = 0


@dataclass(frozen=True)
class Timings:
    """Of so many searches: half were as fast as p50, nineteen of twenty as fast as p95, in milliseconds."""

    count: int
    p50: float
    p95: float


def note(parts: Parts, milliseconds: float) -> None:
    """Remember one search. What cannot be written is no reason to fail one."""
    global _noted
    with _lock:
        place = _noted % RING
        _noted += 1
    try:
        handle = os.open(_file(parts, os.getpid()), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(handle, _FIGURE.pack(max(milliseconds, 0.001)), place * _FIGURE.size)
        finally:
            os.close(handle)
    except OSError:
        return


def timings(parts: Parts) -> Timings | None:
    """Of all processes together; None before the first search."""
    figures = sorted(_figures(parts))
    if not figures:
        return None
    return Timings(len(figures), _share(figures, 0.5), _share(figures, 0.95))


def _share(figures: list[float], share: float) -> float:
    return figures[min(len(figures) - 1, int(share * len(figures)))]


def _figures(parts: Parts) -> Iterator[float]:
    for file in _folder(parts).glob("searches-*.ms"):
        try:
            if time.time() - file.stat().st_mtime > AGE:
                file.unlink(missing_ok=True)
                continue
            content = file.read_bytes()
        except OSError:
            continue
        whole = content[: len(content) - len(content) % _FIGURE.size]
        yield from (figure for (figure,) in _FIGURE.iter_unpack(whole) if figure > 0)


def _folder(parts: Parts) -> Path:
    return parts.config.data_dir / "run"


def _file(parts: Parts, process: int) -> Path:
    return _folder(parts) / f"searches-{process}.ms"
