"""Who may see what is imported: the whole office, or some units; as the archive keeps it (archive/readers.py)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from service.errors import BadInput
from service.reader_choice import chosen
from service.readers import unit_token
from service.units import units


def limited_to(session: Session, agency_id: str, abbreviations: Sequence[str]) -> dict[str, Any]:
    """What `details["access"]` says: {} where no unit is named. Raises BadInput (units) for one that is not there."""
    if not abbreviations:
        return {}
    known = {unit.abbreviation: unit for unit in units(session, agency_id)}
    if set(abbreviations) - known.keys():
        raise BadInput(field="units")
    return chosen(session, agency_id, "limited", [unit_token(known[short]) for short in abbreviations], {})
