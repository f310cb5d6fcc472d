"""Room for the signature between title and name (ô 7c)."""

from collections.abc import Iterator
from functools import partial

from doc_templates.layout.checks.order import at, column
from doc_templates.layout.components import Components, Span
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.heights import height
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule


def room_to_sign(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Ô 7c: room for the signature between ô 7a and 7b."""
    for part in components.parts:
        for name in part["signer_name"]:
            lines = [span for span in part["signer_lines"] if column(span) == column(name) and at(span) < at(name)]
            if (
                lines
                and not part["signature_place"]
                and _room_between(lines[-1], name, document) < rule.numbers["room"]
            ):
                fix = partial(_make_room, name, rule.numbers["usual"])
                yield Flaw(name, "none", f"{rule.numbers['room']:g} pt", fix)


def _room_between(line: Span, name: Span, document: Document) -> float:
    between = document.paragraphs[line.paragraph.index + 1 : name.paragraph.index]
    column = [each for each in between if (each.cell and each.cell.column) == (line.paragraph.cell and
              line.paragraph.cell.column)]  # fmt: skip
    breaks = name.paragraph.text[: name.start].count("\n") + line.paragraph.text[line.end :].count("\n")
    rows = line.paragraph.cell and name.paragraph.cell and line.paragraph.cell.row != name.paragraph.cell.row
    title = 100.0 if rows else 0.0
    return sum(map(height, column)) + line.paragraph.after + name.paragraph.before + 14.0 * breaks + title


def _make_room(name: Span, points: float) -> None:
    drop_attributes(name.paragraph, "spacing", "beforeAutospacing", "beforeLines")
    set_paragraph(name.paragraph, "spacing", before=str(round(points * 20)))
