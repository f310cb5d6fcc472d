"""How somebody likes to see what a search finds: as a list or a table, with which columns. Kept with the account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc
from service.actor import Actor
from service.found_lists.columns import USUAL, chosen
from service.parts import Parts

Look = Literal["list", "table"]


class SearchView(Base):
    """One row a person who chose something."""

    __tablename__ = "search_views"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    look: Mapped[str] = mapped_column(String(10))
    columns: Mapped[list[str]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class View:
    """What is shown, and how."""

    look: Look = "list"
    columns: tuple[str, ...] = USUAL


def view_of(parts: Parts, actor: Actor) -> View:
    """The person's choice, or the usual one."""
    if actor.user_id is None:
        return View()
    with parts.db.read() as session:
        kept = session.get(SearchView, actor.user_id)
    return View("table" if kept.look == "table" else "list", chosen(kept.columns)) if kept else View()


def choose(parts: Parts, actor: Actor, view: View) -> None:
    """Keep the person's choice; software without a person keeps none."""
    if actor.user_id is None:
        return
    with parts.db.write() as session:
        session.merge(
            SearchView(user_id=actor.user_id, look=view.look, columns=list(view.columns), changed_at=parts.now())
        )
