"""What waits for the index: a row of each issue's own commit, so that nothing is forgotten; the index may
lag.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc, now


class ToIndex(Base):
    """A document that waits for the index. Written in the commit of the issue, gone when served."""

    __tablename__ = "to_index"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    queued_at: Mapped[datetime] = mapped_column(Utc, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")


def queue(session: Session, document_ids: Iterable[str]) -> None:
    """Let documents wait for the index; one that waits already waits anew, for it may be just being served."""
    for document_id in document_ids:
        session.merge(ToIndex(document_id=document_id, queued_at=now(), attempts=0, last_error=""))
    session.flush()


def waiting(session: Session, limit: int) -> list[ToIndex]:
    """What waits for the index, the least tried and then the oldest first."""
    rows = select(ToIndex).order_by(ToIndex.attempts, ToIndex.queued_at, ToIndex.document_id)
    return list(session.scalars(rows.limit(limit)))


def served(session: Session, document_id: str, queued_at: datetime) -> None:
    """The index has it as it was when it began to wait at `queued_at`; what changed since waits on."""
    session.execute(delete(ToIndex).where(ToIndex.document_id == document_id, ToIndex.queued_at == queued_at))


def failed(session: Session, document_id: str, why: str) -> None:
    """The index could not take it: it goes on waiting, behind those not yet tried."""
    row = session.get(ToIndex, document_id)
    if row is not None:
        row.attempts, row.last_error = row.attempts + 1, why
