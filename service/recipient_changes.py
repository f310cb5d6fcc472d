"""Keeping the recipient book: add, rename with the former name kept, take off, merge doubles."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive import events
from service.errors import BadInput, RecipientTaken
from service.names import tidy
from service.recipient_groups import set_members
from service.recipients import FormerName, Recipient, groups, name_in_book

LONGEST = 300


def printed_name(name: str) -> str:
    """A name as it is kept: no dash before it, no mark after it, as lists in documents have them."""
    return tidy(name).lstrip("-–+•* ").rstrip(";,. ")


def add_recipient(
    session: Session, agency_id: str, *, name: str, code: str = "", email: str = "", by: str = "command"
) -> Recipient:
    """A recipient; one that was taken off comes back. Raises RecipientTaken (also for a group's name), BadInput."""
    key = _free_key(session, agency_id, name, None)
    same = select(Recipient).where(Recipient.agency_id == agency_id, Recipient.key == key)
    added = session.scalar(same) or Recipient(agency_id=agency_id, key=key, former=[], code="", email="")
    added.active = True
    session.add(added)
    _write(added, name, code, email)
    session.flush()
    _note(session, "recipient.added", added, by)
    return added


def change_recipient(
    session: Session, one: Recipient, *, name: str, code: str, email: str, renamed_on: date | None, by: str
) -> None:
    """Other facts of a recipient. renamed_on: from that day it has the new name and the old one becomes a former name;
    None: the name was written wrongly and is corrected. Raises RecipientTaken, BadInput."""
    key = _free_key(session, one.agency_id, name, one)
    if renamed_on is not None and key != one.key:
        until = date.fromordinal(renamed_on.toordinal() - 1)
        one.former = [*one.former, FormerName(name=one.name, key=one.key, until=until)]
    one.key = key
    one.former = [former for former in one.former if former.key != key]
    _write(one, name, code, email)
    session.flush()
    _note(session, "recipient.changed", one, by)


def add_former_name(session: Session, one: Recipient, name: str, until: date | None, *, by: str) -> None:
    """A name it had before. Raises BadInput for an empty one, RecipientTaken for its own or one it has already."""
    key = name_in_book(name)
    if not key or len(name) > LONGEST:
        raise BadInput(field="former")
    if key in {one.key, *(former.key for former in one.former)}:
        raise RecipientTaken(name=printed_name(name))
    one.former = [*one.former, FormerName(name=printed_name(name), key=key, until=until)]
    session.flush()
    _note(session, "recipient.changed", one, by)


def remove_former_name(session: Session, one: Recipient, former_id: int, *, by: str) -> None:
    """A former name that was entered wrongly."""
    one.former = [former for former in one.former if former.id != former_id]
    session.flush()
    _note(session, "recipient.changed", one, by)


def set_active(session: Session, one: Recipient, active: bool, *, by: str) -> None:
    """Take a recipient off the book, or put it back; its groups remember it."""
    one.active = active
    _note(session, "recipient.added" if active else "recipient.removed", one, by)


def merge(session: Session, kept: Recipient, double: Recipient, *, by: str) -> None:
    """Two entries of one recipient become one: the double's names become former names, groups name the kept one."""
    known = {kept.key, *(former.key for former in kept.former)}
    names = [(double.name, double.key, None), *((one.name, one.key, one.until) for one in double.former)]
    news = [FormerName(name=name, key=key, until=until) for name, key, until in names if key not in known]
    kept.former = [*kept.former, *news]
    kept.code, kept.email = kept.code or double.code, kept.email or double.email
    for group in groups(session, kept.agency_id):
        ids = [kept.id if member.recipient_id == double.id else member.recipient_id for member in group.members]
        set_members(session, group, ids)
    session.delete(double)
    session.flush()
    _note(session, "recipient.merged", kept, by)


def _free_key(session: Session, agency_id: str, name: str, own: Recipient | None) -> str:
    key = name_in_book(name)
    if not key or len(name) > LONGEST:
        raise BadInput(field="name")
    same = select(Recipient).where(Recipient.agency_id == agency_id, Recipient.key == key)
    found = session.scalar(same)
    if found is not None and found is not own and (found.active or own is not None):
        raise RecipientTaken(name=found.name)
    return key


def _write(one: Recipient, name: str, code: str, email: str) -> None:
    one.name, one.code, one.email = printed_name(name), tidy(code), tidy(email)


def _note(session: Session, name: str, one: Recipient, by: str) -> None:
    session.flush()
    details = {"recipient_id": one.id, "name": one.name, "former": [former.name for former in one.former]}
    events.append(session, name, agency_id=one.agency_id, actor=by, details=details)
