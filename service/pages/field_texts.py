"""A form's values as plain texts, one for each control of the drafting page, and back.

One shape for saving, for keeping in the browser and for comparing two versions: lines stand one a row, a table as rows
of tab-separated cells, an appendix below its title: a line "=== Danh sách hộ nghèo".
"""

import re
from collections.abc import Mapping

from doc_templates.fields import Field
from doc_templates.form import Form

_HEAD = re.compile(r"===(?: |$)")
_LIKE_HEAD = re.compile(r"^(\\*===)", re.M)  # a line of the text that would be read as a title gets a backslash
_ESCAPED = re.compile(r"^\\(\\*===)", re.M)


def texts_of(form: Form, values: Mapping[str, object]) -> dict[str, str]:
    """field → the text of its control; empty for a field without value."""
    return {field.name: _text(field, values.get(field.name)) for field in form.fields}


def values_from(form: Form, texts: Mapping[str, str]) -> dict[str, object]:
    """The controls' texts → values; an empty control has no value. Other names (CSRF token, revision) are ignored."""
    given = {field.name: _value(field, texts.get(field.name, "")) for field in form.fields}
    return {name: value for name, value in given.items() if value}


def _text(field: Field, value: object) -> str:
    if field.type == "appendices" and isinstance(value, list):
        return "\n".join(_appendix_text(each) for each in value)
    if isinstance(value, list):
        return "\n".join(_row(field, row) if isinstance(row, Mapping) else str(row) for row in value)
    return "" if value is None else str(value)


def _row(field: Field, row: Mapping[str, object]) -> str:
    return "\t".join(str(row.get(column.name) or "") for column in field.columns)


def _appendix_text(appendix: Mapping[str, str]) -> str:
    title, body = appendix.get("title", ""), appendix.get("body", "")
    return "\n".join(filter(None, [f"=== {title}".rstrip(), _LIKE_HEAD.sub(r"\\\1", body)]))


def _appendices(text: str) -> list[dict[str, str]]:
    """What stands above the first title is an appendix without one."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.split("\n"):
        if _HEAD.match(line):
            found.append((line[3:].strip(), []))
        else:
            found[-1][1].append(line)
    told = [(title, _ESCAPED.sub(r"\1", "\n".join(lines)).strip("\n")) for title, lines in found]
    return [{"title": title, "body": body} for title, body in told if title or body]


def _value(field: Field, text: str) -> object:
    text = text.replace("\r\n", "\n")
    if field.type == "appendices":
        return _appendices(text)
    if field.type == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.type == "table":
        return [_cells(field, line) for line in text.split("\n") if line.strip()]
    return text.strip("\n") if field.type == "body" else text.strip()


def _cells(field: Field, line: str) -> dict[str, str]:
    """Cells beyond the last column join it: nothing typed is dropped."""
    last = len(field.columns) - 1
    cells = line.split("\t", last) if last else [line]
    names = [column.name for column in field.columns]
    return dict(zip(names, (cell.replace("\t", " ").strip() for cell in cells), strict=False))
