"""A list from an .xlsx (or .xlsm, whose macros stay asleep): the sheets with words, each cell as it was shown.

Formulas are never computed: their last value is taken. Merged and hidden cells are told in notes. The file is
read with limits; what it links to is not fetched.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from doc_templates.lists.model import ListTable, Note, Row, limited, place, trimmed
from doc_templates.lists.shown import BUILT_IN, shown
from doc_templates.lists.zipped import Zipped, local

Element = Any
MOST_SHEETS = 50
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUTH = {"1": "TRUE", "0": "FALSE"}
_TELLING = 20
"""Notes of one kind that a sheet tells; the rest is counted."""


def read_xlsx(package: Zipped) -> list[ListTable]:
    """Every sheet, also empty ones. Errors: ListUnreadable, ListTooLarge."""
    book = package.tree("xl/workbook.xml")
    relations = package.relations("xl/workbook.xml")
    sheets = [sheet for sheet in (book.iter("{*}sheet") if book is not None else ()) if _target(sheet, relations)]
    formats, words = _formats(package), _shared(package)
    old = book is not None and any(one.get("date1904") in ("1", "true") for one in book.iter("{*}workbookPr"))
    reader = _Reader(package, formats, words, old)
    return [
        reader.table(_target(sheet, relations), sheet.get("name", ""), sheet.get("state", "visible") != "visible")
        for sheet in sheets[:MOST_SHEETS]
    ]


def _target(sheet: Element, relations: dict[str, str]) -> str:
    ids = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
    return relations.get(ids[0], "") if ids else ""


def _formats(package: Zipped) -> list[str]:
    """The number format of each cell style, by its place."""
    root = package.tree("xl/styles.xml")
    if root is None:
        return []
    named = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    styles = [one for table in root.iter("{*}cellXfs") for one in table.iterchildren("{*}xf")]
    return [named.get(one.get("numFmtId")) or BUILT_IN.get(_int(one.get("numFmtId")), "") for one in styles]


def _shared(package: Zipped) -> list[str]:
    """The texts that cells refer to; kept whole, so at most as much as one part."""
    root = package.tree("xl/sharedStrings.xml")
    return [_text(one) for one in (root.iterchildren("{*}si") if root is not None else ())]


def _text(element: Element) -> str:
    """The words of a plain or rich text, without the phonetic guides of East Asian scripts."""
    runs = [one.text or "" for one in element.iter("{*}t") if local(one.getparent()) != "rPh"]
    text = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), "".join(runs))
    return " ".join(unicodedata.normalize("NFC", text).split())


class _Reader:
    """Reads sheets of one workbook."""

    def __init__(self, package: Zipped, formats: list[str], words: list[str], from_1904: bool) -> None:
        self.package, self.formats, self.words, self.from_1904 = package, formats, words, from_1904

    def table(self, part: str, name: str, hidden: bool) -> ListTable:
        self.notes: list[Note] = []
        rows: dict[int, list[str]] = {}
        merged: list[str] = []
        if self.package.has(part):
            for element in self.package.elements(part, "row", "mergeCell", "col"):
                self._take(element, rows, merged)
        self._fill_merged(rows, merged)
        kept = tuple(Row(number, cells) for number, found in sorted(rows.items()) if (cells := trimmed(found)))
        return ListTable(name, kept, tuple(_few(self.notes)), hidden)

    def _take(self, element: Element, rows: dict[int, list[str]], merged: list[str]) -> None:
        kind = local(element)
        if kind == "mergeCell":
            merged.append(element.get("ref", ""))
        elif kind == "col" and element.get("hidden") in ("1", "true"):
            self.notes.append(Note("hidden_columns", "", {"first": element.get("min"), "last": element.get("max")}))
        elif kind == "row":
            self._take_row(element, rows)

    def _take_row(self, element: Element, rows: dict[int, list[str]]) -> None:
        if not len(element):
            return
        number = _int(element.get("r")) or max(rows, default=0) + 1
        cells: list[str] = []
        for at, cell in enumerate(element.iterchildren("{*}c")):
            found = _CELL.fullmatch(cell.get("r", ""))
            column = _column(found[1]) if found else at
            if text := self._shown(cell, place(number, column)):
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = text
        if trimmed(cells):
            rows[number] = cells
            limited(len(rows), cells)
            if element.get("hidden") in ("1", "true"):
                self.notes.append(Note("hidden_row", str(number), {}))

    def _shown(self, cell: Element, at: str) -> str:
        kind, value = cell.get("t", "n"), next(cell.iterchildren("{*}v"), None)
        if kind == "inlineStr":
            return " ".join(_text(one) for one in cell.iterchildren("{*}is"))
        raw = "" if value is None else value.text or ""
        if not raw:
            if next(cell.iterchildren("{*}f"), None) is not None and kind != "str":
                self.notes.append(Note("formula_without_value", at, {}, "error"))
            return ""
        if kind == "s":
            index = _int(raw)
            return self.words[index] if index < len(self.words) else ""
        if kind == "e":
            self.notes.append(Note("formula_error", at, {"words": raw}, "error"))
        if kind == "n":
            style = _int(cell.get("s"))
            return shown(raw, self.formats[style] if style < len(self.formats) else "", from_1904=self.from_1904)
        text = _TRUTH.get(raw, raw) if kind == "b" else raw
        return " ".join(unicodedata.normalize("NFC", text).split())

    def _fill_merged(self, rows: dict[int, list[str]], merged: list[str]) -> None:
        """A value that stands for several rows is written in each; one across columns stays in its first."""
        for ref in merged:
            first, _, last = ref.partition(":")
            start, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
            if not start or not end or int(end[2]) <= int(start[2]):
                continue
            column, top = _column(start[1]), int(start[2])
            value = (rows.get(top, []) + [""] * (column + 1))[column]
            below = [number for number in rows if top < number <= int(end[2])]
            for number in below if value else ():
                cells = rows[number]
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or value
            if value and below:
                self.notes.append(Note("merged_cells", ref, {"words": value[:60]}))


def _few(notes: list[Note]) -> Iterator[Note]:
    """All errors; of each kind of note the first ones, then how many more."""
    counts: dict[str, int] = {}
    for note in notes:
        counts[note.code] = counts.get(note.code, 0) + 1
        if note.severity == "error" or counts[note.code] <= _TELLING:
            yield note
    for code, count in counts.items():
        if count > _TELLING and not code.startswith("formula"):
            yield Note("more_notes", "", {"code": code, "count": count - _TELLING})


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _column(name: str) -> int:
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - 64
    return at - 1
