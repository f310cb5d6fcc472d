"""The drawn lines under Tiêu ngữ, the agency, the subject and an appendix's title: their being there, length, look."""

from collections.abc import Callable, Iterator

from lxml import etree

from tests.mutations import Mutation
from tests.mutations.paper import Element, Paper, W, drop, spoilt, style_of, text_of
from tests.mutations.props import child, paragraph_property, put

_STYLES = ("Đường kẻ bằng dòng chữ", "Đường kẻ nửa dòng chữ", "Đường kẻ ngắn")
_NAMES = {"Tiêu ngữ": "motto", "Cơ quan ban hành": "agency", "Trích yếu": "subject", "Kèm theo văn bản": "appended_to"}
_EXACT = {"motto", "agency", "subject"}  # the decree gives their length; a short line elsewhere is free
_ROOM_ASIDE = 500  # twentieths of a point: enough to move a line aside for everybody to see
Change = Callable[[Paper, Element], None]


def mutations(data: bytes) -> Iterator[Mutation]:
    paper = Paper(data)
    for component, line in lines(paper):
        yield _of(component, "gone", lambda _, line: drop(line))
        yield _of(component, "dashed", _border("dashed"))
        yield _of(component, "dotted", _border("dotted"))
        yield _of(component, "double", _border("double"))
        yield _of(component, "not drawn", _border("nil"))
        if component in _EXACT:
            yield _of(component, "too short", _length(0.3))
            yield _of(component, "too long", _length(2.4 if component != "motto" else 1.25))
            yield _of(component, "a row of underscores, too long", _underscores)
            yield _of(component, "a drawn shape, too short", _shape(10))
        if component != "motto":
            yield _of(component, "across the room", _wide)
        if sides(line)[0] > _ROOM_ASIDE:
            yield _of(component, "not centred", _aside)


def lines(paper: Paper) -> Iterator[tuple[str, Element]]:
    """The drawn lines of the main text with the component above each, every component once."""
    names = {key: name for name, key in paper.style_ids.items()}
    seen: set[str] = set()
    for paragraph in paper.paragraphs():
        if names.get(style_of(paragraph)) not in _STYLES:
            continue
        above = paragraph.getprevious()
        component = _NAMES.get(names.get(style_of(above), "") if above is not None else "")
        if component and component not in seen:
            seen.add(component)
            yield component, paragraph


def _of(component: str, name: str, change: Change) -> Mutation:
    def spoil(paper: Paper) -> None:
        change(paper, dict(lines(paper))[component])

    rules = {f"{component}.line", "appendix.line"} if component == "appended_to" else {f"{component}.line"}
    return Mutation(f"{component}: line {name}", frozenset(rules), spoilt(spoil), "line")


def _border(kind: str) -> Change:
    def change(_: Paper, line: Element) -> None:
        put_border(line, kind)

    return change


def put_border(line: Element, kind: str) -> None:
    properties = child(line, "pPr")
    put(properties, {"pBdr": {}}, ("pStyle", "keepNext", "pBdr", "tabs", "spacing", "ind", "jc", "rPr"))
    top = {f"{W}val": kind, f"{W}sz": "6", f"{W}space": "0", f"{W}color": "000000"}
    etree.SubElement(properties.find(f"{W}pBdr"), f"{W}top", top)


def sides(line: Element) -> tuple[int, int, int]:
    """The indents left and right of a line and the room it stands in, in twentieths of a point."""
    indent = line.find(f"{W}pPr/{W}ind")
    left, right = (int(indent.get(f"{W}{side}", "0")) if indent is not None else 0 for side in ("left", "right"))
    cell = line.getparent().find(f"{W}tcPr/{W}tcW")
    return left, right, int(cell.get(f"{W}w")) if cell is not None else 9354


def _length(factor: float) -> Change:
    def change(_: Paper, line: Element) -> None:
        left, right, room = sides(line)
        side = int((room - (room - left - right) * factor) / 2)
        paragraph_property(line, "ind", left=str(side), right=str(side))

    return change


def _wide(_: Paper, line: Element) -> None:
    paragraph_property(line, "ind", left="0", right="0")


def _aside(_: Paper, line: Element) -> None:
    left, right, _room = sides(line)
    moved = min(left, 900)
    paragraph_property(line, "ind", left=str(left - moved), right=str(right + moved))


def _underscores(_: Paper, line: Element) -> None:
    _text_line(line, "_" * (34 if sides(line)[2] < 5000 else 60))


def _text_line(line: Element, text: str) -> None:
    put_border(line, "nil")
    paragraph_property(line, "ind", left="0", right="0")
    paragraph_property(line, "spacing", line="240", lineRule="auto")
    paragraph_property(line, "jc", val="center")
    run = etree.SubElement(line, f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    for name in ("sz", "szCs"):
        etree.SubElement(properties, f"{W}{name}", {f"{W}val": "26"})
    etree.SubElement(run, f"{W}t").text = text


def _shape(points: float) -> Change:
    """A line as Word draws it, behind an empty paragraph."""

    def change(_: Paper, line: Element) -> None:
        put_border(line, "nil")
        line.append(drawn(points))

    return change


def drawn(points: float) -> Element:
    """A run with a centred drawn line of so many points."""
    emu = round(points * 12700)
    return etree.fromstring(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{emu}" cy="0"/><wp:wrapNone/><wp:docPr id="77" name="Line 77"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></w:r>"
    )


def told(paper: Paper) -> list[str]:
    """For reading a failure: each line with the words above it."""
    return [f"{component}: {text_of(line.getprevious())}" for component, line in lines(paper)]
