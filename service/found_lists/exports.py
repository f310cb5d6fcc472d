"""Long lists made in the background: a row tells how far one is, the file waits for its owner for some days.

A thread of the process that was asked makes it. When that process ends the list ends with it: its row falls silent,
and its owner makes it again; nothing else is lost.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import uuid4

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc
from service.actor import Actor
from service.errors import ListGone, NotFound
from service.failures import KNOWN
from service.found_lists.made import LONGEST, Format, Wanted, make
from service.parts import Parts

log = logging.getLogger(__name__)

DIRECT = 300
"""Rows that are made while somebody waits: about a second, the PDF included."""
DIRECT_TEXT = 3000
"""Rows of a .csv that are made while somebody waits: about a second too."""
KEPT = timedelta(days=3)
SILENT = timedelta(seconds=LONGEST + 60)
"""A list that was not heard of for so long is made no more: a piece of a .pdf is its longest silence."""


class ListExport(Base):
    """One list that somebody asked for. state: "making", "made" or "failed", then `code` says why."""

    __tablename__ = "list_exports"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    format: Mapped[str] = mapped_column(String(10))
    total: Mapped[int]
    done: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(60))
    began_at: Mapped[datetime] = mapped_column(Utc)
    touched_at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class Progress:
    """How far a list is. state: "making", "made", "failed" (`code` says why) or "stopped" (its process has ended)."""

    id: str
    format: str
    total: int
    done: int
    state: str
    code: str
    began_at: datetime


def begin(parts: Parts, actor: Actor, wanted: Wanted, format: Format, total: int) -> str:
    """Begin a list; answers its id at once."""
    _forget_old(parts)
    made, now = uuid4().hex, parts.now()
    with parts.db.write() as session:
        session.add(
            ListExport(
                id=made, agency_id=actor.agency_id, user_id=actor.user_id, format=format, total=total, done=0,
                state="making", code="", began_at=now, touched_at=now,
            )
        )  # fmt: skip
    Thread(target=_run, args=(parts, actor, wanted, format, made), name=f"list-{made[:8]}", daemon=True).start()
    return made


def _run(parts: Parts, actor: Actor, wanted: Wanted, format: Format, export_id: str) -> None:
    def progress(done: int) -> None:
        _tell(parts, export_id, done=done)

    try:
        content = make(parts, actor, wanted, format, progress)
        kept = _file(parts, export_id, format)
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".part")
        half.write_bytes(content)
        half.rename(kept)
        _tell(parts, export_id, state="made")
    except KNOWN as error:
        _tell(parts, export_id, state="failed", code=error.code)
    except Exception:
        log.exception("the list %s could not be made", export_id)
        _tell(parts, export_id, state="failed", code="service_error")


def _tell(parts: Parts, export_id: str, **news: object) -> None:
    with parts.db.write() as session:
        row = session.get_one(ListExport, export_id)
        for name, value in {**news, "touched_at": parts.now()}.items():
            setattr(row, name, value)


def _file(parts: Parts, export_id: str, format: str) -> Path:
    return _folder(parts) / f"{export_id}.{format}"


def _folder(parts: Parts) -> Path:
    return parts.config.data_dir / "lists"


def _forget_old(parts: Parts) -> None:
    """Rows and files nobody came for."""
    with parts.db.write() as session:
        for row in session.scalars(select(ListExport).where(ListExport.began_at < parts.now() - KEPT)):
            _file(parts, row.id, row.format).unlink(missing_ok=True)
            session.delete(row)


def progress_of(parts: Parts, actor: Actor, export_id: str) -> Progress:
    """How far a list of one's own is. Raises NotFound."""
    with parts.db.read() as session:
        row = session.get(ListExport, export_id)
    if row is None or (row.agency_id, row.user_id) != (actor.agency_id, actor.user_id):
        raise NotFound(what="list", id=export_id)
    silent = row.state == "making" and parts.now() - row.touched_at > SILENT
    state = "stopped" if silent else row.state
    return Progress(row.id, row.format, row.total, row.done, state, row.code, row.began_at)


def file_of_list(parts: Parts, actor: Actor, export_id: str) -> bytes:
    """The finished file of one's own list. Raises NotFound, ListGone."""
    made = progress_of(parts, actor, export_id)
    try:
        return _file(parts, made.id, made.format).read_bytes()
    except FileNotFoundError:
        raise ListGone(id=export_id) from None
