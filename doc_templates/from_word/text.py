"""Any .docx as one text, line by line, as a clerk would have typed it: what whole_text.split takes apart.

Before a draft exists, and when one comes back from Word. Stands on layout/document.py, which reads formatting and
tracked changes (accepted). Headers, footers and page numbers are left out; what else cannot be text is told.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from doc_templates.from_word.dropped import dropped
from doc_templates.from_word.paragraph import TypedLine, cell_text, is_visible, typed_lines
from doc_templates.layout.document import Document, Paragraph, Table, read
from doc_templates.style_sheet import W
from doc_templates.tables import to_pipes
from doc_templates.whole_text import WholeText, split

_MANY_ROWS, _MANY_COLUMNS = 4, 3
"""A table without lines that has as many is data all the same; a smaller one places a letterhead or a signature."""
_CONTENTS = ("toc ", "mục lục")


@dataclass(frozen=True)
class DocxText:
    """A .docx as text. `lines`: in the order of reading; `dropped`: what did not come along and how many of it:
    pictures, footnotes, comments, equations, objects, hidden, contents, headers; tracked_changes were accepted."""

    lines: tuple[TypedLine, ...]
    dropped: dict[str, int]

    @property
    def text(self) -> str:
        """The whole text in the language of body.py."""
        return "\n".join(line.typed for line in self.lines)


def docx_text(docx: bytes) -> DocxText:
    """Reads a .docx. Errors: NotADocx, DocxTooLarge. Safe for hostile files: layout/package.py bounds them."""
    return text_of(read(docx))


def text_of(document: Document) -> DocxText:
    """The text of a document that has been read."""
    shown = [one for one in document.paragraphs if one.part in ("body", "box") and not _is_contents(one)]
    lines = tuple(_Reading(document.tables).lines(shown, None))
    contents = sum(map(_is_contents, document.paragraphs))
    return DocxText(lines, dropped(document) + Counter({"contents": 1} if contents else {}))


def values_of(read: DocxText) -> WholeText:
    """The text taken apart; names and titles keep the letters that were typed where the page prints capitals."""
    whole = split("\n".join(line.words for line in read.lines), [line.typed for line in read.lines])
    capitals = {_bare(line.words): _bare(line.typed) for line in read.lines if _bare(line.words) != _bare(line.typed)}
    return WholeText(
        whole.kind,
        {name: _as_typed(value, capitals) for name, value in whole.values.items()},
        whole.signer_lines,
        whole.recognised,
        whole.unplaced,
    )


def _as_typed(value: Any, capitals: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_as_typed(one, capitals) for one in value]
    if isinstance(value, dict):
        return {name: _as_typed(one, capitals) for name, one in value.items()}
    if not isinstance(value, str) or not value.isupper():
        return value
    for printed, typed in capitals.items():
        value = value.replace(printed, typed)
    return value


def _bare(words: str) -> str:
    return words.strip("*")


def _is_contents(paragraph: Paragraph) -> bool:
    """A line of a table of contents: it repeats what stands elsewhere."""
    return paragraph.style.lower().startswith(_CONTENTS)


class _Reading:
    """Lines of paragraphs in tables and outside of them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables

    def lines(self, paragraphs: Sequence[Paragraph], inside: int | None) -> Iterator[TypedLine]:
        """The lines of paragraphs that stand in table `inside` (None: in the text) or in tables within it."""
        for table, group in groupby(paragraphs, lambda one: self._table_within(one, inside)):
            if table is None:
                yield from _free_lines(list(group))
            else:
                yield from self._table(table, list(group))

    def _table_within(self, paragraph: Paragraph, inside: int | None) -> int | None:
        """The outermost table around a paragraph that stands in `inside`; None where there is none."""
        at = paragraph.cell.table if paragraph.cell else None
        found = None
        while at is not None and at != inside:
            found, at = at, self.tables[at].outer
        return found

    def _table(self, table: int, paragraphs: list[Paragraph]) -> Iterator[TypedLine]:
        if not self._is_data(table, paragraphs):
            yield from self.lines(paragraphs, table)
            return
        rows = self._rows(table, paragraphs)
        if rows:
            blank = TypedLine("", "")
            yield blank
            yield from (TypedLine(line, line) for line in to_pipes(rows).split("\n"))
            yield blank

    def _is_data(self, table: int, paragraphs: Sequence[Paragraph]) -> bool:
        cells = [one.cell for one in paragraphs if one.cell and one.cell.table == table]
        columns = len({cell.column for cell in cells})
        lined = sum(cell.bordered for cell in cells) * 2 > len(cells)
        many = self.tables[table].rows >= _MANY_ROWS and columns >= _MANY_COLUMNS
        return columns > 1 and (lined or many)

    def _rows(self, table: int, paragraphs: Sequence[Paragraph]) -> list[tuple[str, ...]]:
        cells: dict[tuple[int, int], list[Paragraph]] = {}
        here = (0, 0)
        for one in paragraphs:
            if one.cell and one.cell.table == table:
                here = one.cell.row, one.cell.column
            cells.setdefault(here, []).append(one)
        columns = sorted({column for (_, column), held in cells.items() if any(map(is_visible, held))})
        wanted = sorted({row for row, _ in cells})
        heads = max(self.tables[table].header_rows, 1)
        made = [tuple(cell_text(cells.get((row, column), ()), row < heads) for column in columns) for row in wanted]
        return [row for row in made if any(row)]


def _free_lines(paragraphs: Sequence[Paragraph]) -> Iterator[TypedLine]:
    """Lines of paragraphs that are no cells of a table; one whose end was deleted goes on in the next."""
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        waiting.append(paragraph)
        if not _end_is_deleted(paragraph):
            yield from typed_lines(waiting)
            waiting = []
    if waiting:
        yield from typed_lines(waiting)


def _end_is_deleted(paragraph: Paragraph) -> bool:
    return paragraph.element.find(f"{W}pPr/{W}rPr/{W}del") is not None
