"""Words of a page become lines in the order of reading: letterhead and signature stand in two columns.

Left column first, then right, where the words say that it is such a place; rows of anything else keep their columns
apart by tabs, as whole_text takes them.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doc_templates.imported.piece import Piece
from doc_templates.imported.ruled import Grid, Rule, grids_of, rows_of
from doc_templates.tables import to_pipes

_FAR = 2.0
_MAYBE = 0.75
"""Gaps between words, in heights of a line: columns for sure, or where a neighbouring line has its gap as well."""
_PLACED = re.compile(
    r"cong ?hoa xa hoi|doc lap\s*[-–]|noi nhan|^\s*so\s*[:.]|\bngay\b.*\bthang\b.*\bnam\b|^(?:tm|kt|tl|tuq|q)\s?\.|"
    r"^(?:chu tich|pho chu tich|giam doc|pho giam doc|bo truong|thu truong|truong phong|chanh van phong)"
)
"""What stands in the two columns above and below a document (Phụ lục I of Nghị định 30/2020/NĐ-CP)."""


@dataclass(frozen=True)
class Line:
    """Words that stand together on a line. `column`: 0 running text, 1 and 2 left and right column, 3 a row of cells,
    its words apart by tabs."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    column: int = 0


def lines_of(pieces: Sequence[Piece], rules: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page, in the order of reading; tables that are drawn as rows with pipes."""
    grids = grids_of(rules)
    found = _free_lines([piece for piece in pieces if not any(grid.holds(piece) for grid in grids)])
    for grid in grids:
        table = list(_table(grid, [piece for piece in pieces if grid.holds(piece)]))
        at = next((at for at, line in enumerate(found) if line.top > grid.ys[0]), len(found))
        found[at:at] = table
    return found


def _table(grid: Grid, pieces: Sequence[Piece]) -> Iterator[Line]:
    rows = rows_of(grid, pieces)
    if not rows:
        return
    said = [tuple(" ".join(line.text.replace("\t", " ") for line in _free_lines(cell)) for cell in row) for row in rows]
    for text in to_pipes(said).split("\n"):
        yield Line(text, grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], pieces[0].size, column=3)


def _free_lines(pieces: Sequence[Piece]) -> list[Line]:
    rows = _cut(_rows(pieces))
    found: list[Line] = []
    at = 0
    while at < len(rows):
        end = _zone_end(rows, at) if len(rows[at]) == 2 else at
        if end > at and _is_placed(rows[at:end]):
            found += _columns(rows[at:end])
            at = end
        elif len(rows[at]) > 1:
            found.append(_row(rows[at]))
            at += 1
        else:
            found += rows[at]
            at += 1
    return found


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces whose middles are at one height; a raised figure goes with its line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.middle, one.left)):
        for row in reversed(rows[-4:]):
            first = max(row, key=lambda one: one.size)
            near = abs(first.middle - piece.middle) <= 0.35 * min(max(first.size, 1), max(piece.size, 1) * 1.6)
            if near and not any(_over(piece, other) for other in row):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _over(one: Piece, other: Piece) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.5 * min(one.right - one.left, other.right - other.left)


def _cut(rows: Sequence[Sequence[Piece]]) -> list[list[Line]]:
    """The rows cut where columns are apart: at wide gaps, and at smaller ones that go on from row to row."""
    cuts = [{at for at, gap in _gaps(row) if gap > _FAR} for row in rows]
    for down in (True, False):
        order = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
        for here in order:
            beside = here - 1 if down else here + 1
            if abs(rows[here][0].middle - rows[beside][0].middle) < 3 * rows[here][0].size:
                cuts[here] |= _continued(rows[here], rows[beside], cuts[beside])
    return [_segments(row, cut) for row, cut in zip(rows, cuts, strict=True)]


def _gaps(row: Sequence[Piece]) -> Iterator[tuple[int, float]]:
    """For each piece but the first: its index and the gap before it, in heights of a line."""
    for at in range(1, len(row)):
        yield at, (row[at].left - row[at - 1].right) / max(row[at].size, row[at - 1].size, 1.0)


def _continued(row: Sequence[Piece], beside: Sequence[Piece], cuts: set[int]) -> set[int]:
    strips = [(beside[at - 1].right, beside[at].left) for at in cuts]
    maybe = (at for at, gap in _gaps(row) if gap > _MAYBE)
    return {
        at for at in maybe if any(row[at - 1].right < right - 3 and left + 3 < row[at].left for left, right in strips)
    }


def _segments(row: Sequence[Piece], cuts: set[int]) -> list[Line]:
    bounds = [0, *sorted(cuts), len(row)]
    return [_segment(row[start:end]) for start, end in itertools.pairwise(bounds)]


def _segment(group: Sequence[Piece]) -> Line:
    words = group[0].text
    for before, piece in itertools.pairwise(group):
        words += ("" if piece.left - before.right < 0.08 * piece.size else " ") + piece.text
    return Line(
        words,
        group[0].left,
        min(one.top for one in group),
        group[-1].right,
        max(one.bottom for one in group),
        sorted(one.size for one in group)[len(group) // 2],
    )


def _zone_end(rows: Sequence[Sequence[Line]], start: int) -> int:
    """The row behind those that keep clear of a strip between two columns which begins at row `start`."""
    low, high = rows[start][0].right, rows[start][1].left
    both = start + 1
    for at in range(start + 1, len(rows)):
        left = [one.right for one in rows[at] if one.left + one.right < low + high]
        right = [one.left for one in rows[at] if one.left + one.right >= low + high]
        low, high = max([low, *left]), min([high, *right])
        if high - low < 2 or len(rows[at]) > 2 or len(left) > 1:
            return at if start else both
        if left and right:
            both = at + 1
    return len(rows) if start else both


def _is_placed(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether two columns are a letterhead or a signature: by their words, not by their place."""
    return any(_PLACED.search(_plain(one.text)) for row in rows for one in row)


def _plain(words: str) -> str:
    bare = unicodedata.normalize("NFD", words.strip().lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _columns(rows: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Left column, then right."""
    first = next(row for row in rows if len(row) == 2)
    strip = first[0].right + first[1].left
    flat = [one for row in rows for one in row]
    yield from (replace(one, column=1) for one in flat if one.left + one.right < strip)
    yield from (replace(one, column=2) for one in flat if one.left + one.right >= strip)


def _row(cells: Sequence[Line]) -> Line:
    return replace(cells[0], text="\t".join(one.text for one in cells), right=cells[-1].right, column=3)
