"""An office may have its signers number as they sign, kind by kind: one action, one signer, no seal.

The number is reserved, filled into its fields and closed by the signer's own signature in ONE revision; the document is
issued in the same action. Everybody else's documents are signed first and numbered by the records clerk (issue.py).
"""

from collections.abc import Collection
from datetime import datetime

from pyhanko.sign import signers
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base, Utc
from archive.records import Document
from doc_templates.anchors import SIGNATURE
from doc_templates.kinds import kinds
from service import issue as path
from service.actor import Actor
from service.errors import BadInput
from service.locks import one_at_a_time
from service.parts import Parts
from service.sealed_paper import Seal
from service.signing.keys import Key
from service.signings import Signing


class NumberedWhenSigning(Base):
    """A kind of document that its signers number themselves in this agency."""

    __tablename__ = "numbered_when_signing"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column(Utc)


def chosen(session: Session, agency_id: str) -> set[str]:
    """The kinds of the agency."""
    wanted = select(NumberedWhenSigning.kind).where(NumberedWhenSigning.agency_id == agency_id)
    return set(session.scalars(wanted))


def choose(parts: Parts, actor: Actor, wanted: Collection[str]) -> None:
    """From now on these kinds, and no others; drafts that are being signed go on as they began. Raises BadInput."""
    if set(wanted) - set(kinds()):
        raise BadInput(field="kinds")
    with parts.db.write() as session:
        before = chosen(session, actor.agency_id)
        for kind in before - set(wanted):
            session.delete(session.get_one(NumberedWhenSigning, (actor.agency_id, kind)))
        for kind in set(wanted) - before:
            session.add(NumberedWhenSigning(agency_id=actor.agency_id, kind=kind, since=parts.now()))
        if before != set(wanted):
            details = {"kinds": sorted(wanted)}
            events.append(session, "agency.numbering_set", agency_id=actor.agency_id, actor=actor.name, details=details)


def sign_and_issue(parts: Parts, actor: Actor, waits: Signing, key: Key, signer: signers.Signer) -> Document:
    """The signer's one action. Safe to repeat: a number that was reserved is taken up. Raises as issue()."""
    with one_at_a_time(parts, "issue", waits.draft_id):
        document = path.already_issued(parts, actor, waits.draft_id)
        if document is None:
            draft = path.check(parts, actor, waits.draft_id, state="signing")
            document = path.onward(parts, actor, draft, Seal(waits, key, signer, field=SIGNATURE))
    parts.index_soon()
    return document
