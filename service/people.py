"""The office's people: who logs in, and with which roles.

Every change is an event of the office's journal in the same commit. Accounts are closed, never deleted: old
documents name the people who made them. Who signs is in signers.py, the units are in units.py, what software may
do in tokens.py.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import uuid4

from flask_security import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive import events
from archive.db import Base, Utc, now
from service import passwords
from service.actor import ROLES, Actor
from service.errors import BadInput, LastAdministrator, NotFound, UsernameTaken
from service.names import by_given_name, tidy
from service.signer_changes import add_signer
from service.signers import Signer, block, chosen_signer, match_signer, other_title, signer, signers
from service.units import Unit, add_unit, remove_unit, unit, units

__all__ = [
    "Signer",
    "Unit",
    "add_signer",
    "add_unit",
    "block",
    "chosen_signer",
    "match_signer",
    "other_title",
    "remove_unit",
    "signer",
    "signers",
    "unit",
    "units",
]

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}", re.ASCII)

users_roles = Table(
    "users_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
)


users_units = Table(
    "users_units",
    Base.metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role of the office; what it allows stands in actor.ROLES, so that rights change with the program alone."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class User(Base, UserMixin):
    """A person with an account; belongs to one agency, logs in by `username` (lower case)."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    password: Mapped[str] = mapped_column(String(255))
    must_change_password: Mapped[bool]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """What a session cookie names the person by: a new one ends every session of the account."""
    created_at: Mapped[datetime] = mapped_column(Utc)
    last_login_at: Mapped[datetime | None] = mapped_column(Utc)  # type: ignore[assignment]
    roles: Mapped[list[Role]] = relationship(secondary=users_roles, lazy="selectin", order_by=Role.id)  # type: ignore[assignment]
    units: Mapped[list[Unit]] = relationship(
        secondary=users_units, lazy="selectin", order_by=Unit.abbreviation, backref="members"
    )
    """Where the person works: what is limited to a unit is seen by whoever is in it now."""

    @property
    def role_names(self) -> list[str]:
        return [role.name for role in self.roles]

    @property
    def unit_names(self) -> list[str]:
        """The abbreviations of the person's units."""
        return [unit.abbreviation for unit in self.units]

    @property
    def permissions(self) -> frozenset[str]:
        return frozenset().union(*(ROLES[name] for name in self.role_names if name in ROLES))


def ensure_roles(session: Session) -> None:
    """The rows of the roles this program knows."""
    known = set(session.scalars(select(Role.name)))
    session.add_all(Role(name=name) for name in ROLES if name not in known)
    session.flush()


def no_office(session: Session) -> bool:
    """Whether nobody can log in yet: the first-use page is open only then."""
    return session.scalar(select(User.id).limit(1)) is None


def users(session: Session, agency_id: str) -> list[User]:
    """Every account of the agency by given name, closed ones last."""
    found = session.scalars(select(User).where(User.agency_id == agency_id))
    return sorted(found, key=lambda person: (not person.active, by_given_name(person.full_name), person.id))


def user(session: Session, agency_id: str, user_id: int) -> User:
    """Raises NotFound, also for an account of another agency."""
    found = session.get(User, user_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="user", id=user_id)
    return found


def user_named(session: Session, username: str) -> User | None:
    """The account that logs in by this name."""
    return session.scalar(select(User).where(User.username == tidy(username).lower()))


def actor_of(person: User) -> Actor:
    """The person at the pages."""
    return Actor(person.id, person.full_name, person.agency_id, person.permissions, "page")


