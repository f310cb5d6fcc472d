"""What stands above, below and level with what: the words in which the places of components are judged."""

from collections.abc import Callable, Iterator
from functools import partial

from doc_templates.layout.components import Part, Span
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.heights import height
from doc_templates.layout.model import Document
from doc_templates.layout.moves import move_below
from doc_templates.layout.rules import Rule

Judge = Callable[[Part, Document, Rule], Iterator[Flaw]]
LEVEL = 11.0  # points by which two things on one line may miss each other


def at(span: Span) -> tuple[int, int]:
    return span.paragraph.index, span.start


def moved(span: Span, found: str, expected: str, fix: Callable[[], None] | None = None) -> Flaw:
    return Flaw(span, found, expected, fix, moves=True)


def after(above: str, below: str, expected: str) -> Judge:
    """`below` comes after `above`; a fix changes their order."""

    def judge(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
        first, second = part[above], part[below]
        if not first or not second or at(second[0]) > at(first[0]):
            return
        here = part[rule.component][0]
        side_by_side = column(first[0]) != column(second[0]) and first[0].paragraph.cell and second[0].paragraph.cell
        if not side_by_side:
            yield moved(here, "sai thứ tự", expected, partial(move_below, second, first))

    return judge


def column(span: Span) -> tuple[int, int] | None:
    cell = span.paragraph.cell
    return (cell.table, cell.column) if cell else None


def depth(span: Span, document: Document) -> float:
    """How far below the top of its cell a line begins."""
    cell = span.paragraph.cell
    above = [each for each in document.paragraphs[: span.paragraph.index] if each.cell and cell and each.cell == cell]
    return sum(height(each) for each in above) + span.paragraph.before


def bring_level(date: Span, number: Span, document: Document) -> None:
    """The one that stands higher is pushed down, or its extra space taken away."""
    gap = depth(number, document) - depth(date, document)
    lower, higher = (number, date) if gap > 0 else (date, number)
    paragraph = lower.paragraph
    drop_attributes(paragraph, "spacing", "beforeAutospacing", "beforeLines")
    if paragraph.before >= abs(gap):
        set_paragraph(paragraph, "spacing", before=str(round((paragraph.before - abs(gap)) * 20)))
    else:
        set_paragraph(higher.paragraph, "spacing", before=str(round((higher.paragraph.before + abs(gap)) * 20)))
