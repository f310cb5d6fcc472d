"""The small changes in XML that repairs are made of. Each works on live elements and leaves the rest alone."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from doc_templates.layout.flaws import Span
from doc_templates.layout.model import Element, Paragraph, Run
from doc_templates.style_sheet import W

_R_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_P_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def set_letters(span: Span, name: str, drop: tuple[str, ...] = (), notes: bool = False, **attributes: str) -> None:
    """Sets one property (w:sz, w:b …) on the runs of a span; runs that reach beyond it are parted first.

    `drop`: attributes of it that would outweigh these, such as those of the theme. `notes`: the raised numbers of notes
    too, which are left alone otherwise.
    """
    for run in runs_of(span, notes):
        element = put(properties_of(run, "rPr"), name, _R_ORDER, **attributes)
        for attribute in drop:
            element.attrib.pop(f"{W}{attribute}", None)


def runs_of(span: Span, notes: bool = False) -> list[Element]:
    """The w:r elements that hold exactly the span's words, after parting those that hold more."""
    found = []
    for run, first, last in list(span.paragraph.between(span.start, span.end)):
        if not notes and run.look.raised and run.text.strip().isdigit():
            continue  # the number of a note, as in the decree's models
        if run.element.tag != f"{W}r":
            found.extend(run.element.iter(f"{W}r"))
        elif not run.text[last:].strip() and not run.text[:first].strip():
            found.append(run.element)
        else:
            found.append(_parted(span.paragraph, run, first, last))
    if not found:  # a field without a result, an empty line
        found = [run.element for run in span.paragraph.runs if run.element.tag == f"{W}r"]
    return found


def _parted(paragraph: Paragraph, run: Run, first: int, last: int) -> Element:
    """Parts a run of a paragraph, in the XML and in what was read of it."""
    at = paragraph.runs.index(run)
    pieces = (run.text[:first], run.text[first:last], run.text[last:])
    made = part_run(run, first, last)
    paragraph.runs[at : at + 1] = [
        replace(run, text=text, element=element) for text, element in zip(pieces, made, strict=True) if text
    ]
    return made[1]


def part_run(run: Run, first: int, last: int) -> list[Element]:
    """Parts a run at two letters into up to three and gives them. The look stays."""
    element, parent = run.element, run.element.getparent()
    pieces = (run.text[:first], run.text[first:last], run.text[last:])
    made = []
    for text in pieces:
        new = element.makeelement(f"{W}r", dict(element.attrib))
        properties = element.find(f"{W}rPr")
        if properties is not None:
            new.append(deepcopy(properties))
        write_text(new, text)
        made.append(new)
    others = [child for child in element if child.tag not in _TEXT and child.tag != f"{W}rPr"]
    made[0].extend(others)
    at = parent.index(element)
    parent[at : at + 1] = [new for new, text in zip(made, pieces, strict=True) if text or (new is made[0] and others)]
    return made


_TEXT = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}lastRenderedPageBreak"}


def write_text(run: Element, text: str) -> None:
    """Appends text to a w:r; tabs and line breaks become their elements."""
    piece = ""
    for letter in [*text, ""]:
        if letter and letter not in "\t\n":
            piece += letter
            continue
        if piece:
            new = run.makeelement(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            new.text = piece
            run.append(new)
            piece = ""
        if letter:
            run.append(run.makeelement(f"{W}tab" if letter == "\t" else f"{W}br"))


def replace_text(span: Span, start: int, end: int, text: str) -> None:
    """Puts `text` in place of the letters `start` to `end` of the span's own text, in the look of the first of them."""
    at, begin, stop = 0, span.start + start, span.start + end
    written = False
    for run in list(span.paragraph.runs):
        first, last = max(begin - at, 0), min(stop - at, len(run.text))
        here = 0 <= begin - at <= len(run.text) and bool(run.text or not span.paragraph.text)
        at += len(run.text)
        insert = not written and here and (first < last or begin == stop or last >= first)
        if (first < last or insert) and run.element.tag == f"{W}r":
            _rewrite(run, run.text[:first] + ("" if written else text) + run.text[max(last, first) :])
            written = True


def _rewrite(run: Run, text: str) -> None:
    for child in list(run.element):
        if child.tag in _TEXT:
            run.element.remove(child)
    write_text(run.element, text)
    object.__setattr__(run, "text", text)


def set_paragraph(paragraph: Paragraph, name: str, **attributes: str) -> None:
    """Sets one property of a paragraph (w:jc, w:spacing …); attributes it has besides stay."""
    put(properties_of(paragraph.element, "pPr"), name, _P_ORDER, **attributes)


def drop_paragraph_property(paragraph: Paragraph, name: str) -> None:
    """Removes a direct property of a paragraph."""
    properties = paragraph.element.find(f"{W}pPr")
    for old in properties.findall(f"{W}{name}") if properties is not None else ():
        properties.remove(old)


def drop_attributes(paragraph: Paragraph, name: str, *attributes: str) -> None:
    """Removes attributes of a direct property."""
    found = paragraph.element.find(f"{W}pPr/{W}{name}")
    for attribute in attributes if found is not None else ():
        found.attrib.pop(f"{W}{attribute}", None)


def properties_of(element: Element, name: str) -> Element:
    """The w:rPr or w:pPr of an element, made as its first child where it has none."""
    found: Element | None = element.find(f"{W}{name}")
    if found is None:
        found = element.makeelement(f"{W}{name}")
        element.insert(0, found)
    return found


def put(properties: Element, name: str, order: tuple[str, ...], **attributes: Any) -> Element:
    """Finds or makes a child where the schema wants it and sets its attributes."""
    found: Element | None = properties.find(f"{W}{name}")
    for double in properties.findall(f"{W}{name}")[1:]:
        properties.remove(double)
    if found is None:
        found = properties.makeelement(f"{W}{name}")
        later = {f"{W}{each}" for each in order[order.index(name) + 1 :]}
        at = next((at for at, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(at, found)
    for key, value in attributes.items():
        found.set(f"{W}{key}", value)
    return found
