"""What a list is once it is read: rows of texts as they were shown, each cell with its name in the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from doc_templates.errors import ListTooLarge

MOST_ROWS = 10_000
"""Rows with words that a list may have: as many as a field takes (fields.MOST)."""
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
"""Letters of one cell, as spreadsheets have it."""


@dataclass(frozen=True)
class Note:
    """Something to know or to mend. `place`: “C5”, “5” for a row, “C” for a column, "" for the whole.

    `severity`: error (must be mended before the list is taken) or note. Codes and their data: see match.py and xlsx.py.
    """

    code: str
    place: str
    data: dict[str, object]
    severity: str = "note"


@dataclass(frozen=True)
class Row:
    """One row with words. `number`: as the file counts, from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class ListTable:
    """A table of a file: a sheet, a table of a .docx, or all of a .csv. `hidden`: the sheet was hidden."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    hidden: bool = False

    @property
    def columns(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def letters(column: int) -> str:
    """A, B … Z, AA: the name of a column, from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(row: int, column: int) -> str:
    """ "C5": row from 1, column from 0."""
    return f"{letters(column)}{row}"


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    end = next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)
    return tuple(cells[:end])


def limited(rows: int, cells: Sequence[str]) -> None:
    """Raises ListTooLarge where a list has too many rows or this row too much in it."""
    found = {"rows": (rows, MOST_ROWS), "columns": (len(cells), MOST_COLUMNS)}
    found["cell"] = (max(map(len, cells), default=0), LONGEST_CELL)
    for what, (given, limit) in found.items():
        if given > limit:
            raise ListTooLarge(what=what, limit=limit)
