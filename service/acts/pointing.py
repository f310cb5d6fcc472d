"""Before the issue: which issued documents a draft recalls, replaces, amends or corrects."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from archive.documents import Document
from archive.errors import ReasonNeeded
from service import drafts
from service.actor import Actor
from service.acts.rules import Rule, ended, rules
from service.draft import Draft
from service.draft_readers import inherited
from service.errors import ActRefused, NotFound
from service.forms import form_of
from service.parts import Parts
from service.readers import find_seen, seen_with, tokens_in

LONGEST_REASON = 500


class Act(Base):
    """A draft points at a document. act: correct, amend, replace, recall; reason: why, or what is mended."""

    __tablename__ = "acts"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    act: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(String(100))
    added_at: Mapped[datetime] = mapped_column(Utc)


def acts_of(session: Session, draft_id: str) -> list[tuple[Act, Document]]:
    """What the draft points at, in the order it was said."""
    pairs = select(Act, Document).join(Document, Document.id == Act.target_id).where(Act.draft_id == draft_id)
    return [(act, document) for act, document in session.execute(pairs.order_by(Act.added_at, Act.target_id))]


def of_draft(parts: Parts, actor: Actor, draft_id: str) -> list[tuple[Act, Document]]:
    """As acts_of, those that this actor may see. Raises NotFound."""
    with parts.db.read() as session:
        drafts.visible(session, actor, draft_id)
        tokens = tokens_in(session, actor)
        return [(act, document) for act, document in acts_of(session, draft_id) if seen_with(document, tokens)]


def point(parts: Parts, actor: Actor, draft_id: str, act: str, target_id: str, reason: str) -> Draft:
    """The draft will do this to that document; said again, the last word counts.

    Raises NotFound (draft, document, act), ReasonNeeded, ActRefused (the document is no longer in force, or a document
    of this kind may not do it: Điều 18), WrongState, DraftLocked, DraftSigned.
    """
    rule, reason = rules().get(act), reason.strip()[:LONGEST_REASON]
    if rule is None:
        raise NotFound(what="act", id=act)
    if not reason:
        raise ReasonNeeded()
    with parts.db.write() as session:
        draft = drafts.still_editable(session, actor, draft_id)
        target = find_seen(session, actor, target_id)
        if target is None or target.id == draft.id:
            raise NotFound(what="document", id=target_id)
        if why := refused(rule, _kind(parts, draft), target):
            raise ActRefused(why=why, reference=target.reference, article=rule.article)
        at = parts.now()
        row = Act(draft_id=draft.id, target_id=target.id, act=act, reason=reason, added_by=actor.name, added_at=at)
        session.merge(row)
        drafts.touch(parts, actor, draft)
    return draft


def unpoint(parts: Parts, actor: Actor, draft_id: str, target_id: str) -> Draft:
    """The draft will not. Raises NotFound, WrongState, DraftLocked, DraftSigned."""
    with parts.db.write() as session:
        draft = drafts.still_editable(session, actor, draft_id)
        row = session.get(Act, (draft.id, target_id))
        if row is None:
            raise NotFound(what="document", id=target_id)
        session.delete(row)
        drafts.touch(parts, actor, draft)
    return draft


def refused(rule: Rule, kind: str, target: Document) -> str:
    """Why a document of that kind may not do it to the target: "ended", "other_kind"; "" if it may."""
    if ended(target.status):
        return "ended"
    return "" if rule.allows(kind, target.kind) else "other_kind"


def faults(session: Session, draft: Draft, kind: str) -> Iterator[tuple[Act, Document, str]]:
    """What can no longer be done, with why: the other document may have ended since the draft pointed at it."""
    for act, target in acts_of(session, draft.id):
        if why := refused(rules()[act.act], kind, target):
            yield act, target, why


def begin(parts: Parts, actor: Actor, document_id: str, act: str, reason: str) -> Draft:
    """A new draft that will do this to the document, on the form that the decree names. Raises as point()."""
    with parts.db.read() as session:
        target = find_seen(session, actor, document_id)
    rule = rules().get(act)
    if target is None or rule is None:
        raise NotFound(what="document", id=document_id)
    if why := refused(rule, target.kind if rule.by == "equivalent" else rule.by, target):
        raise ActRefused(why=why, reference=target.reference, article=rule.article)
    form = form_of(parts, actor.agency_id, target.form if rule.form == "same" else rule.form)
    draft = drafts.create(parts, actor, form.id, {}, access=inherited(target.details))
    return point(parts, actor, draft.id, act, document_id, reason)


def _kind(parts: Parts, draft: Draft) -> str:
    return drafts.form_of_draft(parts, draft).kind
