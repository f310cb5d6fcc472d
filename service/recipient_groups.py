"""Groups of the recipient book: recipients that are written to together, in the group's order."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from archive import events
from service.errors import BadInput, RecipientTaken
from service.names import tidy
from service.recipients import GroupMember, RecipientGroup, groups, name_in_book, recipient


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
    set_members(session, one, members)
    details = {"group_id": one.id, "name": one.name, "members": len(one.members)}
    events.append(session, "recipient_group.changed", agency_id=one.agency_id, actor=by, details=details)


def remove_group(session: Session, one: RecipientGroup, *, by: str) -> None:
    """The group goes, its recipients stay."""
    details = {"group_id": one.id, "name": one.name, "members": len(one.members)}
    events.append(session, "recipient_group.removed", agency_id=one.agency_id, actor=by, details=details)
    session.delete(one)


def set_members(session: Session, group: RecipientGroup, ids: Iterable[int]) -> None:
    """The group's members in that order, each once."""
    group.members = []
    session.flush()  # the places are free before they are given anew
    wanted = enumerate(dict.fromkeys(ids), 1)
    group.members = [GroupMember(position=place, recipient_id=one) for place, one in wanted]
    session.flush()
    for member in group.members:
        session.refresh(member)
