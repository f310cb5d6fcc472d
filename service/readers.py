"""Who may see which document: what the archive's tokens mean, and which of them somebody holds.

    office        everybody with an account: documents that are public or internal
    unit:VP       whoever is in that unit now
    person:nva    that account
    right:issue, right:audit   records clerks and auditors, of every document (archive/readers.py)

Accounts and units are named by what stays the same when a lost database is made anew: username and abbreviation, not
row numbers. Administrators look after accounts and settings; contents that are limited are not theirs to read.
Software has the rights of its token: what a token without the scope "issue" asks, it asks as the person.
Rule: Nghị định 30/2020/NĐ-CP, Phụ lục VI, III.3.b and III.6.c.
"""

from collections.abc import Collection, Iterable
from urllib.parse import quote

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from archive import readers as kept
from archive.documents import Document, find, seen_by
from archive.readers import EVERYBODY
from service.actor import Actor
from service.parts import Parts
from service.people import User, users_units
from service.units import Unit

RIGHTS = ("issue", "audit")


def unit_token(unit: Unit) -> str:
    """ "unit:VP"; letters that are not plain ASCII come as %XX, so that a token never holds a blank."""
    return _unit(unit.abbreviation)


def _unit(abbreviation: str) -> str:
    return f"unit:{quote(abbreviation, safe='')}"


def person_token(person: User) -> str:
    """ "person:nva"."""
    return _person(person.username)


def _person(username: str) -> str:
    return f"person:{username}"


def readers_of(document: Document) -> tuple[str, ...]:
    """The tokens of those who may see the document; ("office",) for one that is open to the office."""
    return kept.readers_of(document.details)


def tokens_of(parts: Parts, actor: Actor) -> frozenset[str]:
    """The tokens that the actor holds now: a unit left or a right withdrawn counts from the next look."""
    with parts.db.read() as session:
        return tokens_in(session, actor)


def tokens_in(session: Session, actor: Actor) -> frozenset[str]:
    """As tokens_of, in the caller's block."""
    held = {EVERYBODY, *(f"right:{right}" for right in RIGHTS if actor.may(right))}
    person = (
        select(User.username, Unit.abbreviation)
        .select_from(User)
        .outerjoin(users_units, users_units.c.user_id == User.id)
        .outerjoin(Unit, Unit.id == users_units.c.unit_id)
        .where(User.id == actor.user_id, User.agency_id == actor.agency_id)
    )
    for username, abbreviation in session.execute(person):
        held |= {_person(username)} | ({_unit(abbreviation)} if abbreviation else set())
    return frozenset(held)


def may_see(parts: Parts, actor: Actor, document: Document) -> bool:
    """Whether the actor may see the document: its pages, files, subject, and that anything was done with it."""
    return document.agency_id == actor.agency_id and seen_with(document, tokens_of(parts, actor))


def seen_with(document: Document, tokens: Collection[str]) -> bool:
    """Whether one of these tokens opens the document."""
    return not set(readers_of(document)).isdisjoint(tokens)


def find_seen(session: Session, actor: Actor, document_id: str) -> Document | None:
    """The agency's document of that id, if the actor may see it: what one may not see is not there."""
    document = find(session, actor.agency_id, document_id)
    return document if document is not None and seen_with(document, tokens_in(session, actor)) else None


def seen_in_lists(session: Session, actor: Actor) -> ColumnElement[bool]:
    """For the WHERE of a list of documents: the agency's that the actor may see."""
    return and_(Document.agency_id == actor.agency_id, seen_by(tokens_in(session, actor)))


def seen_among(parts: Parts, actor: Actor, ids: Iterable[str]) -> frozenset[str]:
    """Those of the ids whose documents the actor may see."""
    with parts.db.read() as session:
        wanted = select(Document.id).where(Document.id.in_(list(ids)), seen_in_lists(session, actor))
        return frozenset(session.scalars(wanted))
