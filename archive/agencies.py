"""Who issues: agencies, their names through the years, and how they count. Asked before a number is given.

Names are effective-dated: a district that ended on 30 June 2025 keeps its name on its old documents. How a year's
numbers are counted (one series for all kinds, or one a kind) is the head's decision (NĐ 30/2020 art. 15) and holds
for whole years.
"""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base


class Agency(Base):
    """An agency for life: its own id of this installation, and its official code (mã định danh)."""

    __tablename__ = "agencies"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)


class AgencyName(Base):
    """What the agency is called and prints from `valid_from` on. superior and name are printed lines."""

    __tablename__ = "agency_names"
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    superior: Mapped[list[str]] = mapped_column(JSON)
    name: Mapped[list[str]] = mapped_column(JSON)
    full_name: Mapped[str] = mapped_column(Text)
    abbreviation: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)


class SeriesPattern(Base):
    """How numbers are counted from a year on: "kind" = one series for each kind, "common" = one for all."""

    __tablename__ = "series_patterns"
    __table_args__ = (CheckConstraint("pattern IN ('kind', 'common')", name="pattern"),)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    from_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pattern: Mapped[str] = mapped_column(String(10))
