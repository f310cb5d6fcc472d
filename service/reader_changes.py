"""Changing who may see an issued document, with a second person's yes (Nghị định 30/2020/NĐ-CP, Phụ lục VI, III.3.c).

What a change takes away is taken at once; what it opens is opened only when somebody competent who did not ask for it
has confirmed: waiting too long keeps a reader out, never lets one in. Every change is warned of, on the document and on
the desk of those who may confirm, until it is confirmed or refused. Refused, everything is as before.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base, Utc
from archive.documents import Document
from archive.errors import ReasonNeeded
from archive.readers import LEVELS
from service import reader_choice
from service.actor import ROLES, Actor
from service.documents import document_of
from service.errors import Forbidden, NotFound, NothingToChange, OwnChange, WrongState
from service.parts import Parts
from service.people import users
from service.reader_choice import Access
from service.reader_filing import access_now, file_access, index_at_once
from service.readers import find_seen, tokens_in

COMPETENT = ("issue", "administer")
"""Who may confirm: records clerks, who answer for the originals, and administrators, who need not see the contents."""
LONGEST_REASON = 500


class ReaderChange(Base):
    """One change of a document's readers. before, wanted: as details["access"]; in_force: what held at once.

    state: waiting, confirmed, refused, or superseded by a later change.
    """

    __tablename__ = "reader_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON)
    in_force: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Utc)
    state: Mapped[str] = mapped_column(String(12), default="waiting", index=True)
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def widens(self) -> bool:
        """Whether some of it waits for the confirmation."""
        return self.in_force != self.wanted


def may_change(parts: Parts, actor: Actor, document: Document) -> bool:
    """Records clerks, and whoever signed the document."""
    if actor.may("issue"):
        return True
    with parts.db.read() as session:
        signers = {one["token"] for one in access_now(session, document)["readers"] if one.get("why") == "signer"}
        return not signers.isdisjoint(tokens_in(session, actor))


def change(
    parts: Parts, actor: Actor, document_id: str, level: str, tokens: Iterable[str], reason: str
) -> ReaderChange:
    """Ask for other readers: narrowed at once, widened after somebody's confirmation.

    Raises NotFound, Forbidden, ReasonNeeded, BadInput, NothingToChange, NotEnoughSpace.
    """
    document = document_of(parts, actor, document_id)
    if not may_change(parts, actor, document):
        raise Forbidden(needs=["issue"])
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise ReasonNeeded(of="readers")
    with parts.db.write() as session:
        asked = _asked(parts, session, actor, document_id, level, tokens, reason)
    if asked.in_force != asked.before:
        index_at_once(parts, document_id)
    return asked


def _asked(
    parts: Parts, session: Session, actor: Actor, document_id: str, level: str, tokens: Iterable[str], reason: str
) -> ReaderChange:
    document = session.get_one(Document, document_id)
    before = access_now(session, document)
    wanted = reader_choice.chosen(session, actor.agency_id, level, tokens, before)
    if same(before, wanted):
        raise NothingToChange()
    for older in _waiting(session, document_id):
        older.state, older.decided_by, older.decided_at = "superseded", actor.name, parts.now()
    row = ReaderChange(
        agency_id=actor.agency_id, document_id=document_id, before=before, wanted=wanted,
        in_force=narrowed(before, wanted), reason=reason, by_id=actor.user_id, by=actor.name, at=parts.now(),
        state="waiting",
    )  # fmt: skip
    session.add(row)
    session.flush()
    told = _told(row)
    if same(row.in_force, before):
        events.append(
            session, "document.readers_asked", agency_id=actor.agency_id, document_id=document_id, actor=actor.name,
            details=told,
        )  # fmt: skip
    else:
        file_access(parts, session, actor, document, row.in_force, "document.readers_changed", told)
    return row


def narrowed(before: Access, wanted: Access) -> Access:
    """What of a wanted access takes nothing but rights away: the stricter level, the readers that both have."""
    level = max(before["level"], wanted["level"], key=LEVELS.index)
    if level != "limited" or before["level"] != "limited":
        return wanted if level == wanted["level"] else before
    if wanted["level"] != "limited":
        return before
    had = {one["token"] for one in before["readers"]}
    return {"level": level, "readers": [one for one in wanted["readers"] if one["token"] in had]}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two accesses open the document to the same."""
    tokens = [{each["token"] for each in access["readers"]} for access in (one, other)]
    both_open = one["level"] == other["level"] != "limited"
    return one["level"] == other["level"] and (both_open or tokens[0] == tokens[1])


