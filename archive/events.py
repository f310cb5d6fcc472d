"""The journal: what happened, to which document, by whom. Append-only and chained, so that a change is found.

Each event's digest covers the digest before it and the digest of what the event says: so the chain can be shown to
anybody without what other events say. The database refuses UPDATE and DELETE (triggers of the
migration); who gets around them is found by check_chain(). The head keeps the last digest, so that a dropped
tail is found too.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc, now
from archive.finding import Finding


class Event(Base):
    """One fact of the journal. details: plain JSON. previous, content and digest: hex sha256.

    content: of what the event says, its canonical JSON; "" in events of the first edition, whose digest covers that
    JSON with `previous` in it.
    """

    __tablename__ = "events"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    name: Mapped[str] = mapped_column(String(60))
    agency_id: Mapped[str | None] = mapped_column(String(40))
    document_id: Mapped[str | None] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    digest: Mapped[str] = mapped_column(String(64))


class EventsHead(Base):
    """One row: the last event's seq and digest. Locked while an event is appended."""

    __tablename__ = "events_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


def append(
    session: Session,
    name: str,
    *,
    agency_id: str | None,
    document_id: str | None = None,
    actor: str,
    details: Mapping[str, Any],
) -> Event:
    """Write one event at the chain's end, in the caller's write block. details: anything JSON can hold."""
    head = session.get(EventsHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        head = EventsHead(id=1, seq=0, digest="")
        session.add(head)
    event = Event(
        seq=head.seq + 1,
        at=now(),
        name=name,
        agency_id=agency_id,
        document_id=document_id,
        actor=actor,
        details=json.loads(json.dumps(details)),
        previous=head.digest,
    )
    event.content = hashlib.sha256(canonical(event)).hexdigest()
    event.digest = digest_of(event)
    head.seq, head.digest = event.seq, event.digest
    session.add(event)
    session.flush()
    return event


def digest_of(event: Event) -> str:
    """What the event's digest must be: hex sha256 over the hex digits of `previous`, then of the digest of what it
    says."""
    if not event.content:
        return hashlib.sha256(_json({**_said(event), "previous": event.previous})).hexdigest()
    content = hashlib.sha256(canonical(event)).hexdigest()
    return hashlib.sha256((event.previous + content).encode()).hexdigest()


def canonical(event: Event) -> bytes:
    """What the event says as canonical JSON: sorted keys, no spaces, UTF-8."""
    return _json(_said(event))


def _said(event: Event) -> dict[str, object]:
    return {
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "name": event.name,
        "agency_id": event.agency_id,
        "document_id": event.document_id,
        "actor": event.actor,
        "details": event.details,
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def check_chain(session: Session) -> list[Finding]:
    """Every break of the chain: events changed, dropped, inserted or reordered, and a head that says
    otherwise.
    """
    found = []
    seq, digest = 0, ""
    for event in session.scalars(select(Event).order_by(Event.seq).execution_options(yield_per=1000)):
        place = f"event {event.seq}"
        if event.seq != seq + 1:
            found.append(Finding("event_missing", place, {"from": seq + 1, "to": event.seq - 1}))
        if event.previous != digest:
            found.append(Finding("event_chain_broken", place, {"previous": event.previous, "expected": digest}))
        if event.digest != digest_of(event) or not _content_holds(event):
            found.append(Finding("event_changed", place, {"name": event.name}))
        seq, digest = event.seq, event.digest
    return found + _check_head(session, seq, digest)


def _content_holds(event: Event) -> bool:
    return event.content in ("", hashlib.sha256(canonical(event)).hexdigest())


def _check_head(session: Session, seq: int, digest: str) -> list[Finding]:
    head = session.get(EventsHead, 1)
    if head is None:
        return [Finding("events_head_missing", "events head")]
    if (head.seq, head.digest) != (seq, digest):
        return [Finding("events_head_differs", f"event {head.seq}", {"last": seq, "expected": head.seq})]
    return []


def events_of(session: Session, document_id: str) -> list[Event]:
    """What happened to a document (and to its draft), oldest first."""
    return list(session.scalars(select(Event).where(Event.document_id == document_id).order_by(Event.seq)))
