"""Walks through a .docx in the order of reading: body, its tables and boxes, then headers and footers."""

from dataclasses import dataclass, replace
from typing import Any

from doc_templates.layout.errors import DocxTooLarge, NotADocx
from doc_templates.layout.inline import Line, Reader, blocks
from doc_templates.layout.model import Cell, Document, Element, Paragraph, Table
from doc_templates.layout.numbering import Level, Numbering
from doc_templates.layout.package import Package
from doc_templates.layout.properties import Values, borders, letters, number, paragraph, points
from doc_templates.layout.sections import Break, find_sections, section_breaks
from doc_templates.layout.styles import Styles
from doc_templates.style_sheet import W

PARAGRAPHS = 100_000
_NESTING = 20
_SIDES: tuple[str, ...] = ("top", "bottom", "left", "right")
_SINGLE = 240.0  # the value of w:line for single spacing


@dataclass(frozen=True)
class _Where:
    """Where blocks stand."""

    part: str
    room: float
    left: float = 0.0
    cell: Cell | None = None
    box: int | None = None
    table_look: tuple[Values, ...] = ()
    table_paragraph: tuple[Values, ...] = ()
    depth: int = 0


class Walk:
    """One reading of one package."""

    def __init__(self, package: Package, main: str, data: bytes) -> None:
        self.package, self.main = package, main
        relations = package.relations(main)
        by_kind = dict(relations.values())
        self.relations = {main: relations}
        self.styles = Styles(self._tree(by_kind, "styles"), self._tree(by_kind, "theme"))
        self.numbering = Numbering(self._tree(by_kind, "numbering"))
        self.settings = self._tree(by_kind, "settings")
        root = package.tree(main)
        self.body = root.find(f"{W}body") if root is not None else None
        if self.body is None:
            raise NotADocx(why="no_body" if root is not None else "no_document")
        self.breaks: list[Break] = section_breaks(self.body)
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self._section, self._page, self._boxes = 0, 1, 0
        self._data = data
        package.tree("[Content_Types].xml")  # repair may have to name a new part there

    def document(self) -> Document:
        """Everything, read."""
        self._blocks(self.body, _Where("body", self.breaks[0].room))
        sections = find_sections(self)
        return Document(
            self.paragraphs,
            sections,
            self.tables,
            self.package.trees,
            self._data,
            self.relations,
            self.main,
            self.styles,
        )

    def read_part(self, name: str, part: str, section: int) -> list[Paragraph]:
        """The paragraphs of a header or footer."""
        root = self.package.tree(name)
        first, self._section = len(self.paragraphs), section
        if root is not None:
            self._blocks(root, _Where(part, self.breaks[section].room))
        return self.paragraphs[first:]

    def _tree(self, by_kind: dict[str, str], kind: str) -> Element | None:
        return self.package.tree(by_kind[kind]) if kind in by_kind else None

    def _blocks(self, element: Element, where: _Where) -> None:
        for block in blocks(element):
            if block.tag == f"{W}tbl":
                self._table(block, where)
            else:
                self._paragraph(block, where)
                if where.part == "body" and where.cell is None and block.find(f"{W}pPr/{W}sectPr") is not None:
                    self._section = min(self._section + 1, len(self.breaks) - 1)
                    where = replace(where, room=self.breaks[self._section].room)

    def _paragraph(self, element: Element, where: _Where) -> None:
        if len(self.paragraphs) >= PARAGRAPHS:
            raise DocxTooLarge(what="paragraphs", limit=PARAGRAPHS)
        own = paragraph(element.find(f"{W}pPr"))
        style = own.get("style") or self.styles.default_paragraph_style
        styled = self.styles.paragraph_of(style)
        level, label = self._numbered(own, styled)
        from_list = level.indents if level else {}
        values: Values = dict(self.styles.default_paragraph)
        for each in (*where.table_paragraph, styled, *([from_list] if own.get("num") else []), own):
            values |= each
        if not own.get("num"):
            values = {**from_list, **values}
        looks = (*where.table_look, self.styles.letters_of(style))
        line = Reader(self.styles, looks).read(element)
        mark = self.styles.look(looks, letters(element.find(f"{W}pPr/{W}rPr")), "")
        self._add(element, where, style, values, line, mark, label, level)

    def _numbered(self, own: Values, styled: Values) -> tuple[Level | None, str]:
        list_id = own.get("num") or styled.get("num") or ""
        level = int(number(own.get("level") or styled.get("level") or "0"))
        found = self.numbering.level(list_id, level)
        return (found, self.numbering.label(list_id, level)) if found else (None, "")

    def _add(
        self, element: Element, where: _Where, style: str, values: Values, line: Line, mark: Any, label: str,
        level: Level | None,
    ) -> None:  # fmt: skip
        if line.page_passed:
            self._page += 1
        index = len(self.paragraphs)
        spacing = _line_spacing(values)
        size = line.runs[0].look.size if line.runs else mark.size
        first = values["first_line_chars"] * size if "first_line_chars" in values else values.get("first_line", 0.0)
        look = self.styles.look((), self._label_values(mark, level), label) if level else None
        self.paragraphs.append(
            Paragraph(
                index, "box" if where.box is not None and where.part == "body" else where.part, self._section,
                line.runs,
                self.styles.name(style), style, values.get("align", "left"), first,
                values.get("left", 0.0), values.get("right", 0.0), values.get("before", 0.0), values.get("after", 0.0),
                *spacing, label, look, where.cell, values.get("borders", {}), line.shapes,
                tuple(values.get("tabs", ())), bool(values.get("page_break_before")), line.breaks_page,
                bool(values.get("keep_next")), where.room, mark, element, where.box, tuple(line.fields),
                bool(values.get("contextual")), self._page if where.part == "body" else None,
                bool(values.get("framed")),
                "align" in values, level.element if level else None,
                "first_line" in values or "first_line_chars" in values,
            )
        )  # fmt: skip
        for at, (content, shape) in enumerate(line.boxes):
            self._boxes += 1
            self._box(content, shape, index, where, at)
        if line.breaks_page:
            self._page += 1

    def _label_values(self, mark: Any, level: Level) -> Values:
        own = {"ascii": mark.font, "hAnsi": mark.font}
        own |= {name: getattr(mark, name) for name in ("size", "bold", "italic", "color", "caps", "underline")}
        return own | level.look

    def _box(self, content: Element, shape: int, anchor: int, where: _Where, _at: int) -> None:
        shapes = self.paragraphs[anchor].shapes
        width = shapes[shape].width if 0 <= shape < len(shapes) else where.room
        if 0 <= shape < len(shapes):
            shapes[shape] = replace(shapes[shape], box=self._boxes)
        inside = _Where(where.part, max(width - 14.4, 0.0), 7.2, None, self._boxes, depth=where.depth + 1)
        if where.depth < _NESTING:
            self._blocks(content, inside)

    def _table(self, element: Element, where: _Where) -> None:
        if where.depth >= _NESTING:
            return
        rows = _rows(element)
        properties = element.find(f"{W}tblPr")
        style = self.styles.table_style(_value(properties, "tblStyle"))
        widths = tuple(points(column, "w") or 0.0 for column in element.findall(f"{W}tblGrid/{W}gridCol"))
        sides = self._table_borders(style) | borders(_find(properties, "tblBorders"))
        index, outer = len(self.tables), where.cell.table if where.cell else None
        self.tables.append(
            Table(index, len(rows), widths, "insideH" in sides or "top" in sides, _heads(rows), outer, element)
        )
        margins = self._margins(properties, style)
        left = where.left + (_measure(properties, "tblInd") or 0.0)
        aligned = _value(properties, "jc")
        spare = where.room - sum(widths)
        if aligned in ("center", "right", "end"):
            left = where.left + (spare / 2 if aligned == "center" else spare)
        look = (*where.table_look, self.styles.letters_of(style))
        shape = (*where.table_paragraph, self.styles.paragraph_of(style))
        for at, row in enumerate(rows):
            self._row(row, _Where(where.part, 0.0, left, None, where.box, look, shape, where.depth + 1),
                      (index, at, len(rows), widths, sides, margins))  # fmt: skip

    def _row(self, row: Element, where: _Where, table: Any) -> None:
        index, at, rows, widths, sides, margins = table
        column, left = _grid_before(row), where.left
        left += sum(widths[:column])
        for cell in blocks_of(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = max(int(number(_value(properties, "gridSpan"), 1)), 1)
            width = sum(widths[column : column + span]) or _measure(properties, "tcW") or 0.0
            if _value(properties, "vMerge", "no") not in ("", "continue"):
                edges = _edges(sides, borders(_find(properties, "tcBorders")), properties)
                made = Cell(
                    index,
                    at,
                    column,
                    rows,
                    len(widths),
                    len(edges) >= 4,
                    width,
                    margins[0],
                    margins[1],
                    left,
                    edges,
                    cell,
                )
                inside = replace(where, cell=made, room=max(width - sum(margins), 0.0), left=left + margins[0])
                self._blocks(cell, inside)
            column, left = column + span, left + width

    def _table_borders(self, style: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in self.styles.ancestry(style):
            found |= borders(each.find(f"{W}tblPr/{W}tblBorders"))
        return found

    def _margins(self, properties: Element | None, style: str) -> tuple[float, float]:
        sources = [each.find(f"{W}tblPr") for each in self.styles.ancestry(style)] + [properties]
        left = right = 5.4
        for source in sources:
            margin = _find(source, "tblCellMar")
            if margin is not None:
                left = _first(_measure(margin, "left"), _measure(margin, "start"), left)
                right = _first(_measure(margin, "right"), _measure(margin, "end"), right)
        return left, right


def blocks_of(element: Element, tag: str, depth: int = 0) -> list[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins") and depth < _NESTING:
            found.extend(blocks_of(child, tag, depth + 1))
    return found


def _rows(table: Element) -> list[Element]:
    """The rows that print: those deleted with tracked changes are left out."""
    return [row for row in blocks_of(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]


def _heads(rows: list[Element]) -> int:
    count = 0
    for row in rows:
        head = row.find(f"{W}trPr/{W}tblHeader")
        if head is None or head.get(f"{W}val") in ("0", "false"):
            break
        count += 1
    return count


def _edges(sides: dict[str, str], own: dict[str, str], properties: Element | None) -> dict[str, str]:
    found: dict[str, str] = {side: sides[side] for side in _SIDES if side in sides}
    if "insideH" in sides:
        found = {"top": sides["insideH"], "bottom": sides["insideH"]} | found
    if "insideV" in sides:
        found = {"left": sides["insideV"], "right": sides["insideV"]} | found
    silent = _find(properties, "tcBorders")
    for side in silent if silent is not None else ():
        if isinstance(side.tag, str) and side.get(f"{W}val") in ("nil", "none"):
            found.pop(side.tag.rpartition("}")[2], None)
    return found | own


def _line_spacing(values: Values) -> tuple[float, float, float]:
    rule, line = values.get("line_rule", "auto"), values.get("line", _SINGLE)
    if rule == "exact":
        return 0.0, line / 20, 0.0
    if rule == "atLeast":
        return 1.0, 0.0, line / 20
    return (line or _SINGLE) / _SINGLE, 0.0, 0.0


def _find(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(f"{W}{name}")


def _value(element: Element | None, name: str, otherwise: str = "") -> str:
    found = _find(element, name)
    return otherwise if found is None else found.get(f"{W}val", "")


def _measure(element: Element | None, name: str) -> float | None:
    found = _find(element, name)
    if found is None or found.get(f"{W}type", "dxa") not in ("dxa", ""):
        return None
    return points(found, "w")


def _first(*values: float | None) -> float:
    return next(value for value in values if value is not None)


def _grid_before(row: Element) -> int:
    return max(int(number(_value(row.find(f"{W}trPr"), "gridBefore"))), 0)
