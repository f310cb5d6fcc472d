"""Part of the second step of the path: a layout checker lets a finding pass, and says why.

Điều 12.2 of NĐ 30/2020 makes the person who checks the layout answerable for it: the reason stays with the document.
"""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from archive import events
from archive.db import Base, Utc
from doc_templates.layout.check import Finding
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.errors import BadInput, NotFound
from service.parts import Parts

LONGEST_REASON = 1000


class LayoutOverrule(Base):
    """One finding of one draft that may stay. `finding`: its key, the same for the same words against the same rule."""

    __tablename__ = "layout_overrules"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    finding: Mapped[str] = mapped_column(String(64), primary_key=True)
    rule: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Utc)


def key_of(finding: Finding) -> str:
    """Names a finding by what it says, so that an overrule outlives a change elsewhere in the draft."""
    return sha256("\n".join((finding.rule, finding.place.words, finding.found)).encode()).hexdigest()[:32]


def overrules(parts: Parts, draft: Draft) -> dict[str, LayoutOverrule]:
    """The draft's overruled findings by their key."""
    wanted = select(LayoutOverrule).where(LayoutOverrule.draft_id == draft.id).order_by(LayoutOverrule.at)
    with parts.db.read() as session:
        return {one.finding: one for one in session.scalars(wanted)}


def overrule(parts: Parts, actor: Actor, draft_id: str, finding: Finding, reason: str) -> LayoutOverrule:
    """Let a finding of a draft that can still change stand. Raises NotFound, WrongState, BadInput without a reason."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise BadInput(field="reason")
    with parts.db.write() as session:
        draft = drafts.unfinished(session, actor, draft_id)
        kept = session.merge(
            LayoutOverrule(
                draft_id=draft.id,
                finding=key_of(finding),
                rule=finding.rule,
                words=finding.place.words,
                reason=reason,
                by=actor.name,
                at=parts.now(),
            )
        )
        details = {"draft_id": draft.id, "rule": kept.rule, "words": kept.words, "reason": reason}
        events.append(session, "layout.overruled", agency_id=draft.agency_id, actor=actor.name, details=details)
    return kept


def withdraw(parts: Parts, actor: Actor, draft_id: str, finding: str) -> None:
    """The finding counts again. Raises NotFound, WrongState."""
    with parts.db.write() as session:
        draft = drafts.unfinished(session, actor, draft_id)
        kept = session.get(LayoutOverrule, (draft.id, finding))
        if kept is None:
            raise NotFound(what="overrule", id=finding)
        session.delete(kept)
        details = {"draft_id": draft.id, "rule": kept.rule, "words": kept.words}
        events.append(
            session, "layout.overrule_withdrawn", agency_id=draft.agency_id, actor=actor.name, details=details
        )


def as_filed(overruled: dict[str, LayoutOverrule]) -> list[dict[str, str]]:
    """What the document's metadata say of it for good."""
    return [
        {"rule": one.rule, "words": one.words, "reason": one.reason, "by": one.by, "at": one.at.isoformat()}
        for one in overruled.values()
    ]
