"""Boxes of one line around the stamps of urgency and the limits of circulation (III.2)."""

from collections.abc import Iterator
from functools import partial

from doc_templates.layout.components import Components, Span
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document, Paragraph
from doc_templates.layout.rules import Rule
from doc_templates.style_sheet import W

_SIDES = ("top", "left", "bottom", "right")
_MM = 72 / 25.4
_SLACK = 2.5  # millimetres a stamp may differ


def around(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """A rectangle of one line, by borders, a bordered cell or a text box; for stamps as wide as the decree says."""
    for span in components[rule.component]:
        paragraph = span.paragraph
        single = [paragraph.borders.get(side) for side in _SIDES]
        boxed = all(style == "single" for style in single)
        celled = paragraph.cell is not None and len(paragraph.cell.borders) >= 4
        if not (boxed or celled or paragraph.box is not None):
            found = "đang không có khung" if not any(single) else "khung không phải một nét đơn đủ bốn cạnh"
            yield Flaw(span, found, "there", partial(_box, span, _width(rule, span)))
        elif boxed and _wrong_width(rule, span):
            yield Flaw(
                span,
                f"khung đang rộng {_room(paragraph) / _MM:.0f} mm",
                "there",
                partial(_box, span, _width(rule, span)),
            )


def _width(rule: Rule, span: Span) -> float | None:
    widths = rule.numbers.get("widths", {})
    wanted = widths.get(span.printed.strip().replace("HỎA TỐC", "HOẢ TỐC").replace("HỎA", "HOẢ"))
    return None if wanted is None else float(wanted) * _MM


def _wrong_width(rule: Rule, span: Span) -> bool:
    wanted = _width(rule, span)
    return wanted is not None and abs(_room(span.paragraph) - wanted) > _SLACK * _MM


def _room(paragraph: Paragraph) -> float:
    return paragraph.room - paragraph.left - paragraph.right


def _box(span: Span, width: float | None) -> None:
    paragraph = span.paragraph
    set_paragraph(paragraph, "pBdr")
    borders = paragraph.element.find(f"{W}pPr/{W}pBdr")
    for old in list(borders):
        borders.remove(old)
    for side in _SIDES:
        values = {"val": "single", "sz": "8", "space": "1", "color": "FF0000" if width else "000000"}
        borders.append(borders.makeelement(f"{W}{side}", {f"{W}{key}": value for key, value in values.items()}))
    if width is not None:
        side_room = str(max(round((paragraph.room - width) * 10), 0))
        drop_attributes(paragraph, "ind", "start", "end", "firstLine", "hanging")
        set_paragraph(paragraph, "ind", left=side_room, right=side_room)
