"""The office's table of abbreviations, by which search reads "HĐ" as hội đồng or hợp đồng.

It begins with index/abbreviations.toml. What the office adds, changes or takes away are rows here; an abbreviation it
has touched is wholly its own. The index is made anew with every other table (index_renewal.py)."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base
from doc_templates.kinds import kinds
from index.abbreviations import Abbreviations, Meaning, default
from service.errors import AbbreviationTaken, BadInput, NotFound
from service.names import tidy

LONGEST_SHORT, LONGEST_WORDS, LONGEST_NEAR, MOST_NEAR = 20, 100, 60, 40


class Abbreviation(Base):
    """One meaning of an abbreviation. words "": the office took it away, though the default table has it."""

    __tablename__ = "abbreviations"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    short: Mapped[str] = mapped_column(String(LONGEST_SHORT))
    words: Mapped[str] = mapped_column(Text)
    near: Mapped[list[str]] = mapped_column(JSON)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    since: Mapped[date | None]
    until: Mapped[date | None]

    @property
    def meaning(self) -> Meaning:
        return Meaning(self.short, self.words, tuple(self.near), tuple(self.kinds), self.since, self.until)


@dataclass(frozen=True)
class Row:
    """A line of the page. id: of the office's row, None for one of the default table, which `of` names."""

    meaning: Meaning
    id: int | None
    of: str


def table(session: Session) -> Abbreviations:
    """What the index of this installation is made with: all its agencies' rows, and defaults that none has touched."""
    own = list(session.scalars(select(Abbreviation).order_by(Abbreviation.id)))
    meanings = dict.fromkeys(row.meaning for row in own if row.words)
    return Abbreviations((*_untouched(own), *meanings))


def listed(session: Session, agency_id: str) -> list[Row]:
    """The agency's table by abbreviation and words."""
    own = _own(session, agency_id)
    rows = [Row(row.meaning, row.id, "") for row in own if row.words]
    rows += [Row(meaning, None, name_of(meaning)) for meaning in _untouched(own)]
    return sorted(rows, key=lambda row: (row.meaning.short.casefold(), row.meaning.words))


def taken_away(session: Session, agency_id: str) -> list[Abbreviation]:
    """What the office took away of the default table and has not said otherwise."""
    return [row for row in _own(session, agency_id) if not row.words]


def one(session: Session, agency_id: str, row_id: int) -> Abbreviation:
    """Raises NotFound."""
    found = session.get(Abbreviation, row_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="abbreviation", id=row_id)
    return found


def default_of(of: str) -> Meaning:
    """The row of the default table with this name (Row.of). Raises NotFound."""
    for meaning in default().rows:
        if name_of(meaning) == of:
            return meaning
    raise NotFound(what="abbreviation", id=of)


def add(session: Session, agency_id: str, meaning: Meaning, *, instead_of: Meaning | None = None, by: str) -> None:
    """A meaning more, or instead of one of the default table. Raises BadInput, AbbreviationTaken."""
    new = checked(meaning)
    for short in {new.short, *([instead_of.short] if instead_of else [])}:
        _adopt(session, agency_id, short, but=instead_of)
    _refuse_taken(session, agency_id, new)
    added = _row(agency_id, new)
    session.add(added)
    _forget_tombstones(session, agency_id, new.short)
    name = "abbreviation.changed" if instead_of else "abbreviation.added"
    _tell(session, agency_id, name, new, by, was=instead_of)


def change(session: Session, row: Abbreviation, meaning: Meaning, *, by: str) -> None:
    """Raises BadInput, AbbreviationTaken."""
    new, was = checked(meaning), row.meaning
    if new == was:
        return
    _adopt(session, row.agency_id, new.short)
    _refuse_taken(session, row.agency_id, new, but=row)
    row.short, row.words, row.near, row.kinds = new.short, new.words, list(new.near), list(new.kinds)
    row.since, row.until = new.since, new.until
    session.flush()
    _forget_tombstones(session, row.agency_id, new.short)
    _keep_away(session, row.agency_id, was.short)
    _tell(session, row.agency_id, "abbreviation.changed", new, by, was=was)


def remove(session: Session, row: Abbreviation, *, by: str) -> None:
    """The meaning goes; where it was the last of an abbreviation of the default table, that stays away."""
    was = row.meaning
    session.delete(row)
    session.flush()
    _keep_away(session, row.agency_id, was.short)
    _tell(session, row.agency_id, "abbreviation.removed", was, by)


