"""Who opened, read, downloaded, printed, exported, searched what and when (NĐ 30/2020, Phụ lục VI, III.5.a, III.6).

A use is noted before its answer leaves the house; the same again within a minute (a page turned, a browser that fetches
a PDF piece by piece) is the same use. Uses of a document are kept as long as the document (III.5.a); searches, exports
and logins, which are of a person, as long as USES_KEPT_MONTHS says. Who may read them: auditors; administrators and
readers of a document see how many there were.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from archive.documents import Document
from archive.errors import ArchiveBusy, NotEnoughSpace
from service.actor import Actor
from service.parts import Parts

KINDS = (
    "opened", "read", "downloaded", "proof", "printed", "fetched", "refused",
    "searched", "exported", "logged_in",
)  # fmt: skip
VIEWS = ("opened", "read", "fetched")
"""What counts as a view of a document."""
SAME_USE = timedelta(minutes=1)
STILL_TYPING = timedelta(seconds=30)
"""A search that goes on from the words of the one before is that search, further typed."""
LONGEST_WORDS = 500
log = logging.getLogger(__name__)


class Use(Base):
    """One use. words: what was searched for, or the file's name; via: page or api; day: of the office's calendar."""

    __tablename__ = "uses"
    __table_args__ = (
        Index("ix_uses_document", "document_id", "id"),
        Index("ix_uses_person", "user_id", "id"),
        Index("ix_uses_day", "agency_id", "day", "what"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(100))
    what: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="")
    via: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(Utc)
    day: Mapped[date]


def note(parts: Parts, actor: Actor, what: str, document_id: str | None = None, words: str = "") -> None:
    """Note a use. Where the database cannot take it, the log of the service does: reading goes on."""
    words = " ".join(words.split())[:LONGEST_WORDS]
    try:
        with parts.db.read() as session:
            before = _last(session, actor, what, document_id)
        if before is not None and before.words == words and abs(parts.now() - before.at) < SAME_USE:
            return
        with parts.db.write() as session:
            _keep(parts, session, actor, what, document_id, words, before)
    except (ArchiveBusy, NotEnoughSpace):
        log.exception("a use was not noted: %s %s by user %s", what, document_id or "", actor.user_id)


def _last(session: Session, actor: Actor, what: str, document_id: str | None) -> Use | None:
    """The person's last use of this kind, of this document."""
    same = (Use.user_id == actor.user_id, Use.what == what, Use.via == actor.via, Use.document_id == document_id)
    return session.scalar(select(Use).where(*same).order_by(Use.id.desc()).limit(1))


def _keep(
    parts: Parts, session: Session, actor: Actor, what: str, document_id: str | None, words: str, before: Use | None
) -> None:
    at = parts.now()
    if what == "searched" and before is not None and _goes_on(before, words, at):
        typed = session.get(Use, before.id)
        if typed is not None:
            typed.words, typed.at = words, at
            return
    add(parts, session, actor, what, document_id, words)


def add(
    parts: Parts, session: Session, actor: Actor, what: str, document_id: str | None = None, words: str = ""
) -> None:
    """A use more, in the caller's write block."""
    use = Use(
        agency_id=actor.agency_id, document_id=document_id, user_id=actor.user_id, by=actor.name, what=what,
        words=words, via=actor.via, at=parts.now(), day=parts.today(),
    )  # fmt: skip
    session.add(use)


def _goes_on(before: Use, words: str, at: datetime) -> bool:
    near = abs(at - before.at) < STILL_TYPING
    return near and bool(before.words) and (words.startswith(before.words) or before.words.startswith(words))


def views(parts: Parts, document: Document) -> int:
    """How often the document was opened or read."""
    wanted = select(func.count()).where(Use.document_id == document.id, Use.what.in_(VIEWS))
    with parts.db.read() as session:
        return session.scalar(wanted) or 0


def counts_of(parts: Parts, document: Document) -> Mapping[str, int]:
    """How many uses of each kind there were of a document."""
    counted = select(Use.what, func.count().label("count")).where(Use.document_id == document.id)
    wanted = counted.group_by(Use.what)
    with parts.db.read() as session:
        found = {what: int(count) for what, count in session.execute(wanted)}
    return {what: found[what] for what in KINDS if what in found}


def forget_old(parts: Parts) -> int:
    """Searches, exports and logins older than the installation keeps them go; how many went."""
    last = _months_ago(parts.today(), parts.config.uses_kept_months)
    with parts.db.write() as session:
        gone = session.execute(delete(Use).where(Use.document_id.is_(None), Use.day < last))
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _months_ago(day: date, months: int) -> date:
    """The first day of the month so many months ago: what is kept is never a day less."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
