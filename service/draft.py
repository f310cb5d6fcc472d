"""A draft as a row: values typed into a form, the only thing that may still change. What is done with it: drafts.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc


class Draft(Base):
    """Values typed into a form, with the revision that the next save must name."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_agency_state", "agency_id", "state", "updated_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    form: Mapped[str] = mapped_column(String(50))
    form_version: Mapped[int]
    values: Mapped[dict[str, object]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20), default="editing")
    author_id: Mapped[int | None]
    author_name: Mapped[str] = mapped_column(String(100))
    changed_by: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text, default="")
    unplaced: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """Lines of a pasted document that found no field: {words, near}; shown until the drafter has placed them."""
    to_check: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    """Places of a draft made from an earlier document that may no longer be true (earlier.py); ticked one by one."""
    access: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Who will see the document (reader_choice.py); {}: the whole office. Once it is issued, as the document says."""
    created_at: Mapped[datetime] = mapped_column(Utc)
    updated_at: Mapped[datetime] = mapped_column(Utc)

    @property
    def subject(self) -> str:
        return str(self.values.get("subject") or "")


def lines(draft: Draft, field: str) -> list[str]:
    """The lines of a field that holds a list, without the empty ones."""
    value = draft.values.get(field)
    return [str(line) for line in value if line] if isinstance(value, list) else []
