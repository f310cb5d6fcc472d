"""Lists longer than a form foresees: recipients that would push the signer away, an appendix too wide for the page."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

from doc_templates import style_sheet as names
from doc_templates.body_table import column_widths
from doc_templates.filled import Element, by_style, lines_of, look_of, room, text_of
from doc_templates.style_sheet import StyleSheet, W

BESIDE_SIGNER = 16  # lines of recipients, taller than any signer's block
ORPHANS = 4  # lines that do not make a row of their own
LOOKED_AT = 300  # rows of an appendix; the rest will be like them
CROWDED = 4  # lines in one cell
SHORT = 30  # letters that crowd no cell: not worth measuring


def spread_recipients(body: Element, styles: StyleSheet) -> None:
    """Moves recipients that do not stand beside the signer into a row below, which may break across pages.

    The row with the signer must not break, and a row that neither fits a page nor may break is torn off its text.
    """
    listed = [paragraph for _, paragraph in by_style(body, styles, (names.RECIPIENT,))]
    row = next(listed[0].iterancestors(f"{W}tr"), None) if listed else None
    lines, beside = 0, 0
    for paragraph in listed[: BESIDE_SIGNER + ORPHANS]:
        lines += len(lines_of(paragraph, styles))
        beside += lines <= BESIDE_SIGNER
    if row is not None and lines >= BESIDE_SIGNER + ORPHANS:
        row.addnext(_row_below(row, listed[beside:]))


def _row_below(row: Element, moved: list[Element]) -> Element:
    """A row of the same columns that may break, with the moved paragraphs in the first and nothing in the others."""
    below = deepcopy(row)
    for mark in below.findall(f"{W}trPr/{W}cantSplit"):
        mark.getparent().remove(mark)
    for cell in below.findall(f"{W}tc"):
        for child in cell.findall(f"{W}p"):
            cell.remove(child)
    first, *others = below.findall(f"{W}tc")
    first.extend(moved)
    for cell in others:
        cell.append(cell.makeelement(f"{W}p", {}))
    return below


def turn_wide_appendices(body: Element, styles: StyleSheet) -> None:
    """Lays an appendix on its side when many cells of its tables are crowded upright (I.2, III.1)."""
    for _, title in by_style(body, styles, (names.APPENDIX,)):
        tables = list(_tables_below(title))
        if any(_crowded(table, styles) for table in tables):
            _turn(title.xpath("following::w:sectPr[1]/w:pgSz", namespaces={"w": W[1:-1]}))
            for table in tables:
                _fit(table, room(title), styles)


def _tables_below(title: Element) -> Iterator[Element]:
    """The tables between a title and the end of its section."""
    for below in title.itersiblings():
        if below.tag == f"{W}tbl":
            yield below
        elif below.find(f"{W}pPr/{W}sectPr") is not None:
            return


def _turn(sizes: list[Element]) -> None:
    for page in sizes:
        width, height = page.get(f"{W}w"), page.get(f"{W}h")
        page.attrib.update({f"{W}w": height, f"{W}h": width, f"{W}orient": "landscape"})


def _crowded(table: Element, styles: StyleSheet) -> bool:
    rows = list(islice(table.iterchildren(f"{W}tr"), 1, LOOKED_AT))
    tall = [row for row in rows if any(_tall(each, styles) for each in row.iter(f"{W}p"))]
    return len(tall) * 10 > len(rows)


def _tall(paragraph: Element, styles: StyleSheet) -> bool:
    return len(text_of(paragraph)) > SHORT and len(lines_of(paragraph, styles)) > CROWDED


def _fit(table: Element, space: int, styles: StyleSheet) -> None:
    """Gives each column what its words need of the wider page."""
    rows = list(table.iterchildren(f"{W}tr"))
    texts = [[text_of(cell) for cell in row.iterchildren(f"{W}tc")] for row in rows[:LOOKED_AT]]
    if len({len(row) for row in texts}) > 1:  # joined cells: the office's own division stays
        return
    widths = column_widths(texts, look_of(next(rows[0].iter(f"{W}p")), styles), space)
    table.find(f"{W}tblPr/{W}tblW").attrib.update({f"{W}w": str(space), f"{W}type": "dxa"})
    for column, each in zip(table.iterfind(f"{W}tblGrid/{W}gridCol"), widths, strict=True):
        column.set(f"{W}w", str(each))
    for row in rows:
        for cell, each in zip(row.iterchildren(f"{W}tc"), widths, strict=True):
            cell.find(f"{W}tcPr/{W}tcW").attrib.update({f"{W}w": str(each), f"{W}type": "dxa"})
