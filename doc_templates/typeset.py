"""After the words are in: lines as long as the decree wants, titles broken evenly, addressees under their colon.

What needs the true width of a text cannot stand in the form; it is measured here, on the filled document.
Widths are in twentieths of a point.
"""

from collections.abc import Callable, Iterator

from doc_templates import style_sheet as names
from doc_templates.filled import Element, by_style, following, lines_of, look_of, room, style_of, text_of
from doc_templates.long_lists import spread_recipients, turn_wide_appendices
from doc_templates.measure import width
from doc_templates.style_sheet import StyleSheet, W
from doc_templates.title_lines import best_width

_SHORT_LINE = 1420  # 25 mm, as the models draw it where the decree gives no length
_EVEN = (
    names.SUPERIOR, names.AGENCY, names.LETTER_SUBJECT, names.SUBJECT, names.AUTHORITY, names.SIGNER_LINE,
    names.SIGNER_TITLE, names.APPENDIX_TITLE, names.APPENDED_TO,
)  # fmt: skip
_LINES = (names.LINE_AS_TEXT, names.LINE_HALF_TEXT, names.LINE_SHORT)
STAMPS = {"KHẨN": 20, "HOẢ TỐC": 30, "THƯỢNG KHẨN": 40}  # millimetres (III.2.b)
_TWIPS_IN_MM = 1440 / 25.4
_SPARE = 40  # for a font a little wider than measured
_FIRST_LINE = 720


def typeset(body: Element, styles: StyleSheet) -> None:
    """Sets what depends on the words, in place. `body`: the w:body of a filled form."""
    _close_last_section(body, styles)
    turn_wide_appendices(body, styles)
    spread_recipients(body, styles)
    found = by_style(body, styles, (*_EVEN, *_LINES, *_PLACED))
    for name, paragraph in found:
        if name in _EVEN:
            _break_evenly(paragraph, styles)
        elif name in _PLACED:
            _PLACED[name](paragraph, styles)
    for name, paragraph in found:
        if name in _LINES:
            _draw(name, paragraph, styles)


def indent(paragraph: Element, left: int, right: int, first: int = 0) -> None:
    """Replaces a paragraph's indents; a negative `first` hangs."""
    properties = paragraph.find(f"{W}pPr")
    for old in properties.findall(f"{W}ind"):
        properties.remove(old)
    new = properties.makeelement(f"{W}ind", {f"{W}left": str(left), f"{W}right": str(right)})
    new.set(f"{W}hanging" if first < 0 else f"{W}firstLine", str(abs(first)))
    properties.insert(_place_of_indent(properties), new)


def _break_evenly(paragraph: Element, styles: StyleSheet) -> None:
    text, look = text_of(paragraph), look_of(paragraph, styles)
    left, right = styles.indents[style_of(paragraph)]
    inside = room(paragraph) - left - right - _SPARE
    if width(text, look) * 20 <= inside:
        return
    spare = inside - best_width(text, look, inside / 20) * 20
    if spare > 0:
        indent(paragraph, left + int(spare / 2), right + int(spare / 2))


def _draw(name: str, line: Element, styles: StyleSheet) -> None:
    widths = [lines_of(paragraph, styles) for paragraph in _above(line)]
    longest, last = max(map(max, widths), default=0.0), widths[0][-1] if widths else 0.0
    length = {names.LINE_AS_TEXT: longest, names.LINE_HALF_TEXT: _third_to_half(longest, last)}.get(name, _SHORT_LINE)
    side = int((room(line) - length) / 2)
    if longest and side >= 0:
        indent(line, side, side)


def _third_to_half(longest: float, last: float) -> float:
    """II.2.b, II.5.b: a third to a half of the text's line; where there are several, of the longest and of the last."""
    least = longest * 0.35
    return (least + max(least, min(longest, last) * 0.47)) / 2


def _above(line: Element) -> Iterator[Element]:
    """The paragraphs of the text that a line belongs to: the one above it, and those of the same style above that."""
    style = None
    for paragraph in line.itersiblings(f"{W}p", preceding=True):
        if style is not None and style_of(paragraph) != style:
            return
        style = style_of(paragraph)
        yield paragraph


def _hang_long_addressee(paragraph: Element, styles: StyleSheet) -> None:
    """One name stands in the middle of the page; one too long for a line hangs after "Kính gửi:"."""
    look = look_of(paragraph, styles)
    if width(text_of(paragraph), look) * 20 > room(paragraph) - 2 * _FIRST_LINE:
        lead = int(width("Kính gửi: ", look) * 20)
        indent(paragraph, _FIRST_LINE + lead, 0, -lead)
        _align_left(paragraph)


def _place_addressees(paragraph: Element, styles: StyleSheet) -> None:
    """II.9.d: several names stand under each other, their dashes under the colon; together they are centred."""
    look, inside = look_of(paragraph, styles), room(paragraph)
    colon, dash = int(width(text_of(paragraph).rstrip(": "), look) * 20), int(width("- ", look) * 20)
    listed = list(following(paragraph, styles.id(names.ADDRESSEE)))
    longest = max((width(text_of(each), look) * 20 for each in listed), default=0.0)
    left = max(_FIRST_LINE, int((inside - colon - longest) / 2))
    indent(paragraph, left, 0)
    for each in listed:
        indent(each, left + colon + dash, 0, -dash)


def _align_left(paragraph: Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    for old in properties.findall(f"{W}jc"):
        properties.remove(old)
    properties.find(f"{W}ind").addnext(properties.makeelement(f"{W}jc", {f"{W}val": "left"}))


def _frame(paragraph: Element, _: StyleSheet) -> None:
    """III.2.b: the stamp is as wide as the decree cuts it."""
    millimetres = STAMPS.get(text_of(paragraph).strip(), 0)
    side = int((room(paragraph) - millimetres * _TWIPS_IN_MM) / 2)
    if millimetres and side > 0:
        indent(paragraph, side, side)


def _below_telegram(paragraph: Element, styles: StyleSheet) -> None:
    """Mẫu 1.6: the receivers stand under each other, together in the middle of the page."""
    listed = list(following(paragraph, styles.id(names.ADDRESSEE)))
    look = look_of(listed[0], styles) if listed else look_of(paragraph, styles)
    longest = max((width(text_of(each), look) * 20 for each in listed), default=0.0)
    dash = int(width("- ", look) * 20)
    left = max(_FIRST_LINE, int((room(paragraph) - longest) / 2))
    for each in listed:
        indent(each, left + dash, 0, -dash)


_PLACED: dict[str, Callable[[Element, StyleSheet], None]] = {
    names.ADDRESSED: _hang_long_addressee,
    names.ADDRESSED_MANY: _place_addressees,
    names.TELEGRAM: _below_telegram,
    names.URGENCY: _frame,
}


def _close_last_section(body: Element, styles: StyleSheet) -> None:
    """What is appended ends its own section; the form's last section, of nothing but its closing line, goes then."""
    children = list(body.iterchildren(f"{W}p", f"{W}tbl", f"{W}sectPr"))
    if len(children) < 3 or style_of(children[-2]) != styles.id(names.END):
        return
    before, closing, last = children[-3:]
    own = before.find(f"{W}pPr/{W}sectPr")
    if own is not None:
        body.remove(closing)
        body.replace(last, own)


_AFTER_INDENT = {
    f"{W}{name}"
    for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
}  # fmt: skip


def _place_of_indent(properties: Element) -> int:
    """Where w:ind belongs in a w:pPr: the schema fixes the order and Word refuses a file that breaks it."""
    return next((at for at, child in enumerate(properties) if child.tag in _AFTER_INDENT), len(properties))
