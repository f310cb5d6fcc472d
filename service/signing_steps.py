"""Who signs besides the signer: initials before (ký nháy), the second signer after. The rows of one draft, in order.

The signer stands between: steps below position 0 come before the signature, those above after it. Nghị định
30/2020/NĐ-CP names no initials of files; they are the office's custom, and nobody's by default.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc

DRAFTER, UNIT_HEAD, SECOND = "drafter", "unit_head", "second"


class Step(Base):
    """One more signature. role: drafter, unit_head (both initials) or second. user_id None: signs outside, by file."""

    __tablename__ = "signing_steps"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(20))
    field: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime | None] = mapped_column(Utc)
    key_id: Mapped[str | None] = mapped_column(String(32))


def steps_of(session: Session, draft_id: str) -> list[Step]:
    """Everybody who signs besides the signer, in order."""
    return list(session.scalars(select(Step).where(Step.draft_id == draft_id).order_by(Step.position)))


def steps_by_draft(session: Session, draft_ids: Sequence[str]) -> dict[str, list[Step]]:
    """The same of many drafts, by draft."""
    found: dict[str, list[Step]] = {}
    for step in session.scalars(select(Step).where(Step.draft_id.in_(draft_ids)).order_by(Step.position)):
        found.setdefault(step.draft_id, []).append(step)
    return found


def next_before(steps: Sequence[Step]) -> Step | None:
    """Whose initials are awaited before the signer may sign."""
    return next((step for step in steps if step.position < 0 and step.signed_at is None), None)


def next_after(steps: Sequence[Step]) -> Step | None:
    """Whose signature is awaited after the signer's."""
    return next((step for step in steps if step.position > 0 and step.signed_at is None), None)


def forget_steps(session: Session, draft_id: str) -> None:
    """The document is recorded, or goes back to be changed."""
    session.execute(delete(Step).where(Step.draft_id == draft_id))
