"""How the paragraphs of a component are set: alignment, indents, gaps, line spacing."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from doc_templates.layout.components import Components
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw, Span
from doc_templates.layout.heights import lines
from doc_templates.layout.model import Document, Paragraph
from doc_templates.layout.rules import Rule

MM = 72 / 25.4
_ASIDE = 4.0  # points a centred line may be off the middle
_EXACT = 0.3  # points: how far a measure may be off, for rounding in twentieths and in tenths of a millimetre
_NATURAL = 1.15  # of the size: the height of a single line of Times New Roman


def align(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Where the lines of a component stand between their margins."""
    wanted = rule.numbers["value"]
    for span in _first_of_each(components, rule):
        paragraph = span.paragraph
        if wanted == "both" and ((rule.component == "text" and _caption(span)) or paragraph.cell):
            continue
        if paragraph.align != wanted and not (wanted == "left" and paragraph.align == "both"):
            modest = _as_in_models(paragraph, wanted, rule.component)
            if not (modest and paragraph.align == "left" and lines(paragraph) == 1):
                fix = partial(_set_align, paragraph, wanted)
                yield Flaw(span, paragraph.align, wanted, fix, severity="warning" if modest else "")
        elif (wanted == "center" and abs(_off_centre(paragraph)) > _ASIDE and len(paragraph.borders) < 3) or (
            wanted == "left" and paragraph.left + min(paragraph.first_line, 0) > _ASIDE
        ):
            yield Flaw(span, "aside", wanted, partial(_set_align, paragraph, wanted))


def _as_in_models(paragraph: Paragraph, wanted: str, component: str) -> bool:
    """Where the decree's own models are loose: mẫu 1.2 states no alignment of its text, 1.10 justifies the title."""
    unstated = wanted == "both" and not paragraph.aligned
    return unstated or (component == "signer_lines" and paragraph.align == "both")


def _first_of_each(components: Components, rule: Rule) -> Iterator[Span]:
    seen: set[int] = set()
    for span in components[rule.component]:
        if span.paragraph.index not in seen:
            seen.add(span.paragraph.index)
            yield span


def _caption(span: Span) -> bool:
    """The name of a table or picture, a formula: centred, short and set off by its look."""
    paragraph = span.paragraph
    looks = [run.look for run, _, _ in paragraph.between(span.start, span.end)]
    apart = all(look.bold for look in looks) or all(look.italic for look in looks)
    return paragraph.align == "center" and apart and len(span.text) < 150


def _off_centre(paragraph: Paragraph) -> float:
    return (paragraph.left + max(paragraph.first_line, 0) - paragraph.right) / 2


def _set_align(paragraph: Paragraph, wanted: str) -> None:
    set_paragraph(paragraph, "jc", val=wanted)
    if wanted == "center" and abs(_off_centre(paragraph)) > _ASIDE:
        _set_indents(paragraph, paragraph.right, paragraph.right, 0)
    if wanted == "left" and paragraph.left + min(paragraph.first_line, 0) > _ASIDE:
        _set_indents(paragraph, max(-paragraph.first_line, 0), paragraph.right, min(paragraph.first_line, 0))


def _set_indents(paragraph: Paragraph, left: float, right: float, first: float) -> None:
    drop_attributes(paragraph, "ind", "start", "end", "hanging", "firstLine", "firstLineChars", "leftChars",
                    "startChars", "hangingChars", "rightChars", "endChars")  # fmt: skip
    which = {"hanging" if first < 0 else "firstLine": _twips(abs(first))}
    set_paragraph(paragraph, "ind", left=_twips(left), right=_twips(right), **which)


def _twips(length: float) -> str:
    return str(round(length * 20))


