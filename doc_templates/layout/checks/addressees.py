"""How the names after "Kính gửi:" stand: their dashes in one line, below the colon (II.9.d)."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from doc_templates import measure
from doc_templates.layout.components import Components, Part
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document, Paragraph
from doc_templates.layout.rules import Rule

_EVEN = 1.0  # points the dashes may miss each other
_COLON = 24.0  # and the colon: the decree's own mẫu 1.5 misses it by 22


def dashes(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """The dashes of the names stand below each other and below the colon."""
    for part in components.parts:
        paragraphs = [span.paragraph for span in part["addressees"] if span.text.startswith("-")]
        if len(paragraphs) != len(part["addressees"]) or not paragraphs:
            continue
        usual = Counter(round(_start(each)) for each in paragraphs).most_common(1)[0][0]
        colon = _colon(part)
        for span in part["addressees"]:
            at = _start(span.paragraph)
            if abs(at - usual) > _EVEN or span.paragraph.align in ("center", "right"):
                yield Flaw(span, "lệch", "thẳng hàng", partial(_move, span.paragraph, colon or usual))
            elif colon is not None and abs(at - colon) > _COLON:
                yield Flaw(span, "lệch", "dưới dấu hai chấm", partial(_move, span.paragraph, colon))


def _start(paragraph: Paragraph) -> float:
    """Where the first letter stands."""
    return paragraph.left + paragraph.first_line


def _colon(part: Part) -> float | None:
    """Where the colon of "Kính gửi:" stands; None in tables and centred lines, where it cannot be told."""
    span = part["addressed"][0] if part["addressed"] else None
    names = part["addressees"][0].paragraph
    if span is None or span.paragraph.align not in ("left", "both") or span.paragraph.cell or names.cell:
        return None
    if not span.text.rstrip().endswith(":") or "\\t" in span.paragraph.text:
        return None
    look = next((run.look for run in span.paragraph.runs if run.text.strip()), None)
    if look is None:
        return None
    return _start(span.paragraph) + measure.width(
        span.text.rstrip(": "), measure.Look(look.size, look.bold, look.italic)
    )


def _move(paragraph: Paragraph, to: float) -> None:
    hang = max(-paragraph.first_line, 0.0)
    drop_attributes(paragraph, "ind", "start", "hanging", "firstLine", "startChars", "leftChars", "firstLineChars")
    set_paragraph(paragraph, "ind", left=str(round((to + hang) * 20)), hanging=str(round(hang * 20)))
    if paragraph.align in ("center", "right"):
        set_paragraph(paragraph, "jc", val="left")
