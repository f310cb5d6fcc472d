"""How high a paragraph stands on paper, by its words, look and spacing."""

from doc_templates import measure
from doc_templates.layout.model import Paragraph

_NATURAL = 1.15


def height(paragraph: Paragraph) -> float:
    """Points from the top of a paragraph to the next, its gaps included."""
    return paragraph.before + lines(paragraph) * line_height(paragraph) + paragraph.after


def line_height(paragraph: Paragraph) -> float:
    """Points of one line."""
    size = max((run.look.size for run in paragraph.runs if run.text.strip() and not run.look.raised),
               default=paragraph.mark.size)  # fmt: skip
    return paragraph.exact or max(size * _NATURAL * (paragraph.line or 1.0), paragraph.at_least)


def lines(paragraph: Paragraph) -> int:
    """How many lines its words take in its room."""
    room = max(paragraph.room - paragraph.left - paragraph.right, 20.0)
    look = next((run.look for run in paragraph.runs if run.text.strip()), paragraph.mark)
    set_as = measure.Look(look.size, look.bold, look.italic)
    first = max(paragraph.first_line, 0.0)
    count = 0
    for line in paragraph.printed.split("\n"):
        width = measure.width(line.strip(), set_as) + first
        count += 1 if width <= room else len(measure.wrapped(line, set_as, room))
        first = 0.0
    return max(count, 1)
