"""Searches kept under a name, one's own or the office's, and how many new documents match each since one last looked.

What matches is noted as documents are indexed (saved_matching.py), whoever may see them; what somebody is told is
counted with that person's rights at that moment. Rule: Nghị định 30/2020/NĐ-CP, Phụ lục VI, III.6.e.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, ForeignKey, Select, String, Text, and_, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from archive.documents import Document
from service.actor import Actor
from service.errors import BadInput, NotFound, TooManySavedSearches
from service.names import tidy
from service.parts import Parts
from service.people import User
from service.question import Question, read_back
from service.readers import seen_in_lists

MOST = 100
"""Searches that one person keeps."""
LONGEST_NAME = 100


class SavedSearch(Base):
    """One kept search. `address`: the question as its page's address has it; `since`: documents that came before
    are no news; `shared`: everybody in the office sees and uses it, its owner and administrators change it."""

    __tablename__ = "saved_searches"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    address: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Utc)
    since: Mapped[datetime] = mapped_column(Utc)

    @property
    def question(self) -> Question:
        return read_back(self.address) or Question()


class SavedSearchLook(Base):
    """When a person last said to have seen what is new."""

    __tablename__ = "saved_search_looks"

    search_id: Mapped[str] = mapped_column(ForeignKey("saved_searches.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(Utc)


class SavedSearchMatch(Base):
    """A document that came after the search was kept, and matches it."""

    __tablename__ = "saved_search_matches"

    search_id: Mapped[str] = mapped_column(ForeignKey("saved_searches.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    found_at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class Kept:
    """A search as its reader sees it. new: documents that match and have come since the reader last looked."""

    search: SavedSearch
    owner: str
    new: int
    may_change: bool


def kept(parts: Parts, actor: Actor) -> list[Kept]:
    """One's own searches and the office's, those with news first, then by name."""
    with parts.db.read() as session:
        rows = session.execute(
            select(SavedSearch, User.full_name).join(User, User.id == SavedSearch.owner_id).where(_visible(actor))
        ).all()
        news = _news(session, actor)
    found = [Kept(search, owner, news.get(search.id, 0), _may_change(actor, search)) for search, owner in rows]
    return sorted(found, key=lambda one: (not one.new, one.search.name.casefold(), one.search.id))


def _visible(actor: Actor) -> ColumnElement[bool]:
    mine = SavedSearch.owner_id == actor.user_id
    return and_(SavedSearch.agency_id == actor.agency_id, or_(mine, SavedSearch.shared))


def _may_change(actor: Actor, search: SavedSearch) -> bool:
    return search.owner_id == actor.user_id or (search.shared and actor.may("administer"))


def _new(actor: Actor, session: Session) -> Select[str, str]:
    """Matches that are news to the actor, of documents the actor may see now."""
    look = and_(SavedSearchLook.search_id == SavedSearchMatch.search_id, SavedSearchLook.user_id == actor.user_id)
    return (
        select(SavedSearchMatch.search_id, SavedSearchMatch.document_id)
        .join(SavedSearch, SavedSearch.id == SavedSearchMatch.search_id)
        .join(Document, Document.id == SavedSearchMatch.document_id)
        .outerjoin(SavedSearchLook, look)
        .where(
            _visible(actor),
            seen_in_lists(session, actor),
            or_(SavedSearchLook.looked_at.is_(None), SavedSearchMatch.found_at > SavedSearchLook.looked_at),
        )
    )


def _news(session: Session, actor: Actor) -> dict[str, int]:
    new = _new(actor, session).subquery()
    counted = select(new.c.search_id, func.count()).group_by(new.c.search_id)
    return {row[0]: row[1] for row in session.execute(counted)}


def new_documents(parts: Parts, actor: Actor, search_id: str) -> frozenset[str]:
    """Ids of the documents that are news in this search."""
    with parts.db.read() as session:
        wanted = _new(actor, session).where(SavedSearchMatch.search_id == search_id)
        return frozenset(row.document_id for row in session.execute(wanted))


def one(parts: Parts, actor: Actor, search_id: str) -> Kept:
    """Raises NotFound, also for somebody else's own."""
    found = next((each for each in kept(parts, actor) if each.search.id == search_id), None)
    if found is None:
        raise NotFound(what="saved_search", id=search_id)
    return found


def keep(parts: Parts, actor: Actor, name: str, question: Question, *, shared: bool) -> SavedSearch:
    """Keep a question under a name. Raises BadInput (name empty or too long), TooManySavedSearches."""
    now = parts.now()
    search = SavedSearch(
        id=uuid4().hex,
        agency_id=actor.agency_id,
        owner_id=actor.user_id,
        name=_named(name),
        address=question.but().encoded(),
        shared=shared,
        made_at=now,
        since=now,
    )
    with parts.db.write() as session:
        mine = select(func.count()).where(SavedSearch.owner_id == actor.user_id)
        if (session.scalar(mine) or 0) >= MOST:
            raise TooManySavedSearches(most=MOST)
        session.add(search)
    return search


def _named(name: str) -> str:
    plain = tidy(name)
    if not 1 <= len(plain) <= LONGEST_NAME:
        raise BadInput(field="name")
    return plain


def change(parts: Parts, actor: Actor, search_id: str, *, name: str, shared: bool) -> SavedSearch:
    """Another name, or shared from now on. Raises NotFound, BadInput."""
    _changeable(parts, actor, search_id)
    with parts.db.write() as session:
        search = session.get_one(SavedSearch, search_id)
        search.name, search.shared = _named(name), shared
        return search


def _changeable(parts: Parts, actor: Actor, search_id: str) -> None:
    if not one(parts, actor, search_id).may_change:
        raise NotFound(what="saved_search", id=search_id)


def remove(parts: Parts, actor: Actor, search_id: str) -> SavedSearch:
    """Forget a search, with what matched it. Raises NotFound."""
    _changeable(parts, actor, search_id)
    with parts.db.write() as session:
        search = session.get_one(SavedSearch, search_id)
        for rows in (SavedSearchLook, SavedSearchMatch):
            session.execute(delete(rows).where(rows.search_id == search_id))
        session.delete(search)
        return search


def looked(parts: Parts, actor: Actor, search_id: str) -> None:
    """The reader has seen what is new: from now on it is not. Raises NotFound."""
    one(parts, actor, search_id)
    with parts.db.write() as session:
        session.merge(SavedSearchLook(search_id=search_id, user_id=actor.user_id, looked_at=parts.now()))


def note_matches(session: Session, found: Sequence[tuple[str, str]], at: datetime) -> None:
    """Keep (search, document) pairs that match, each once, in the caller's write block."""
    for search_id, document_id in found:
        if session.get(SavedSearchMatch, (search_id, document_id)) is None:
            session.add(SavedSearchMatch(search_id=search_id, document_id=document_id, found_at=at))
