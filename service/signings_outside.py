"""What is prepared to be signed outside, until it is brought back: one row a field of a draft's PDF."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc


class Outside(Base):
    """pdf, start, end, digest, attributes: as in signing/external.py. before_sha256: of the PDF that it goes on from.

    sealed: the whole sealed PDF once it was brought and looked at, for issue() to file.
    """

    __tablename__ = "signing_outside"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(20), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(32))
    before_sha256: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    start: Mapped[int]
    end: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    attributes: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Utc)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


def forget_outside(session: Session, draft_id: str) -> None:
    """The draft went back, or is issued: what was prepared counts no more."""
    session.execute(delete(Outside).where(Outside.draft_id == draft_id))
