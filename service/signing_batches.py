"""The day's documents signed in one go: one unlock of the key, progress in rows, what fails says why and stays.

The open key lives in one thread of the process that took the PIN, as long as the batch runs, and nowhere else. Any
process tells how far it is. When the process ends, the key goes with it: what is not signed yet still waits.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread
from typing import Literal
from uuid import uuid4

from pyhanko.sign import signers
from sqlalchemy import JSON, ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from service import signing_desk
from service.actor import Actor
from service.draft import Draft
from service.errors import NotFound
from service.failures import INSIDE, KNOWN
from service.parts import Parts
from service.sentences import SENTENCES
from service.signing.door import key_for, opened
from service.signing.keys import Key

log = logging.getLogger(__name__)

SILENT = timedelta(seconds=90)
"""A batch that was not heard of for so long runs no more: one signature takes seconds even where a time-stamp lags."""
KEPT = timedelta(days=30)
State = Literal["waiting", "signed", "failed"]


class Batch(Base):
    """One batch of one person. touched_at: the last sign of life of the thread that signs."""

    __tablename__ = "signing_batches"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Utc)
    touched_at: Mapped[datetime] = mapped_column(Utc)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)


class BatchItem(Base):
    """One document of a batch. code, data: why it failed (sentences.py); the subject as it was when ticked."""

    __tablename__ = "signing_batch_items"

    batch_id: Mapped[str] = mapped_column(ForeignKey("signing_batches.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    code: Mapped[str] = mapped_column(String(60), default="")
    data: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)


@dataclass(frozen=True)
class Progress:
    """How far a batch is. running: False once it has finished, or its process has ended before."""

    id: str
    started_at: datetime
    items: tuple[BatchItem, ...]
    running: bool
    finished: bool

    def count(self, state: State) -> int:
        return sum(item.state == state for item in self.items)

    @property
    def done(self) -> int:
        """Signed or failed."""
        return len(self.items) - self.count("waiting")


def start(parts: Parts, actor: Actor, draft_ids: Sequence[str], pin: str) -> str:
    """Open the key and begin; answers the batch's id at once, signing goes on in a thread.

    Raises KeyMissing, WrongPin, KeyLocked, KeyExpired, KeyRefused: then nothing is begun.
    """
    key = key_for(parts, actor.agency_id, actor.user_id)
    signer = opened(parts, key, pin)
    batch_id = _begun(parts, actor, list(dict.fromkeys(draft_ids)))
    Thread(target=_run, args=(parts, actor, batch_id, key, signer), name=f"batch-{batch_id[:8]}", daemon=True).start()
    return batch_id


def _begun(parts: Parts, actor: Actor, draft_ids: Sequence[str]) -> str:
    made, at = uuid4().hex, parts.now()
    subjects = {draft.id: draft.subject for _, draft in signing_desk.waiting(parts, actor)}
    with parts.db.write() as session:
        _forget_old(session, actor, at)
        session.add(Batch(id=made, agency_id=actor.agency_id, user_id=actor.user_id, started_at=at, touched_at=at))
        session.flush()
        for position, draft_id in enumerate(draft_ids):
            subject = subjects.get(draft_id, "")
            session.add(BatchItem(batch_id=made, position=position, draft_id=draft_id[:32], subject=subject))
    return made


def _forget_old(session: Session, actor: Actor, at: datetime) -> None:
    old = select(Batch.id).where(Batch.user_id == actor.user_id, Batch.started_at < at - KEPT)
    session.execute(delete(BatchItem).where(BatchItem.batch_id.in_(old)))
    session.execute(delete(Batch).where(Batch.user_id == actor.user_id, Batch.started_at < at - KEPT))


def _run(parts: Parts, actor: Actor, batch_id: str, key: Key, signer: signers.Signer) -> None:
    """Sign one after the other; no failure of one stops the next."""
    for item in _items(parts, batch_id):
        error = _signed(parts, actor, item.draft_id, key, signer)
        with parts.db.write() as session:
            row = session.get_one(BatchItem, (batch_id, item.position))
            row.state = "failed" if error else "signed"
            if error:
                row.code, row.data = _reason(error)
            session.get_one(Batch, batch_id).touched_at = parts.now()
    with parts.db.write() as session:
        batch = session.get_one(Batch, batch_id)
        batch.touched_at = batch.finished_at = parts.now()


def _signed(parts: Parts, actor: Actor, draft_id: str, key: Key, signer: signers.Signer) -> Exception | None:
    try:
        return signing_desk.attempt(parts, actor, draft_id, key, signer).error
    except KNOWN as error:
        return error
    except Exception as error:  # whatever befalls one document, the others are signed
        log.exception("signing %s in a batch", draft_id)
        return error


def _reason(error: Exception) -> tuple[str, dict[str, object]]:
    """Code and data of a failure; the sentence is said to whoever reads it, in the reader's language."""
    if not isinstance(error, KNOWN) or error.code not in SENTENCES:
        return "service_error", {}
    plain = {name: value for name, value in error.data.items() if name not in INSIDE}
    return error.code, {name: value for name, value in plain.items() if isinstance(value, str | int | float | dict)}


def _items(parts: Parts, batch_id: str) -> list[BatchItem]:
    with parts.db.read() as session:
        return _rows(session, batch_id)


def _rows(session: Session, batch_id: str) -> list[BatchItem]:
    wanted = select(BatchItem).where(BatchItem.batch_id == batch_id).order_by(BatchItem.position)
    return list(session.scalars(wanted))


def progress(parts: Parts, actor: Actor, batch_id: str) -> Progress:
    """How far a batch of one's own is. Raises NotFound."""
    with parts.db.read() as session:
        batch = session.get(Batch, batch_id)
        if batch is None or (batch.agency_id, batch.user_id) != (actor.agency_id, actor.user_id):
            raise NotFound(what="batch", id=batch_id)
        return _told(parts, session, batch)


def _told(parts: Parts, session: Session, batch: Batch) -> Progress:
    finished = batch.finished_at is not None
    heard = parts.now() - batch.touched_at < SILENT
    return Progress(batch.id, batch.started_at, tuple(_rows(session, batch.id)), not finished and heard, finished)


def latest(parts: Parts, actor: Actor) -> Progress | None:
    """The person's newest batch, while it is of interest: it runs, ended before its time, or something in it failed."""
    wanted = select(Batch).where(Batch.agency_id == actor.agency_id, Batch.user_id == actor.user_id)
    with parts.db.read() as session:
        batch = session.scalar(wanted.order_by(Batch.started_at.desc()).limit(1))
        if batch is None:
            return None
        found = _told(parts, session, batch)
        return found if any(_still_waits(session, item) for item in found.items if item.state != "signed") else None


def _still_waits(session: Session, item: BatchItem) -> bool:
    draft = session.get(Draft, item.draft_id)
    return draft is not None and draft.state == "signing"
