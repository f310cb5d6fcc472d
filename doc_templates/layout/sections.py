"""Sections: paper, margins, headers and footers with their page numbers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doc_templates.layout.model import Element, PageNumber, Section
from doc_templates.layout.properties import number, on
from doc_templates.style_sheet import W

if TYPE_CHECKING:
    from doc_templates.layout.reader import Walk

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A4 = {"w": 12240.0, "h": 15840.0}  # Word takes Letter where a file says nothing
_MARGIN = {"top": 1440.0, "bottom": 1440.0, "left": 1440.0, "right": 1440.0, "header": 720.0, "footer": 720.0}


@dataclass(frozen=True)
class Break:
    """A w:sectPr and the room between its margins, in points."""

    element: Element
    room: float


def section_breaks(body: Element) -> list[Break]:
    """The section properties of a body in order; a body without any has one, empty."""
    found = [each for each in body.iter(f"{W}sectPr") if _ends_section(each, body)]
    last = body.find(f"{W}sectPr")
    if last is None:
        found.append(body.makeelement(f"{W}sectPr"))
        body.append(found[-1])
    return [Break(each, _room(each)) for each in found]


def _ends_section(element: Element, body: Element) -> bool:
    """A w:sectPr of the body itself, not one in a box, a cell or a tracked change."""
    parent = element.getparent()
    if parent is body:
        return True
    paragraph = parent.getparent() if parent is not None and parent.tag == f"{W}pPr" else None
    if paragraph is None:
        return False
    outer = paragraph.getparent()
    while outer is not None and outer.tag in (f"{W}sdtContent", f"{W}sdt", f"{W}ins", f"{W}customXml"):
        outer = outer.getparent()
    return outer is body


def find_sections(walk: "Walk") -> list[Section]:
    """The sections with their page numbers; reads the headers and footers into walk.paragraphs."""
    seen: dict[str, PageNumber | None] = {}
    inherited: dict[tuple[str, str], str] = {}
    even = walk.settings is not None and walk.settings.find(f"{W}evenAndOddHeaders") is not None
    sections = []
    for index, each in enumerate(walk.breaks):
        for kind in ("header", "footer"):
            for reference in each.element.findall(f"{W}{kind}Reference"):
                part = walk.relations[walk.main].get(reference.get(f"{R}id", ""), ("", ""))[1]
                inherited[kind, reference.get(f"{W}type", "default")] = part
        for (kind, which), part in inherited.items():
            if part and part not in seen and (which != "even" or even):
                seen[part] = _page_number(walk, part, kind, index)
        sections.append(_section(index, each.element, inherited, seen))
    return sections


def _page_number(walk: "Walk", part: str, kind: str, section: int) -> PageNumber | None:
    walk.relations.setdefault(part, walk.package.relations(part))
    found = None
    for paragraph in walk.read_part(part, kind, section):
        if found is None and "PAGE" in paragraph.fields:
            found = PageNumber(kind, paragraph.index)
    return found


def _section(
    index: int, element: Element, inherited: dict[tuple[str, str], str], seen: dict[str, PageNumber | None]
) -> Section:
    size, margin, numbers = (element.find(f"{W}{name}") for name in ("pgSz", "pgMar", "pgNumType"))
    title, kind = element.find(f"{W}titlePg"), element.find(f"{W}type")
    title_page = title is not None and on(title)

    def paper(side: str) -> float:
        return _given(size, side, _A4[side]) / 20

    def edge(side: str) -> float:
        return abs(_given(margin, side, _MARGIN[side])) / 20

    gutter = max(_given(margin, "gutter", 0.0), 0.0) / 20

    def page_number(which: str) -> PageNumber | None:
        found = (seen.get(inherited.get((kind, which), "")) for kind in ("header", "footer"))
        return next((each for each in found if each is not None), None)

    start = numbers.get(f"{W}start") if numbers is not None else None
    return Section(
        index, paper("w"), paper("h"), size is not None and size.get(f"{W}orient") == "landscape",
        edge("top"), edge("bottom"), edge("left") + gutter, edge("right"), edge("header"), edge("footer"), title_page,
        page_number("default"), page_number("first" if title_page else "default"),
        int(number(start)) if start is not None else None,
        numbers.get(f"{W}fmt", "decimal") if numbers is not None else "decimal",
        kind is None or kind.get(f"{W}val", "nextPage") != "continuous", element,
    )  # fmt: skip


def _given(element: Element | None, name: str, otherwise: float) -> float:
    return otherwise if element is None else number(element.get(f"{W}{name}"), otherwise)


def _room(element: Element) -> float:
    size, margin = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
    sides = sum(_given(margin, side, _MARGIN.get(side, 0.0)) for side in ("left", "right", "gutter"))
    return max(_given(size, "w", _A4["w"]) - sides, 0.0) / 20
