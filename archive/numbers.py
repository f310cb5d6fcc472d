"""The registers: the step "number" of the path. Gap-free, in the order of time, never used twice.

A number belongs to its draft from the moment it is reserved: it is issued, or voided with a reason that the
register prints (NĐ 30/2020 art. 15). Everything here runs in the caller's write block.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.db import Base, Utc

if TYPE_CHECKING:
    from archive.records import Document


class Register(Base):
    """One number series of one year. id: "<agency>.<year>.<series>". opened_at None: opened by its first number."""

    __tablename__ = "registers"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "series"),
        CheckConstraint("first_number >= 1", name="first_number"),
    )
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    year: Mapped[int]
    series: Mapped[str] = mapped_column(String(40))
    first_number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime | None] = mapped_column(Utc)


class Number(Base):
    """One number. id: "<register id>.<number>". actor and at: who brought it into its present state, and when."""

    __tablename__ = "numbers"
    __table_args__ = (
        UniqueConstraint("register_id", "number"),
        UniqueConstraint("agency_id", "year", "number", "symbol"),
        CheckConstraint("state IN ('reserved', 'issued', 'void')", name="state"),
        CheckConstraint("number >= 1", name="number"),
        Index(
            "ix_numbers_live_draft",
            "draft_id",
            unique=True,
            sqlite_where=text("state <> 'void'"),
            postgresql_where=text("state <> 'void'"),
        ),
    )
    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    register_id: Mapped[str] = mapped_column(ForeignKey("registers.id"))
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    year: Mapped[int]
    series: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10))
    draft_id: Mapped[str] = mapped_column(String(32))
    dated: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)

    document: Mapped["Document | None"] = relationship(
        primaryjoin="and_(foreign(Number.draft_id) == Document.id, Number.state == 'issued')",
        viewonly=True,
        uselist=False,
    )
