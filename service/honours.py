"""What may not stand before a signer's name: học hàm, học vị, quân hàm, danh hiệu (Phụ lục I, Phần I, II.7.c).

The titles are data (honours.toml). Armed forces and public bodies of education, health and science may print some of
them where the head of their sector says so: the agency names that document.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base
from service.errors import BadInput
from service.names import name_key, tidy

TABLE = Path(__file__).with_name("honours.toml")


class NameTitles(Base):
    """The agency's sector and the document by which it prints titles before names; without a row it prints none."""

    __tablename__ = "name_titles"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    sector: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(String(300))


@dataclass(frozen=True)
class Honour:
    """A title found before a name: its words as typed, its sort (academic, military, honour), the article."""

    words: str
    sort: str
    article: str


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(TABLE.read_text("utf-8"))


@cache
def _titles() -> list[tuple[str, str, bool]]:
    """(the title as it is compared, its sort, whether it is an abbreviation), the longest first."""
    rows: list[dict[str, list[str]]] = _table()["sort"]  # type: ignore[assignment]
    found = [(name_key(words), str(row["id"]), True) for row in rows for words in row["short"]]
    found += [(name_key(words), str(row["id"]), False) for row in rows for words in row["long"]]
    return sorted(found, key=lambda title: -len(title[0]))


def sectors() -> dict[str, frozenset[str]]:
    """Sectors that may print titles, with the sorts of titles they may print."""
    rows: list[dict[str, list[str]]] = _table()["sector"]  # type: ignore[assignment]
    return {str(row["id"]): frozenset(row["may"]) for row in rows}


def honour_before(name: str, allowed: frozenset[str] = frozenset()) -> Honour | None:
    """The first title before a name that may not stand there: "TS. Trần Văn An", "PGS.TS Lê Bình".

    An abbreviation counts with a full stop after it, or in its own mixed or capital letters: "Ds" is nobody's surname,
    but "An" or "Tá" are names and stay. What stands after the first word of the name itself is never looked at.
    """
    rest = tidy(name)
    while rest:
        found = _first(rest)
        if found is None:
            return None
        words, sort = found
        if sort not in allowed:
            return Honour(words.rstrip(". "), sort, str(_table()["article"]))
        rest = rest[len(words) :].lstrip(" .,")
    return None


def _first(text: str) -> tuple[str, str] | None:
    for key, sort, short in _titles():
        words = _beginning(text, key)
        if words and (not short or words.endswith(".") or words != words.capitalize()):
            return words, sort
    return None


def _beginning(text: str, key: str) -> str:
    """The beginning of the text that reads as the title, with the full stop after it; "" if it begins otherwise."""
    for end in [found.end() for found in re.finditer(r"\w(?=\W|$)", text)]:
        if name_key(text[:end]) == key:
            return text[:end] + (text[end] if text[end : end + 1] == "." else "")
        if len(name_key(text[:end])) > len(key):
            break
    return ""


def allowed_titles(session: Session, agency_id: str) -> frozenset[str]:
    """The sorts of titles that this agency may print before names."""
    row = session.get(NameTitles, agency_id)
    return sectors().get(row.sector, frozenset()) if row else frozenset()


def name_titles(session: Session, agency_id: str) -> NameTitles | None:
    """By what document this agency prints titles before names; None: it prints none."""
    return session.get(NameTitles, agency_id)


def set_name_titles(session: Session, agency_id: str, *, sector: str, document: str, by: str) -> None:
    """The sector's rule that the agency follows; sector "" ends it. Raises BadInput without the document."""
    if sector and sector not in sectors():
        raise BadInput(field="sector")
    if sector and not tidy(document):
        raise BadInput(field="document")
    if sector:
        session.merge(NameTitles(agency_id=agency_id, sector=sector, document=tidy(document)))
    elif (row := session.get(NameTitles, agency_id)) is not None:
        session.delete(row)
    details = {"sector": sector, "document": tidy(document)}
    events.append(session, "agency.name_titles_set", agency_id=agency_id, actor=by, details=details)
