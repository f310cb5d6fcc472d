"""What was done for the safety of the archive, and with what result: one row a run, begun and ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from service.parts import Parts

What = Literal["verify", "head", "backup", "drill"]


class SafetyRun(Base):
    """One run. share: of a verify, "7/30"; ended_at None: it was stopped, or is under way; details: its figures."""

    __tablename__ = "safety_runs"
    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20), index=True)
    share: Mapped[str] = mapped_column(String(20))
    began_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ok: Mapped[bool]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass
class Result:
    """What the run's block fills in; not ok until it says so."""

    ok: bool = False
    details: dict[str, Any] = field(default_factory=dict)


@contextmanager
def recorded(parts: Parts, what: What, share: str = "") -> Iterator[Result]:
    """Record a run around the block: begun before it, ended after it; an error leaves it unended."""
    with parts.db.write() as session:
        run = SafetyRun(what=what, share=share, began_at=parts.now(), ended_at=None, ok=False, details={})
        session.add(run)
        session.flush()
        id = run.id
    yield (result := Result())
    with parts.db.write() as session:
        run = session.get_one(SafetyRun, id)
        run.ended_at, run.ok, run.details = parts.now(), result.ok, result.details


def ended(session: Session, what: What, limit: int = 1) -> list[SafetyRun]:
    """The latest runs that came to their end, newest first."""
    runs = select(SafetyRun).where(SafetyRun.what == what, SafetyRun.ended_at.is_not(None))
    return list(session.scalars(runs.order_by(SafetyRun.id.desc()).limit(limit)))
