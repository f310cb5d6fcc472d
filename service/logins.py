"""Who knocks at the pages' door: a name and a password; after five wrong ones in a row the name is locked for a while.

Names that nobody has are counted and locked alike, so that the door does not tell who has an account. An attempt is
counted before the password is looked at: a hundred guesses sent at once are still five.
"""

import math
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base, Utc
from service import passwords, people, uses
from service.errors import SamePassword, TooManyFailures, WrongPassword
from service.names import tidy
from service.parts import Parts
from service.people import User

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)


class LoginAttempts(Base):
    """Attempts in a row under one name since the last success; forgotten after LOCKED_FOR without another."""

    __tablename__ = "login_attempts"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Utc, index=True)


def log_in(parts: Parts, username: str, password: str) -> User:
    """The person, if name and password are right and the account is open.

    Raises WrongPassword (`left`: how many attempts are left), TooManyFailures (`minutes`: how long the lock lasts).
    """
    person = _recognised(parts, username, password)
    with parts.db.write() as session:
        person = people.user(session, person.agency_id, person.id)
        person.last_login_at = parts.now()
        events.append(
            session,
            "user.logged_in",
            agency_id=person.agency_id,
            actor=person.full_name,
            details={"user_id": person.id, "username": person.username},
        )
        uses.add(parts, session, people.actor_of(person), "logged_in")
    return person


def change_password(parts: Parts, person: User, old: str, new: str) -> User:
    """The person's own new password; other sessions of the account end.

    Raises WrongPassword, TooManyFailures, SamePassword, WeakPassword.
    """
    _recognised(parts, person.username, old)
    if passwords.normal(old) == passwords.normal(new):
        raise SamePassword()
    with parts.db.write() as session:
        changed = people.user(session, person.agency_id, person.id)
        people.set_password(session, changed, new, by=changed.full_name, must_change=False)
    return changed


def _recognised(parts: Parts, username: str, password: str) -> User:
    name = tidy(username).lower()[:64]
    left = _count_attempt(parts, name)
    with parts.db.read() as session:
        person = people.user_named(session, name)
    right = passwords.matches(password, person.password if person else passwords.nobodys())
    if person is None or not right or not person.active:
        raise _refusal(parts, person, left)
    with parts.db.write() as session:
        unlock(session, name)
    return person


def _count_attempt(parts: Parts, name: str) -> int:
    """How many attempts are left after this one. Raises TooManyFailures where none was."""
    now = parts.now()
    with parts.db.write() as session:
        session.execute(delete(LoginAttempts).where(LoginAttempts.last_at <= now - LOCKED_FOR))
        kept = session.get(LoginAttempts, name) or LoginAttempts(username=name, count=0, last_at=now)
        if kept.count >= MOST_FAILURES:
            raise TooManyFailures(minutes=_minutes(kept.last_at + LOCKED_FOR - now))
        session.add(kept)
        kept.count, kept.last_at = kept.count + 1, now
    return MOST_FAILURES - kept.count


def _minutes(left: timedelta) -> int:
    return max(1, math.ceil(left / timedelta(minutes=1)))


def _refusal(parts: Parts, person: User | None, left: int) -> WrongPassword | TooManyFailures:
    if left:
        return WrongPassword(left=left)
    if person is not None:
        with parts.db.write() as session:
            details = {"user_id": person.id, "username": person.username, "failures": MOST_FAILURES}
            events.append(session, "user.locked", agency_id=person.agency_id, actor="-", details=details)
    return TooManyFailures(minutes=_minutes(LOCKED_FOR))


def unlock(session: Session, username: str) -> None:
    """Forget the failed attempts under a name."""
    session.execute(delete(LoginAttempts).where(LoginAttempts.username == username))


def locked(session: Session, now: datetime) -> set[str]:
    """The names that are locked at this moment."""
    wanted = select(LoginAttempts.username).where(
        LoginAttempts.count >= MOST_FAILURES, LoginAttempts.last_at > now - LOCKED_FOR
    )
    return set(session.scalars(wanted))
