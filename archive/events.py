"""The journal: what happened, to which document, by whom. Append-only and chained, so that a change is found.

Each event's digest covers the digest before it. The database refuses UPDATE and DELETE (triggers of the migration);
who gets around them is found by check_chain(). The head keeps the last digest, so that a dropped tail is found too.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc


class Event(Base):
    """One fact of the journal. details: plain JSON. previous and digest: hex sha256."""

    __tablename__ = "events"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    name: Mapped[str] = mapped_column(String(60))
    agency_id: Mapped[str | None] = mapped_column(String(40))
    document_id: Mapped[str | None] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class EventsHead(Base):
    """One row: the last event's seq and digest. Locked while an event is appended."""

    __tablename__ = "events_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
