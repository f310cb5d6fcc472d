"""What is drawn on the page: DrawingML and VML lines, boxes and pictures, with their text boxes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from doc_templates.layout.model import Element, Shape
from doc_templates.layout.properties import number
from doc_templates.style_sheet import W

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
_EMU = 12_700  # English Metric Units in a point
_LINES = ("line", "straightConnector1", "bentConnector2")
_THIN = 2.0  # points: a flatter shape is a line
_UNIT = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, "pc": 12.0, "": 0.75}


def drawn(element: Element) -> Iterator[Shape]:
    """The shapes of a w:drawing or w:pict."""
    if element.tag == f"{W}drawing":
        for frame in element.iterchildren(f"{WP}inline", f"{WP}anchor"):
            yield _drawing(frame)
    else:
        for shape in element.iter(f"{V}line", f"{V}shape", f"{V}rect", f"{V}roundrect", f"{V}oval"):
            if next(shape.iterancestors(f"{V}textbox"), None) is None:
                yield _vml(shape)


def text_of_boxes(element: Element) -> Iterator[Element]:
    """The w:txbxContent of a w:drawing or w:pict, those inside other boxes left out."""
    for content in element.iter(f"{W}txbxContent"):
        outer = next(content.iterancestors(f"{W}txbxContent", f"{W}drawing", f"{W}pict"), None)
        if outer is element or outer is None or outer.tag != f"{W}txbxContent":
            yield content


def _drawing(frame: Element) -> Shape:
    extent = frame.find(f"{WP}extent")
    width, height = (number(extent.get(side)) / _EMU if extent is not None else 0.0 for side in ("cx", "cy"))
    x, align, relative = _position(frame.find(f"{WP}positionH"))
    y, _, _ = _position(frame.find(f"{WP}positionV"))
    preset = next((each.get("prst", "") for each in frame.iter(f"{A}prstGeom")), "")
    line = next(frame.iter(f"{A}ln"), None)
    kind = _kind(frame, preset, width, height)
    return Shape(kind, width, height, x, y, align, relative, _solid(line), _rgb(line), frame)


def _kind(frame: Element, preset: str, width: float, height: float) -> str:
    if next(frame.iter(f"{W}txbxContent"), None) is not None:
        return "box"
    if next(frame.iter(f"{PIC}pic"), None) is not None:
        return "picture"
    return "line" if preset in _LINES or 0 <= height <= _THIN < width else "shape"


def _position(element: Element | None) -> tuple[float | None, str, str]:
    if element is None:
        return None, "", "inline"
    offset, align = element.find(f"{WP}posOffset"), element.find(f"{WP}align")
    relative = element.get("relativeFrom", "column")
    if align is not None:
        return None, (align.text or "").strip(), relative
    return (number(offset.text) / _EMU if offset is not None else 0.0), "", relative


def _solid(line: Element | None) -> bool:
    dash = line.find(f"{A}prstDash") if line is not None else None
    hidden = line is not None and line.find(f"{A}noFill") is not None
    return not hidden and (dash is None or dash.get("val") == "solid")


def _rgb(line: Element | None) -> str:
    color = next(line.iter(f"{A}srgbClr"), None) if line is not None else None
    return "" if color is None else color.get("val", "").upper()


def _vml(shape: Element) -> Shape:
    style = dict(_declarations(shape.get("style", "")))
    width, height = _length(style.get("width")), _length(style.get("height"))
    x: float | None = _length(style.get("margin-left"))
    name = shape.tag.rpartition("}")[2]
    if name == "line":
        start, end = _point(shape.get("from", "0,0")), _point(shape.get("to", "0,0"))
        width, height, x = abs(end[0] - start[0]), abs(end[1] - start[1]), min(start[0], end[0])
    align = style.get("mso-position-horizontal", "absolute")
    align = "" if align == "absolute" else align
    dash = shape.find(f"{V}stroke")
    solid = (dash is None or dash.get("dashstyle", "solid") == "solid") and shape.get("stroked", "t") not in (
        "f",
        "false",
    )
    kind = _vml_kind(shape, name, width, height)
    relative = {"text": "column", "char": "column"}.get(style.get("mso-position-horizontal-relative", ""), "column")
    made = Shape(kind, width, height, x, _length(style.get("margin-top")), align, relative, solid, "", shape)
    return replace(made, x=None) if align else made


def _vml_kind(shape: Element, name: str, width: float, height: float) -> str:
    if next(shape.iter(f"{W}txbxContent"), None) is not None:
        return "box"
    if shape.find(f"{V}imagedata") is not None:
        return "picture"
    rule = shape.get(f"{O}hr") in ("t", "true")
    thin = name == "line" or shape.get("type") == "#_x0000_t32" or rule
    return "line" if thin or (0 <= height <= _THIN < width) else "shape"


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style[:2000].split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _length(text: str | None) -> float:
    match = re.fullmatch(r"(-?[\d.]{1,12})([a-z]{0,2})", (text or "0").strip())
    if not match or match[1].count(".") > 1 or match[1] in (".", "-", "-."):
        return 0.0
    return float(match[1]) * _UNIT.get(match[2], 1.0)


def _point(text: str) -> tuple[float, float]:
    across, _, down = text.partition(",")
    return _length(across), _length(down)
