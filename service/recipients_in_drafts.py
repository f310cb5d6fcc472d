"""The addressees and recipients of a draft held against the book: former names, and names it does not have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from service.recipients import book, standings

FIELDS = {"addressees": "addressee", "recipients": "recipient"}
"""Fields of forms that name who receives, and the role of such a party in a document."""
NO_NAME = re.compile(r"^[-–\s]*(như (trên|điều)|lưu\b)", re.IGNORECASE)
"""Lines of "Nơi nhận" that name nobody: "Như trên", "Như Điều 3", "Lưu: VT"."""


@dataclass(frozen=True)
class RecipientMark:
    """A line that is a former name (now: the present one; until: its last day) or that the book does not have."""

    field: str
    words: str
    state: str
    now: str
    until: date | None


def marks(session: Session, agency_id: str, values: Mapping[str, object]) -> list[RecipientMark]:
    """The lines to tell of; none while the book is empty, for an office that keeps none."""
    if not book(session, agency_id):
        return []
    found = []
    for field in FIELDS:
        typed = values.get(field)
        lines = [str(line) for line in typed if not NO_NAME.match(str(line))] if isinstance(typed, list) else []
        told = (one for one in standings(session, agency_id, dict.fromkeys(lines)) if one.state != "known")
        found += [RecipientMark(field, one.name, one.state, one.now, one.until) for one in told]
    return found
