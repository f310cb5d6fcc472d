"""Draws the decree's lines as upper borders of small empty paragraphs, and makes lines longer, shorter or solid."""

from doc_templates.layout.components import Line
from doc_templates.layout.fixes import drop_attributes, put, set_paragraph
from doc_templates.layout.flaws import Span
from doc_templates.layout.model import Element, Paragraph
from doc_templates.layout.shapes import WP, A, V
from doc_templates.style_sheet import W

_HEIGHT = 60  # twentieths of a point of the paragraph that carries the line
_ABOVE, _BELOW = 90, 180
_EMU = 12_700


def redraw(line: Line, length: float) -> None:
    """Gives a line its length in points, unbroken and in the middle."""
    if line.kind == "border":
        _redraw_border(line, length)
    elif line.kind == "drawn":
        _redraw_shape(line, length)
    else:
        _replace_typed(line, length)


def _redraw_border(line: Line, length: float) -> None:
    paragraph = line.paragraph
    if paragraph.text.strip():  # the border of the words themselves: a line of its own can be as long as wanted
        properties = paragraph.element.find(f"{W}pPr")
        for old in properties.findall(f"{W}pBdr") if properties is not None else ():
            properties.remove(old)
        _after(paragraph.element, length, paragraph.room)
        return
    _border(paragraph.element, line.side or "top")
    _middle(paragraph, length)


def border_above(paragraph: Paragraph) -> None:
    """One unbroken line across the whole text above a paragraph."""
    side = next((side for side in ("top", "bottom") if side in paragraph.borders), "top")
    _border(paragraph.element, side)
    drop_attributes(paragraph, "ind", "start", "end", "hanging", "firstLine")
    set_paragraph(paragraph, "ind", left="0", right="0")


def _border(element: Element, side: str) -> None:
    properties = element.find(f"{W}pPr")
    if properties is None:
        properties = element.makeelement(f"{W}pPr")
        element.insert(0, properties)
    borders = put(properties, "pBdr", ("pBdr", *_AFTER))
    found = borders.find(f"{W}{side}")
    if found is None:
        found = borders.makeelement(f"{W}{side}")
        borders.append(found)
    kept = {"sz": found.get(f"{W}sz", "6"), "space": found.get(f"{W}space", "0")}
    for key, value in {"val": "single", "color": "000000", **kept}.items():
        found.set(f"{W}{key}", value)


_AFTER = ("shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
          "sectPr", "pPrChange")  # fmt: skip


def _middle(paragraph: Paragraph, length: float) -> None:
    side = str(max(round((paragraph.room - length) * 10), 0))
    drop_attributes(paragraph, "ind", "start", "end", "hanging", "firstLine", "leftChars", "rightChars")
    set_paragraph(paragraph, "ind", left=side, right=side)


def _redraw_shape(line: Line, length: float) -> None:
    """A drawn line keeps being one: its length, its stroke, its place in the middle of its column."""
    element, emu = line.element, str(round(length * _EMU))
    if element.tag.startswith(V):
        _replace_typed(line, length)
        return
    for extent in (*element.iter(f"{WP}extent"), *element.iter(f"{A}ext")):
        if extent.get("cx"):
            extent.set("cx", emu)
    for dash in list(element.iter(f"{A}prstDash")):
        dash.getparent().remove(dash)
    position = element.find(f"{WP}positionH")
    if position is not None:
        position.set("relativeFrom", "column")
        for child in list(position):
            position.remove(child)
        align = position.makeelement(f"{WP}align")
        align.text = "center"
        position.append(align)
    _drop_fallback(element)


def _drop_fallback(element: Element) -> None:
    """The older twin of a drawing would keep the old length."""
    for outer in element.iterancestors():
        if outer.tag.endswith("}AlternateContent"):
            for fallback in [child for child in outer if child.tag.endswith("}Fallback")]:
                outer.remove(fallback)
            return


def _replace_typed(line: Line, length: float) -> None:
    """A row of signs, or an old drawing, gives way to a drawn line in its own paragraph."""
    paragraph = line.paragraph
    if line.kind == "drawn":
        holder = line.element.getparent()
        holder.getparent().remove(holder)
        _after(paragraph.element, length, paragraph.room)
        return
    if line.span is not None and paragraph.text.strip() != line.span.text.strip():
        for run, first, last in list(paragraph.between(line.span.start, line.span.end)):
            for text in run.element.findall(f"{W}t"):
                text.text = (run.text[:first] + run.text[last:]).strip("\n")
        _after(paragraph.element, length, paragraph.room)
        return
    new = _line_paragraph(paragraph.element, length, paragraph.room)
    paragraph.element.getparent().replace(paragraph.element, new)


def draw_below(span: Span, length: float) -> None:
    """A new line below the paragraph of these words."""
    paragraph = span.paragraph
    after = paragraph.element.getnext()
    if after is not None and after.tag == f"{W}p" and _is_blank_line(after):
        after.getparent().replace(after, _line_paragraph(after, length, paragraph.room))
    else:
        _after(paragraph.element, length, paragraph.room)


def _is_blank_line(element: Element) -> bool:
    """An empty paragraph as low as the lines we draw: one whose border was taken away."""
    spacing = element.find(f"{W}pPr/{W}spacing")
    low = spacing is not None and spacing.get(f"{W}line", "240") in ("60", "40", "20")
    styled = element.find(f"{W}pPr/{W}ind") is not None and not "".join(element.itertext()).strip()
    return (low or styled) and not "".join(element.itertext()).strip() and element.find(f"{W}pPr/{W}sectPr") is None


def _after(element: Element, length: float, room: float) -> None:
    element.addnext(_line_paragraph(element, length, room))


def _line_paragraph(like: Element, length: float, room: float) -> Element:
    """An empty paragraph with an upper border; spaced as the decree's models show it."""
    new: Element = like.makeelement(f"{W}p")
    properties = new.makeelement(f"{W}pPr")
    new.append(properties)
    in_cell = like.getparent().tag == f"{W}tc"
    side = str(max(round((room - length) * 10), 0))
    _border(new, "top")
    for name, attributes in (
        (
            "spacing",
            {
                "before": str(_ABOVE),
                "after": "0" if in_cell else str(_BELOW),
                "line": str(_HEIGHT),
                "lineRule": "exact",
            },
        ),
        ("ind", {"left": side, "right": side, "firstLine": "0"}),
        ("jc", {"val": "left"}),
    ):
        child = properties.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})
        properties.append(child)
    letters = properties.makeelement(f"{W}rPr")
    for name in ("sz", "szCs"):
        letters.append(letters.makeelement(f"{W}{name}", {f"{W}val": "4"}))
    properties.append(letters)
    return new
