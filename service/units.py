"""The agency's units: who drafts inside the office; asked when a công văn gets its symbol."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base
from service.errors import NotFound, UnitTaken
from service.names import tidy


class Unit(Base):
    """A unit of the agency; its abbreviation stands in the symbol of công văn (NĐ 30/2020, Phụ lục I II.3)."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("agency_id", "abbreviation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    abbreviation: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(200))


def units(session: Session, agency_id: str) -> list[Unit]:
    """The agency's units by abbreviation."""
    return list(session.scalars(select(Unit).where(Unit.agency_id == agency_id).order_by(Unit.abbreviation)))


def unit(session: Session, agency_id: str, unit_id: int) -> Unit:
    """Raises NotFound."""
    found = session.get(Unit, unit_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="unit", id=unit_id)
    return found


def add_unit(session: Session, agency_id: str, *, abbreviation: str, name: str, by: str = "command") -> Unit:
    """A unit with the abbreviation that the agency's head has fixed for it. Raises UnitTaken."""
    short = tidy(abbreviation)
    taken = select(Unit.id).where(Unit.agency_id == agency_id, Unit.abbreviation == short)
    if session.scalar(taken) is not None:
        raise UnitTaken(abbreviation=short)
    added = Unit(agency_id=agency_id, abbreviation=short, name=tidy(name))
    session.add(added)
    session.flush()
    details = {"abbreviation": short, "name": added.name}
    events.append(session, "unit.added", agency_id=agency_id, actor=by, details=details)
    return added


def remove_unit(session: Session, unit: Unit, *, by: str) -> None:
    """Off the list, its people no longer in it; documents that carry its abbreviation keep it.

    What is limited to it stays closed, but to the others named: the records clerks may name somebody else.
    """
    session.delete(unit)
    details = {"abbreviation": unit.abbreviation, "name": unit.name}
    events.append(session, "unit.removed", agency_id=unit.agency_id, actor=by, details=details)
