"""The registers: the step "number" of the path. Gap-free, in the order of time, never used twice.

A number belongs to its draft from the moment it is reserved: it is issued, or voided with a reason that the
register prints (NĐ 30/2020 art. 15). Everything here runs in the caller's write block.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from archive import events
from archive.agencies import IDENTIFIER, known, pattern_in
from archive.db import Base, Utc, now
from archive.errors import (
    BadIdentifier,
    DateBeforeLast,
    DateOutsideYear,
    DocumentAlreadyFiled,
    FirstNumberWrong,
    ReasonNeeded,
    ReferenceTaken,
    RegisterInUse,
    UnknownNumber,
)
from archive.facts import file_fact
from archive.filing import object_id
from archive.rows import plain
from archive.store import Store

if TYPE_CHECKING:
    from archive.records import Document


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
    register = _opened(session, agency_id, year, series, first, reason.strip(), actor)
    file_fact(store, register, actor=actor, at=now())
    return register


def register_id(agency_id: str, year: int, series: str) -> str:
    """A register's id. Raises BadIdentifier for a series that is no plain id."""
    if not IDENTIFIER.fullmatch(series) or len(series) > 40:
        raise BadIdentifier(name="series", value=series)
    return f"{agency_id}.{year}.{series}"


def _opened(
    session: Session, agency_id: str, year: int, series: str, first: int, reason: str, actor: str
) -> Register:
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


def reserve(
    session: Session,
    *,
    agency_id: str,
    year: int,
    series: str,
    symbol: str,
    draft_id: str,
    on: date,
    actor: str,
) -> Number:
    """Give the draft its number: the one it holds already, else the register's next, dated `on`.

    A new year's register opens by itself at 1. Raises UnknownAgency, NoRegister, DateOutsideYear,
    DateBeforeLast, ReferenceTaken; then nothing is given and no number is lost.
    """
    known(session, agency_id, locked=True)
    held = live_number(session, draft_id)
    if held is not None:
        return held
    register = _register_for(session, agency_id, year, series, on, actor)
    last = last_number(session, register.id)
    if last is not None and on < last.dated:
        raise DateBeforeLast(on=on.isoformat(), last=last.dated.isoformat(), number=last.number)
    next_number = last.number + 1 if last else register.first_number
    _check_free(session, agency_id, year, next_number, symbol)
    number = Number(
        id=f"{register.id}.{next_number}",
        register_id=register.id,
        agency_id=agency_id,
        year=year,
        series=series,
        number=next_number,
        symbol=symbol,
        state="reserved",
        draft_id=draft_id,
        dated=on,
        reason="",
        actor=actor,
        at=now(),
    )
    session.add(number)
    _tell(session, "number.reserved", number, actor)
    return number


def live_number(session: Session, draft_id: str) -> Number | None:
    """The number the draft holds, reserved or issued; a voided one is no longer its own."""
    return session.scalar(select(Number).where(Number.draft_id == draft_id, Number.state != "void"))


def last_number(session: Session, register: str) -> Number | None:
    """The highest number of a register, whatever became of it."""
    numbers = select(Number).where(Number.register_id == register)
    return session.scalar(numbers.order_by(Number.number.desc()).limit(1))


def _register_for(session: Session, agency_id: str, year: int, series: str, on: date, actor: str) -> Register:
    pattern_in(session, agency_id, year)
    if on.year != year:
        raise DateOutsideYear(on=on.isoformat(), year=year)
    register = session.get(Register, register_id(agency_id, year, series))
    return register or _opened(session, agency_id, year, series, 1, "", actor)


def _check_free(session: Session, agency_id: str, year: int, number: int, symbol: str) -> None:
    taken = session.scalar(
        select(Number).where(
            Number.agency_id == agency_id,
            Number.year == year,
            Number.number == number,
            Number.symbol == symbol,
        )
    )
    if taken is not None:
        raise ReferenceTaken(number=number, symbol=symbol, series=taken.series)


def void(session: Session, store: Store, *, number_id: str, reason: str, actor: str) -> Number:
    """Void a reserved number; the register prints the reason, and the number is never given again.

    Safe to repeat. Raises UnknownNumber, ReasonNeeded, DocumentAlreadyFiled, NotEnoughSpace.
    """
    number = session.get(Number, number_id, with_for_update=True)
    if number is None:
        raise UnknownNumber(number_id=number_id)
    if number.state != "void":
        _check_voidable(store, number, reason)
        number.state, number.reason, number.actor, number.at = "void", reason.strip(), actor, now()
        _tell(session, "number.voided", number, actor)
    file_fact(store, number, actor=number.actor, at=number.at)
    return number


def _check_voidable(store: Store, number: Number, reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(of="void")
    if number.state == "issued" or store.has(object_id(number.draft_id)):
        raise DocumentAlreadyFiled(number=number.number, symbol=number.symbol, document_id=number.draft_id)


def _tell(session: Session, name: str, number: Number, actor: str) -> None:
    session.flush()
    details = plain(number)
    events.append(
        session, name, agency_id=number.agency_id, document_id=number.draft_id, actor=actor, details=details
    )


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


def register_page(
    session: Session, agency_id: str, year: int, series: str | None = None
) -> list[RegisterLine]:
    """Every number of the year from each register's first to its last; series None: all registers, by
    series.
    """
    registers = select(Register).where(Register.agency_id == agency_id, Register.year == year)
    if series is not None:
        registers = registers.where(Register.series == series)
    return [
        line
        for register in session.scalars(registers.order_by(Register.series))
        for line in _lines(session, register)
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
