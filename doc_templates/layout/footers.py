"""Repairs of page numbers: headers made or moved, sections begun."""

from copy import deepcopy

from doc_templates.layout.model import Document, Element, PageNumber, Paragraph, Section
from doc_templates.layout.sections import R
from doc_templates.style_sheet import W

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_HEADER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_NAMESPACE = W.strip("{}")


def move_to_header(document: Document, section: Section, number: PageNumber) -> None:
    """Takes a page number out of a footer into the header of the same pages."""
    paragraph = document.paragraphs[number.paragraph].element
    parent = paragraph.getparent()
    parent.replace(paragraph, parent.makeelement(f"{W}p"))
    header = _header_of(document, section)
    header.insert(0, paragraph)


def add_page_number(document: Document) -> None:
    """Numbers the pages of all sections, but not the first page."""
    section = document.sections[0]
    header = _header_of(document, section)
    header.insert(0, _number_paragraph(header))
    _title_page(section.element)


def number_alone(paragraph: Paragraph) -> None:
    """Leaves nothing in a paragraph but the page number, in the look it had."""
    element = paragraph.element
    number = next((run.element for run in paragraph.runs if run.field == "PAGE"), None)
    letters = number.find(f"{W}rPr") if number is not None else None
    for child in list(element):
        if child.tag != f"{W}pPr":
            element.remove(child)
    field = element.makeelement(f"{W}fldSimple", {f"{W}instr": " PAGE "})
    run = field.makeelement(f"{W}r")
    if letters is not None:
        run.append(deepcopy(letters))
    text = run.makeelement(f"{W}t")
    text.text = "2"
    run.append(text)
    field.append(run)
    element.append(field)


def _number_paragraph(like: Element) -> Element:
    paragraph: Element = like.makeelement(f"{W}p")
    properties = paragraph.makeelement(f"{W}pPr")
    for name, values in (
        ("spacing", {"before": "0", "after": "0"}),
        ("ind", {"firstLine": "0"}),
        ("jc", {"val": "center"}),
    ):
        properties.append(properties.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()}))
    field = paragraph.makeelement(f"{W}fldSimple", {f"{W}instr": " PAGE "})
    run = field.makeelement(f"{W}r")
    letters = run.makeelement(f"{W}rPr")
    font = {f"{W}{slot}": "Times New Roman" for slot in ("ascii", "hAnsi", "cs")}
    letters.append(letters.makeelement(f"{W}rFonts", font))
    letters.append(letters.makeelement(f"{W}color", {f"{W}val": "000000"}))
    for name in ("sz", "szCs"):
        letters.append(letters.makeelement(f"{W}{name}", {f"{W}val": "28"}))
    text = run.makeelement(f"{W}t")
    text.text = "2"
    run.extend((letters, text))
    field.append(run)
    paragraph.extend((properties, field))
    return paragraph


def _header_of(document: Document, section: Section) -> Element:
    """The header of ordinary pages, made where there is none."""
    reference = next((each for each in section.element.findall(f"{W}headerReference")
                      if each.get(f"{W}type", "default") == "default"), None)  # fmt: skip
    part = (
        document.relations[document.main].get(reference.get(f"{R}id", ""), ("", ""))[1] if reference is not None else ""
    )
    known = document.parts.get(part)
    return known if known is not None else _new_header(document, section)


def _new_header(document: Document, section: Section) -> Element:
    name = next(f"header{count}" for count in range(90, 999) if f"word/header{count}.xml" not in document.parts)
    folder = document.main.rpartition("/")[0]
    path = f"{folder}/{name}.xml" if folder else f"{name}.xml"
    root: Element = document.parts[document.main].makeelement(f"{W}hdr", nsmap={"w": _NAMESPACE, "r": R.strip("{}")})
    document.parts[path] = root
    relations = document.parts[f"{folder}/_rels/{document.main.rpartition('/')[2]}.rels".lstrip("/")]
    relation = {"Id": f"rIdLayout{name}", "Type": _HEADER, "Target": f"{name}.xml"}
    relations.append(relations.makeelement(f"{_PACKAGE}Relationship", relation))
    types = document.parts["[Content_Types].xml"]
    space = types.tag.rpartition("}")[0] + "}"
    types.append(types.makeelement(f"{space}Override", {"PartName": f"/{path}", "ContentType": _TYPE}))
    reference = section.element.makeelement(f"{W}headerReference", {f"{W}type": "default", f"{R}id": relation["Id"]})
    section.element.insert(0, reference)
    return root


def _title_page(section: Element) -> None:
    if section.find(f"{W}titlePg") is None:
        at = next((at for at, child in enumerate(section) if child.tag in _AFTER_TITLE), len(section))
        section.insert(at, section.makeelement(f"{W}titlePg"))


_AFTER_TITLE = {
    f"{W}{name}" for name in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")
}


def new_section(first: Paragraph, section: Section) -> None:
    """Begins a section of its own pages, counted from 1, at a paragraph; the paper stays the same."""
    element = first.element
    while element.getparent().tag != f"{W}body":
        element = element.getparent()
    ended = deepcopy(section.element)
    holder = element.makeelement(f"{W}p")
    properties = holder.makeelement(f"{W}pPr")
    spacing = {f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact"}
    properties.append(properties.makeelement(f"{W}spacing", spacing))
    properties.append(ended)
    holder.append(properties)
    element.addprevious(holder)
    numbers = section.element.find(f"{W}pgNumType")
    if numbers is None:
        numbers = section.element.makeelement(f"{W}pgNumType")
        margin = section.element.find(f"{W}pgMar")
        section.element.append(numbers) if margin is None else margin.addnext(numbers)
    numbers.set(f"{W}start", "1")
    _title_page(section.element)
    for kind in section.element.findall(f"{W}type"):
        section.element.remove(kind)
