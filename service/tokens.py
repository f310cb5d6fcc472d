"""What software logs in by: bearer tokens of /api/v1, each of one person, with scopes and an end.

A token is shown once and kept as its SHA-256 (it is 256 random bits, so a slow hash would add nothing).
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive import events
from archive.db import Base, Utc
from service.actor import PERMISSIONS, Actor
from service.errors import BadInput, NotFound
from service.names import tidy
from service.people import User

PREFIX = "vp_"
"""Lets a leaked token be recognised as what it is."""
USE_NOTED_EVERY = timedelta(hours=1)
"""The last use is kept to the hour: a read by software should not cost a write each time."""


class Token(Base):
    """A token of one person; it may do what its scopes and the person's roles both allow."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(100))
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Utc)
    created_by: Mapped[str] = mapped_column(String(100))
    expires: Mapped[datetime | None] = mapped_column(Utc)
    last_used: Mapped[datetime | None] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
    user: Mapped[User] = relationship(lazy="joined")

    def works(self, now: datetime) -> bool:
        living = self.withdrawn_at is None and (self.expires is None or now < self.expires)
        return living and self.user.active


def make_token(
    session: Session,
    person: User,
    *,
    label: str,
    scopes: Collection[str],
    now: datetime,
    expires: datetime | None = None,
    by: str = "command",
) -> str:
    """A new token, told this once. Raises BadInput for an empty label and for scopes that the person lacks."""
    if not 1 <= len(tidy(label)) <= 100:
        raise BadInput(field="label")
    if not scopes or not set(scopes) <= person.permissions:
        raise BadInput(field="scopes")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        hash=_hash(secret),
        label=tidy(label),
        agency_id=person.agency_id,
        user=person,
        scopes=[scope for scope in PERMISSIONS if scope in scopes],
        created_at=now,
        created_by=by,
        expires=expires,
    )
    session.add(token)
    session.flush()
    _note(session, "token.made", token, by)
    return secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(session: Session, name: str, token: Token, by: str) -> None:
    details = {"token_id": token.id, "label": token.label, "user": token.user.username, "scopes": token.scopes}
    events.append(session, name, agency_id=token.agency_id, actor=by, details=details)


def tokens(session: Session, agency_id: str) -> list[Token]:
    """The agency's tokens, newest first, withdrawn and expired ones too."""
    return list(session.scalars(select(Token).where(Token.agency_id == agency_id).order_by(Token.id.desc())))


def token(session: Session, agency_id: str, token_id: int) -> Token:
    """Raises NotFound."""
    found = session.get(Token, token_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="token", id=token_id)
    return found


def withdraw_token(session: Session, token: Token, *, now: datetime, by: str) -> None:
    """Nothing can use it any more; it cannot be given back, only replaced by a new one."""
    if token.withdrawn_at is None:
        token.withdrawn_at = now
        _note(session, "token.withdrawn", token, by)


def working_token(session: Session, secret: str, now: datetime) -> Token | None:
    """The token, if it is known, not withdrawn, not expired, and its person's account is open."""
    found = session.scalar(select(Token).where(Token.hash == _hash(secret)))
    return found if found is not None and found.works(now) else None


def actor_of_token(token: Token) -> Actor:
    """The person, with no more rights than the token's scopes."""
    allowed = token.user.permissions & frozenset(token.scopes)
    return Actor(token.user.id, token.user.full_name, token.agency_id, allowed, "api")


def use_is_news(token: Token, now: datetime) -> bool:
    return token.last_used is None or now - token.last_used >= USE_NOTED_EVERY


def note_use(session: Session, token_id: int, now: datetime) -> None:
    """Keep when the token was last used."""
    session.execute(update(Token).where(Token.id == token_id).values(last_used=now))
