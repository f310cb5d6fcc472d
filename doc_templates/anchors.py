"""Places for what is written after the signature: number, day, month, signatures, as anchors of a filled document.

An anchor is a link to https://field.invalid/NAME over blanks as wide as a figure; LibreOffice writes it to the PDF with
its exact box, and fields.py turns it into an empty field. A link over words without a character style is lost there,
so that the style comes along. Marks of one letter stand for the anchors until the words of the form are in.
"""

import re
from collections.abc import Collection
from copy import deepcopy
from itertools import pairwise

from doc_templates import style_sheet as names
from doc_templates.filled import Element, by_style, look_of, text_of
from doc_templates.style_sheet import StyleSheet, W

NUMBER, DAY, MONTH = "so", "ngay", "thang"
SIGNATURE, SECOND = "ChuKy", "ChuKy2"
DRAFTER, UNIT_HEAD = "KyNhay1", "KyNhay2"
"""Initials: the drafter's where the content ends, the unit head's where the copies kept are named ("Lưu: VT")."""
ADDRESS = "https://field.invalid/"
FIGURE_SPACE = "\u2007"
STYLE_ID, STYLE_NAME = "TruongDien", "Trường điền sau"
STYLE = (
    f'<w:style xmlns:w="{W[1:-1]}" w:type="character" w:customStyle="1" w:styleId="{STYLE_ID}">'
    f'<w:name w:val="{STYLE_NAME}"/></w:style>'
)
NUMBER_MARK, DAY_MARK, MONTH_MARK = "\ue0a0", "\ue0a1", "\ue0a2"
_BLANKS = {NUMBER: 4, DAY: 2, MONTH: 2, SIGNATURE: 12, SECOND: 12, DRAFTER: 1, UNIT_HEAD: 1}  # figures wide
_HARDLY_SEEN = "2"  # half points: initials take no room in their line
_CONTENT = tuple(
    {*names.ON_BODY, names.BASIS, names.DECIDES, names.ADDRESSEE} - {names.CELL, names.CELL_HEAD, names.STRONG}
)
_AFTER_CONTENT = (names.RECIPIENTS_HEAD, names.SIGNER_LINE, names.SIGNATURE)
_KEPT = re.compile(r"\s*-\s*Lưu\s*:")
_OF_MARK = {NUMBER_MARK: NUMBER, DAY_MARK: DAY, MONTH_MARK: MONTH}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def set_anchors(
    body: Element, styles: StyleSheet, signer: str, second: str = "", initials: Collection[str] = ()
) -> None:
    """Replace the marks by anchors, in place, and make the places of the signatures anchors too.

    signer: the name below the signature of the office's own signer; second: the name in another block of the form, ""
    where whoever else signs does it on paper; initials: of DRAFTER and UNIT_HEAD those that are asked for.
    """
    for text in [each for each in body.iter(f"{W}t") if _OF_MARK.keys() & set(each.text or "")]:
        _split(text, _written(text, styles))
    blocks = signing_blocks(body, styles)
    for name, field in ((signer, SIGNATURE), (second, SECOND)):
        place = next((place for place, below in blocks if name and below == name.strip()), None)
        if place is not None:
            place.append(_anchor(place.makeelement(f"{W}r", {}), field))
    for field in initials:
        _initials_place(body, styles, field)


def signing_blocks(body: Element, styles: StyleSheet) -> list[tuple[Element, str]]:
    """Every room for a signature with the name below it, in one cell or one on the other."""
    found = by_style(body, styles, (names.SIGNATURE, names.SIGNER_NAME))
    wanted = (names.SIGNATURE, names.SIGNER_NAME)
    return [(place, text_of(name).strip()) for (a, place), (b, name) in pairwise(found) if (a, b) == wanted]


def _written(text: Element, styles: StyleSheet) -> str:
    """How the words around look: "13" or "14i", size in points and italic; the field is filled in the same."""
    look = look_of(next(text.iterancestors(f"{W}p")), styles)
    return f"{look.size:g}{'i' if look.italic else ''}"


def _split(text: Element, look: str) -> None:
    """A run with marks becomes runs and anchors in the same look."""
    run = text.getparent()
    pieces, current = [], ""
    for letter in text.text:
        if letter in _OF_MARK:
            pieces += [_run_like(run, current)] if current else []
            pieces.append(_anchor(run, _OF_MARK[letter], look))
            current = ""
        else:
            current += letter
    pieces += [_run_like(run, current)] if current else []
    for piece in pieces:
        run.addprevious(piece)
    run.getparent().remove(run)


def _run_like(run: Element, words: str, style: str = "") -> Element:
    made = run.makeelement(f"{W}r", {})
    look = run.find(f"{W}rPr")
    properties = deepcopy(look) if look is not None else made.makeelement(f"{W}rPr", {})
    if style:
        properties.insert(0, properties.makeelement(f"{W}rStyle", {f"{W}val": style}))
    made.append(properties)
    made.append(made.makeelement(f"{W}t", {_XML_SPACE: "preserve"}))
    made[-1].text = words
    return made


def _anchor(run: Element, name: str, look: str = "14") -> Element:
    link = run.makeelement(f"{W}fldSimple", {f"{W}instr": f' HYPERLINK "{ADDRESS}{name}/{look}" '})
    link.append(_run_like(run, FIGURE_SPACE * _BLANKS[name], STYLE_ID))
    return link


def _initials_place(body: Element, styles: StyleSheet, field: str) -> None:
    line = _end_of_content(body, styles) if field == DRAFTER else _copies_kept(body, styles)
    if line is not None:
        anchor = _anchor(line.makeelement(f"{W}r", {}), field)
        size = anchor[0][0].makeelement(f"{W}sz", {f"{W}val": _HARDLY_SEEN})
        anchor[0].find(f"{W}rPr").append(size)
        _after_words(line, anchor)


def _after_words(line: Element, anchor: Element) -> None:
    """At the end of the line, but before a tab: what stands behind it is the drafter's mark at the right edge."""
    tab = next((run for run in line.iter(f"{W}r") if run.find(f"{W}tab") is not None), None)
    if tab is None:
        line.append(anchor)
    else:
        tab.addprevious(anchor)


def _end_of_content(body: Element, styles: StyleSheet) -> Element | None:
    """The last line of the content: before whoever signs, and no cell of a table where there is other text."""
    last = None
    for style, line in by_style(body, styles, (*_CONTENT, *_AFTER_CONTENT)):
        if style in _AFTER_CONTENT:
            break
        last = line if text_of(line).strip() else last
    return last


def _copies_kept(body: Element, styles: StyleSheet) -> Element | None:
    """ "- Lưu: VT, …", or the signer's last title where nothing says who keeps a copy."""
    lines = [line for _, line in by_style(body, styles, (names.RECIPIENT,)) if _KEPT.match(text_of(line))]
    titles = [line for _, line in by_style(body, styles, (names.SIGNER_LINE,))]
    return lines[-1] if lines else (titles[-1] if titles else None)
