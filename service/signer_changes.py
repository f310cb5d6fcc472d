"""Entering who may sign: added, corrected where it was wrong, or changed from a day on so that history stays."""

from datetime import date, timedelta
from typing import Unpack

from sqlalchemy.orm import Session

from archive import events
from service.errors import BadInput
from service.names import tidy
from service.signer_rules import check
from service.signers import Signer, SignerFields, block


def add_signer(session: Session, agency_id: str, *, by: str = "command", **fields: Unpack[SignerFields]) -> Signer:
    """Somebody who may sign. Raises BadInput naming the field that the authority needs, NoRedelegation, TitleInName."""
    added = _blank(agency_id)
    _write(session, added, fields)
    session.add(added)
    session.flush()
    _note(session, "signer.added", added, by)
    return added


def _blank(agency_id: str) -> Signer:
    words = ("authority", "collective", "head_title", "own_title", "unit_head_title", "agency_title")
    texts = dict.fromkeys((*words, "scope", "document", "document_id"), "")
    return Signer(agency_id=agency_id, user_id=None, body_id=None, head_id=None, **texts)


def correct_signer(session: Session, signer: Signer, *, by: str, **fields: Unpack[SignerFields]) -> None:
    """What was entered wrongly, put right in its own row; issued documents keep theirs. Raises as add_signer."""
    _write(session, signer, fields)
    session.flush()
    _note(session, "signer.corrected", signer, by)


def change_signer(session: Session, signer: Signer, *, by: str, **fields: Unpack[SignerFields]) -> Signer:
    """New facts from `valid_from` on: the row ends the day before and a new one begins. Raises as add_signer,
    and BadInput where the new facts do not begin after the old ones."""
    begins = fields["valid_from"]
    if begins <= signer.valid_from:
        raise BadInput(field="valid_from")
    if signer.valid_until is None or signer.valid_until >= begins:
        end_signer(session, signer, begins - timedelta(days=1), by=by)
    successor = _blank(signer.agency_id)
    successor.replaces_id = signer.id
    _write(session, successor, fields)
    session.add(successor)
    session.flush()
    _note(session, "signer.changed", successor, by)
    return successor


def end_signer(session: Session, signer: Signer, last_day: date, *, by: str) -> None:
    """The last day of the authority. Raises BadInput for a day before its first."""
    if last_day < signer.valid_from:
        raise BadInput(field="valid_until")
    signer.valid_until = last_day
    _note(session, "signer.ended", signer, by)


def _write(session: Session, signer: Signer, fields: SignerFields) -> None:
    for name, value in fields.items():
        setattr(signer, name, tidy(value) if isinstance(value, str) else value)
    signer.kinds = sorted(signer.kinds) if signer.kinds else None
    with session.no_autoflush:
        check(session, signer)


def _note(session: Session, name: str, signer: Signer, by: str) -> None:
    lines, full_name = block(signer)
    details = {
        "signer_id": signer.id,
        "name": full_name,
        "lines": list(lines),
        "kinds": signer.kinds,
        "body_id": signer.body_id,
        "document": signer.document,
        "valid_from": signer.valid_from.isoformat(),
        "valid_until": signer.valid_until and signer.valid_until.isoformat(),
        "replaces": signer.replaces_id,
    }
    events.append(session, name, agency_id=signer.agency_id, actor=by, details=details)
