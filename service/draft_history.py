"""The revisions of a draft, read: the list, one of them, what changed between two, and back to an earlier one."""

from sqlalchemy import select

from doc_templates.redline import FieldChange, compare
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.errors import NotFound
from service.parts import Parts
from service.revisions import Revision


def listed(parts: Parts, actor: Actor, draft_id: str) -> tuple[Draft, list[Revision]]:
    """The draft and its revisions, newest first. Raises NotFound for a draft the actor may not see."""
    draft = drafts.get(parts, actor, draft_id)
    with parts.db.read() as session:
        wanted = select(Revision).where(Revision.draft_id == draft.id).order_by(Revision.number.desc())
        return draft, list(session.scalars(wanted))


def revision(parts: Parts, actor: Actor, draft_id: str, number: int) -> Revision:
    """One revision. Raises NotFound."""
    drafts.get(parts, actor, draft_id)
    with parts.db.read() as session:
        found = session.get(Revision, (draft_id, number))
    if found is None:
        raise NotFound(what="revision", id=f"{draft_id}/{number}")
    return found


def between(parts: Parts, actor: Actor, draft_id: str, old: int, new: int) -> list[FieldChange]:
    """What changed from one revision to another, whichever is the later. Raises NotFound."""
    one, other = (revision(parts, actor, draft_id, number) for number in (old, new))
    return compare(one.values, other.values)


def restore(parts: Parts, actor: Actor, draft_id: str, number: int, over: int) -> Draft:
    """Make an earlier revision the newest one, saved over the draft's revision `over`; nothing is taken away.

    Raises NotFound and all that drafts.save raises: DraftChanged, DraftLocked, WrongState.
    """
    wanted = revision(parts, actor, draft_id, number)
    return drafts.save(parts, actor, draft_id, wanted.values, over, how="restored", source=str(number))
