"""Any list as an appendix: the text of a table as body.py takes it, and the words above it as a title."""

from collections.abc import Sequence

from doc_templates.errors import ListTooLarge
from doc_templates.inline import Run, marked
from doc_templates.lists.match import folded
from doc_templates.lists.model import ListTable, Row
from doc_templates.tables import MOST_COLUMNS, to_pipes

NUMBER_HEAD = "STT"


def head_at(table: ListTable) -> int:
    """The place of the head: the first row with as many filled cells as most rows have, nearly."""
    widths = sorted(sum(map(bool, row.cells)) for row in table.rows)
    usual = widths[len(widths) // 2]
    return next(at for at, row in enumerate(table.rows) if sum(map(bool, row.cells)) * 2 > usual)


def title_of(table: ListTable) -> str:
    """The words above the head, on one line."""
    words = [cell for row in table.rows[: head_at(table)] for cell in row.cells if cell]
    return " ".join(words)


def as_appendix(table: ListTable, *, numbered: bool) -> str:
    """The table in pipes, its head first; `numbered`: with a first column STT. Errors: ListTooLarge (columns)."""
    rows = table.rows[head_at(table) :]
    first = min((at for row in rows for at, cell in enumerate(row.cells) if cell), default=0)
    wide = table.columns - first
    has_numbers = folded(rows[0].cell(first)) in ("stt", "tt")
    if wide + (numbered and not has_numbers) > MOST_COLUMNS:
        raise ListTooLarge(what="columns", limit=MOST_COLUMNS)
    cells = [_cells(row, first, wide) for row in rows]
    return to_pipes(_numbered(cells) if numbered and not has_numbers else cells)


def _cells(row: Row, first: int, wide: int) -> tuple[str, ...]:
    return tuple(marked([Run(" ".join(row.cell(first + at).split()))]) for at in range(wide))


def _numbered(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(NUMBER_HEAD, *rows[0]), *((str(number), *row) for number, row in enumerate(rows[1:], 1))]
