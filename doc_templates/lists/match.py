"""Which column of a list is which column of a form's table: by the words of its head, in any order, marks or not.

Second step of a list. Nothing is dropped in silence: what has no column is named by its cell, so is what does not fit.

Errors among the notes: column_missing {label} (of the first column; a note for the others), cell_too_long {label,
limit, given}, formula_error, formula_without_value. Notes: no_head, column_ignored, words_beside, rows_like_a_sum and
rows_above {words}, hidden_row, hidden_columns {first, last}, merged_cells {words}, more_notes {count}.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doc_templates.fields import Column, Field, one_line
from doc_templates.lists.model import ListTable, Note, Row, letters, place

HEAD_WITHIN = 20
"""Rows in which the head is looked for."""
_COUNTING = {"stt", "tt", "so tt", "so thu tu", "no", "thu tu"}
_SUM = re.compile(r"(?:tong|cong)(?: so| cong)?\b")


@dataclass(frozen=True)
class MatchedList:
    """The rows for a table field. `columns`: the file's column of each of the field's, None where there is none;
    `head`: the number of the head's row, None without one; `notes`: in the order of the file."""

    rows: tuple[dict[str, str], ...]
    columns: dict[str, int | None]
    head: int | None
    notes: tuple[Note, ...]

    @property
    def errors(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.severity == "error")


def match(field: Field, table: ListTable, chosen: Mapping[str, int | None] | None = None) -> MatchedList:
    """The rows of a table as a field of type "table" takes them; `chosen`: columns set by hand."""
    head = _head(field, table)
    found = _by_words(field.columns, table.rows[head]) if head is not None else _by_place(field, table)
    columns = {column.name: (chosen or found).get(column.name) for column in field.columns}
    rows = [row for row in table.rows[0 if head is None else head + 1 :] if not _counts_columns(row)]
    taken = tuple(_row(field.columns, columns, row) for row in rows)
    notes = [
        *_head_notes(field, table, head, columns),
        *table.notes,
        *(note for row in rows for note in _row_notes(field.columns, columns, row)),
    ]
    kept = tuple(row for row in taken if any(row.values()))
    return MatchedList(kept, columns, None if head is None else table.rows[head].number, tuple(notes))


def folded(words: str) -> str:
    """Small letters without marks, words apart by one blank."""
    plain = unicodedata.normalize("NFD", words.casefold()).replace("đ", "d")
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", plain)))


def _head(field: Field, table: ListTable) -> int | None:
    """The place of the row that names most columns; None where none names one."""
    scores = [len(_by_words(field.columns, row)) for row in table.rows[:HEAD_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _by_words(columns: Sequence[Column], row: Row) -> dict[str, int]:
    """Column → place, the surest pairs first; each place once."""
    pairs = sorted(
        (
            (_likeness(column, cell), -order, -at)
            for order, column in enumerate(columns)
            for at, cell in enumerate(row.cells)
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for score, order, at in pairs:
        name = columns[-order].name
        if score > 0 and name not in found and -at not in found.values():
            found[name] = -at
    return found


def _likeness(column: Column, cell: str) -> float:
    """0 to 1: how well a head's words name a column, by its labels and its own name."""
    said = folded(cell)
    if not said or said in _COUNTING or len(said) > 120:
        return 0.0
    return max(_overlap(said, folded(label)) for label in (*column.label.values(), column.name.replace("_", " ")))


def _overlap(said: str, label: str) -> float:
    """1 for the same words; else the shared part of the words, where it is at least half of either."""
    if said == label:
        return 1.0
    one, other = set(said.split()), set(label.split())
    shared = len(one & other)
    begins = label.startswith(f"{said} ") or said.startswith(f"{label} ")
    part = shared / min(len(one), len(other)) if one and other else 0.0
    if begins:
        return 0.9
    return 0.8 * shared / len(one | other) if part >= 0.6 and shared >= 2 else 0.0


def _by_place(field: Field, table: ListTable) -> dict[str, int]:
    """Without a head the columns are taken in order, behind a first one that only counts."""
    first = [row.cell(0) for row in table.rows]
    counts = table.columns > len(field.columns) and all(words.rstrip(".").isdigit() for words in first if words)
    return {column.name: at + counts for at, column in enumerate(field.columns) if at + counts < table.columns}


def _counts_columns(row: Row) -> bool:
    """The row under a head that numbers the columns: (1) (2) (3), or A B 1 2."""
    cells = [cell.strip("() ") for cell in row.cells if cell]
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit() and len(cell) < 3]
    others = [cell for cell in cells if not cell.isdigit()]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return len(cells) > 2 and len(numbers) > 1 and in_order and all(len(cell) == 1 for cell in others)


def _row(columns: Sequence[Column], places: Mapping[str, int | None], row: Row) -> dict[str, str]:
    found = {column.name: places[column.name] for column in columns}
    return {name: one_line(row.cell(at)) if at is not None else "" for name, at in found.items()}


def _head_notes(field: Field, table: ListTable, head: int | None, columns: Mapping[str, int | None]) -> list[Note]:
    notes = [] if head is not None else [Note("no_head", "", {})]
    for row in table.rows[: head or 0]:
        at = next(at for at, cell in enumerate(row.cells) if cell)
        notes.append(Note("rows_above", place(row.number, at), {"words": row.cells[at][:100]}))
    for column in field.columns:
        if columns[column.name] is None:
            severity = "error" if column is field.columns[0] else "note"
            notes.append(Note("column_missing", "", {"label": column.label["vi"]}, severity))
    return notes + _ignored(table, head, columns)


def _ignored(table: ListTable, head: int | None, columns: Mapping[str, int | None]) -> list[Note]:
    """Columns of the file that hold words and go nowhere; the one that counts the rows is printed anew."""
    used = set(columns.values())
    rows = table.rows[0 if head is None else head :]
    notes = []
    for at in range(table.columns):
        words = rows[0].cell(at) if head is not None else ""
        filled = next((row for row in rows[head is not None :] if row.cell(at)), None)
        if at in used or filled is None or folded(words) in _COUNTING or _only_counts(rows[head is not None :], at):
            continue
        where = place(rows[0].number, at) if words else letters(at)
        notes.append(Note("column_ignored", where, {"words": (words or filled.cell(at))[:100]}))
    return notes


def _only_counts(rows: Sequence[Row], at: int) -> bool:
    """Whether the column holds nothing but 1, 2, 3 …"""
    numbers = [row.cell(at).rstrip(".") for row in rows if row.cell(at)]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _row_notes(columns: Sequence[Column], places: Mapping[str, int | None], row: Row) -> list[Note]:
    notes = []
    for column in columns:
        at = places[column.name]
        length = len(one_line(row.cell(at))) if at is not None else 0
        if at is not None and length > column.max_length:
            data: dict[str, object] = {"label": column.label["vi"], "limit": column.max_length, "given": length}
            notes.append(Note("cell_too_long", place(row.number, at), data, "error"))
    first = next(((at, cell) for at, cell in enumerate(row.cells) if cell), (0, ""))
    if _SUM.match(folded(first[1])):
        notes.append(Note("rows_like_a_sum", place(row.number, first[0]), {"words": first[1][:100]}))
    beside = [at for at, cell in enumerate(row.cells) if cell and at not in places.values()]
    taken = [at for at in places.values() if at is not None and row.cell(at)]
    if beside and not taken:
        notes.append(Note("words_beside", place(row.number, beside[0]), {"words": row.cells[beside[0]][:100]}))
    return notes
