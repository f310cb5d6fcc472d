"""A pasted table with its merged cells unfolded into plain rows. For html.py and pasted text."""

from dataclasses import dataclass, field

from doc_templates.marks import without_stars
from doc_templates.tables import MOST_COLUMNS, Row

MOST_ROWS = 10_000
MOST_CELLS = 200_000


@dataclass
class _Cell:
    columns: int
    rows: int
    lines: list[str] = field(default_factory=list)


@dataclass
class Table:
    """Rows as they are read. A cell over columns leaves the others empty; one over rows is said again in each."""

    _rows: list[list[_Cell]] = field(default_factory=list)
    _cells: int = 0

    def row(self) -> None:
        if len(self._rows) < MOST_ROWS:
            self._rows.append([])

    def cell(self, columns: str | None, rows: str | None) -> None:
        self._cells += 1
        if not self._rows:
            self.row()
        if self._cells <= MOST_CELLS:
            self._rows[-1].append(_Cell(_span(columns), _span(rows)))

    def say(self, words: str) -> None:
        """A line inside the cell that is open; between the cells it becomes one of its own."""
        if not self._rows or not self._rows[-1]:
            self.cell(None, None)
        self._rows[-1][-1].lines.append(words)

    def lines(self) -> list[list[str]]:
        """The lines of each cell, row by row."""
        return [cell.lines for row in self._rows for cell in row]

    def rows(self) -> tuple[Row, ...]:
        """Rows of one length, without empty ones; the head without marks of bold, which it has anyway."""
        grid = self._unfolded()
        filled = [row for row in grid if any(row)]
        width = max(map(len, filled), default=0)
        full = [tuple(row) + ("",) * (width - len(row)) for row in filled]
        return (tuple(map(without_stars, full[0])), *full[1:]) if full else ()

    def _unfolded(self) -> list[list[str]]:
        below: dict[int, tuple[int, str]] = {}  # column → rows still covered from above, and their words
        grid = []
        for row in self._rows:
            cells: list[str] = []
            for cell in row:
                _fill_from_above(cells, below)
                if len(cells) >= MOST_COLUMNS:
                    break
                words = " ".join(cell.lines)
                for at in range(min(cell.columns, MOST_COLUMNS - len(cells))):
                    if cell.rows > 1:
                        below[len(cells)] = (cell.rows - 1, "" if at else words)
                    cells.append("" if at else words)
            _fill_from_above(cells, below)
            grid.append(cells)
        return grid


def _fill_from_above(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    while (covered := below.pop(len(cells), None)) is not None:
        left, words = covered
        if left > 1:
            below[len(cells)] = (left - 1, words)
        cells.append(words)


def _span(given: str | None) -> int:
    return max(1, min(int(given), 1000)) if given and given.strip().isdecimal() and len(given) < 5 else 1
