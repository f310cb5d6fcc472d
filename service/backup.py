"""A backup while the office works: rows first, then the storage, which never changes what it has, then the digests.

So every row's files are in it. What was filed in between is more than the rows know of: a restore tells and records it.
What waits beside the archive comes and goes: it is copied before the rows, and what came since then after them. Both
before the storage, so that what has gone meanwhile because it was filed is in there.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from archive import disk, ocfl
from archive.db import now
from archive.errors import ObjectDamaged
from archive.finding import Progress, unseen
from archive.ocfl import Inventory
from archive.store import Store, folder_of
from service import SOFTWARE, database_copy
from service.backup_keys import keep_keys
from service.backup_making import Making
from service.backup_parts import (
    MANIFEST,
    OBJECTS,
    SUMS,
    UNFINISHED,
    Known,
    Part,
    digest,
    objects_of,
    parts_in,
    read_part,
)
from service.backup_waiting import LIST, as_list, copy_waiting, held_by
from service.locks import one_at_a_time
from service.parts import Parts
from service.safety_runs import recorded

STAMP = "%Y%m%dT%H%M%SZ"
ROOT_FILES = (*ocfl.root_files(),)


def tonight(parts: Parts) -> None:
    """The night's backup, where the office has a place for it."""
    if parts.config.backup_url:
        create(parts, folder_of(parts.config.backup_url))


def create(parts: Parts, folder: Path, *, full: bool = False, progress: Progress = unseen) -> Part:
    """Make a part: full if asked or if this month has none yet, else of what is new since the last. Raises OSError."""
    with one_at_a_time(parts, "backup", "backup"), recorded(parts, "backup") as result:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folder)
        at = _moment(folder)
        before = None if full else _to_continue(folder, f"{at:%Y%m}")
        kind = "daily" if before else "full"
        name = f"{at:{STAMP}}-{kind}"
        making = Making(folder / f"{name}{UNFINISHED}")
        making.folder.mkdir(mode=0o700)
        _fill(parts, making, name, before, progress)
        keep_keys(parts, read_part(making.folder))
        os.sync()
        making.folder.rename(folder / name)
        disk.sync(folder)
        made = read_part(folder / name)
        result.ok = not made.problems
        told = {"bytes": making.size, "waiting": made.waiting, "problems": len(made.problems)}
        result.details = {"name": name, "kind": kind, **told}
    return made


def _moment(folder: Path) -> datetime:
    """Now, but later than every part that is there: names are in the order of making, whatever the clock does."""
    last = max((part.name.partition("-")[0] for part in parts_in(folder)), default="")
    soonest = datetime.strptime(last, STAMP).replace(tzinfo=UTC) + timedelta(seconds=1) if last else now()
    return max(now(), soonest)


def _sweep(folder: Path) -> None:
    """What a killed backup left half-made."""
    for left in folder.glob(f"*Z-*{UNFINISHED}"):
        shutil.rmtree(left)


def _to_continue(folder: Path, month: str) -> Part | None:
    """The last part, if this month has a full one and the last has nothing wrong."""
    made = parts_in(folder)
    started = any(part.kind == "full" and part.name.startswith(month) for part in made)
    return made[-1] if started and not made[-1].problems else None


def _fill(parts: Parts, making: Making, name: str, before: Part | None, progress: Progress) -> None:
    known = objects_of(before) if before else {}
    held = held_by(before) if before else {}
    waiting = copy_waiting(parts.config.data_dir, making, name, held)
    counts, file = database_copy.dump(parts.config.database_url, making.folder / "database")
    making.note(f"database/{file}", digest(making.folder / "database" / file)[0])
    waiting |= copy_waiting(parts.config.data_dir, making, name, held | waiting)
    making.write(LIST, as_list(waiting))
    lines = list(_storage(parts.store, making, known, progress))
    making.write(OBJECTS, "".join(lines).encode())
    for path in sorted(parts.store.digests.glob("*.jsonl")) if parts.store.digests else []:
        making.copy(path, f"digests/{path.name}")
    manifest = {
        "name": name,
        "kind": "daily" if before else "full",
        "after": before.name if before else "",
        "at": now().isoformat(),
        "software": SOFTWARE,
        "database": file,
        "objects": len(lines),
        "waiting": len(waiting),
        "counts": counts,
        "problems": making.problems,
    }
    making.write(MANIFEST, ocfl.plain_json(manifest))
    sums = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(making.sums.items()))
    (making.folder / SUMS).write_text(sums)


def _storage(store: Store, making: Making, known: dict[str, Known], progress: Progress) -> Iterator[str]:
    """Copy what is new of the storage; one line an object."""
    for name in ROOT_FILES:
        making.copy(store.root / name, f"storage/{name}")
    paths = list(store.object_paths())
    for done, path in enumerate(paths, 1):
        line = _object(store, making, path, known.get(str(path)))
        if line:
            yield line
        progress(done, len(paths))


def _object(store: Store, making: Making, path: PurePosixPath, known: Known | None) -> str:
    """Copy an object's versions that are not known: just what its inventory names, so that one which grows meanwhile
    is whole in the backup too."""
    folder = store.root / path
    try:
        content = (folder / ocfl.INVENTORY).read_bytes()
        inventory = disk.read_inventory(folder)
    except (OSError, ObjectDamaged):
        making.problems.append(f"{path}: cannot be read")
        return ""
    said = ocfl.sidecar(content).split(b" ")[0].decode()
    head = int(inventory["head"][1:])
    if known is None or known.inventory != said:
        making.write(f"storage/{path}/{ocfl.INVENTORY}", content)
        making.write(f"storage/{path}/{ocfl.SIDECAR}", ocfl.sidecar(content))
        _versions(folder, making, path, inventory, known.head if known else 0)
    return f"{said} {head} {path}\n"


def _versions(folder: Path, making: Making, path: PurePosixPath, inventory: Inventory, known: int) -> None:
    if not known:
        making.copy(folder / ocfl.OBJECT_DECLARATION[0], f"storage/{path}/{ocfl.OBJECT_DECLARATION[0]}")
    new = [version for version in inventory["versions"] if int(version[1:]) > known]
    own = [(f"{version}/{name}", "") for version in new for name in (ocfl.INVENTORY, ocfl.SIDECAR)]
    contents = [(name, sha512) for sha512, names in inventory["manifest"].items() for name in names]
    for name, expected in own + [(name, sha512) for name, sha512 in contents if name.split("/")[0] in new]:
        try:
            _, found = making.copy(folder / name, f"storage/{path}/{name}")
        except FileNotFoundError:
            found = "missing"
        if expected and found != expected:
            making.problems.append(f"{path}/{name}: not what was filed")