def add_user(
    session: Session,
    agency_id: str,
    *,
    username: str,
    full_name: str,
    roles: Iterable[str],
    password: str,
    must_change: bool = False,
    units: Iterable[int] = (),
    by: str = "command",
) -> User:
    """A new account. `must_change`: the password is only for the first login. `units`: ids of the units the person is
    in. `by` is the name of who makes it.

    Raises UsernameTaken, WeakPassword, BadInput for an empty name, an unknown role or unit, or a username that is not
    2 to 64 of a–z 0–9 . _ @ + - (an e-mail address fits).
    """
    login = tidy(username).lower()
    if not USERNAME.fullmatch(login):
        raise BadInput(field="username")
    if user_named(session, login) is not None:
        raise UsernameTaken(username=login)
    passwords.check(password)
    person = User(
        agency_id=agency_id,
        username=login,
        full_name=_named(full_name),
        password=passwords.hashed(password),
        must_change_password=must_change,
        fs_uniquifier=uuid4().hex,
        created_at=now(),
        roles=_roles(session, roles),
        units=_units(session, agency_id, units),
    )
    session.add(person)
    session.flush()
    _note(session, "user.added", person, by, {"roles": person.role_names, "units": person.unit_names})
    return person


def _named(full_name: str) -> str:
    name = tidy(full_name)
    if not 1 <= len(name) <= 100:
        raise BadInput(field="full_name")
    return name


def _roles(session: Session, names: Iterable[str]) -> list[Role]:
    wanted = set(names)
    found = list(session.scalars(select(Role).where(Role.name.in_(wanted)).order_by(Role.id)))
    if len(found) != len(wanted):
        raise BadInput(field="roles")
    return found


def _units(session: Session, agency_id: str, ids: Iterable[int]) -> list[Unit]:
    wanted = set(ids)
    found = [one for one in units(session, agency_id) if one.id in wanted]
    if len(found) != len(wanted):
        raise BadInput(field="units")
    return found


def _note(session: Session, name: str, person: User, by: str, details: dict[str, object] | None = None) -> None:
    told = {"user_id": person.id, "username": person.username, **(details or {})}
    events.append(session, name, agency_id=person.agency_id, actor=by, details=told)


def change_user(
    session: Session,
    person: User,
    *,
    full_name: str,
    roles: Collection[str],
    units: Iterable[int] | None = None,
    by: str,
) -> None:
    """Another name, other roles, other units (ids; None: as before). Raises LastAdministrator, BadInput."""
    if "administrator" in person.role_names and "administrator" not in roles:
        _not_last(session, person)
    person.full_name = _named(full_name)
    person.roles = _roles(session, roles)
    if units is not None:
        person.units = _units(session, person.agency_id, units)
    session.flush()
    told: dict[str, object] = {"full_name": person.full_name, "roles": person.role_names, "units": person.unit_names}
    _note(session, "user.changed", person, by, told)


def _not_last(session: Session, person: User) -> None:
    """Somebody else must be able to administer the office."""
    others = (
        select(func.count())
        .select_from(User)
        .where(
            User.agency_id == person.agency_id,
            User.id != person.id,
            User.active,
            User.roles.any(Role.name == "administrator"),
        )
    )
    if person.active and not session.scalar(others):
        raise LastAdministrator()


def set_password(session: Session, person: User, password: str, *, by: str, must_change: bool) -> None:
    """A new password; every session that is open with the account ends. Raises WeakPassword."""
    passwords.check(password)
    person.password = passwords.hashed(password)
    person.must_change_password = must_change
    person.fs_uniquifier = uuid4().hex
    _note(session, "user.password_reset" if must_change else "user.password_changed", person, by)


def end_sessions(session: Session, user_id: int) -> None:
    """Log the person out everywhere: a cookie that somebody copied opens nothing any more."""
    session.get_one(User, user_id).fs_uniquifier = uuid4().hex


def close_account(session: Session, person: User, *, by: str) -> None:
    """Nobody can log in by it any more, its sessions end and its API tokens stop; `reopen_account` undoes it.

    Raises LastAdministrator.
    """
    if "administrator" in person.role_names:
        _not_last(session, person)
    person.active = False
    person.fs_uniquifier = uuid4().hex
    _note(session, "user.closed", person, by)


def reopen_account(session: Session, person: User, *, by: str) -> None:
    """Undo `close_account`."""
    person.active = True
    _note(session, "user.reopened", person, by)
