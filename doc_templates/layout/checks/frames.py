"""Frames and columns that the decree's pages do not have: visible tables around components, page borders, columns."""

from collections.abc import Iterator
from functools import partial

from doc_templates.layout.components import Components
from doc_templates.layout.fixes import put
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Cell, Document, Element
from doc_templates.layout.rules import Rule
from doc_templates.style_sheet import W

_CELL_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
               "textDirection", "tcFitText", "vAlign", "hideMark")  # fmt: skip
_SIDES = ("top", "left", "bottom", "right")


def visible(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Tables that hold the letterhead and the end of a document show no lines."""
    seen: set[int] = set()
    for name in rule.numbers["components"]:
        for span in components[name]:
            cell = span.paragraph.cell
            if cell and len(cell.borders) >= 2 and id(cell.element) not in seen:
                seen.add(id(cell.element))
                yield Flaw(span, "framed", "none", partial(_hide, cell))


def _hide(cell: Cell) -> None:
    properties = cell.element.find(f"{W}tcPr")
    if properties is None:
        properties = cell.element.makeelement(f"{W}tcPr")
        cell.element.insert(0, properties)
    borders = put(properties, "tcBorders", _CELL_ORDER)
    for old in list(borders):
        borders.remove(old)
    borders.extend(borders.makeelement(f"{W}{side}", {f"{W}val": "nil"}) for side in _SIDES)


def around_page(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """No border around the page."""
    for section in document.sections:
        borders = section.element.find(f"{W}pgBorders")
        if borders is not None and any(side.get(f"{W}val") not in ("nil", "none") for side in borders):
            yield Flaw(None, "framed", "none", partial(_remove, borders), section=section.index)


def columns(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """The text runs across the whole page."""
    for section in document.sections:
        found = section.element.find(f"{W}cols")
        count = found.get(f"{W}num", "1") if found is not None else "1"
        if count not in ("1", "0", ""):
            yield Flaw(None, count[:3], "1", partial(_remove, found), section=section.index)


def _remove(element: Element) -> None:
    element.getparent().remove(element)
