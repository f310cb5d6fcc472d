"""What the office knows of itself, for reading old documents: its names, signers, recipients."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.agencies import AgencyName
from doc_templates.imported.known import Known
from service.bodies import IssuingBodyName, bodies
from service.parts import Parts
from service.recipients import book
from service.signers import signers
from service.units import units


def known_of(parts: Parts, agency_id: str) -> Known:
    """Of one agency, today."""
    with parts.db.read() as session:
        own = select(AgencyName).where(AgencyName.agency_id == agency_id)
        names: list[AgencyName | IssuingBodyName] = [*session.scalars(own)]
        names += [name for body in bodies(session, agency_id) for name in body.names]
        shorts = [*(one.abbreviation for one in names), *(one.abbreviation for one in units(session, agency_id))]
        return Known(
            agencies=_once([*(one.full_name for one in names), *_written_to(session, agency_id)]),
            abbreviations=_once(shorts),
            signers=_once([one.full_name for one in signers(session, agency_id)]),
            places=_once([one.place for one in names]),
            today=parts.today(),
        )


def _written_to(session: Session, agency_id: str) -> list[str]:
    return [one.name for one in book(session, agency_id, all_ever=True)]


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
