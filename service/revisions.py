"""Every saved state of a draft, with author and time: written by drafts.py in the transaction of the save itself.

Autosaves of one person within a short time are one revision, so that people can read the list. A revision that somebody
else has seen, that was handed over or downloaded is sealed: nothing is folded into it any more. Reading, comparing and
restoring: draft_history.py.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from service.actor import Actor

if TYPE_CHECKING:
    from service.draft import Draft

How = Literal["typed", "sent", "pasted", "uploaded", "copied", "restored"]
"""How a revision came: typed on the page, sent by software, a whole text pasted, a .docx uploaded, taken from an
earlier document, an earlier revision restored."""
Seal = Literal["", "seen", "downloaded", "handed_over"]
PAUSE = timedelta(minutes=10)
"""Longer without a save, and the next save is a revision of its own."""
SPAN = timedelta(hours=1)
"""Nothing is folded into a revision that began longer ago."""


class Revision(Base):
    """A draft's values from `begun_at` to `at`. `number` counts from 1; `revision` is the draft's at the last save."""

    __tablename__ = "draft_revisions"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    revision: Mapped[int]
    values: Mapped[dict[str, object]] = mapped_column(JSON)
    author_id: Mapped[int | None]
    author_name: Mapped[str] = mapped_column(String(100))
    how: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200), default="")
    """The number of the revision that was restored, or the name of the uploaded file."""
    sealed: Mapped[str] = mapped_column(String(20), default="")
    begun_at: Mapped[datetime] = mapped_column(Utc)
    at: Mapped[datetime] = mapped_column(Utc)


def keep(
    session: Session, draft: "Draft", actor: Actor, at: datetime, how: How | None = None, source: str = ""
) -> None:
    """Write down the draft as it has just been saved; `how` defaults to what the actor's door says."""
    done = how or ("sent" if actor.via == "api" else "typed")
    last = latest(session, draft.id)
    if last is not None and done == "typed" and _takes_more(last, actor, at):
        last.revision, last.values, last.at = draft.revision, draft.values, at
        return
    session.add(
        Revision(
            draft_id=draft.id,
            number=last.number + 1 if last else 1,
            agency_id=draft.agency_id,
            revision=draft.revision,
            values=draft.values,
            author_id=actor.user_id,
            author_name=actor.name,
            how=done,
            source=source[:200],
            begun_at=at,
            at=at,
        )
    )


def _takes_more(last: Revision, actor: Actor, at: datetime) -> bool:
    same_hand = (last.author_id, last.author_name, last.how) == (actor.user_id, actor.name, "typed")
    return same_hand and not last.sealed and at - last.at <= PAUSE and at - last.begun_at <= SPAN


def latest(session: Session, draft_id: str) -> Revision | None:
    """The newest revision; of a draft that lives there is always one."""
    newest = select(Revision).where(Revision.draft_id == draft_id).order_by(Revision.number.desc()).limit(1)
    return session.scalar(newest)


def seal(session: Session, draft_id: str, why: Seal) -> None:
    """The newest revision stays as it is from now on. Having been handed over outweighs having been seen."""
    last = latest(session, draft_id)
    if last is not None and (not last.sealed or why == "handed_over"):
        last.sealed = why


def is_news_to(session: Session, draft_id: str, actor: Actor) -> bool:
    """Whether this actor now sees words of somebody else that could still be folded away."""
    newest = select(Revision.author_id, Revision.author_name, Revision.sealed).where(Revision.draft_id == draft_id)
    found = session.execute(newest.order_by(Revision.number.desc()).limit(1)).first()
    return (
        found is not None and not found.sealed and (found.author_id, found.author_name) != (actor.user_id, actor.name)
    )


def as_of(session: Session, draft_id: str, revision: int) -> Revision | None:
    """What the draft said when its revision was `revision`; None where that was folded away."""
    known = select(Revision).where(Revision.draft_id == draft_id, Revision.revision <= revision)
    return session.scalar(known.order_by(Revision.number.desc()).limit(1))


def keep_final(session: Session, draft_id: str) -> None:
    """The draft became a document: its last revision stays beside what the archive keeps, the way to it ends."""
    last = latest(session, draft_id)
    if last is not None:
        session.execute(delete(Revision).where(Revision.draft_id == draft_id, Revision.number < last.number))


def changed(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """The names of the fields whose value differs; a field without a value is the same as an empty one."""
    return [name for name in dict.fromkeys([*old, *new]) if (old.get(name) or None) != (new.get(name) or None)]
