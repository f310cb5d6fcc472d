"""Tables inside typed text: rows with pipes, as in Markdown, rows with tabs, as from Excel."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.marks import read_line, unmarked, without_stars

Row = tuple[str, ...]
MOST_COLUMNS = 63
"""As in Word; a line with more is no row."""

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{3,}:?")


def table_at(lines: Sequence[str], start: int) -> tuple[tuple[Row, ...], int]:
    """The table from line `start` on, its rows of one length, and how many lines it takes; ((), 0) if none."""
    piped = list(_while_rows(map(_pipe_cells, _from(lines, start))))
    if piped:
        kept = [row for at, row in enumerate(piped) if at != 1 or not all(map(_RULE.fullmatch, row))]
        widest = max(map(len, kept))
        return _headed([row + ("",) * (widest - len(row)) for row in kept]), len(piped)
    tabbed = list(_while_like_first(map(_tab_cells, _from(lines, start))))
    return (_headed(tabbed), len(tabbed)) if len(tabbed) > 1 else ((), 0)


def to_pipes(rows: Sequence[Row]) -> str:
    """The rows as table_at reads them back."""
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows]
    rule = "|" + " --- |" * len(rows[0])
    return "\n".join([lines[0], rule, *lines[1:]])


def _headed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The first row is the head, bold on paper without a mark."""
    return (tuple(map(without_stars, rows[0])), *rows[1:])


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    return (lines[at] for at in range(start, len(lines)))


def _pipe_cells(line: str) -> Row | None:
    words = unmarked(line)[0]
    if len(words) < 2 or not words.startswith("|") or not words.endswith("|") or words.endswith(r"\|"):
        return None
    cells = _PIPE.split(words[1:-1])
    return tuple(_cell(cell.replace(r"\|", "|")) for cell in cells) if len(cells) <= MOST_COLUMNS else None


def _tab_cells(line: str) -> Row | None:
    """Two filled cells make a row; "1.⇥Mục đích" is a list item of Word, not a row."""
    cells = [_cell(cell) for cell in line.strip("\r\n").split("\t")] if "\t" in line else []
    if not 2 <= len(cells) <= MOST_COLUMNS or not any(cells):
        return None
    listed = len(cells) == 2 and read_line(f"{cells[0]} x").level != "text"
    return None if listed else tuple(cells)


def _cell(typed: str) -> str:
    return typed.replace("\t", " ").strip()


def _while_rows(rows: Iterator[Row | None]) -> Iterator[Row]:
    for row in rows:
        if row is None:
            return
        yield row


def _while_like_first(rows: Iterator[Row | None]) -> Iterator[Row]:
    """Rows of one length. An indented line looks like a row of two cells: of two, both must be filled."""
    length = 0
    for row in _while_rows(rows):
        filled = sum(map(bool, row))
        if (length and len(row) != length) or filled < (1 if length > 2 else 2):
            return
        length = len(row)
        yield row
