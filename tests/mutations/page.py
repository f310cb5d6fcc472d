"""The page: paper, orientation, margins, page number; and the indents and spacing of the body (I.1-7, II.6.e)."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.mutations import Mutation
from tests.mutations.paper import Element, Paper, R, W, drop, spoilt, text_of
from tests.mutations.props import by_runs, font, on, paragraph_property, size

_MM = 1440 / 25.4
_PAPERS = {"letter": (12240, 15840), "A5": (8391, 11906), "A3": (16838, 23811), "legal": (12240, 20160)}
_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
_BODY = ("text", "clause", "point", "article")
_WIDTH = {"page.margins", "page.paper", "subject.line", "agency.line", "signer_lines.place", "kind.align"}
_LONG = 3000  # letters of a document that surely has a second page
Change = Callable[[Paper], None]


def mutations(data: bytes) -> Iterator[Mutation]:
    paper = Paper(data)
    for name, (width, height) in _PAPERS.items():
        yield _of("page.paper", f"paper {name}", _each(_size, width, height), beside=_WIDTH)
    yield _of("page.orientation", "landscape", _each(_landscape), beside=_WIDTH)
    for side, (low, high) in _MARGINS.items():
        for much in (low - 5, low - 1.5, high + 2, high + 10):
            yield _of("page.margins", f"margin {side} {much} mm", _each(_margin, side, much), beside=_WIDTH)
    yield from _numbers(paper)
    for component in _BODY:
        if paper.find(component):
            yield from _body(paper, component)


def _numbers(paper: Paper) -> Iterator[Mutation]:
    if not paper.headers():
        return
    numbered = frozenset({"page_number.missing", "page_number.place"})
    if sum(len(text_of(each)) for each in paper.paragraphs()) > _LONG:
        yield _of(numbered, "page number gone", _no_number)
        yield _of(numbered, "page number reference gone", _no_header)
    yield _of("page_number.place", "page number in the footer", _in_footer, also={"page_number.missing"})
    yield _of("page_number.first_page", "page number on the first page", _each_first, repairable=True)
    yield _of("page_number.start", "page number from 5", _from_five, also={"page_number.format"})
    yield _of("page_number.format", "page number La Mã", _roman)
    for name, before, behind in (("Trang", "Trang ", ""), ("hyphens", "- ", " -"), ("slash", "", "/5")):
        yield _of("page_number.format", f"page number with {name}", _number(_framed(before, behind)))
    for align in ("left", "right"):
        yield _of("page_number.align", f"page number {align}", _number(_aligned(align)))
    looks = {
        "size 11": ("size", size(11)), "size 16": ("size", size(16)), "italic": ("italic", on("i")),
        "bold": ("bold", on("b")), "font": ("font", font("Arial")), "colour": ("colour", {"color": {"val": "0000FF"}}),
    }  # fmt: skip
    for name, (rule, values) in looks.items():
        change = _number(lambda paper, each, values=values: by_runs(paper, each, values))
        yield _of(f"page_number.{rule}", f"page number {name}", change, also={"page_number.style"})


def _body(paper: Paper, component: str) -> Iterator[Mutation]:
    def spoil(name: str, rule: str, **attributes: str) -> Mutation:
        def change(paper: Paper) -> None:
            paragraph_property(paper.find(component)[0], name, **attributes)

        told = " ".join(f"{key} {value}" for key, value in attributes.items())
        accepted = {f"body.{rule}", f"{component}.{rule}", f"levels.{rule}"}
        return Mutation(f"{component}: {name} {told}", frozenset(accepted), spoilt(change), "body")

    yield spoil("ind", "indent", firstLine="0")
    yield spoil("ind", "indent", firstLine="284")
    yield spoil("ind", "indent", firstLine="1134")
    yield spoil("ind", "indent", left="567", firstLine="720")
    running = [each for name in ("text", "clause", "point", "dash", "article") for each in paper.find(name)]
    if any(each.getprevious() in running for each in paper.find(component)):
        yield Mutation(f"{component}: no gap", frozenset({f"{component}.spacing"}), spoilt(_no_gap(component)), "body")
    yield spoil("spacing", "line_height", line="480", lineRule="auto")
    yield spoil("spacing", "line_height", line="200", lineRule="auto")
    yield spoil("spacing", "line_height", line="200", lineRule="exact")


def _no_gap(component: str) -> Change:
    def change(paper: Paper) -> None:
        running = [each for name in ("text", "clause", "point", "dash", "article") for each in paper.find(name)]
        paragraph = next(each for each in paper.find(component) if each.getprevious() in running)
        paragraph_property(paragraph, "spacing", before="0")
        paragraph_property(paragraph.getprevious(), "spacing", after="0")

    return change


def _each(change: Callable[..., None], *values: object) -> Change:
    def spoil(paper: Paper) -> None:
        for section in paper.body.iter(f"{W}sectPr"):
            change(section, *values)

    return spoil


def _size(section: Element, width: int, height: int) -> None:
    page = section.find(f"{W}pgSz")
    page.set(f"{W}w", str(width))
    page.set(f"{W}h", str(height))


def _landscape(section: Element) -> None:
    page = section.find(f"{W}pgSz")
    page.set(f"{W}w", "16838")
    page.set(f"{W}h", "11906")
    page.set(f"{W}orient", "landscape")


def _margin(section: Element, side: str, much: float) -> None:
    section.find(f"{W}pgMar").set(f"{W}{side}", str(round(much * _MM)))


def _each_first(paper: Paper) -> None:
    for section in paper.body.iter(f"{W}sectPr"):
        for flag in section.findall(f"{W}titlePg"):
            section.remove(flag)


def _from_five(paper: Paper) -> None:
    section = next(paper.body.iter(f"{W}sectPr"))
    kept = section.find(f"{W}pgNumType")
    if kept is None:
        kept = section.makeelement(f"{W}pgNumType", {})
        section.find(f"{W}pgMar").addnext(kept)
    kept.set(f"{W}start", "5")


def _roman(paper: Paper) -> None:
    _from_five(paper)
    for kept in paper.body.iter(f"{W}pgNumType"):
        kept.set(f"{W}start", "1")
        kept.set(f"{W}fmt", "lowerRoman")


def _number(change: Callable[[Paper, Element], None]) -> Change:
    def spoil(paper: Paper) -> None:
        for root in paper.headers():
            for paragraph in root.iter(f"{W}p"):
                change(paper, paragraph)

    return spoil


def _aligned(to: str) -> Callable[[Paper, Element], None]:
    return lambda _, paragraph: paragraph_property(paragraph, "jc", val=to)


def _framed(before: str, behind: str) -> Callable[[Paper, Element], None]:
    """Words around the number."""

    def change(_: Paper, paragraph: Element) -> None:
        field = next(paragraph.iter(f"{W}fldSimple", f"{W}r"), None)
        for words, put in ((before, "addprevious"), (behind, "addnext")):
            if words and field is not None:
                run = field.makeelement(f"{W}r", {})
                text = run.makeelement(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                text.text = words
                run.append(text)
                getattr(field, put)(run)

    return change


def _no_number(paper: Paper) -> None:
    for root in paper.headers():
        for run in [*root.iter(f"{W}fldSimple"), *root.iter(f"{W}r")]:
            if run.getparent() is not None:
                run.getparent().remove(run)


def _no_header(paper: Paper) -> None:
    for reference in list(paper.body.iter(f"{W}headerReference")):
        drop(reference)


def _in_footer(paper: Paper) -> None:
    """The same field in a footer part of its own; the headers stay, empty."""
    paper.parts["word/footer9.xml"] = _as_footer(paper.headers()[0])
    _no_number(paper)
    types, relations = paper.tree("[Content_Types].xml"), paper.tree("word/_rels/document.xml.rels")
    part = next(each for each in types if "header+xml" in each.get("ContentType", ""))
    new = deepcopy(part)
    new.set("PartName", "/word/footer9.xml")
    new.set("ContentType", part.get("ContentType").replace("header", "footer"))
    part.addnext(new)
    header = next(each for each in relations if each.get("Type").endswith("/header"))
    relation = deepcopy(header)
    relation.set("Id", "rIdFooter9")
    relation.set("Type", header.get("Type").replace("/header", "/footer"))
    relation.set("Target", header.get("Target").replace(header.get("Target").split("/")[-1], "footer9.xml"))
    header.addnext(relation)
    for section in paper.body.iter(f"{W}sectPr"):
        new = section.makeelement(f"{W}footerReference", {f"{W}type": "default", f"{R}id": "rIdFooter9"})
        section.insert(len(section.findall(f"{W}headerReference")), new)


def _as_footer(header: Element) -> bytes:
    from lxml import etree

    copy = deepcopy(header)
    copy.tag = f"{W}ftr"
    return bytes(etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True))


def _of(
    rule: str | frozenset[str],
    name: str,
    change: Change,
    also: set[str] | None = None,
    beside: set[str] | None = None,
    repairable: bool = True,
) -> Mutation:
    named = (frozenset({rule}) if isinstance(rule, str) else rule) | (also or set())
    return Mutation(name, frozenset(named), spoilt(change), "page", frozenset(beside or ()), repairable)
