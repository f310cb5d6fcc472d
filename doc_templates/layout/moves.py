"""Moves that repairs make: a component above or below another, two columns of a letterhead or an end exchanged."""

from collections.abc import Sequence

from doc_templates.layout.flaws import Span
from doc_templates.layout.found import Line
from doc_templates.layout.model import Element
from doc_templates.style_sheet import W


def move_below(spans: Sequence[Span], anchors: Sequence[Span], line: Line | None = None) -> None:
    """Puts the paragraphs of `spans` right below those of `anchors` (and below their line)."""
    moved, fixed = _elements(spans), _elements(anchors)
    target = fixed[-1]
    if line is not None and line.paragraph.element not in fixed:
        target = line.paragraph.element
    for element in reversed([each for each in moved if each not in fixed]):
        _leave(element)
        target.addnext(element)


def move_above(spans: Sequence[Span], anchors: Sequence[Span]) -> None:
    """Puts the paragraphs of `spans` right above the first of `anchors`."""
    fixed = _elements(anchors)
    for element in [each for each in _elements(spans) if each not in fixed]:
        _leave(element)
        fixed[0].addprevious(element)


def exchange(first: Span, second: Span) -> None:
    """Lets two paragraphs change their places."""
    one, other = first.paragraph.element, second.paragraph.element
    marker = one.makeelement("marker")
    one.getparent().replace(one, marker)
    other.getparent().replace(other, one)
    marker.getparent().replace(marker, other)


def _elements(spans: Sequence[Span]) -> list[Element]:
    return list(dict.fromkeys(span.paragraph.element for span in spans))


def _leave(element: Element) -> None:
    """A cell must keep a paragraph."""
    parent = element.getparent()
    if parent.tag == f"{W}tc" and len(parent.findall(f"{W}p")) == 1:
        parent.append(parent.makeelement(f"{W}p"))


def swap_columns(span: Span) -> None:
    """Exchanges what the first and the last cell of a row hold."""
    cell = span.paragraph.cell
    if cell is None:
        return
    row = cell.element.getparent()
    cells = [each for each in row if each.tag == f"{W}tc"]
    if len(cells) < 2:
        return
    first, last = cells[0], cells[-1]
    contents = [[child for child in each if child.tag != f"{W}tcPr"] for each in (first, last)]
    for target, content in ((first, contents[1]), (last, contents[0])):
        target.extend(content)
