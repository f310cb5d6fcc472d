"""Which component each drawn line belongs to: the one right above it in its column."""

from collections.abc import Sequence

from doc_templates.layout.found import Line, Part
from doc_templates.layout.segments import Item, Segment

LINED = ("motto", "agency", "subject", "kind", "appended_to", "appendix_title", "superior", "number", "national_name")


def place_lines(part: Part, items: Sequence[Item]) -> None:
    """Fills part.lines: the first line below the last words of a component."""
    names = {id(span): name for name in LINED for span in part[name]}
    above: dict[object, Segment] = {}
    for item in items:
        if isinstance(item, Segment):
            above[_column(item)] = item
            continue
        segment = _owner(item, above, part, items)
        name = names.get(id(segment.span)) if segment is not None else None
        if name:
            part.lines.setdefault(name, item)


def _column(item: Item) -> object:
    paragraph = item.paragraph
    if paragraph.cell:
        return paragraph.cell.table, paragraph.cell.column
    return ("box", paragraph.box) if paragraph.box is not None else None


def _owner(line: Line, above: dict[object, Segment], part: Part, items: Sequence[Item]) -> Segment | None:
    """The words a line belongs to. One drawn in Word may be anchored in the paragraph above or below its place, or in
    the other column."""
    owner = above.get(_column(line))
    if line.kind != "drawn" or not part["motto"]:
        return owner
    room = line.paragraph.room
    if line.paragraph.cell and line.off_centre is not None and line.off_centre > room / 2:
        other = [each for key, each in above.items() if isinstance(key, tuple) and key[0] == line.paragraph.cell.table
                 and key != _column(line)]  # fmt: skip
        return other[-1] if other else owner
    return _moved_down(owner, part, items)


def _moved_down(owner: Segment | None, part: Part, items: Sequence[Item]) -> Segment | None:
    """A line anchored in the national name but drawn below the motto belongs to the motto; likewise in the agency."""
    if owner is None:
        return None
    for first, last in (("national_name", "motto"), ("superior", "agency"), ("kind", "subject")):
        if part[last] and any(span is owner.span for span in part[first]):
            wanted = part[last][-1]
            return next((each for each in items if isinstance(each, Segment) and each.span is wanted), owner)
    return owner
