"""A list behind a document goes into the form's own table: rows of a decision's "Danh sách" instead of an appendix.

Part of reading a .docx back (text.py); only where the columns are the form's.
"""

from collections.abc import Mapping, Sequence

from doc_templates.body import Block, parse
from doc_templates.fields import Column, Field
from doc_templates.form import Form
from doc_templates.inline import plain

_COUNTING = frozenset({"stt", "tt", "số tt", "số thứ tự", "no."})
PRINTED_BELOW = "danh sách này có"
"""How the form itself closes a list."""


def into_tables(form: Form, values: Mapping[str, object]) -> dict[str, object]:
    """The values with the first appendix that is the form's own table put into it, its title into `appendix_title`."""
    table = next((field for field in form.fields if field.type == "table"), None)
    appendices = values.get("appendices")
    if table is None or not isinstance(appendices, list) or table.name in values:
        return dict(values)
    for at, appendix in enumerate(appendices):
        rows = _rows(table, parse(str(appendix["body"])))
        if rows:
            rest = [*appendices[:at], *appendices[at + 1 :]]
            placed = {**values, table.name: rows, "appendices": rest}
            title = (
                {"appendix_title": appendix["title"]} if any(f.name == "appendix_title" for f in form.fields) else {}
            )
            return {name: value for name, value in (placed | title).items() if value}
    return dict(values)


def _rows(field: Field, blocks: Sequence[Block]) -> list[dict[str, str]]:
    """The rows of an appendix that is a table with the field's columns and nothing else; else none."""
    tables = [block for block in blocks if block.level == "table"]
    others = [block for block in blocks if block.level != "table"]
    if len(tables) != 1 or any(not plain(block.text).casefold().startswith(PRINTED_BELOW) for block in others):
        return []
    head, *rows = tables[0].rows
    counted = plain(head[0]).strip().casefold() in _COUNTING
    titles = head[1:] if counted else head
    if len(titles) != len(field.columns) or not all(map(_is_titled, titles, field.columns)):
        return []
    names = [column.name for column in field.columns]
    return [dict(zip(names, map(plain, row[1:] if counted else row), strict=True)) for row in rows]


def _is_titled(title: str, column: Column) -> bool:
    """Whether a head names the column: "Họ và tên" for "Họ và tên, tên tập thể"."""
    wanted = [words.casefold() for words in column.label.values()]
    found = plain(title).strip().casefold()
    return any(found and (words.startswith(found) or found.startswith(words)) for words in wanted)
