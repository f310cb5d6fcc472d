"""The office's own forms: one row a version, draft → approved → retired; the .docx lies in the row.

A version that was approved never changes: drafts and documents name it and keep it. What is typed and tried is in
own_form_steps.py, what must be right before in own_form_check.py.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Database, Utc
from doc_templates.form import Form
from doc_templates.tags.definition import from_json

PREFIX = "rieng-"
"""How the id of every form of an office begins, so that no built-in form ever takes its place."""
STATES = ("draft", "approved", "retired")
CONTENTS_KEPT = 32


class OfficeForm(Base):
    """One version of a form that the office made. fields: as tags/definition.py writes them; digest: hex sha256 of
    content."""

    __tablename__ = "office_forms"
    __table_args__ = (UniqueConstraint("agency_id", "form", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    form: Mapped[str] = mapped_column(String(50))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    fields: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20), default="draft")
    changed_at: Mapped[datetime] = mapped_column(Utc)
    changed_by: Mapped[str] = mapped_column(String(100))
    approved_at: Mapped[datetime | None] = mapped_column(Utc)
    approved_by: Mapped[str] = mapped_column(String(100), default="")
    retired_at: Mapped[datetime | None] = mapped_column(Utc)
    retired_by: Mapped[str] = mapped_column(String(100), default="")


def rows(session: Session, agency_id: str) -> list[OfficeForm]:
    """Every version of every form of the agency, the newest of each first."""
    wanted = select(OfficeForm).where(OfficeForm.agency_id == agency_id)
    return list(session.scalars(wanted.order_by(OfficeForm.form, OfficeForm.version.desc())))


def versions(session: Session, agency_id: str, form_id: str) -> list[OfficeForm]:
    """Every version of one form, the newest first; none where the agency has no such form of its own."""
    wanted = select(OfficeForm).where(OfficeForm.agency_id == agency_id, OfficeForm.form == form_id)
    return list(session.scalars(wanted.order_by(OfficeForm.version.desc())))


def row(session: Session, agency_id: str, form_id: str, version: int) -> OfficeForm | None:
    """One version, whatever its state."""
    wanted = select(OfficeForm).where(
        OfficeForm.agency_id == agency_id, OfficeForm.form == form_id, OfficeForm.version == version
    )
    return session.scalar(wanted)


def in_use(session: Session, agency_id: str, form_id: str) -> OfficeForm | None:
    """The approved version of a form: at most one at a time."""
    return next((each for each in versions(session, agency_id, form_id) if each.state == "approved"), None)


def as_form(db: Database, found: OfficeForm) -> Form:
    """A version as a form to fill."""
    fields = from_json(found.fields, found.form)
    content = _content(db, found.id, found.digest)
    return Form(found.form, found.kind, found.name, found.version, fields, Path(), content)


@lru_cache(maxsize=CONTENTS_KEPT)
def _content(db: Database, row_id: int, _digest: str) -> bytes:
    """The .docx of a version, read once for each content."""
    with db.read() as session:
        return session.scalars(select(OfficeForm.content).where(OfficeForm.id == row_id)).one()
