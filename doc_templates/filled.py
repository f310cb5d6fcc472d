"""Reading a filled document: what a paragraph says, how it looks, how much room it has.

Widths are in twentieths of a point, as WordprocessingML counts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from doc_templates.measure import Look, wrapped
from doc_templates.style_sheet import StyleSheet, W, look_of_run, twips

Element = Any  # lxml's own class is not made for annotations
_CELL_MARGINS = 216  # what Word leaves left and right of a cell when a table says nothing


def by_style(body: Element, styles: StyleSheet, wanted: Iterable[str]) -> list[tuple[str, Element]]:
    """The paragraphs in the wanted styles, each with its style's name, in the order of the page."""
    by_id = {styles.id(name): name for name in wanted if styles.id(name)}
    found = (style for style in body.iter(f"{W}pStyle") if style.get(f"{W}val") in by_id)
    owned = ((by_id[style.get(f"{W}val")], style.getparent().getparent()) for style in found)
    return [(name, owner) for name, owner in owned if owner.tag == f"{W}p"]  # not the style before a tracked change


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def text_of(paragraph: Element) -> str:
    """The words of a paragraph."""
    return "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))


def look_of(paragraph: Element, styles: StyleSheet) -> Look:
    """How the words of a paragraph look: its style, and what the office set on its first run by hand."""
    look = styles.looks.get(style_of(paragraph), Look(14))
    run = next((run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None), None)
    return look if run is None else look_of_run(run, look)


def lines_of(paragraph: Element, styles: StyleSheet) -> list[float]:
    """The width of each line the paragraph takes."""
    own = paragraph.find(f"{W}pPr/{W}ind")
    left, right = (
        styles.indents.get(style_of(paragraph), (0, 0)) if own is None else (number(own, "left"), number(own, "right"))
    )
    space = (room(paragraph) - left - right) / 20
    return [each * 20 for each in wrapped(text_of(paragraph), look_of(paragraph, styles), space)]


def room(paragraph: Element) -> int:
    """How wide a paragraph may be: its cell without the margins, or the text of its section. 0: not to be known."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is not None:
        width = cell.find(f"{W}tcPr/{W}tcW")
        absolute = width is not None and width.get(f"{W}type") == "dxa"
        return number(width, "w") - _margins(next(cell.iterancestors(f"{W}tbl"))) if absolute else 0
    for section in paragraph.xpath("following::w:sectPr[1]", namespaces={"w": W[1:-1]}):
        margins = section.find(f"{W}pgMar")
        return number(section.find(f"{W}pgSz"), "w") - number(margins, "left") - number(margins, "right")
    return 0


def number(element: Element, attribute: str) -> int:
    """An attribute as a whole number; 0 where there is none."""
    return 0 if element is None else twips(element.get(f"{W}{attribute}"))


def following(paragraph: Element, style: str) -> Iterator[Element]:
    """The paragraphs right after this one that have the style."""
    for sibling in paragraph.itersiblings():
        if sibling.tag != f"{W}p" or style_of(sibling) != style:
            return
        yield sibling


def _margins(table: Element) -> int:
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        return _CELL_MARGINS
    return sum(number(margins.find(f"{W}{side}"), "w") for side in ("left", "start", "right", "end"))
