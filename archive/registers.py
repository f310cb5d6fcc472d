"""The registers: number series of one year each, opened once, and the page that shows every number of them.

A register opens by itself at 1 with the year's first number; an office that starts in mid-year sets the first
number itself, with a reason. Numbers are given in `numbers.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from archive import events
from archive.agencies import IDENTIFIER, known, pattern_in
from archive.db import Base, Utc, now
from archive.errors import BadIdentifier, FirstNumberWrong, ReasonNeeded, RegisterInUse
from archive.facts import file_fact
from archive.rows import plain
from archive.store import Store

if TYPE_CHECKING:
    from archive.documents import Document


class Register(Base):
    """One number series of one year. id: "<agency>.<year>.<series>". opened_at None: opened by its first
    number.
    """

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
    """One number. id: "<register id>.<number>". actor and at: who brought it into its present state, and
    when.
    """

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


def open_register(
    session: Session,
    store: Store,
    *,
    agency_id: str,
    year: int,
    series: str,
    first: int,
    reason: str,
    actor: str,
) -> Register:
    """Set a register's first number, once, before its first number is given: for an office that starts in
    mid-year.

    Raises UnknownAgency, NoRegister, FirstNumberWrong, ReasonNeeded, RegisterInUse, NotEnoughSpace.
    """
    known(session, agency_id, locked=True)
    pattern_in(session, agency_id, year)
    if first < 1:
        raise FirstNumberWrong(first=first)
    if not reason.strip():
        raise ReasonNeeded(of="first_number")
    open_one = session.get(Register, register_id(agency_id, year, series))
    if open_one is not None:
        raise RegisterInUse(agency_id=agency_id, year=year, series=series, first_number=open_one.first_number)
    register = opened(session, agency_id, year, series, first, reason.strip(), actor)
    file_fact(store, register, actor=actor, at=now())
    return register


def register_id(agency_id: str, year: int, series: str) -> str:
    """A register's id. Raises BadIdentifier for a series that is no plain id."""
    if not IDENTIFIER.fullmatch(series) or len(series) > 40:
        raise BadIdentifier(name="series", value=series)
    return f"{agency_id}.{year}.{series}"


def opened(session: Session, agency_id: str, year: int, series: str, first: int, reason: str, actor: str) -> Register:
    """The register, newly opened, with its event; without a reason it opened by itself."""
    register = Register(
        id=register_id(agency_id, year, series),
        agency_id=agency_id,
        year=year,
        series=series,
        first_number=first,
        reason=reason,
        opened_at=now() if reason else None,
    )
    session.add(register)
    session.flush()
    events.append(session, "register.opened", agency_id=agency_id, actor=actor, details=plain(register))
    return register


@dataclass(frozen=True)
class RegisterLine:
    """One line of the register. state: issued, reserved, void or gap (a number the register lacks: a fault);
    document: only of an issued number; reason: only of a void one."""

    series: str
    number: int
    state: str
    symbol: str = ""
    dated: date | None = None
    document: "Document | None" = None
    draft_id: str = ""
    reason: str = ""
    actor: str = ""
    number_id: str = ""


def register_page(session: Session, agency_id: str, year: int, series: str | None = None) -> list[RegisterLine]:
    """Every number of the year from each register's first to its last; series None: all registers, by
    series.
    """
    registers = select(Register).where(Register.agency_id == agency_id, Register.year == year)
    if series is not None:
        registers = registers.where(Register.series == series)
    return [
        line for register in session.scalars(registers.order_by(Register.series)) for line in _lines(session, register)
    ]


def _lines(session: Session, register: Register) -> list[RegisterLine]:
    numbers = select(Number).where(Number.register_id == register.id).options(selectinload(Number.document))
    found = {number.number: number for number in session.scalars(numbers)}
    last = max(found, default=register.first_number - 1)
    return [_line(register, number, found.get(number)) for number in range(register.first_number, last + 1)]


def _line(register: Register, number: int, row: Number | None) -> RegisterLine:
    if row is None:
        return RegisterLine(register.series, number, "gap")
    return RegisterLine(
        series=register.series,
        number=number,
        state=row.state,
        symbol=row.symbol,
        dated=row.dated,
        document=row.document,
        draft_id=row.draft_id,
        reason=row.reason,
        actor=row.actor,
        number_id=row.id,
    )
