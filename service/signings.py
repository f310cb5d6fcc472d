"""Documents laid before their signer: the PDF as it is to be signed, and as it was signed.

The rows; what is done with them stands in signing_desk.py, what becomes of the signed PDF in issue.py. Who signs
besides the signer stands in signing_steps.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base, Utc
from doc_templates.anchors import SIGNATURE
from service.actor import Actor
from service.signing_steps import Step, forget_steps, next_after, next_before, steps_by_draft
from service.signings_outside import forget_outside

SIGNER = "signer"


class Signing(Base):
    """One draft before its signer. year, symbol: what the page says, so that it is numbered as it was signed.

    mark: what its QR code says. prepared: the PDF with empty fields, and the initials so far; signed: the same with the
    signer's revision, and those after it. signed_at: when the signer signed.
    """

    __tablename__ = "signings"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    signer_name: Mapped[str] = mapped_column(String(100))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    year: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(60))
    mark: Mapped[str] = mapped_column(String(200))
    prepared: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    submitted_by: Mapped[str] = mapped_column(String(100))
    submitted_at: Mapped[datetime] = mapped_column(Utc)
    signed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    signed_at: Mapped[datetime | None] = mapped_column(Utc)
    key_id: Mapped[str | None] = mapped_column(String(32))
    numbers: Mapped[bool] = mapped_column(default=False)
    """Whether the signer numbers the document in the same action; nobody seals it then."""


def signing_of(session: Session, draft_id: str, *, whole: bool = False) -> Signing | None:
    """The draft's signing; `whole` with its files, for use after the session."""
    found = session.get(Signing, draft_id)
    if found is not None and whole:
        assert found.prepared is not None and (found.signed is None or found.signed)  # loads what is deferred
    return found


@dataclass(frozen=True)
class Turn:
    """Whose signature is awaited now. role: signer, or as in signing_steps.py; user_id None: somebody outside.

    first: nobody has signed yet. The first signature certifies the file: from there on only fields may be filled.
    """

    position: int
    role: str
    field: str
    user_id: int | None
    name: str
    first: bool


def turn_of(signing: Signing, steps: Sequence[Step]) -> Turn | None:
    """Initials, then the signer, then the second signer; None once all have signed."""
    step = next_before(steps)
    first = signing.signed_at is None and not any(each.signed_at for each in steps)
    if step is None and signing.signed_at is None:
        return Turn(0, SIGNER, SIGNATURE, signing.user_id, signing.signer_name, first)
    step = step or next_after(steps)
    return Turn(step.position, step.role, step.field, step.user_id, step.name, first) if step else None


def waiting_for(session: Session, agency_id: str, user_id: int | None) -> list[tuple[Signing, Turn]]:
    """What waits for this person's signature or initials, oldest first."""
    if user_id is None:
        return []
    beside = select(Step.draft_id).where(Step.user_id == user_id, Step.signed_at.is_(None))
    as_signer = (Signing.user_id == user_id) & Signing.signed_at.is_(None)
    wanted = select(Signing).where(Signing.agency_id == agency_id, or_(as_signer, Signing.draft_id.in_(beside)))
    found = list(session.scalars(wanted.order_by(Signing.submitted_at)))
    steps = steps_by_draft(session, [each.draft_id for each in found])
    turns = ((each, turn_of(each, steps.get(each.draft_id, ()))) for each in found)
    return [(each, turn) for each, turn in turns if turn is not None and turn.user_id == user_id]


def forget(session: Session, draft_id: str) -> None:
    """The document is recorded: what was signed lies in the archive."""
    forget_steps(session, draft_id)
    forget_outside(session, draft_id)
    found = session.get(Signing, draft_id)
    if found is not None:
        session.delete(found)


def drop(session: Session, actor: Actor, draft_id: str, why: str = "") -> None:
    """The draft goes back to be changed: what was laid before the signer, or signed already, counts no more."""
    found = session.get(Signing, draft_id)
    if found is None:
        return
    name = "draft.signature_dropped" if found.signed_at else "draft.submission_dropped"
    details = {"signer": found.signer_name, "why": why}
    events.append(session, name, agency_id=found.agency_id, document_id=draft_id, actor=actor.name, details=details)
    forget_steps(session, draft_id)
    forget_outside(session, draft_id)
    session.delete(found)
    session.flush()
