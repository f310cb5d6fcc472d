"""The replica (REPLICA_URL): filled after each issue by the jobs worker, as the lines of the digests at intake tell.

How far it has come stands beside it, so that a lost job costs a minute and a new replica is filled from the beginning.
"""

import json
import logging
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from archive import disk, intake
from archive.db import now
from archive.errors import ArchiveError
from archive.intake import Line
from archive.intake_check import open_notes
from archive.replica import follow
from archive.store import Store, open_store
from service.parts import Parts

PATIENCE = timedelta(minutes=10)
"""A line so old whose object is not there tells of an issue that stopped; the nightly verify looks after it."""
log = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def _opened(url: str) -> Store:
    return open_store(url)


def replica_of(parts: Parts) -> Store | None:
    """The replica; None where the office has none. Raises UnknownStorage, NotAStorageRoot."""
    return _opened(parts.config.replica_url) if parts.config.replica_url else None


def reachable(parts: Parts) -> Store | None:
    """The replica, if there is one and it answers; else it is logged, and the night goes on without it."""
    try:
        return replica_of(parts)
    except (OSError, ArchiveError) as error:
        log.error("the replica cannot be reached: %s", error)
        return None


def replicate(parts: Parts) -> int:
    """Copy what was taken in since the last time; how many objects."""
    replica, noted = replica_of(parts), open_new(parts)
    if replica is None or parts.store.digests is None or not noted:
        return 0
    lines = _ready(parts.store, noted)
    if not lines:
        return 0
    done = follow(parts.store, replica, open_notes(parts.store), dict.fromkeys(line.object_id for line in lines))
    _remember(replica, (lines[-1].month, lines[-1].end))
    return done


def open_new(parts: Parts) -> list[Line]:
    """The lines that the replica has not followed yet."""
    replica = replica_of(parts)
    if replica is None or parts.store.digests is None:
        return []
    return [line for line in intake.read(parts.store.digests, _reached(replica)) if isinstance(line, Line)]


def _ready(store: Store, lines: list[Line]) -> list[Line]:
    """The lines up to the first whose object is just being filed."""
    ready = []
    for line in lines:
        if not store.has(line.object_id) and datetime.fromisoformat(line.at) > now() - PATIENCE:
            break
        ready.append(line)
    return ready


def _place(replica: Store) -> Path:
    return replica.root.with_name(f"{replica.root.name}.reached")


def _reached(replica: Store) -> tuple[str, int]:
    try:
        month, end = json.loads(_place(replica).read_bytes())
    except (OSError, ValueError):
        return "", 0
    return str(month), int(end)


def _remember(replica: Store, reached: tuple[str, int]) -> None:
    aside = replica.staging / "reached"
    aside.unlink(missing_ok=True)
    disk.write_files({aside: json.dumps(reached).encode()})
    aside.rename(_place(replica))
