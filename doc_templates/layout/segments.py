"""The lines of a document in reading order, as recognition sees them: words folded, look summed up, column known."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from doc_templates import measure
from doc_templates.layout.flaws import Span
from doc_templates.layout.found import Line
from doc_templates.layout.model import Cell, Document, Look, Paragraph, Shape, is_note

RAISED = 0.62  # of the size: how Word and LibreOffice set superscript, between their 0.65 and 0.58
_SIGNS = re.compile(r"[_─━—–\-=.…·*~\u2500\s]{3,}")
_UNBROKEN = re.compile(r"[_─━—\u2500]+")
_HEAD = 24  # segments in which a tab may part two columns


@dataclass(eq=False)
class Segment:
    """One line of words. `zone`: what may stand side by side: (table, column), (box, number) or None."""

    span: Span
    order: int

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph it is in."""
        return self.span.paragraph

    @property
    def cell(self) -> Cell | None:
        """Its cell."""
        return self.span.paragraph.cell

    @cached_property
    def text(self) -> str:
        """Its words, one blank between them."""
        return " ".join(unicodedata.normalize("NFC", self.span.text).split())

    @cached_property
    def printed(self) -> str:
        """Its words with capitals applied."""
        return " ".join(unicodedata.normalize("NFC", self.span.printed).split())

    @cached_property
    def fold(self) -> str:
        """Its words without marks, in lower case; raised notes (TÊN CƠ QUAN²) left out."""
        if not any(is_note(run) for run in self.span.paragraph.runs):
            return fold(self.span.text)
        pieces = self.span.paragraph.between(self.span.start, self.span.end)
        return fold("".join(run.text[first:last] for run, first, last in pieces if not is_note(run)))

    @cached_property
    def look(self) -> Look:
        """The look of most of its letters."""
        count: Counter[Look] = Counter()
        for run, first, last in self.span.paragraph.between(self.span.start, self.span.end):
            if not is_note(run):
                count[run.look] += last - first
        return count.most_common(1)[0][0] if count else self.span.paragraph.mark

    @property
    def zone(self) -> tuple[str, int, int] | None:
        """Its column."""
        if self.cell:
            return ("table", self.cell.table, self.cell.column)
        return ("box", self.paragraph.box, 0) if self.paragraph.box is not None else None

    @property
    def align_away(self) -> bool:
        """Whether it stands away from the left edge, as a signer does where there is no table."""
        return self.paragraph.align in ("center", "right") or self.paragraph.left > 140

    @property
    def capitals(self) -> bool:
        """Whether it prints in capitals, by most of its letters."""
        letters = [letter for letter in self.printed if letter.isalpha()]
        return bool(letters) and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)


Item = Segment | Line


def segments(document: Document) -> list[Item]:
    """Lines of words and drawn lines of the body, its tables and boxes, in order."""
    items: list[Item] = []
    words = 0
    for paragraph in document.paragraphs:
        if paragraph.part not in ("body", "box"):
            continue
        for item in _of_paragraph(paragraph, words):
            words += isinstance(item, Segment)
            items.append(item)
    return items


def _of_paragraph(paragraph: Paragraph, words: int) -> Iterator[Item]:
    above = [side for side in ("top",) if side in paragraph.borders]
    below = [side for side in ("bottom", "between") if side in paragraph.borders]
    boxed = {"top", "bottom", "left", "right"} <= set(paragraph.borders)
    if above and not boxed:
        yield _border(paragraph, "top")
    for span in _pieces(paragraph, words < _HEAD):
        signs = span.text.strip()
        yield _typed(paragraph, span) if _SIGNS.fullmatch(signs) and len(signs) > 2 else Segment(span, words)
    if below and not boxed:
        yield _border(paragraph, below[0])
    for shape in paragraph.shapes:
        if shape.kind == "line" and shape.width > shape.height:
            yield _drawn(paragraph, shape)


def _pieces(paragraph: Paragraph, in_head: bool) -> Iterator[Span]:
    pattern = r"[^\n\t]+" if in_head and "\t" in paragraph.text.strip() else r"[^\n]+"
    for match in re.finditer(pattern, paragraph.text):
        text = match.group()
        if text.strip():
            start = match.start() + len(text) - len(text.lstrip())
            yield Span(paragraph, start, match.end() - (len(text) - len(text.rstrip())))


def _border(paragraph: Paragraph, side: str) -> Line:
    style = paragraph.borders[side]
    length = paragraph.room - paragraph.left - paragraph.right
    centre = (paragraph.left - paragraph.right) / 2
    return Line("border", length, centre, style in ("single", "thick"), False, paragraph, paragraph.element, side)


def _typed(paragraph: Paragraph, span: Span) -> Line:
    """A row of underscores and the like."""
    run = next((run for run, _, _ in paragraph.between(span.start, span.end)), None)
    look = run.look if run else paragraph.mark
    size = look.size * RAISED if look.raised else look.size
    length = measure.width(span.text, measure.Look(size, look.bold, look.italic))
    centre = (paragraph.left - paragraph.right) / 2 if paragraph.align == "center" else None
    if paragraph.align in ("left", "both"):
        centre = paragraph.left + paragraph.first_line + length / 2 - paragraph.room / 2
    solid = bool(_UNBROKEN.fullmatch(span.text))
    return Line("typed", length, centre, solid, look.raised, paragraph, paragraph.element, span=span)


def _drawn(paragraph: Paragraph, shape: Shape) -> Line:
    centre = None
    if shape.align == "center" and shape.relative in ("column", "margin", "character"):
        centre = 0.0
    elif shape.x is not None and shape.relative == "column":
        start = -paragraph.cell.margin_left if paragraph.cell else 0.0
        centre = shape.x + shape.width / 2 - paragraph.room / 2
        if paragraph.cell and start and abs(centre) > 3:
            # Word measures from the text of the cell, some others from its edge
            centre = min(centre, centre + start, key=abs)
    return Line("drawn", shape.width, centre, shape.solid, False, paragraph, shape.element)


def fold(text: str) -> str:
    """Lower case without marks, blanks made single: "Độc  lập" -> "doc lap"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def likeness(first: str, second: str) -> float:
    """How alike two folded texts are: 1 for equal, by the letters they share in order."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    quick = matcher.quick_ratio()  # never less than the ratio itself
    return matcher.ratio() if quick > 0.75 else quick
