"""Numbers: the step "number" of the path. Gap-free, in the order of time, never used twice.

A number belongs to its draft from the moment it is reserved: it is issued, or voided with a reason that the
register prints (NĐ 30/2020 art. 15). Everything here runs in the caller's write block.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive import events
from archive.agencies import known, pattern_in
from archive.db import now
from archive.errors import (
    DateBeforeLast,
    DateOutsideYear,
    DocumentAlreadyFiled,
    ReasonNeeded,
    ReferenceTaken,
    UnknownNumber,
)
from archive.facts import FILE, fact_id, file_fact, read_fact
from archive.filing import object_id
from archive.registers import (
    Number,
    Register,
    RegisterLine,
    open_register,
    opened,
    register_id,
    register_page,
)
from archive.rows import plain
from archive.store import Store

__all__ = [  # with those of registers.py, so that whoever numbers needs one import
    "Number",
    "Register",
    "RegisterLine",
    "last_number",
    "live_number",
    "open_register",
    "register_id",
    "register_page",
    "reserve",
    "void",
]


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
    store: Store | None = None,
) -> Number:
    """Give the draft its number: the one it holds already, else the register's next, dated `on`.

    With the store at hand, a number whose voiding was filed but not recorded (a power cut between the two) is voided
    first: otherwise the register would say "issued" where the storage says "void".
    A new year's register opens by itself at 1. Raises UnknownAgency, NoRegister, DateOutsideYear,
    DateBeforeLast, ReferenceTaken; then nothing is given and no number is lost.
    """
    known(session, agency_id, locked=True)
    held = live_number(session, draft_id)
    if held is not None and not _void_was_filed(session, store, held):
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


def _void_was_filed(session: Session, store: Store | None, held: Number) -> bool:
    if store is None or held.state != "reserved" or not store.has(fact_id(held)):
        return False
    filed = read_fact(store.read(fact_id(held), FILE)).row()
    assert isinstance(filed, Number)  # its id says so
    held.state, held.reason, held.actor, held.at = filed.state, filed.reason, filed.actor, filed.at
    _tell(session, "number.voided", held, held.actor)
    return True


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
    return register or opened(session, agency_id, year, series, 1, "", actor)


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
    events.append(session, name, agency_id=number.agency_id, document_id=number.draft_id, actor=actor, details=details)
