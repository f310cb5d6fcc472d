"""Sets single properties of runs and paragraphs, by the several mechanisms WordprocessingML has for the same look."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.mutations.paper import Element, Paper, W, style_of

RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "color", "spacing",
             "sz", "szCs", "highlight", "u", "vertAlign", "lang")  # fmt: skip
PARAGRAPH_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr",
                   "shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
                   "sectPr")  # fmt: skip
Run = dict[str, dict[str, str]]  # name of a property → its attributes

FONT = {"ascii": "Arial", "hAnsi": "Arial", "cs": "Arial", "eastAsia": "Arial"}


def on(name: str) -> Run:
    return {name: {}}


def off(name: str) -> Run:
    return {name: {"val": "0"}}


def size(points: float) -> Run:
    half = {"val": str(round(points * 2))}
    return {"sz": half, "szCs": half}


def font(name: str) -> Run:
    return {"rFonts": dict.fromkeys(FONT, name)}


def put(properties: Element, values: Run, order: tuple[str, ...]) -> None:
    """Sets properties where the schema wants them."""
    for name, attributes in values.items():
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
        rank = order.index(name)
        new = properties.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})
        at = next((at for at, child in enumerate(properties) if _rank(child, order) > rank), len(properties))
        properties.insert(at, new)


def _rank(child: Element, order: tuple[str, ...]) -> int:
    name = child.tag.split("}")[1]
    return order.index(name) if name in order else len(order)


def child(element: Element, name: str) -> Element:
    """The properties of an element, made when they are missing."""
    found = element.find(f"{W}{name}")
    if found is None:
        found = element.makeelement(f"{W}{name}", {})
        element.insert(1 if name == "rPr" and element.find(f"{W}pPr") is not None else 0, found)
    return found


# mechanisms: how a look comes about. Each changes one paragraph (and those of its style, for style changes).


def by_runs(_: Paper, paragraph: Element, values: Run) -> None:
    for run in paragraph.iter(f"{W}r"):
        put(child(run, "rPr"), values, RUN_ORDER)


def by_style(paper: Paper, paragraph: Element, values: Run) -> None:
    """The paragraph's style says it: what its runs say themselves is taken away."""
    for run in paragraph.iter(f"{W}r"):
        for name in values:
            for old in run.findall(f"{W}rPr/{W}{name}"):
                old.getparent().remove(old)
    put(child(paper.style(paragraph), "rPr"), values, RUN_ORDER)


def by_new_style(paper: Paper, paragraph: Element, values: Run) -> None:
    """A new paragraph style, based on the old one, of which nobody has heard."""
    old = paper.style(paragraph)
    new = _style(paper, "paragraph", _free(paper), based_on=style_of(paragraph))
    put(child(new, "rPr"), values, RUN_ORDER)
    put(child(paragraph, "pPr"), {"pStyle": {"val": new.get(f"{W}styleId")}}, PARAGRAPH_ORDER)
    assert old is not new


def by_character_style(paper: Paper, paragraph: Element, values: Run) -> None:
    """Bold, italic and caps of a character style turn those of the paragraph's style round (ECMA-376, 17.7.3)."""
    new = _style(paper, "character", _free(paper))
    turned = {name: {} if name in ("b", "i", "caps") else each for name, each in values.items()}
    put(child(new, "rPr"), turned, RUN_ORDER)
    for run in paragraph.iter(f"{W}r"):
        if run.find(f"{W}rPr/{W}rStyle") is None:
            put(child(run, "rPr"), {"rStyle": {"val": new.get(f"{W}styleId")}}, RUN_ORDER)


def by_half(_: Paper, paragraph: Element, values: Run) -> None:
    """Only the second half of the words is changed, in a run of its own."""
    longest = max(paragraph.iter(f"{W}r"), key=lambda run: len("".join(run.itertext())))
    text = longest.find(f"{W}t")
    other = deepcopy(longest)
    middle = len(text.text) // 2
    other.find(f"{W}t").text, text.text = text.text[middle:], text.text[:middle]
    for piece in (text, other.find(f"{W}t")):
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    longest.addnext(other)
    put(child(other, "rPr"), values, RUN_ORDER)


Mechanism = Callable[[Paper, Element, Run], None]
MECHANISMS: dict[str, Mechanism] = {
    "runs": by_runs,
    "style": by_style,
    "new style": by_new_style,
    "character style": by_character_style,
    "half": by_half,
}


def _free(paper: Paper) -> str:
    return f"La{len(paper.tree('word/styles.xml'))}"


def _style(paper: Paper, kind: str, name: str, based_on: str = "") -> Element:
    root = paper.tree("word/styles.xml")
    style = etree.SubElement(root, f"{W}style", {f"{W}type": kind, f"{W}customStyle": "1", f"{W}styleId": name})
    etree.SubElement(style, f"{W}name", {f"{W}val": name})
    if based_on:
        etree.SubElement(style, f"{W}basedOn", {f"{W}val": based_on})
    return style


def paragraph_property(paragraph: Element, name: str, **attributes: str) -> None:
    """Sets a property of a paragraph over that of its style; attributes that are not named stay as they were."""
    properties = child(paragraph, "pPr")
    old = properties.find(f"{W}{name}")
    kept = {} if old is None else {key.split("}")[1]: value for key, value in old.attrib.items()}
    put(properties, {name: kept | attributes}, PARAGRAPH_ORDER)
