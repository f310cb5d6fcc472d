"""What a list of documents is before it is a .docx or an .xlsx."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Column:
    """A column's head, its share of the table's width, and whether its cells stand in the middle (numbers, days)."""

    head: str
    share: int
    centred: bool = False


Cell = str | date | int
"""Words, a day or a number. Days and numbers are such in a spreadsheet; on paper they are words."""


@dataclass(frozen=True)
class FoundList:
    """A list with what stands around it. `agency`: the lines of its name, the superior's first; `lines`: under the
    title (what was asked, in which order); `place`, `made_on`, `made_by`: whose list it is; `stamp`: at the foot of
    each page (III.6.k: what is printed from the system is marked). `rows` are gone through once."""

    agency: Sequence[str]
    title: str
    lines: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    place: str
    made_on: date
    made_by: str
    stamp: str
    made_at: datetime


@dataclass(frozen=True)
class Piece:
    """What of a list a file holds: from which page on (1: with what stands above the table), and whether its end."""

    page: int = 1
    last: bool = True

    @property
    def first(self) -> bool:
        return self.page == 1


WHOLE = Piece()


def words(cell: Cell) -> str:
    """A cell as paper has it: 05/01/2026."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def day_words(on: date) -> str:
    """ "ngày 05 tháng 01 năm 2026": a nought before the day below 10 and before the months 1 and 2."""
    return (
        f"ngày {on.day:02} tháng {on.month:02} năm {on.year}"
        if on.month < 3
        else f"ngày {on.day:02} tháng {on.month} năm {on.year}"
    )
