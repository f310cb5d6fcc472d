"""Documents that others say they replace, repeal, recall, amend or correct, where no act was recorded: old archives.

Said by the words of a text alone (doc_templates/citations/roles.py), so it is told as that, and changes no status. Only
what Điều 18 Nghị định 30/2020/NĐ-CP lets a document of that kind do counts: a report that speaks of it does nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from archive.documents import Document
from service.actor import Actor
from service.acts.rules import rules
from service.acts.standing import IN_FORCE
from service.citing.rows import Cited
from service.parts import Parts
from service.readers import seen_in_lists

ACTS = {"corrects": "correct", "amends": "amend", "repeals": "replace", "replaces": "replace", "recalls": "recall"}
"""What an act a role is; a part of a document that is repealed or replaced amends it."""


@dataclass(frozen=True)
class Said:
    """act: as service/acts/rules.toml; by: reference and id of the document that says so."""

    act: str
    by: str
    id: str


def said_of(session: Session, ids: Collection[str], seen: ColumnElement[bool]) -> dict[str, Said]:
    """The heaviest and newest that is said of each of these documents that stands as it was issued, by documents that
    meet `seen`."""
    if not ids:
        return {}
    target = aliased(Document)
    asked = (
        select(target.id, Cited.role, Cited.within, target.kind, Document.id, Document.reference, Document.kind)
        .join(target, target.id == Cited.target_id)
        .join(Document, Document.id == Cited.document_id)
        .where(Cited.target_id.in_(ids), Cited.role.in_(ACTS), target.status == IN_FORCE, seen)
        .order_by(Document.issued_on, Document.id)
    )
    found: dict[str, Said] = {}
    for target_id, role, within, other, id, reference, kind in session.execute(asked):
        act = "amend" if within and role != "corrects" else ACTS[role]
        known = found.get(target_id)
        if rules()[act].allows(kind, other) and (known is None or rules()[known.act].weight <= rules()[act].weight):
            found[target_id] = Said(act, reference, id)
    return found


def said_among(parts: Parts, actor: Actor, ids: Collection[str]) -> dict[str, Said]:
    """As said_of, by documents that the actor may see."""
    with parts.db.read() as session:
        return said_of(session, ids, seen_in_lists(session, actor))
