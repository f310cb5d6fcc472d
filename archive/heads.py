"""The journal's head as it was, day by day, filed in the storage: a journal rewritten whole, head and all, is found.

Each day is one object, `head:2026-11-23`; each head of it one file, head-<seq>-<digest>.json, and if a time-stamp
authority (RFC 3161) answered, a .tsr beside it: proof to others that the journal said this at that time.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from archive import intake
from archive.db import Database
from archive.errors import ObjectDamaged, ObjectMissing, UnreadableFiling
from archive.events import Event, EventsHead
from archive.head import FiledHead, Head, head_id, head_name, read_head
from archive.ocfl import plain_json
from archive.store import Store

FIRST_DAY = date(2025, 1, 1)
"""Nothing was filed before."""
AHEAD = timedelta(days=2)
"""Days are looked for until then: other time zones, a clock a little wrong."""

Stamp = Callable[[bytes], bytes | None]
"""Asks for a time-stamp over these bytes: the authority's whole answer (TimeStampResp, DER), None if it is silent."""


def file_head(
    database: Database,
    store: Store,
    *,
    at: datetime,
    actor: str,
    stamp: Stamp | None = None,
    former: tuple[str, ...] = (),
) -> FiledHead | None:
    """File the journal's head as it is now; None while nothing has happened. No new event: nothing is filed anew, but
    a stamp that is lacking is asked for. The same again is no error. Raises NotEnoughSpace.
    """
    head = _head_now(database, store, at, former)
    if head is None:
        return None
    last = next(iter(reversed(all_heads(store))), None)
    if last is not None and (last.head.journal, last.head.seq) == (head.journal, head.seq) and not former:
        filed = last
    else:
        filed = FiledHead(head, head_id(at.astimezone(UTC).date()), plain_json(head.to_json()), None)
    if filed.stamp is None and stamp is not None:
        filed = _stamped(filed, stamp)
    with database.write():  # one writer an object
        _keep(store, filed, at=at, actor=actor)
    return filed


def stamp_late(database: Database, store: Store, stamp: Stamp, *, at: datetime, actor: str) -> int:
    """Ask for the stamps of heads that were filed while the authority was silent; how many it gave."""
    given = 0
    for filed in [filed for filed in all_heads(store) if filed.stamp is None]:
        stamped = _stamped(filed, stamp)
        if stamped.stamp is None:
            break
        with database.write():
            _keep(store, stamped, at=at, actor=actor)
        given += 1
    return given


def _stamped(filed: FiledHead, stamp: Stamp) -> FiledHead:
    """A stamp over something else is none."""
    stamped = replace(filed, stamp=stamp(filed.content))
    return stamped if stamped.stamp_is_of_it else filed


def _head_now(database: Database, store: Store, at: datetime, former: tuple[str, ...]) -> Head | None:
    with database.read() as session:
        head = session.get(EventsHead, 1)
        journal = session.scalar(select(Event.digest).where(Event.seq == 1))
    if head is None or journal is None:
        return None
    noted = intake.last(store.digests) if store.digests else ""
    return Head(journal, head.seq, head.digest, noted, at, former)


def _keep(store: Store, filed: FiledHead, *, at: datetime, actor: str) -> None:
    name = head_name(filed.head)
    files = {f"{name}.json": filed.content}
    if filed.stamp is not None:
        files[f"{name}.tsr"] = filed.stamp
    keep = store.add_version if store.has(filed.object_id) else store.put
    keep(filed.object_id, files, message="Head of the journal", user=actor, at=at)


def filed_heads(store: Store) -> list[FiledHead]:
    """The filed heads of the journal that goes on, oldest first; those of journals before a rebuild are not among
    them."""
    heads = all_heads(store)
    return [filed for filed in heads if filed.head.journal == heads[-1].head.journal]


def all_heads(store: Store) -> list[FiledHead]:
    """Every filed head that can be read, in the order of their filing."""
    heads = [filed for id in _days(store) for filed in _readable(store, id)]
    return sorted(heads, key=lambda filed: (filed.head.at, filed.seq))


def _days(store: Store) -> Iterator[str]:
    day, last = FIRST_DAY, datetime.now(UTC).date() + AHEAD
    while day <= last:
        if store.has(head_id(day)):
            yield head_id(day)
        day += timedelta(days=1)


def _readable(store: Store, id: str) -> list[FiledHead]:
    try:
        return heads_of(store, id)
    except (ObjectDamaged, ObjectMissing, UnreadableFiling):
        return []  # verify tells of it at the object


def heads_of(store: Store, id: str) -> list[FiledHead]:
    """The heads of one day. Raises ObjectDamaged, ObjectMissing, UnreadableFiling."""
    names = {file.name for file in store.stored(id).files}
    found = []
    for name in sorted(name for name in names if name.endswith(".json")):
        content, stamp = store.read(id, name), name.removesuffix(".json") + ".tsr"
        head = read_head(content)
        if name != f"{head_name(head)}.json":
            raise UnreadableFiling(why=f"{name} is of event {head.seq}")
        found.append(FiledHead(head, id, content, store.read(id, stamp) if stamp in names else None))
    return sorted(found, key=lambda filed: filed.seq)
