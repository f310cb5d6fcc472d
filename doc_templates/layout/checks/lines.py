"""The drawn lines of the decree: below motto, agency, subject, the line of an appendix, above the address."""

from collections.abc import Iterator, Mapping
from functools import partial

from doc_templates import measure
from doc_templates.layout.components import Components, Line, Part
from doc_templates.layout.draw import border_above, draw_below, redraw
from doc_templates.layout.flaws import Flaw, Span
from doc_templates.layout.model import Document, Paragraph
from doc_templates.layout.rules import Rule

_ASIDE = 5.0  # points off the middle
_ASIDE_BY_HAND = 10.0  # of lines drawn with the mouse, as the one of mẫu 3.1
_SLACK = 0.03  # of the text: rounding, and fonts a little wider than measured
_WHOLE = 0.07  # the same where a line is as long as its text
_BY_HAND = 0.06
_TYPED = 0.2  # rows of raised underscores, as the decree's own models have them, cannot be exact
_HANDS = {"motto": "line_whole", "appended_to": "line_any"}


def below(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """A line below a component: there, unbroken, as long as it should be, in the middle."""
    wanted = rule.numbers["value"]
    expected = _HANDS.get(rule.component, "line_third")
    for part in components.parts:
        spans = _owners(part, rule.component)
        if not spans:
            continue
        line = part.lines.get(rule.component) or _elsewhere(part, rule.component)
        found = _found(line, spans, wanted) if line else "line_missing"
        if found:
            length = _length(spans, wanted)
            fix = partial(redraw, line, length) if line else partial(draw_below, spans[-1], length)
            yield Flaw(spans[-1], found, expected, fix, moves=line is None or line.kind == "typed")


def _owners(part: Part, component: str) -> list[Span]:
    """The words above the line; documents that go with a decision have it below (Kèm theo …) instead of the subject."""
    if component == "subject" and part.role != "main":
        return []
    if component == "subject" and part.kind == "bien-ban" and component not in part.lines:
        return []  # mẫu 1.9 draws none
    if component == "agency" and part.role == "copy" and not part["agency"]:
        return []
    return part[component]


def _elsewhere(part: Part, component: str) -> Line | None:
    """Where "(Kèm theo …)" is missing or swapped with the title, the line stands below the title."""
    return part.lines.get("appendix_title") if component == "appended_to" and part.role == "appendix" else None


def _found(line: Line, spans: list[Span], wanted: dict[str, list[float]]) -> str | None:
    if not line.solid:
        return "line_broken"
    if line.kind == "typed" and not line.raised:
        return "line_typed"
    least, most = _limits(line, spans, wanted)
    if not least <= line.length <= most:
        share = line.length / max(_widths(spans), default=1.0)
        return f"dài {line.length * 25.4 / 72:.0f} mm, bằng {share * 100:.0f} % dòng chữ"
    allowed = _ASIDE_BY_HAND if line.kind == "drawn" else _ASIDE
    if line.off_centre is not None and abs(line.off_centre - _middle(spans)) > allowed:
        return "line_aside"
    return None


def _middle(spans: list[Span]) -> float:
    paragraph = spans[-1].paragraph
    return (paragraph.left - paragraph.right) / 2 if paragraph.align == "center" else 0.0


def _limits(line: Line, spans: list[Span], wanted: dict[str, list[float]]) -> tuple[float, float]:
    """The least and the greatest length, in points."""
    if "any" in wanted:
        return wanted["any"][0], wanted["any"][1]
    widths = _widths(spans)
    (least, most), slack = wanted["share"], _SLACK
    if least == most:
        least, most, slack = least, most, _WHOLE
    if line.kind == "drawn" and least < most:  # by hand, and as long as ever in the decree's models
        return min(widths) * (least - _BY_HAND), max(widths) * (most + _BY_HAND)
    if line.kind == "typed":
        return min(widths) * (least - _TYPED), max(widths) * (most + _TYPED)
    return min(widths) * (least - slack / 2), max(widths) * (most + slack / 2 if slack == _SLACK else most + slack)


def _length(spans: list[Span], wanted: dict[str, list[float]]) -> float:
    """The length a new line gets."""
    if "any" in wanted:
        return 71.0
    widths, (least, most) = _widths(spans), wanted["share"]
    return widths[-1] if least == most else max(min(widths[-1], max(widths)) * (least + most) / 2, max(widths) * least)


def _widths(spans: list[Span]) -> list[float]:
    """The widths of the printed lines of a component, each as it breaks in its room."""
    widths: list[float] = []
    for span in spans:
        looks = [run.look for run, _, _ in span.paragraph.between(span.start, span.end) if not run.look.raised]
        if not looks:
            continue
        look = measure.Look(looks[0].size, looks[0].bold, looks[0].italic, False)
        room = span.paragraph.room - span.paragraph.left - span.paragraph.right
        widths.extend(measure.wrapped(_plain(span), look, max(room, 1.0)))
    return [width for width in widths if width > 0] or [1.0]


def _plain(span: Span) -> str:
    """The printed words without the small numbers of notes."""
    at, text = 0, ""
    printed = span.paragraph.printed
    for run in span.paragraph.runs:
        first, last = max(span.start, at), min(span.end, at + len(run.text))
        at += len(run.text)
        if first < last and not run.look.raised:
            text += printed[first:last]
    return " ".join(text.split())


def above_copy(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Phần II, II.2.a: a line across the whole text above the block of a copy."""
    for part in components.parts:
        if part.role != "copy" or not part["copy_kind"]:
            continue
        first = min(span.paragraph.index for spans in part.found.values() for span in spans)
        near = document.paragraphs[max(first - 4, 0) : first]
        full = [each for each in near if _single(each.borders) and each.left + each.right < 0.02 * each.room]
        drawn = [shape for each in near for shape in each.shapes if shape.kind == "line" and shape.solid
                 and shape.width > 0.95 * each.room]  # fmt: skip
        cell = document.paragraphs[first].cell
        celled = cell is not None and cell.borders.get("top") == "single"  # as in mẫu 3.1
        if not (full or drawn or celled):
            bordered = [each for each in near if each.borders]
            fix = partial(_line_above, bordered[-1], bordered[-1:]) if bordered else None
            yield Flaw(part["copy_kind"][0], "line_missing", "line_full", fix)


def above_contact(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """III.4: a line across the whole text above the address."""
    spans = components["contact"]
    if not spans:
        return
    paragraph = spans[0].paragraph
    before = document.paragraphs[: paragraph.index + 1]
    near = [each for each in before if each.part == paragraph.part and paragraph.index - each.index < 4]
    borders = [each for each in near if "top" in each.borders or (each is not paragraph and "bottom" in each.borders)]
    shapes = [shape for each in near for shape in each.shapes if shape.kind == "line"]
    celled = paragraph.cell is not None and "top" in paragraph.cell.borders
    full = any(each.room - each.left - each.right > 0.98 * each.room and _single(each.borders) for each in borders)
    if not (full or celled or any(shape.width > 0.95 * paragraph.room and shape.solid for shape in shapes)):
        found = "line_missing" if not (borders or shapes) else "không kéo dài hết chiều ngang"
        yield Flaw(spans[0], found, "line_full", partial(_line_above, paragraph, borders))


def _single(borders: Mapping[str, str]) -> bool:
    return any(borders.get(side) in ("single", "thick") for side in ("top", "bottom"))


def _line_above(paragraph: Paragraph, borders: list[Paragraph]) -> None:
    for each in borders or [paragraph]:
        border_above(each)