def indent(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.6.e: where the first line begins, in millimetres; the other lines begin at the margin."""
    places = [each * MM for each in rule.numbers["value"]]
    expected = " hoặc ".join(f"{each / 10:g} cm".replace(".", ",") for each in rule.numbers["value"])
    usual = _usual_place(components, places)
    for span in _first_of_each(components, rule):
        paragraph = span.paragraph
        if paragraph.cell or paragraph.box is not None or _goes_on(paragraph, document):
            continue
        if paragraph.align == "center" and rule.component in ("text", "dash"):
            continue
        at, hangs = _begins(paragraph), paragraph.first_line < -_EXACT
        wide = abs(paragraph.right) > 2 or (abs(paragraph.left) > _EXACT and not hangs)
        if wide or not any(abs(at - place) <= _EXACT for place in places):
            place = usual or min(places, key=lambda each, near=at: abs(each - near))  # type: ignore[misc]
            fix = partial(_set_indents, paragraph, 0, 0, place)
            severity = "warning" if abs(at) < _EXACT and not wide and not paragraph.indented else ""
            yield Flaw(span, f"{at / MM / 10:.2f} cm".replace(".", ","), expected, fix, severity=severity)


def _begins(paragraph: Paragraph) -> float:
    at = paragraph.left + paragraph.first_line
    if paragraph.text.startswith("\t"):
        stops = sorted(place for kind, place in paragraph.tabs if kind not in ("clear", "bar") and place > at)
        return stops[0] if stops else at + 36
    return at


def _goes_on(paragraph: Paragraph, document: Document) -> bool:
    """Dotted blanks of a form go on from the line above, and so does the rest of a sentence typed in two paragraphs."""
    above = document.paragraphs[paragraph.index - 1] if paragraph.index else None
    flush = not paragraph.indented and not paragraph.left and above is not None and above.part == paragraph.part
    open_above = (
        flush and above is not None and above.text.strip()[-1:].isalnum() and paragraph.text.strip()[:1].islower()
    )
    return open_above or not paragraph.text.strip(" .…\t;/_")


def _usual_place(components: Components, places: list[float]) -> float | None:
    """The allowed place at which most of the body begins."""
    count = [sum(abs(_begins(span.paragraph) - place) <= _EXACT for span in components["body"]) for place in places]
    return places[count.index(max(count))] if any(count) else None


def spacing(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.6.e: at least so many points between one paragraph of the body and the next."""
    least = rule.numbers["value"]
    for span in _first_of_each(components, rule):
        paragraph = span.paragraph
        above = _right_above(paragraph, document, components)
        if above is None:
            continue
        gap = _gap(above, paragraph)
        if gap < least - 0.05:
            yield Flaw(span, f"{gap:g} pt", f"{least:g} pt", partial(_set_gap, above, paragraph, components, least))


_LEVELS = frozenset({"bases", "article", "heading", "clause_title", "clause", "point", "dash", "text"})


def _right_above(paragraph: Paragraph, document: Document, components: Components) -> Paragraph | None:
    """The paragraph of the body that stands directly above one, with nothing between them."""
    if not paragraph.index or paragraph.cell or paragraph.box is not None:
        return None
    above = document.paragraphs[paragraph.index - 1]
    alike = above.part == paragraph.part and above.cell is None and above.section == paragraph.section
    levels = _LEVELS & set(components.names.get(above.index, ()))
    return above if alike and levels and above.element.getnext() is paragraph.element else None


def _gap(above: Paragraph, paragraph: Paragraph) -> float:
    same = above.style_id == paragraph.style_id
    after = 0.0 if above.contextual and same else above.after
    before = 0.0 if paragraph.contextual and same else paragraph.before
    return after + before


def _set_gap(above: Paragraph, paragraph: Paragraph, components: Components, least: float) -> None:
    """Opens the gap on the side that is out of step with the rest of the body."""
    from_above = sum(span.paragraph.after >= least for span in components["body"])
    from_below = sum(span.paragraph.before >= least for span in components["body"])
    side, target = ("after", above) if from_above >= from_below else ("before", paragraph)
    drop_attributes(target, "spacing", f"{side}Autospacing", f"{side}Lines")
    set_paragraph(target, "spacing", **{side: _twips(least)})
    for each in (above, paragraph):
        if each.contextual:
            set_paragraph(each, "contextualSpacing", val="0")


def close(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.1.c, II.2.b: lines of the letterhead that stand single-spaced below each other have no gap between them."""
    upper, lower, most = rule.numbers["upper"], rule.component, rule.numbers["most"]
    for part in components.parts:
        spans = sorted((*part[upper], *part[lower]), key=lambda span: (span.paragraph.index, span.start))
        for above, below in pairwise(spans):
            gap = _gap(above.paragraph, below.paragraph)
            if below.paragraph.index == above.paragraph.index + 1 and gap > most:
                yield Flaw(below, f"{gap:g} pt", "0 pt", partial(_close, above.paragraph, below.paragraph))


def _close(above: Paragraph, below: Paragraph) -> None:
    for paragraph, side in ((above, "after"), (below, "before")):
        drop_attributes(paragraph, "spacing", f"{side}Autospacing", f"{side}Lines")
        set_paragraph(paragraph, "spacing", **{side: "0"})


def line_height(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """From single to one and a half lines."""
    least, most = rule.numbers["value"]
    expected = f"{least:g} dòng" if least == most else f"{least:g}–{most:g} dòng"
    for span in _first_of_each(components, rule):
        found = lines_of(span.paragraph)
        slack = 0.06 if span.paragraph.exact or span.paragraph.at_least else 0.004
        if not least - slack <= found <= most + slack:
            nearest = min(max(found, least), most)
            shown = f"{found:.2f}".rstrip("0").rstrip(".").replace(".", ",")
            yield Flaw(span, f"{shown} dòng", expected.replace(".", ","), partial(_set_lines, span.paragraph, nearest))


def lines_of(paragraph: Paragraph) -> float:
    """The line spacing as a multiple of single."""
    size = max((run.look.size for run in paragraph.runs if run.text.strip()), default=paragraph.mark.size)
    if paragraph.exact:
        return paragraph.exact / (size * _NATURAL)
    return max(paragraph.at_least / (size * _NATURAL), 1.0) if paragraph.at_least else paragraph.line


def _set_lines(paragraph: Paragraph, lines: float) -> None:
    set_paragraph(paragraph, "spacing", line=str(round(lines * 240)), lineRule="auto")
