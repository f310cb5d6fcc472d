"""What one reader may know of a document's neighbourhood: what it rests on and mentions, and what cites it.

A cited document that the reader may not see is only what the citing one prints, like one that is not here; a citing
one is neither shown nor counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from archive.documents import Document
from doc_templates.citations.citation import ROLES
from doc_templates.citations.page import fold
from service.actor import Actor
from service.acts.standing import IN_FORCE, changed_by
from service.citing.outside import Outside, outside
from service.citing.rows import Cited
from service.citing.said import Said, said_of
from service.legal_bases import kept
from service.readers import seen_in_lists

WEIGHT = {role: place for place, role in enumerate(("basis", *ROLES[2:], "mention"))}
"""Roles in the order in which they are told."""


@dataclass(frozen=True)
class Seen:
    """A document that the reader may see. status: as service/acts/rules.toml; by: what gave it that status, "" where
    the reader may not see that; said: what others say to have done to one that stands as issued."""

    id: str
    kind: str
    reference: str
    subject: str
    issued_on: date
    status: str
    by: str = ""
    said: Said | None = None


@dataclass
class Named:
    """What a document cites, each document once. words: as it prints it, first; title: kind and number, or name, of
    these; document: None where it is not here or not to be seen; outside: what the office's list knows of it then."""

    words: str
    title: str
    kind: str
    reference: str
    dated: date | None
    issuer: str = ""
    roles: list[str] = field(default_factory=list)
    within: list[str] = field(default_factory=list)
    document: Seen | None = None
    outside: Outside | None = None


@dataclass(frozen=True)
class Citing:
    """A document that cites, and how."""

    document: Seen
    roles: list[str]


def rests_on(session: Session, actor: Actor, document: Document, today: date) -> list[Named]:
    """What the document cites: bases first, then the rest in its own order."""
    rows = session.scalars(select(Cited).where(Cited.document_id == document.id).order_by(Cited.position)).all()
    seen = seen_of(session, actor, {row.target_id for row in rows if row.target_id})
    bases = kept(session, actor.agency_id) if any(row.target_id is None for row in rows) else []
    found: dict[object, Named] = {}
    for row in rows:
        one = found.setdefault(row.target_id or (row.kind, row.key, row.year), _named(row, seen))
        _add(one.roles, row.role)
        _add(one.within, row.within)
        if row.target_id is None and one.outside is None:
            one.outside = outside(bases, row, today)
    for one in found.values():
        one.roles.sort(key=WEIGHT.__getitem__)
    return sorted(found.values(), key=lambda one: WEIGHT[one.roles[0]])


def _named(row: Cited, seen: dict[str, Seen]) -> Named:
    words = row.words.removeprefix(row.within).strip()
    words = words[4:] if fold(words).startswith("cua ") else words
    title = f"{row.kind} {row.reference or row.subject}".strip()
    return Named(words, title, row.kind, row.reference, row.dated, row.issuer, document=seen.get(row.target_id or ""))


def _add(known: list[str], one: str) -> None:
    if one and one not in known:
        known.append(one)


def cited_by(
    session: Session, actor: Actor, document: Document, limit: int, offset: int = 0
) -> tuple[list[Citing], int]:
    """The documents that cite it, newest first, and how many there are: of those that the reader may see."""
    cites = _cites(actor, session, document)
    total = session.scalar(select(func.count()).select_from(Document).where(cites)) or 0
    order = (Document.issued_on.desc(), Document.number.desc(), Document.id)
    ids = list(session.scalars(select(Document.id).where(cites).order_by(*order).limit(limit).offset(offset)))
    seen = seen_of(session, actor, ids)
    roles: dict[str, list[str]] = {id: [] for id in ids}
    said = select(Cited.document_id, Cited.role).where(Cited.document_id.in_(ids), Cited.target_id == document.id)
    for id, role in session.execute(said):
        _add(roles[id], role)
    return [Citing(seen[id], sorted(roles[id], key=WEIGHT.__getitem__)) for id in ids], total


def _cites(actor: Actor, session: Session, document: Document) -> ColumnElement[bool]:
    citing = select(Cited.document_id).where(Cited.target_id == document.id)
    return and_(Document.id.in_(citing), seen_in_lists(session, actor))


def seen_of(session: Session, actor: Actor, ids: Iterable[str]) -> dict[str, Seen]:
    """Those of the documents that the actor may see, by id."""
    told = (
        Document.id,
        Document.kind,
        Document.reference,
        Document.subject,
        Document.issued_on,
        Document.status,
    )
    seen = seen_in_lists(session, actor)
    rows = session.execute(select(*told).where(Document.id.in_(list(ids)), seen)).all()
    by = changed_by(session, actor, [row.id for row in rows if row.status != IN_FORCE])
    said = said_of(session, [row.id for row in rows], seen)
    return {row.id: Seen(*row, by=by.get(row.id, ""), said=said.get(row.id)) for row in rows}