def remove_default(session: Session, agency_id: str, meaning: Meaning, *, by: str) -> None:
    """As remove, for a row of the default table."""
    _adopt(session, agency_id, meaning.short, but=meaning)
    _keep_away(session, agency_id, meaning.short)
    _tell(session, agency_id, "abbreviation.removed", meaning, by)


def bring_back(session: Session, row: Abbreviation, *, by: str) -> None:
    """What the default table says of an abbreviation holds again."""
    for same in _of(session, row.agency_id, row.short):
        session.delete(same)
    session.flush()
    _tell(session, row.agency_id, "abbreviation.restored", row.meaning, by)


_SHORT = re.compile(r"[^\W_]+(?:[-&.][^\W_]+)*")


def checked(meaning: Meaning) -> Meaning:
    """The meaning as it is kept. Raises BadInput with the field's name."""
    short, words = tidy(meaning.short), tidy(meaning.words).lower()
    near = tuple(dict.fromkeys(tidy(each).lower() for each in meaning.near if tidy(each)))
    if not _SHORT.fullmatch(short) or not 2 <= len(short) <= LONGEST_SHORT or short.isdigit():
        raise BadInput(field="short")
    if not re.search(r"[^\W\d_]", words) or len(words) > LONGEST_WORDS or words.casefold() == short.casefold():
        raise BadInput(field="words")
    if len(near) > MOST_NEAR or any(len(each) > LONGEST_NEAR for each in near):
        raise BadInput(field="near")
    if any(kind not in kinds() for kind in meaning.kinds):
        raise BadInput(field="kind")
    if meaning.since and meaning.until and meaning.until < meaning.since:
        raise BadInput(field="until")
    return Meaning(short, words, near, meaning.kinds, meaning.since, meaning.until)


def name_of(meaning: Meaning) -> str:
    """A short name of a row of the default table, for addresses."""
    return sha256(repr(sorted(_plain(meaning).items())).encode()).hexdigest()[:16]


def _plain(meaning: Meaning) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(meaning), default=date.isoformat))
    return plain


def _own(session: Session, agency_id: str) -> list[Abbreviation]:
    wanted = select(Abbreviation).where(Abbreviation.agency_id == agency_id)
    return list(session.scalars(wanted.order_by(Abbreviation.id)))


def _of(session: Session, agency_id: str, short: str) -> list[Abbreviation]:
    return [row for row in _own(session, agency_id) if _same(row.short, short)]


def _same(left: str, right: str) -> bool:
    return left.casefold() == right.casefold()


def _untouched(own: Iterable[Abbreviation]) -> list[Meaning]:
    touched = {row.short.casefold() for row in own}
    return [meaning for meaning in default().rows if meaning.short.casefold() not in touched]


def _adopt(session: Session, agency_id: str, short: str, but: Meaning | None = None) -> None:
    """What the default table says of an abbreviation becomes the office's own, except one row of it."""
    if not _of(session, agency_id, short):
        theirs = [row for row in default().rows if _same(row.short, short) and row != but]
        session.add_all(_row(agency_id, meaning) for meaning in theirs)
        session.flush()


def _row(agency_id: str, meaning: Meaning) -> Abbreviation:
    return Abbreviation(
        agency_id=agency_id,
        short=meaning.short,
        words=meaning.words,
        near=list(meaning.near),
        kinds=list(meaning.kinds),
        since=meaning.since,
        until=meaning.until,
    )


def _refuse_taken(session: Session, agency_id: str, new: Meaning, but: Abbreviation | None = None) -> None:
    for row in _of(session, agency_id, new.short):
        if row is not but and row.words == new.words:
            raise AbbreviationTaken(short=new.short, words=new.words)


def _keep_away(session: Session, agency_id: str, short: str) -> None:
    """Leave a mark that the default rows of an abbreviation do not count, where no other row says so."""
    known = any(_same(row.short, short) for row in default().rows)
    if known and not _of(session, agency_id, short):
        session.add(_row(agency_id, Meaning(short, "")))
        session.flush()


def _forget_tombstones(session: Session, agency_id: str, short: str) -> None:
    for row in _of(session, agency_id, short):
        if not row.words:
            session.delete(row)
    session.flush()


def _tell(session: Session, agency_id: str, name: str, meaning: Meaning, by: str, was: Meaning | None = None) -> None:
    told = _plain(meaning) | ({"was": _plain(was)} if was else {})
    events.append(session, name, agency_id=agency_id, actor=by, details=told)
