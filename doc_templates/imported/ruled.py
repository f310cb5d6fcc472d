"""Tables that are drawn on a page: words between lines become rows of cells, however often they wrap in a cell.

For page_lines.py. A cell that spans others is known by the lines that are missing in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from doc_templates.imported.piece import Piece

Rule = tuple[float, float, float, float]
"""Left, top, right, bottom of a thin thing."""
_NEAR = 3.0
"""Points by which lines that meet may miss each other."""
_MANY = 4_000
"""Lines of a page beyond which it is a drawing."""


@dataclass(frozen=True)
class Grid:
    """The lines of a table: where columns and rows begin and end, and which lines are there."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def holds(self, piece: Piece) -> bool:
        """Whether a word stands inside."""
        middle = (piece.left + piece.right) / 2
        return self.xs[0] < middle < self.xs[-1] and self.ys[0] < piece.middle < self.ys[-1]


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page: at least two rows and two columns."""
    if len(rules) > _MANY:
        return []
    made = (_grid(band) for band in _bands(rules))
    return [grid for grid in made if len(grid.xs) > 2 and len(grid.ys) > 2]


def rows_of(grid: Grid, pieces: Sequence[Piece]) -> list[list[list[Piece]]]:
    """The words of each cell, row by row; a cell that spans others holds its words where it begins."""
    rows: list[list[list[Piece]]] = [[[] for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    starts = cache(partial(_start, grid))
    for piece in pieces:
        row, column = starts(_place(grid.ys, piece.middle), _place(grid.xs, (piece.left + piece.right) / 2))
        rows[row][column].append(piece)
    return [row for row in rows if any(row)]


def _bands(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines that hang together from top to bottom."""
    band: list[Rule] = []
    end = 0.0
    for rule in sorted(rules, key=lambda one: one[1]):
        if band and rule[1] > end + _NEAR:
            yield band
            band = []
        band.append(rule)
        end = max(end, rule[3]) if len(band) > 1 else rule[3]
    if band:
        yield band


def _grid(band: Sequence[Rule]) -> Grid:
    upright = [(rule[0] + rule[2]) / 2 for rule in band if _is_upright(rule)]
    lying = [(rule[1] + rule[3]) / 2 for rule in band if not _is_upright(rule)]
    return Grid(_apart(upright), _apart(lying), tuple(band))


def _is_upright(rule: Rule) -> bool:
    return rule[3] - rule[1] > rule[2] - rule[0]


def _apart(places: Sequence[float]) -> tuple[float, ...]:
    """Places of lines, each once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place > found[-1] + _NEAR:
            found.append(place)
    return tuple(found)


def _place(edges: Sequence[float], at: float) -> int:
    return max(number for number, edge in enumerate(edges[:-1]) if edge <= at or number == 0)


def _start(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """The cell in which a cell begins that spans this one."""
    while column and not _has_upright(grid, grid.xs[column], (grid.ys[row] + grid.ys[row + 1]) / 2):
        column -= 1
    while row and not _has_lying(grid, grid.ys[row], (grid.xs[column] + grid.xs[column + 1]) / 2):
        row -= 1
    return row, column


def _has_upright(grid: Grid, x: float, y: float) -> bool:
    return any(
        abs((a + c) / 2 - x) <= _NEAR and b - _NEAR <= y <= d + _NEAR for a, b, c, d in grid.rules if d - b > c - a
    )


def _has_lying(grid: Grid, y: float, x: float) -> bool:
    return any(
        abs((b + d) / 2 - y) <= _NEAR and a - _NEAR <= x <= c + _NEAR for a, b, c, d in grid.rules if c - a >= d - b
    )
