"""Changes that keep to the decree, by ways our own forms do not go: the checker must stay silent on every one."""

import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from tests.mutations.lines import drawn, lines, put_border, sides
from tests.mutations.looks import WANTED
from tests.mutations.paper import BODY, Element, Paper, W, replace, spoilt, text_of
from tests.mutations.props import by_runs, off, paragraph_property, put, size

_LINED = ("motto", "agency", "subject")  # another size, another length of the line below
Change = Callable[[Paper], None]
_MM = 1440 / 25.4


def variants(data: bytes) -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Every change by name, as a function of the paper's bytes."""
    for name, change in _CHANGES.items():
        yield name, spoilt(change)
    for component, wanted in WANTED.items():
        if wanted.high > wanted.low and component not in _LINED and Paper(data).find(component):
            for points in (wanted.low, wanted.high):
                yield f"{component} in {points} pt", spoilt(lambda paper, c=component, p=points: _sized(paper, c, p))


def _sized(paper: Paper, component: str, points: float) -> None:
    for paragraph in paper.find(component):
        by_runs(paper, paragraph, size(points))


def _in_letters(paper: Paper) -> None:
    """Word parts runs at every correction."""
    for run in list(paper.body.iter(f"{W}r")):
        pieces = run.findall(f"{W}t")
        if len(pieces) != 1 or not pieces[0].text or len(run) > 2:
            continue
        text = pieces[0].text
        for at in range(0, len(text), 3):
            new = deepcopy(run)
            new.find(f"{W}t").text = text[at : at + 3]
            new.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addprevious(new)
            run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
        run.getparent().remove(run)


def _separate_marks(paper: Paper) -> None:
    """TCVN 6909 knows letters with separate marks as well."""
    for piece in paper.body.iter(f"{W}t"):
        piece.text = unicodedata.normalize("NFD", piece.text or "")


def _typed_capitals(paper: Paper) -> None:
    for component, wanted in WANTED.items():
        for paragraph in paper.find(component) if wanted.caps else ():
            by_runs(paper, paragraph, off("caps"))
            replace(paragraph, r"(?s)^.*$", text_of(paragraph).upper())


def _old_tone_marks(paper: Paper) -> None:
    for paragraph in paper.find("national_name"):
        replace(paragraph, "hòa|HÒA", lambda found: "hoà" if found[0].islower() else "HOÀ")


def _drawn_lines(paper: Paper) -> None:
    for _, line in list(lines(paper)):
        left, right, room = sides(line)
        put_border(line, "nil")
        line.append(drawn((room - left - right) / 20))
        paragraph_property(line, "ind", left="0", right="0")


def _blank_number(paper: Paper) -> None:
    for paragraph in paper.find("number"):
        replace(paragraph, r"Số: \d+/", "Số:         /")
    for paragraph in paper.find("place_and_date"):
        replace(paragraph, r"ngày \d+ tháng (\d+)", r"ngày      tháng \1")
    _not_numbered_yet(paper)


def _dotted_number(paper: Paper) -> None:
    for paragraph in paper.find("number"):
        replace(paragraph, r"Số: \d+/", "Số: ……/")
    for paragraph in paper.find("place_and_date"):
        replace(paragraph, r"ngày \d+ tháng \d+ năm \d+", "ngày …… tháng …… năm ………")
    _not_numbered_yet(paper)


def _not_numbered_yet(paper: Paper) -> None:
    for paragraph in paper.find("appended_to"):
        replace(paragraph, r"số \d+/", "số …/")
        replace(paragraph, r"ngày \d+ tháng \d+ năm \d+", "ngày … tháng … năm …")


def _margins(paper: Paper) -> None:
    for margins in paper.body.iter(f"{W}pgMar"):
        for side, much in (("top", 25), ("bottom", 25), ("left", 31), ("right", 16)):
            margins.set(f"{W}{side}", str(round(much * _MM)))


def _body(**attributes: dict[str, str]) -> Change:
    def change(paper: Paper) -> None:
        for component in BODY:
            for paragraph in paper.find(component):
                for name, values in attributes.items():
                    if name != "ind" or component in ("text", "clause", "point", "article", "dash"):
                        paragraph_property(paragraph, name, **values)

    return change


def _hard_spaces(paper: Paper) -> None:
    """Blanks that do not break, as careful typists set them."""
    for component in ("number", "place_and_date"):
        for paragraph in paper.find(component):
            for piece in paragraph.iter(f"{W}t"):
                piece.text = (piece.text or "").replace("tháng ", "tháng\u00a0").replace("Số: ", "Số:\u00a0")


def _emphasis(paper: Paper) -> None:
    """A few words of a long paragraph in bold."""
    long = next((each for each in paper.find("text") if len(text_of(each)) > 100), None)
    if long is None:
        return
    run = next(each for each in long.iter(f"{W}r") if len(text_of(each)) > 60)
    text = text_of(run)
    pieces = (text[:20], text[20:40], text[40:])
    for at, piece in enumerate(pieces):
        new = deepcopy(run)
        new.find(f"{W}t").text = piece
        new.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if at == 1:
            put(_properties(new), {"b": {}}, ("rStyle", "b", "sz"))
        run.addprevious(new)
    run.getparent().remove(run)


def _properties(run: Element) -> Element:
    found = run.find(f"{W}rPr")
    if found is None:
        found = run.makeelement(f"{W}rPr", {})
        run.insert(0, found)
    return found


def _newer_names(paper: Paper) -> None:
    """Strict names of sides: start and end for left and right."""
    for name in ("word/document.xml", "word/styles.xml"):
        for element in paper.tree(name).iter(f"{W}ind", f"{W}jc"):
            for old, new in (("left", "start"), ("right", "end")):
                if element.get(f"{W}{old}") is not None:
                    element.set(f"{W}{new}", element.attrib.pop(f"{W}{old}"))
                if element.get(f"{W}val") == old:
                    element.set(f"{W}val", new)


def _joined(*components: str) -> Change:
    """Several paragraphs as one, parted by line breaks."""

    def change(paper: Paper) -> None:
        for component in components:
            first, *others = paper.find(component)
            for other in [each for each in others if each.getparent() is first.getparent()]:
                etree.SubElement(etree.SubElement(first, f"{W}r"), f"{W}br")
                first.extend(other.findall(f"{W}r"))
                other.getparent().remove(other)

    return change


_CHANGES: dict[str, Change] = {
    "runs parted every third letter": _in_letters,
    "letters with separate marks": _separate_marks,
    "capitals typed": _typed_capitals,
    "HOÀ for HÒA": _old_tone_marks,
    "lines drawn as shapes": _drawn_lines,
    "number and day still blank": _blank_number,
    "number and date dotted": _dotted_number,
    "other margins": _margins,
    "first lines of 1 cm": _body(ind={"firstLine": "567"}),
    "single spacing": _body(spacing={"line": "240", "lineRule": "auto"}),
    "one and a half": _body(spacing={"line": "360", "lineRule": "auto"}),
    "gaps before": _body(spacing={"before": "120", "after": "120"}),
    "blanks that do not break": _hard_spaces,
    "a few words in bold": _emphasis,
    "start and end": _newer_names,
    "lists parted by line breaks": _joined("recipients", "agency"),
}
