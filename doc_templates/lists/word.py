"""Lists from the tables of a .docx; cells merged downwards are written in each row."""

from collections.abc import Iterator
from typing import Any

from doc_templates.lists.model import ListTable, Row, limited, trimmed
from doc_templates.lists.zipped import Zipped, local

Element = Any
MOST_TABLES = 50
MOST_SPAN = 63


def read_word(package: Zipped) -> list[ListTable]:
    """Every table that stands in no other, in the order of the document. Errors: ListUnreadable, ListTooLarge."""
    root = package.tree("word/document.xml")
    found = [table for table in (root.iter("{*}tbl") if root is not None else ()) if not _inside_cell(table)]
    return [_table(table, number) for number, table in enumerate(found[:MOST_TABLES], 1)]


def _inside_cell(table: Element) -> bool:
    return any(local(parent) == "tc" for parent in table.iterancestors())


def _table(table: Element, number: int) -> ListTable:
    rows: list[Row] = []
    above: list[str] = []
    for at, row in enumerate(_children(table, "tr"), 1):
        above = list(_cells(row, above))
        if cells := trimmed(above):
            rows.append(Row(at, cells))
            limited(len(rows), cells)
    return ListTable(str(number), tuple(rows))


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Children of that name, also inside content controls and tracked insertions."""
    for child in parent.iterchildren():
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child, name)


def _cells(row: Element, above: list[str]) -> Iterator[str]:
    before = _number(row, "gridBefore")
    at = before
    yield from [""] * before
    for cell in _children(row, "tc"):
        span = max(1, _number(cell, "gridSpan"))
        goes_on = any(_value(mark) != "restart" for mark in cell.iterfind("{*}tcPr/{*}vMerge"))
        yield (above[at] if at < len(above) else "") if goes_on else _text(cell)
        yield from [""] * (span - 1)
        at += span


def _number(element: Element, name: str) -> int:
    properties = next((child for child in element.iterchildren() if local(child) in ("trPr", "tcPr")), None)
    mark = None if properties is None else next(properties.iterchildren(f"{{*}}{name}"), None)
    value = "" if mark is None else _value(mark)
    return min(int(value), MOST_SPAN) if value.isascii() and value.isdigit() else 0


def _value(mark: Element) -> str:
    return next((value for name, value in mark.attrib.items() if name.endswith("val")), "")


def _text(cell: Element) -> str:
    """The words of a cell as they read with tracked changes accepted."""
    words: list[str] = []
    for element in cell.iter():
        name = local(element)
        if name == "t" and not any(local(parent) == "del" for parent in element.iterancestors()):
            words.append(element.text or "")
        elif name in ("p", "br", "tab", "cr"):
            words.append(" ")
        elif name == "noBreakHyphen":
            words.append("-")
    return " ".join("".join(words).split())
