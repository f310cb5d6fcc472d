"""How much the office is used: counts by day, month, person, kind or document, and the uses one by one for auditors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select
from sqlalchemy.orm import Session

from archive.documents import Document
from service.actor import Actor
from service.parts import Parts
from service.readers import seen_with, tokens_in
from service.uses import KINDS, Use

BY = ("day", "month", "person", "document")
MOST = 500
"""Rows of a table of counts: the newest days, the busiest people and documents."""


@dataclass(frozen=True)
class Asked:
    """Which uses are looked at. what: one of KINDS or "" for all; person: a user's id; document_id: of one document."""

    since: date
    until: date
    what: str = ""
    person: int | None = None
    document_id: str = ""

    def clauses(self, agency_id: str) -> list[ColumnElement[bool]]:
        found = [Use.agency_id == agency_id, Use.day.between(self.since, self.until)]
        found += [Use.what == self.what] if self.what else []
        found += [Use.user_id == self.person] if self.person is not None else []
        return found + ([Use.document_id == self.document_id] if self.document_id else [])


@dataclass
class Counted:
    """A row of counts. key: the day, "2026-01", the person's id or the document's id; label: how it is called; counts
    by kind of use. hidden: a document whose words the reader may not see."""

    key: str
    label: str
    counts: dict[str, int] = field(default_factory=dict)
    hidden: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def counted(parts: Parts, actor: Actor, asked: Asked, by: str) -> list[Counted]:
    """Days and months in their order, newest first; people and documents by how much they are used."""
    keys = _keys(by)
    wanted = select(*keys, Use.what, func.count()).where(*asked.clauses(actor.agency_id)).group_by(*keys, Use.what)
    if by == "document":
        wanted = wanted.where(Use.document_id.is_not(None))
    rows: dict[str, Counted] = {}
    with parts.db.read() as session:
        for *group, what, count in session.execute(wanted):
            key = _key(by, group)
            rows.setdefault(key, Counted(key, key)).counts[what] = count
        found = sorted(rows.values(), key=lambda row: row.key, reverse=True)
        if by not in ("day", "month"):
            found.sort(key=lambda row: -row.total)
        return _named(session, actor, by, found[:MOST])


def _keys(by: str) -> list[Any]:
    if by == "month":
        return [extract("year", Use.day), extract("month", Use.day)]
    columns: dict[str, Any] = {"day": Use.day, "person": Use.user_id, "document": Use.document_id}
    return [columns[by]]


def _key(by: str, group: Sequence[Any]) -> str:
    return (
        f"{int(group[0]):04d}-{int(group[1]):02d}" if by == "month" else str(group[0] if group[0] is not None else "")
    )


def _named(session: Session, actor: Actor, by: str, rows: list[Counted]) -> list[Counted]:
    """People by the name they had last, documents by number and subject, as far as the reader may see them."""
    if by == "person":
        last = select(func.max(Use.id)).where(Use.user_id.in_([int(row.key) for row in rows if row.key]))
        names = select(Use.user_id, Use.by).where(Use.id.in_(last.group_by(Use.user_id)))
        told = {str(user_id): name for user_id, name in session.execute(names)}
        for row in rows:
            row.label = told.get(row.key, row.key)
    if by == "document":
        tokens = tokens_in(session, actor)
        found = session.scalars(select(Document).where(Document.id.in_([row.key for row in rows])))
        documents = {document.id: document for document in found}
        for row in rows:
            document = documents[row.key]
            row.hidden = not seen_with(document, tokens)
            row.label = document.reference if row.hidden else f"{document.reference} {document.subject}"
    return rows


def totals(rows: list[Counted]) -> dict[str, int]:
    """The sum of each kind that occurs, in the order of KINDS."""
    found = {what: sum(row.counts.get(what, 0) for row in rows) for what in KINDS}
    return {what: count for what, count in found.items() if count}


def listed(
    parts: Parts, actor: Actor, asked: Asked, before: int | None = None, limit: int = 100
) -> list[tuple[Use, Document | None]]:
    """Uses one by one, newest first, with the document; before: only those older than this one. For auditors alone."""
    wanted = select(Use, Document).outerjoin(Document, Document.id == Use.document_id)
    wanted = wanted.where(*asked.clauses(actor.agency_id)).order_by(Use.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Use.id < before)
    with parts.db.read() as session:
        return [(use, document) for use, document in session.execute(wanted)]


def people(parts: Parts, actor: Actor) -> list[tuple[int, str]]:
    """Everybody who ever used something: id and the name of the last use."""
    last = select(func.max(Use.id)).where(Use.agency_id == actor.agency_id).group_by(Use.user_id)
    wanted = select(Use.user_id, Use.by).where(Use.id.in_(last), Use.user_id.is_not(None)).order_by(Use.by)
    with parts.db.read() as session:
        return [(user_id, name) for user_id, name in session.execute(wanted) if user_id is not None]
