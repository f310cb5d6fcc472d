"""Who issues: agencies, their names through the years, and how they count. Asked before a number is given.

Names are effective-dated: a district that ended on 30 June 2025 keeps its name on its old documents. How a
year's numbers are counted (one series for all kinds, or one a kind) is the head's decision (NĐ 30/2020 art.
15) and holds for whole years.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NotRequired, TypedDict, TypeVar, Unpack

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive import events
from archive.db import Base, now
from archive.errors import (
    AgencyExists,
    BadIdentifier,
    NameMissing,
    NoRegister,
    PatternInUse,
    UnknownAgency,
    UnknownPattern,
)
from archive.facts import file_fact
from archive.filing import FilingAgency
from archive.rows import plain
from archive.store import Store

if TYPE_CHECKING:
    from archive.registers import Register

IDENTIFIER = re.compile(r"[a-z0-9](-?[a-z0-9]){0,39}")
PATTERNS = ("kind", "common")


class Agency(Base):
    """An agency for life: its own id of this installation, and its official code (mã định danh)."""

    __tablename__ = "agencies"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)

    registers: Mapped[list["Register"]] = relationship(viewonly=True, order_by="Register.year")


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


class Naming(TypedDict):
    """What an agency is called: superior and name are the letterhead's printed lines."""

    superior: Sequence[str]
    name: Sequence[str]
    full_name: str
    abbreviation: str
    place: str
    address: NotRequired[str]


def add_agency(
    session: Session,
    store: Store,
    *,
    id: str,
    code: str,
    pattern: str,
    valid_from: date,
    actor: str,
    **naming: Unpack[Naming],
) -> Agency:
    """Add an agency with its first name and pattern; id: a-z, 0-9 and single '-', at most 40, for life.

    Raises BadIdentifier, AgencyExists, UnknownPattern, NotEnoughSpace.
    """
    if not IDENTIFIER.fullmatch(id) or len(id) > 40:
        raise BadIdentifier(name="agency", value=id)
    if session.scalar(select(Agency).where((Agency.id == id) | (Agency.code == code))):
        raise AgencyExists(agency_id=id, code=code)
    agency = _keep(session, store, Agency(id=id, code=code), "agency.added", id, actor)
    rename_agency(session, store, agency_id=id, valid_from=valid_from, actor=actor, **naming)
    set_pattern(session, store, agency_id=id, from_year=valid_from.year, pattern=pattern, actor=actor)
    return agency


def rename_agency(
    session: Session, store: Store, *, agency_id: str, valid_from: date, actor: str, **naming: Unpack[Naming]
) -> AgencyName:
    """What the agency is called from valid_from on. A name of the same day is corrected; documents keep
    theirs.

    Raises UnknownAgency, NotEnoughSpace.
    """
    known(session, agency_id)
    row = AgencyName(
        agency_id=agency_id,
        valid_from=valid_from,
        superior=list(naming["superior"]),
        name=list(naming["name"]),
        full_name=naming["full_name"],
        abbreviation=naming["abbreviation"],
        place=naming["place"],
        address=naming.get("address", ""),
    )
    return _keep(session, store, row, "agency.named", agency_id, actor)


def set_pattern(
    session: Session, store: Store, *, agency_id: str, from_year: int, pattern: str, actor: str
) -> SeriesPattern:
    """How the agency counts from that year on: "kind" or "common".

    Raises UnknownAgency, UnknownPattern, and PatternInUse where from_year or a later one has a register
    already: a year is counted in one way from its first number to its last.
    """
    agency = known(session, agency_id)
    if pattern not in PATTERNS:
        raise UnknownPattern(pattern=pattern)
    last = max((register.year for register in agency.registers), default=0)
    if last >= from_year:
        raise PatternInUse(agency_id=agency_id, year=last, from_year=last + 1)
    row = SeriesPattern(agency_id=agency_id, from_year=from_year, pattern=pattern)
    return _keep(session, store, row, "agency.pattern_set", agency_id, actor)


Row = TypeVar("Row", Agency, AgencyName, SeriesPattern)


def _keep(session: Session, store: Store, row: Row, event: str, agency_id: str, actor: str) -> Row:
    """Row and event into the session, the fact into the storage: last, so that what the database refuses is
    not filed.
    """
    kept = session.merge(row)
    session.flush()
    events.append(session, event, agency_id=agency_id, actor=actor, details=plain(kept))
    file_fact(store, kept, actor=actor, at=now())
    return kept


def known(session: Session, agency_id: str, *, locked: bool = False) -> Agency:
    """The agency; locked: no other number is given to it until the commit. Raises UnknownAgency."""
    agency = session.get(Agency, agency_id, with_for_update=locked)
    if agency is None:
        raise UnknownAgency(agency_id=agency_id)
    return agency


def agencies(session: Session) -> list[Agency]:
    """Every agency of this installation, by id."""
    return list(session.scalars(select(Agency).order_by(Agency.id)))


def names_of(session: Session, agency_id: str) -> list[AgencyName]:
    """The agency's names through the years, oldest first."""
    names = select(AgencyName).where(AgencyName.agency_id == agency_id)
    return list(session.scalars(names.order_by(AgencyName.valid_from)))


def agency_on(session: Session, agency_id: str, on: date) -> AgencyName:
    """What the agency was called on that day. Raises UnknownAgency, NameMissing (it had no name yet)."""
    known(session, agency_id)
    named = select(AgencyName).where(AgencyName.agency_id == agency_id, AgencyName.valid_from <= on)
    name = session.scalar(named.order_by(AgencyName.valid_from.desc()).limit(1))
    if name is None:
        raise NameMissing(agency_id=agency_id, on=on.isoformat())
    return name


def as_it_was(session: Session, agency_id: str, on: date) -> FilingAgency:
    """The agency on that day as a filing keeps it. Raises UnknownAgency, NameMissing."""
    name = agency_on(session, agency_id, on)
    return FilingAgency(
        id=agency_id,
        code=known(session, agency_id).code,
        full_name=name.full_name,
        abbreviation=name.abbreviation,
        superior=tuple(name.superior),
        name=tuple(name.name),
        place=name.place,
        address=name.address,
    )


def pattern_in(session: Session, agency_id: str, year: int) -> SeriesPattern:
    """The pattern that holds in that year. Raises UnknownAgency, NoRegister."""
    known(session, agency_id)
    set_until = select(SeriesPattern).where(SeriesPattern.agency_id == agency_id, SeriesPattern.from_year <= year)
    pattern = session.scalar(set_until.order_by(SeriesPattern.from_year.desc()).limit(1))
    if pattern is None:
        raise NoRegister(agency_id=agency_id, year=year)
    return pattern


def series_of(session: Session, agency_id: str, year: int, kind: str) -> str:
    """The series that numbers a kind in that year: the kind's own id, or "common". Raises UnknownAgency,
    NoRegister.
    """
    return kind if pattern_in(session, agency_id, year).pattern == "kind" else "common"