def confirm(parts: Parts, actor: Actor, change_id: int) -> ReaderChange:
    """Say yes: what was wanted holds. Raises NotFound, Forbidden, OwnChange, WrongState."""
    return _decided(parts, actor, change_id, "confirmed")


def refuse(parts: Parts, actor: Actor, change_id: int) -> ReaderChange:
    """Say no: all is as it was before. Raises NotFound, Forbidden, OwnChange, WrongState."""
    return _decided(parts, actor, change_id, "refused")


def _decided(parts: Parts, actor: Actor, change_id: int, state: str) -> ReaderChange:
    with parts.db.write() as session:
        row = session.get(ReaderChange, change_id)
        if row is None or row.agency_id != actor.agency_id:
            raise NotFound(what="reader_change", id=change_id)
        if row.state != "waiting":
            raise WrongState(state=row.state)
        _check_competent(session, actor, row)
        row.state, row.decided_by, row.decided_at = state, actor.name, parts.now()
        access, event = (row.wanted if state == "confirmed" else row.before), f"document.readers_{state}"
        document, told = session.get_one(Document, row.document_id), _told(row)
        if same(access, row.in_force):
            events.append(
                session, event, agency_id=row.agency_id, document_id=document.id, actor=actor.name, details=told
            )
        else:
            file_access(parts, session, actor, document, access, event, told)
    index_at_once(parts, row.document_id)
    return row


def _check_competent(session: Session, actor: Actor, row: ReaderChange) -> None:
    if not actor.permissions & set(COMPETENT):
        raise Forbidden(needs=list(COMPETENT))
    if actor.user_id == row.by_id and _others(session, row):
        raise OwnChange()


def _others(session: Session, row: ReaderChange) -> bool:
    """Whether somebody else could confirm: an office of one confirms for itself."""
    roles = {name for name, allows in ROLES.items() if allows & set(COMPETENT)}
    found = (one for one in users(session, row.agency_id) if one.active and one.id != row.by_id)
    return any(roles & set(one.role_names) for one in found)


def may_decide(parts: Parts, actor: Actor, row: ReaderChange) -> bool:
    """Whether the actor may say yes or no to it."""
    try:
        with parts.db.read() as session:
            _check_competent(session, actor, row)
    except (Forbidden, OwnChange):
        return False
    return row.state == "waiting"


def _told(row: ReaderChange) -> dict[str, Any]:
    """What the journal says: the change's number ties asking and answer together."""
    return {"change": row.id, "before": row.before, "wanted": row.wanted, "reason": row.reason, "asked_by": row.by}


def _waiting(session: Session, document_id: str) -> list[ReaderChange]:
    wanted = select(ReaderChange).where(ReaderChange.document_id == document_id, ReaderChange.state == "waiting")
    return list(session.scalars(wanted))


def changes_of(parts: Parts, document: Document) -> list[ReaderChange]:
    """Every change of a document's readers, the newest first."""
    wanted = select(ReaderChange).where(ReaderChange.document_id == document.id)
    with parts.db.read() as session:
        return list(session.scalars(wanted.order_by(ReaderChange.id.desc())))


def to_confirm(parts: Parts, actor: Actor) -> list[tuple[ReaderChange, Document, bool]]:
    """The agency's changes that wait, oldest first, with the document and whether the actor may see its words."""
    if not actor.permissions & set(COMPETENT):
        return []
    wanted = (
        select(ReaderChange, Document)
        .join(Document, Document.id == ReaderChange.document_id)
        .where(ReaderChange.agency_id == actor.agency_id, ReaderChange.state == "waiting")
        .order_by(ReaderChange.id)
    )
    with parts.db.read() as session:
        rows = [(row, document) for row, document in session.execute(wanted)]
        return [(row, document, find_seen(session, actor, document.id) is not None) for row, document in rows]
