"""Inside a paragraph: runs in the order they print, deletions left out, insertions, fields and links counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from doc_templates.layout.model import Element, Run, Shape
from doc_templates.layout.properties import Values, letters
from doc_templates.layout.shapes import drawn, text_of_boxes
from doc_templates.layout.styles import Styles
from doc_templates.style_sheet import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INTO = {f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "dir", "bdo",
                                    "fldSimple", "rubyBase")}  # fmt: skip
_BREAKS = {f"{W}br", f"{W}cr"}
_DEPTH = 80


@dataclass
class Line:
    """What was read of one paragraph. `boxes`: its text boxes' contents with the shape each belongs to."""

    runs: list[Run] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    boxes: list[tuple[Element, int]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    breaks_page: bool = False
    page_passed: bool = False  # Word noted here that a page ended


@dataclass
class _Field:
    code: str = ""
    shown: bool = False  # past its w:fldChar "separate"


class Reader:
    """Reads the runs of one paragraph in its style."""

    def __init__(self, styles: Styles, levels: tuple[Values, ...]) -> None:
        self._styles, self._levels = styles, levels
        self.line = Line()
        self._open: list[_Field] = []

    def read(self, element: Element, depth: int = 0) -> Line:
        """Everything below a w:p, or below something inside it."""
        if depth < _DEPTH:
            for child in element:
                self._child(child, depth)
        return self.line

    def _child(self, child: Element, depth: int) -> None:
        tag = child.tag
        if tag == f"{W}r":
            self._run(child)
        elif tag == f"{W}sdt" or tag == f"{W}ruby":
            self.read(child, depth + 1)
        elif tag == f"{MC}AlternateContent":
            self.read(chosen(child), depth + 1)
        elif tag in _INTO:
            if tag == f"{W}fldSimple":
                self._simple_field(child, depth)
            else:
                self.read(child, depth + 1)

    def _simple_field(self, child: Element, depth: int) -> None:
        self._open.append(_Field(child.get(f"{W}instr", ""), True))
        self.line.fields.append(_kind_of(self._open[-1].code))
        before = len(self.line.runs)
        self.read(child, depth + 1)
        if len(self.line.runs) == before:
            self._add("", child)
        self._open.pop()

    def _run(self, run: Element) -> None:
        text = ""
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                text += child.text or ""
            elif tag in _BREAKS:
                text += self._break(child)
            elif tag in (f"{W}tab", f"{W}ptab"):
                text += "\t"
            elif tag in (f"{W}fldChar", f"{W}instrText"):
                self._field_part(child, run)
            elif isinstance(tag, str):
                text += self._other(child)
        if text and not (self._open and not self._open[-1].shown):
            self._add(text, run)

    def _break(self, element: Element) -> str:
        if element.get(f"{W}type") == "page":
            self.line.breaks_page = True
            return ""
        return "" if element.get(f"{W}type") == "column" else "\n"

    def _other(self, child: Element) -> str:
        tag = child.tag
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag == f"{W}sym":
            return _symbol(child)
        if tag == f"{W}lastRenderedPageBreak":
            self.line.page_passed = True
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawn(child)
        elif tag == f"{MC}AlternateContent":
            for inner in chosen(child):
                if inner.tag in (f"{W}drawing", f"{W}pict"):
                    self._drawn(inner)
        return ""

    def _drawn(self, element: Element) -> None:
        self.line.shapes.extend(drawn(element))
        self.line.boxes.extend((content, len(self.line.shapes) - 1) for content in text_of_boxes(element))

    def _field_part(self, child: Element, run: Element) -> None:
        kind = child.get(f"{W}fldCharType")
        if child.tag == f"{W}instrText":
            if self._open and not self._open[-1].shown:
                self._open[-1].code += child.text or ""
        elif kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            self._close(run)

    def _close(self, run: Element) -> None:
        ended = self._open[-1]
        kind = _kind_of(ended.code)
        self.line.fields.append(kind)
        if kind == "PAGE" and not any(each.field == "PAGE" for each in self.line.runs):
            ended.shown = True
            self._add("", run)
        self._open.pop()

    def _add(self, text: str, element: Element) -> None:
        own = letters(element.find(f"{W}rPr"))
        levels = (*self._levels, self._styles.letters_of(own["style"])) if own.get("style") else self._levels
        kind = _kind_of(self._open[-1].code) if self._open else ""
        self.line.runs.append(Run(text, self._styles.look(levels, own, text), element, kind))


def chosen(alternate: Element) -> Element:
    """The branch of an mc:AlternateContent that is read: the new one where there is one."""
    for branch in (f"{MC}Choice", f"{MC}Fallback"):
        found: Element | None = alternate.find(branch)
        if found is not None:
            return found
    return alternate


def _kind_of(code: str) -> str:
    return (code.split() or [""])[0].upper()[:40]


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "-" if code in (0xF02D, 0x2D) else "•" if 0xE000 <= code < 0xF900 or code > 0x10FFFF else _char(code)


def _char(code: int) -> str:
    return "" if code < 32 or 0xD800 <= code < 0xE000 else chr(code)


def blocks(element: Element, depth: int = 0) -> Iterator[Element]:
    """The paragraphs and tables directly inside a body, cell, box, header, content control or insertion."""
    if depth > _DEPTH:
        return
    for child in element:
        tag = child.tag
        if tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif tag == f"{MC}AlternateContent":
            yield from blocks(chosen(child), depth + 1)
        elif tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from blocks(child, depth + 1)
