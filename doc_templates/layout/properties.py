"""w:rPr and w:pPr as plain values: what one element says, before styles are laid over each other."""

from typing import Any

from doc_templates.layout.model import Element
from doc_templates.style_sheet import W

Values = dict[str, Any]
TOGGLES = {"b": "bold", "i": "italic", "caps": "caps", "smallCaps": "small_caps", "strike": "strike",
           "dstrike": "strike", "vanish": "hidden"}  # fmt: skip
_ALIGN = {"start": "left", "end": "right", "distribute": "both", "thaiDistribute": "both", "lowKashida": "both",
          "mediumKashida": "both", "highKashida": "both", "numTab": "left"}  # fmt: skip
_AUTOSPACING = 14.0  # what Word prints for "automatic"


def on(element: Element) -> bool:
    """Whether a switch such as w:b is on."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def number(text: str | None, otherwise: float = 0.0) -> float:
    """A number of an attribute; hostile or missing ones count as `otherwise`."""
    try:
        value = float(text) if text is not None else otherwise
    except ValueError:
        return _with_unit(text or "", otherwise)
    return value if abs(value) < 1e7 else otherwise  # also drops nan and inf


_UNITS = {"pt": 20.0, "cm": 566.93, "mm": 56.693, "in": 1440.0, "pc": 240.0, "pi": 240.0}


def _with_unit(text: str, otherwise: float) -> float:
    """Lengths such as "1.27cm", allowed since ISO 29500, in twentieths of a point."""
    factor = _UNITS.get(text[-2:])
    if factor is None:
        return otherwise
    try:
        value = float(text[:-2]) * factor
    except ValueError:
        return otherwise
    return value if abs(value) < 1e7 else otherwise


def points(element: Element, *names: str) -> float | None:
    """The first of these attributes that is there, from twentieths of a point to points."""
    for name in names:
        text = element.get(f"{W}{name}")
        if text is not None:
            return number(text) / 20
    return None


def letters(properties: Element | None) -> Values:
    """What a w:rPr says about its letters."""
    found: Values = {}
    for child in properties if properties is not None else ():
        tag = child.tag
        if not isinstance(tag, str) or not tag.startswith(W):
            continue
        name = tag[len(W) :]
        if name in TOGGLES:
            found[TOGGLES[name]] = on(child)
        elif name in _LETTERS:
            _LETTERS[name](child, found)
    return found


def _fonts(element: Element, found: Values) -> None:
    for slot in ("ascii", "hAnsi"):
        theme, font = element.get(f"{W}{slot}Theme"), element.get(f"{W}{slot}")
        if theme or font:
            found[slot] = f"theme:{theme}" if theme else font


def _size(element: Element, found: Values) -> None:
    size = number(element.get(f"{W}val")) / 2
    if 0 < size < 1700:
        found["size"] = size


def _color(element: Element, found: Values) -> None:
    value, theme = element.get(f"{W}val", "auto"), element.get(f"{W}themeColor", "")
    black = value == "auto" and (not theme or theme in ("text1", "dark1"))
    found["color"] = "000000" if black else value.upper() if value != "auto" else theme


def _underline(element: Element, found: Values) -> None:
    found["underline"] = element.get(f"{W}val", "single") != "none"


def _highlight(element: Element, found: Values) -> None:
    value = element.get(f"{W}val", "")
    found["highlight"] = "" if value == "none" else value


def _raised(element: Element, found: Values) -> None:
    found["raised"] = element.get(f"{W}val") in ("superscript", "subscript")


def _scale(element: Element, found: Values) -> None:
    found["stretched"] = not 85 <= number(element.get(f"{W}val", "100").rstrip("%"), 100) <= 115


def _letter_spacing(element: Element, found: Values) -> None:
    """The decree's own models squeeze by 0.3 pt; more than 1.5 pt is another look."""
    found["stretched"] = abs(number(element.get(f"{W}val"))) > 30


def _effect(element: Element, found: Values) -> None:
    found["effect"] = on(element)


def _style(element: Element, found: Values) -> None:
    found["style"] = element.get(f"{W}val", "")


_LETTERS = {"rFonts": _fonts, "sz": _size, "color": _color, "u": _underline, "highlight": _highlight,
            "vertAlign": _raised, "rStyle": _style, "w": _scale, "spacing": _letter_spacing, "outline": _effect,
            "shadow": _effect, "emboss": _effect, "imprint": _effect}  # fmt: skip


def paragraph(properties: Element | None) -> Values:
    """What a w:pPr says about its paragraph."""
    found: Values = {}
    for child in properties if properties is not None else ():
        tag = child.tag
        if isinstance(tag, str) and tag.startswith(W) and tag[len(W) :] in _PARAGRAPH:
            _PARAGRAPH[tag[len(W) :]](child, found)
    return found


def _align(element: Element, found: Values) -> None:
    value = element.get(f"{W}val", "left")
    found["align"] = _ALIGN.get(value, value)


def _indents(element: Element, found: Values) -> None:
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        value = points(element, *names)
        if value is not None:
            found[key] = value
    first, hanging = points(element, "firstLine"), points(element, "hanging")
    if hanging:
        found["first_line"] = -hanging
    elif first is not None or hanging is not None:
        found["first_line"] = first or 0.0
    chars = number(element.get(f"{W}firstLineChars"))
    if chars:
        found["first_line_chars"] = chars / 100


def _spacing(element: Element, found: Values) -> None:
    for side in ("before", "after"):
        value, lines = points(element, side), number(element.get(f"{W}{side}Lines"))
        if element.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
            found[side] = _AUTOSPACING
        elif lines:
            found[side] = lines / 100 * 12
        elif value is not None:
            found[side] = value
    line = element.get(f"{W}line")
    if line is not None:
        found["line"], found["line_rule"] = number(line), element.get(f"{W}lineRule", "auto")


def _borders(element: Element, found: Values) -> None:
    found["borders"] = borders(element)


def borders(element: Element | None) -> dict[str, str]:
    """The sides that are drawn: side -> style of the line ("single", "dotted")."""
    sides = {}
    for side in element if element is not None else ():
        style = side.get(f"{W}val", "") if isinstance(side.tag, str) else ""
        if style and style not in ("nil", "none"):
            name = side.tag.rpartition("}")[2]
            sides[{"start": "left", "end": "right"}.get(name, name)] = style
    return sides


def _tabs(element: Element, found: Values) -> None:
    found["tabs"] = [(tab.get(f"{W}val", "left"), number(tab.get(f"{W}pos")) / 20) for tab in element.iter(f"{W}tab")]


def _numbering(element: Element, found: Values) -> None:
    for key, name in (("num", "numId"), ("level", "ilvl")):
        child = element.find(f"{W}{name}")
        if child is not None:
            found[key] = child.get(f"{W}val", "")


def _switch(key: str) -> Any:
    def read(element: Element, found: Values) -> None:
        found[key] = on(element)

    return read


_PARAGRAPH = {
    "jc": _align, "ind": _indents, "spacing": _spacing, "pBdr": _borders, "tabs": _tabs, "numPr": _numbering,
    "pStyle": _style, "keepNext": _switch("keep_next"), "pageBreakBefore": _switch("page_break_before"),
    "contextualSpacing": _switch("contextual"), "framePr": _switch("framed"), "outlineLvl": lambda *_: None,
}  # fmt: skip
