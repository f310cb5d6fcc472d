"""Keeping the recipient book: add, rename with the former name kept, take off, merge doubles, groups, import."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive import events
from service.errors import BadInput, RecipientTaken
from service.names import tidy
from service.recipients import (
    FormerName,
    GroupMember,
    Recipient,
    RecipientGroup,
    book,
    groups,
    name_in_book,
    recipient,
)

LONGEST = 300
MOST_IMPORTED = 5_000


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
        _set_members(session, group, ids)
    session.delete(double)
    session.flush()
    _note(session, "recipient.merged", kept, by)


def add_group(session: Session, agency_id: str, name: str, members: Sequence[int], *, by: str) -> RecipientGroup:
    """A group of recipients in that order. Raises RecipientTaken, BadInput, NotFound for a member of another agency."""
    added = RecipientGroup(agency_id=agency_id, members=[])
    change_group(session, added, name, members, by=by)
    return added


def change_group(session: Session, one: RecipientGroup, name: str, members: Sequence[int], *, by: str) -> None:
    """Another name or other members. Raises as add_group."""
    for member in members:
        recipient(session, one.agency_id, member)
    key = name_in_book(name)
    if not key or len(name) > 200:
        raise BadInput(field="name")
    if any(other.key == key and other.id != one.id for other in groups(session, one.agency_id)):
        raise RecipientTaken(name=tidy(name))
    one.name, one.key = tidy(name), key
    session.add(one)
    session.flush()
    _set_members(session, one, members)
    details = {"group_id": one.id, "name": one.name, "members": len(one.members)}
    events.append(session, "recipient_group.changed", agency_id=one.agency_id, actor=by, details=details)


def remove_group(session: Session, one: RecipientGroup, *, by: str) -> None:
    """The group goes, its recipients stay."""
    details = {"group_id": one.id, "name": one.name, "members": len(one.members)}
    events.append(session, "recipient_group.removed", agency_id=one.agency_id, actor=by, details=details)
    session.delete(one)


def _set_members(session: Session, group: RecipientGroup, ids: Iterable[int]) -> None:
    group.members = []
    session.flush()  # the places are free before they are given anew
    wanted = enumerate(dict.fromkeys(ids), 1)
    group.members = [GroupMember(position=place, recipient_id=one) for place, one in wanted]
    session.flush()
    for member in group.members:
        session.refresh(member)


@dataclass(frozen=True)
class Imported:
    """What an import did: how many were new, how many were there already."""

    added: int
    known: int


def import_recipients(session: Session, agency_id: str, text: str, *, by: str) -> Imported:
    """Recipients from pasted lines or CSV: name[, code[, e-mail]] a row, columns parted by tab, ";" or ",".

    A name with a comma stands in quotes, or alone on lines of a list that has no second column of codes. Raises
    BadInput for more rows than MOST_IMPORTED or a name that is too long (`row`).
    """
    rows = imported_rows(text)
    if len(rows) > MOST_IMPORTED:
        raise BadInput(field="rows", most=MOST_IMPORTED)
    known = {one.key for one in book(session, agency_id)}
    added = 0
    for number, (name, code, email) in enumerate(rows, 1):
        if len(name) > LONGEST or len(code) > 60 or len(email) > 200:
            raise BadInput(field="rows", row=number)
        if name_in_book(name) not in known:
            add_recipient(session, agency_id, name=name, code=code, email=email, by=by)
            known.add(name_in_book(name))
            added += 1
    return Imported(added, len(rows) - added)


def imported_rows(text: str) -> list[tuple[str, str, str]]:
    """(name, code, e-mail) of each row that has a name; a head row is left out."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    mark = next((mark for mark in ("\t", ",", ";") if _is_table(lines, mark)), "")
    cells = csv.reader(io.StringIO("\n".join(lines)), delimiter=mark) if mark else ([line] for line in lines)
    rows = [[*map(tidy, row), "", "", ""] for row in cells]
    return [(printed_name(row[0]), row[1], row[2]) for row in rows if name_in_book(row[0]) not in HEADS | {""}]


HEADS = frozenset(name_in_book(name) for name in ("Tên", "Nơi nhận", "Tên nơi nhận", "Name"))
"""What the first cell of a head row says, as a key."""


def _is_table(lines: Sequence[str], mark: str) -> bool:
    """Columns: the mark parts some row into a name and a code or an address; a tab always does."""
    if mark == "\t":
        return any(mark in line for line in lines)
    rows = list(csv.reader(lines, delimiter=mark))
    return any(len(row) > 1 and any(_is_code(cell) for cell in row[1:3]) for row in rows)


def _is_code(cell: str) -> bool:
    """A code (H49.64.33) or an e-mail address; words of a name are neither."""
    return bool(cell.strip()) and cell.strip().isascii() and " " not in cell.strip() and ("." in cell or "@" in cell)


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
