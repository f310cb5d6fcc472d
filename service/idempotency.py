"""A request sent twice with the same `Idempotency-Key` is done once: the office's software may repeat
without harm.

A key belongs to one person of one agency and to one request. The claim is committed before the work starts,
the
answer after it; a failure keeps the claim and no answer, so that the repeat does the work again.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc
from service.actor import Actor
from service.errors import BadInput, KeyReused
from service.locks import one_at_a_time
from service.parts import Parts

KEPT_FOR = timedelta(days=7)
LONGEST_KEY = 200


class IdempotencyKey(Base):
    """One key somebody sent: for which request, and what was answered (None: not finished, or it failed)."""

    __tablename__ = "idempotency_keys"

    owner: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime] = mapped_column(Utc, index=True)


@dataclass(frozen=True)
class Asked:
    """Who asked for what, under which key."""

    owner: str
    key: str
    digest: str


def once(
    parts: Parts, actor: Actor, key: str | None, request: object, work: Callable[[], dict[str, object]]
) -> dict[str, object]:
    """The answer of `work`, or what it answered to the same request under the same key before; without
    a key just work.

    `request` is whatever makes the request what it is (method, path, body), as JSON values; answers are
    JSON values.
    Raises BadInput for a key that is empty, too long or not printable, KeyReused where it was used for
    another request.
    """
    if key is None:
        return work()
    asked = _asked(actor, key, request)
    with one_at_a_time(parts, "key", f"{asked.owner}\n{asked.key}"):
        known = _claim(parts, asked)
        if known is not None:
            return known
        answer = work()
        _remember(parts, asked, answer)
    return answer


def _asked(actor: Actor, key: str, request: object) -> Asked:
    if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        raise BadInput(field="Idempotency-Key")
    packed = json.dumps(request, sort_keys=True, ensure_ascii=True)
    who = hashlib.sha256(f"{actor.agency_id}\n{actor.user_id}\n{actor.name}".encode()).hexdigest()
    return Asked(who, key, hashlib.sha256(packed.encode()).hexdigest())


def _claim(parts: Parts, asked: Asked) -> dict[str, object] | None:
    """Bind the key to this request; the kept answer where there is one."""
    now = parts.now()
    with parts.db.write() as session:
        session.execute(delete(IdempotencyKey).where(IdempotencyKey.at < now - KEPT_FOR))
        kept = session.get(IdempotencyKey, (asked.owner, asked.key))
        if kept is None:
            session.add(IdempotencyKey(owner=asked.owner, key=asked.key, request_digest=asked.digest, at=now))
            return None
        if kept.request_digest != asked.digest:
            raise KeyReused(key=asked.key)
        return kept.answer


def _remember(parts: Parts, asked: Asked, answer: dict[str, object]) -> None:
    with parts.db.write() as session:
        kept = session.get_one(IdempotencyKey, (asked.owner, asked.key))
        kept.answer = answer
