"""What may happen to a file of an index: power lost while it is written, a bad disk, somebody tidying up."""

import os
from pathlib import Path

import pytest

from index.engine import Engine
from index.errors import IndexBroken
from tests.index_samples import decision, found, plan


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def generation(folder: Path) -> Path:
    """Where the files are that an index of one folder uses now."""
    return folder / (folder / "current").read_text()


def largest(folder: Path, ending: str) -> Path:
    """The largest file in use with that ending."""
    matching = (path for path in generation(folder).iterdir() if path.name.endswith(ending))
    return max(matching, key=lambda path: path.stat().st_size)


def reported_and_mended(engine: Engine, folder: Path) -> None:
    """A damaged index says so whatever is asked of it, and is whole after a rebuild."""
    assert engine.ready() == "damaged"
    for broken in (lambda: found(engine), lambda: engine.put([plan()]), lambda: engine.remove(["p1"]), engine.count):
        with pytest.raises(IndexBroken) as caught:
            broken()
        assert caught.value.data == {"folder": str(folder), "why": "damaged"}
    engine.rebuild([plan(), decision()])
    assert engine.ready() is None
    assert sorted(found(engine)) == ["decision", "plan"]
    engine.put([plan("more")])
    assert engine.count() == 3
