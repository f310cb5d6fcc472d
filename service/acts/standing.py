"""Where documents stand: those of a list that were recalled, replaced, amended or corrected, and by what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.documents import Document
from service.actor import Actor
from service.acts.rules import rules
from service.parts import Parts
from service.readers import seen_in_lists

IN_FORCE = "issued"


@dataclass(frozen=True)
class Standing:
    """status: as rules.toml; by: the reference of what gave it that status, "" where the reader may not see that."""

    status: str
    by: str


def standings(parts: Parts, actor: Actor, ids: Iterable[str]) -> dict[str, Standing]:
    """Of each of these documents that the actor may see and that is not simply as it was issued."""
    wanted = select(Document.id, Document.status).where(Document.id.in_(list(ids)), Document.status != IN_FORCE)
    with parts.db.read() as session:
        found = session.execute(wanted.where(seen_in_lists(session, actor))).all()
        by = changed_by(session, actor, [row.id for row in found])
    return {row.id: Standing(row.status, by.get(row.id, "")) for row in found}


def changed_by(session: Session, actor: Actor, ids: Sequence[str]) -> dict[str, str]:
    """By what each of the documents was recalled, replaced, amended or corrected: the reference of the last one of its
    status, where the actor may see that one."""
    if not ids:
        return {}
    rows = session.execute(select(Document.id, Document.status, Document.details).where(Document.id.in_(ids))).all()
    last = {row.id: act for row in rows if (act := _last(row.status, row.details.get("acted_on_by", ())))}
    acting = [act["id"] for act in last.values()]
    seen = set(session.scalars(select(Document.id).where(Document.id.in_(acting), seen_in_lists(session, actor))))
    return {id: act["reference"] for id, act in last.items() if act["id"] in seen}


def _last(status: str, acts: Iterable[dict[str, str]]) -> dict[str, str] | None:
    found = [act for act in acts if rules()[act["act"]].status == status]
    return found[-1] if found else None
