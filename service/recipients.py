"""Whom the office writes to: names as they are printed, official codes, former names, groups.

Asked while somebody types "Kính gửi" and "Nơi nhận": with or without marks, by code and by a former name. Nothing in
this book changes a document: drafts and documents keep the words that were typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive.db import Base
from archive.records import ISSUED, Document, Party
from service.actor import Actor
from service.errors import NotFound
from service.names import name_key, slug, tidy
from service.readers import seen_in_lists


class Recipient(Base):
    """An addressee of the agency. key: name_in_book, unique; not active: off the book, still remembered."""

    __tablename__ = "recipients"
    __table_args__ = (UniqueConstraint("agency_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    name: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(400))
    code: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool]

    former: Mapped[list["FormerName"]] = relationship(
        lazy="selectin", order_by=lambda: FormerName.id, cascade="all, delete-orphan"
    )


class FormerName(Base):
    """What a recipient was called before; until: the last day of that name, None where it is not known."""

    __tablename__ = "former_names"
    __table_args__ = (UniqueConstraint("recipient_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("recipients.id"))
    name: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(400), index=True)
    until: Mapped[date | None]


class RecipientGroup(Base):
    """Recipients that are written to together: "Các phòng, ban", "UBND các xã lân cận"."""

    __tablename__ = "recipient_groups"
    __table_args__ = (UniqueConstraint("agency_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(300))

    members: Mapped[list["GroupMember"]] = relationship(
        lazy="selectin", order_by=lambda: GroupMember.position, cascade="all, delete-orphan"
    )

    @property
    def recipients(self) -> list[Recipient]:
        """Its members that are on the book, in the group's order."""
        return [member.recipient for member in self.members if member.recipient.active]


class GroupMember(Base):
    """A recipient's place in a group."""

    __tablename__ = "recipient_group_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("recipient_groups.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("recipients.id"))

    recipient: Mapped[Recipient] = relationship(lazy="joined")


@dataclass(frozen=True)
class Found:
    """A recipient that a query finds. former: the former name through which it was found, "" where by its own."""

    recipient: Recipient
    former: str = ""


@dataclass(frozen=True)
class Standing:
    """How a name in a draft stands to the book. state: known, former or unknown; of a former one its present name
    and its last day."""

    name: str
    state: str
    now: str = ""
    until: date | None = None


def name_in_book(name: str) -> str:
    """The key of a name: "- Sở Nội vụ;" and "SỞ NỘI VỤ" are one, "xã Hòa An" and "xã Hòa Ân" are two."""
    return name_key(" ".join(re.findall(r"\w+", tidy(name))))[:400]


def book(session: Session, agency_id: str, *, all_ever: bool = False) -> list[Recipient]:
    """The agency's recipients by name; all_ever: also those that were taken off."""
    found = select(Recipient).where(Recipient.agency_id == agency_id).order_by(Recipient.key)
    return [one for one in session.scalars(found) if all_ever or one.active]


def recipient(session: Session, agency_id: str, recipient_id: int) -> Recipient:
    """Raises NotFound."""
    found = session.get(Recipient, recipient_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="recipient", id=recipient_id)
    return found


def groups(session: Session, agency_id: str) -> list[RecipientGroup]:
    """The agency's groups by name."""
    found = select(RecipientGroup).where(RecipientGroup.agency_id == agency_id)
    return list(session.scalars(found.order_by(RecipientGroup.key)))


def group(session: Session, agency_id: str, group_id: int) -> RecipientGroup:
    """Raises NotFound."""
    found = session.get(RecipientGroup, group_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="recipient_group", id=group_id)
    return found


def find(session: Session, agency_id: str, typed: str, most: int = 50) -> list[Found]:
    """Recipients whose name, code or former name holds every typed word, those that begin with it first."""
    matches = [(one, _matched(one, typed)) for one in book(session, agency_id)]
    found = [(rank, Found(one, former)) for one, (rank, former) in matches if rank is not None]
    return [hit for _, hit in sorted(found, key=lambda row: (row[0], row[1].recipient.key))][:most]


def _matched(one: Recipient, typed: str) -> tuple[int | None, str]:
    """(rank, former name): 0 begins so, 1 begins so without marks, 2 holds the words, 3 by code, 4 by a former name."""
    if one.key.startswith(name_in_book(typed)):
        return 0, ""
    if holds(one.name, typed):
        return (1 if slug(one.name).startswith(slug(typed)) else 2), ""
    if one.code and one.code.casefold().startswith(typed.strip().casefold()):
        return 3, ""
    return next(((4, former.name) for former in one.former if holds(former.name, typed)), (None, ""))


def holds(name: str, typed: str) -> bool:
    """Whether each typed word begins a word of the name, in any order, with or without marks."""
    parts = slug(name).split("-")
    return bool(slug(typed)) and all(any(part.startswith(word) for part in parts) for word in slug(typed).split("-"))


def standings(session: Session, agency_id: str, names: Iterable[str]) -> list[Standing]:
    """How each name of a draft stands to the book; a group's name is known too."""
    own = {one.key for one in book(session, agency_id)} | {one.key for one in groups(session, agency_id)}
    before = _former_keys(session, agency_id)
    return [_standing(name, own, before) for name in names]


def _former_keys(session: Session, agency_id: str) -> dict[str, tuple[str, date | None]]:
    listed = book(session, agency_id)
    return {former.key: (one.name, former.until) for one in listed for former in one.former}


def _standing(name: str, own: set[str], before: dict[str, tuple[str, date | None]]) -> Standing:
    key = name_in_book(name)
    if key in own:
        return Standing(name, "known")
    if key in before:
        return Standing(name, "former", *before[key])
    return Standing(name, "unknown")


def used_before(session: Session, actor: Actor, role: str, kind: str = "", most: int = 8) -> list[str]:
    """Names that documents went to which the actor may see, the most frequent first.

    role: addressee or recipient; kind: only of it.
    """
    wanted = (
        select(Party.name, func.count().label("times"))
        .join(Document, Document.id == Party.document_id)
        .where(seen_in_lists(session, actor), Document.origin == ISSUED, Party.role == role)
        .group_by(Party.name)
        .order_by(func.count().desc(), Party.name)
    )
    if kind:
        wanted = wanted.where(Document.kind == kind)
    return [name for name, _ in session.execute(wanted.limit(most))]
