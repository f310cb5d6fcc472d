"""The index made anew, by the page or the command, with a note of how far it is that every process can read."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from index.errors import SearchError
from service import search
from service.parts import Parts

log = logging.getLogger(__name__)

SILENT = timedelta(minutes=5)
"""A rebuild that was not heard of for so long has ended with its process."""
NOTED_EVERY = 0.5  # seconds


@dataclass(frozen=True)
class Rebuild:
    """state: "asked", "running", "done", "failed" (`code` says why) or "stopped". Moments are ISO 8601."""

    state: str
    done: int
    total: int
    began_at: str
    touched_at: str
    code: str = ""

    @property
    def under_way(self) -> bool:
        return self.state in ("asked", "running")

    @property
    def at(self) -> datetime:
        """When it was last heard of."""
        return datetime.fromisoformat(self.touched_at)


def ask(parts: Parts) -> None:
    """Have the jobs worker rebuild the index; one that is under way is left to its work."""
    last = last_rebuild(parts)
    if last is None or not last.under_way:
        now = parts.now().isoformat()
        _note(parts, Rebuild("asked", 0, 0, now, now))
        parts.rebuild_soon()


def run(parts: Parts, progress: Callable[[int, int], None] | None = None) -> int:
    """Rebuild and keep note of it. Raises IndexBusy, IndexBroken."""
    began, noted = parts.now().isoformat(), 0.0

    def told(done: int, total: int) -> None:
        nonlocal noted
        if progress:
            progress(done, total)
        if time.monotonic() - noted > NOTED_EVERY:
            noted = time.monotonic()
            _note(parts, Rebuild("running", done, total, began, parts.now().isoformat()))

    told(0, 0)
    try:
        total = search.rebuild(parts, told)
    except SearchError as error:
        _note(parts, Rebuild("failed", 0, 0, began, parts.now().isoformat(), error.code))
        raise
    except Exception:
        _note(parts, Rebuild("failed", 0, 0, began, parts.now().isoformat(), "service_error"))
        raise
    _note(parts, Rebuild("done", total, total, began, parts.now().isoformat()))
    return total


def last_rebuild(parts: Parts) -> Rebuild | None:
    """The last one, or the one under way; None before the first."""
    try:
        found = Rebuild(**json.loads(_file(parts).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    silent = found.under_way and parts.now() - found.at > SILENT
    return Rebuild(**{**asdict(found), "state": "stopped"}) if silent else found


def _note(parts: Parts, rebuild: Rebuild) -> None:
    file = _file(parts)
    half = file.with_suffix(".part")
    half.write_text(json.dumps(asdict(rebuild)), "utf-8")
    half.rename(file)


def _file(parts: Parts) -> Path:
    return parts.config.data_dir / "run" / "index-rebuild.json"
