"""Paper, its direction and its margins (Phần I, mục I.1 to I.3)."""

from collections.abc import Iterator
from functools import partial

from doc_templates.layout.components import Components
from doc_templates.layout.fixes import put
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document, Element, Section
from doc_templates.layout.rules import Rule
from doc_templates.style_sheet import W

_MM = 72 / 25.4
_PAPER = 1.0  # millimetres: A4 is rounded by some programs
_EDGE = 0.12  # millimetres: a measure in twentieths of a point
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_ORDER = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
          "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
          "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")  # fmt: skip


def set_section(element: Element, name: str, **attributes: str) -> None:
    """Sets one property of a w:sectPr."""
    put(element, name, _ORDER, **attributes)


def paper(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """A4."""
    short, long = rule.numbers["size"]
    for section in document.sections:
        sides = sorted((section.width / _MM, section.height / _MM))
        if abs(sides[0] - short) > _PAPER or abs(sides[1] - long) > _PAPER:
            found = f"{section.width / _MM:.0f} × {section.height / _MM:.0f} mm"
            yield Flaw(None, found, "A4 (210 × 297 mm)", partial(_set_a4, section), section=section.index)


def _set_a4(section: Section) -> None:
    wide = section.width > section.height
    width, height = ("16838", "11906") if wide else ("11906", "16838")
    set_section(section.element, "pgSz", w=width, h=height)


def orientation(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Portrait; landscape only for tables."""
    cells = [(each.section, each.cell) for each in document.paragraphs if each.part == "body" and each.cell]
    tables = {section for section, cell in cells if cell.columns > 2 and cell.bordered}
    for section in document.sections:
        if section.width > section.height and section.index not in tables:
            yield Flaw(None, "landscape", "portrait", partial(_turn, section), section=section.index)


def _turn(section: Section) -> None:
    set_section(section.element, "pgSz", w=str(round(section.height * 20)), h=str(round(section.width * 20)))
    section.element.find(f"{W}pgSz").attrib.pop(f"{W}orient", None)


def margins(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Each margin from its least to its greatest."""
    for section in document.sections:
        for side, name in _SIDES.items():
            least, most = rule.numbers[side]
            found = getattr(section, side) / _MM
            if not least - _EDGE <= found <= most + _EDGE:
                nearest = min(max(found, least), most)
                fix = partial(_set_margin, section, side, nearest)
                shown = f"{found:.1f}".replace(".", ",")
                yield Flaw(None, f"{name} {shown} mm", f"{name} {least}–{most} mm", fix, section=section.index)


def _set_margin(section: Section, side: str, millimetres: float) -> None:
    twips = {20: 1134, 25: 1417, 30: 1701, 35: 1984, 15: 851}.get(round(millimetres), round(millimetres * _MM * 20))
    if section.element.find(f"{W}pgMar") is None:
        values = {"top": 1134, "right": 851, "bottom": 1134, "left": 1701, "header": 567, "footer": 567, "gutter": 0}
        set_section(section.element, "pgMar", **{key: str(value) for key, value in values.items()})
    set_section(section.element, "pgMar", **{side: str(twips)})
    if side == "left":
        section.element.find(f"{W}pgMar").set(f"{W}gutter", "0")
