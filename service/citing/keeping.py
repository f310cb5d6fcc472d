"""What documents cite, written down when they are indexed; those that cite what comes later find it then."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from archive.documents import Document, find_many
from service.citing.found import Read, read
from service.citing.meant import meant
from service.citing.rows import Citable, Cited
from service.parts import Parts

BATCH = 200
"""Rows that are looked up by one query."""
SHORT = 50
"""Documents that are written down in one block: whoever issues meanwhile waits no longer than for these."""
T = TypeVar("T")


def keep(session: Session, found: Sequence[Read]) -> None:
    """Write down what was read, in the CALLER's write block; a repeat changes nothing.

    Who cites a document that is new here, or that was known under another key, is looked at again.
    """
    ids = [each.citable.document_id for each in found]
    facts = (Citable.agency_id, Citable.key, Citable.kind, Citable.issuer, Citable.issued_on)
    asked = session.execute(select(Citable.document_id, *facts).where(Citable.document_id.in_(ids)))
    known = {id: tuple(told) for id, *told in asked}
    for table in (Cited, Citable):
        session.execute(delete(table).where(table.document_id.in_(ids)))
    session.add_all([each.citable for each in found])
    session.add_all([row for each in found for row in each.cited])
    news = {pair for each in found for pair in _changed(known.get(each.citable.document_id), each.citable)}
    _resolve(session, [row for each in found for row in each.cited])
    for some in _pieces(sorted(news)):
        _resolve(session, session.scalars(select(Cited).where(_any_key(Cited, some), Cited.document_id.not_in(ids))))


def _changed(old: tuple[object, ...] | None, new: Citable) -> list[tuple[str, str]]:
    """The keys whose documents must be looked up again: (agency, key)."""
    facts = (new.agency_id, new.key, new.kind, new.issuer, new.issued_on)
    if old == facts:
        return []
    keys = {str(each[1]) for each in (old, facts) if each is not None}
    return [(new.agency_id, key) for key in keys if key]


def _resolve(session: Session, rows: Iterable[Cited]) -> None:
    """Give each row the document it means."""
    for some in _pieces(list(rows)):
        candidates: dict[tuple[str, str], list[Citable]] = {}
        keys = sorted({(row.agency_id, row.key) for row in some})
        for each in session.scalars(select(Citable).where(_any_key(Citable, keys))):
            candidates.setdefault((each.agency_id, each.key), []).append(each)
        citing_ids = {row.document_id for row in some}
        asked = select(Citable).where(Citable.document_id.in_(citing_ids))
        citing = {each.document_id: each for each in session.scalars(asked)}
        for row in some:
            target = meant(row, citing[row.document_id], candidates.get((row.agency_id, row.key), ()))
            if row.target_id != target:
                row.target_id = target
    session.flush()


def _any_key(table: type[Cited] | type[Citable], keys: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    by_agency: dict[str, list[str]] = {}
    for agency, key in keys:
        by_agency.setdefault(agency, []).append(key)
    return or_(*(and_(table.agency_id == agency, table.key.in_(each)) for agency, each in by_agency.items()))


def _pieces(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def catch_up(parts: Parts) -> int:
    """Some of the documents of which nothing is written down yet: an archive from before, rows made anew. → how many.

    A little at a time: the index, which is made by the same worker, waits no longer than for a page of these.
    """
    with parts.db.read() as session:
        unread = ~exists().where(Citable.document_id == Document.id)
        found = [read(each) for each in session.scalars(select(Document).where(unread).limit(SHORT))]
    _keep(parts, found)
    return len(found)


def rebuild(parts: Parts, progress: Callable[[int, int], None]) -> int:
    """Read every document again, oldest first; what is known stays known meanwhile. progress gets (done, total)."""
    with parts.db.read() as session:
        total = session.scalar(select(func.count()).select_from(Document)) or 0
        ids = list(session.scalars(select(Document.id).order_by(Document.issued_on, Document.id)))
    for start in range(0, len(ids), SHORT):
        with parts.db.read() as session:
            found = [read(each) for each in find_many(session, ids[start : start + SHORT])]
        _keep(parts, found)
        progress(start + len(found), total)
    return len(ids)


def _keep(parts: Parts, found: Sequence[Read]) -> None:
    if found:
        with parts.db.write() as session:
            keep(session, found)
