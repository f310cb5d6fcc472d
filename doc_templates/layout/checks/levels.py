"""The weight and slope of the body: "Điều 1." and titles bold, running text plain; words inside it may be set off."""

import re
from collections.abc import Iterator
from functools import partial

from doc_templates.layout.checks.letters import set_size, switch
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw, Span
from doc_templates.layout.model import Document, Element, Look
from doc_templates.layout.rules import Rule
from doc_templates.style_sheet import W

_LABEL = re.compile(r"\s*Đi(?:ề|e\u0302\u0300|ê\u0300)u\s+[\d.…]+[a-zđ]?\s*[.:]?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(\.\d+)*\s*[.)]|\w{1,2}\))\s*")
_TITLE = 150  # letters


def _bold_words(span: Span) -> Span:
    """The words of a điều that must be bold: its label, and its title where it has one."""
    label = _LABEL.match(span.text)
    rest = span.text[label.end() :].strip() if label else ""
    title = not rest.endswith((".", ";", ":", ",")) and len(rest) < _TITLE
    end = span.end if title or not label else span.start + len(label.group().rstrip())
    return Span(span.paragraph, span.start, end)


def label_bold(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.6.đ: "Điều", number and title are bold."""
    for span in components["article"]:
        words = _bold_words(span)
        runs = [run for run, _, _ in words.paragraph.between(words.start, words.end)]
        if not all(run.look.bold for run in runs if not run.look.raised):
            yield Flaw(words, "not_bold", "bold", partial(switch, words, ("b", "bCs"), True))


def label_upright(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.6.đ: they are upright."""
    for span in components["article"]:
        words = _bold_words(span)
        if any(run.look.italic for run, _, _ in words.paragraph.between(words.start, words.end)):
            yield Flaw(words, "italic", "upright", partial(switch, words, ("i", "iCs"), False))


def label_size(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.6.đ: the number of a điều, khoản or điểm is as large as its text."""
    for level in rule.numbers["levels"]:
        for span in components[level]:
            label = _LABEL.match(span.text) or _NUMBER.match(span.text)
            if not label or label.end() >= len(span.text):
                continue
            number = Span(span.paragraph, span.start, span.start + len(label.group().rstrip()))
            sizes = [run.look.size for run, _, _ in span.paragraph.between(number.start, number.end)]
            rest = [run.look.size for run, _, _ in span.paragraph.between(span.start + label.end(), span.end)]
            if sizes and rest and any(size != rest[0] for size in sizes):
                yield Flaw(number, f"{sizes[0]:g}", f"{rest[0]:g}", partial(set_size, number, rest[0]))


def automatic(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Automatic numbers look like the words they stand before: font, size, colour, upright; bold where those are."""
    seen: set[int] = set()
    for level in rule.numbers["levels"]:
        for span in components[level]:
            paragraph = span.paragraph
            element = paragraph.number_element
            text = next((run.look for run, _, _ in paragraph.between(span.start, span.end)), None)
            if element is None or text is None or not paragraph.number.strip("-•– ") or id(element) in seen:
                continue
            wrong = _unlike(paragraph.number_look, text)
            if wrong:
                seen.add(id(element))
                yield Flaw(span, wrong, "plain", partial(_as_text, element, text))


def _unlike(label: Look | None, text: Look) -> str:
    if label is None or text.font != "Times New Roman":
        return ""
    if label.font != text.font:
        return label.font
    if label.size != text.size:
        return f"{label.size:g}"
    if label.italic:
        return "italic"
    if label.color != "000000":
        return f"#{label.color}"
    return "bold" if label.bold and not text.bold else ""


def _as_text(level: Element, look: Look) -> None:
    """Sets the number's own look in the list."""
    properties = level.find(f"{W}rPr")
    if properties is None:
        properties = level.makeelement(f"{W}rPr")
        level.append(properties)
    for child in list(properties):
        properties.remove(child)
    values: list[tuple[str, dict[str, str]]] = [
        ("rFonts", {"ascii": look.font, "hAnsi": look.font, "cs": look.font}),
        ("b", {"val": "1" if look.bold else "0"}),
        ("i", {"val": "0"}),
        ("color", {"val": "000000"}),
        ("sz", {"val": str(round(look.size * 2))}),
    ]
    for name, attributes in values:
        named = {f"{W}{key}": value for key, value in attributes.items()}
        properties.append(properties.makeelement(f"{W}{name}", named))


def title_bold(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.6.đ: the title of a khoản is bold. Where no other is, its being a title is only a guess from its form."""
    spans = [(span, _bold_share(span)) for span in components["clause_title"]]
    severity = "" if any(share == 1 for _, share in spans) else "warning"
    for span, share in spans:
        if share < 1:
            fix = partial(switch, span, ("b", "bCs"), True)
            yield Flaw(span, "not_bold", "bold", fix, severity=severity)


def _bold_share(span: Span) -> float:
    runs = [run for run, _, _ in span.paragraph.between(span.start, span.end)]
    return sum(run.look.bold for run in runs) / max(len(runs), 1)


def not_bold(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """No paragraph of running text is bold all through, nor the mere number of a khoản or điểm."""
    for span in _levels(components, rule):
        runs = list(span.paragraph.between(span.start, span.end))
        label = _NUMBER.match(span.text)
        if runs and all(run.look.bold for run, _, _ in runs):
            yield Flaw(span, "bold", "not_bold", partial(switch, span, ("b", "bCs"), False))
        elif label and _only_label(span, label.end()):
            number = Span(span.paragraph, span.start, span.start + len(label.group().rstrip()))
            yield Flaw(number, "bold", "not_bold", partial(switch, number, ("b", "bCs"), False))


def _only_label(span: Span, end: int) -> bool:
    label = list(span.paragraph.between(span.start, span.start + end))
    rest = list(span.paragraph.between(span.start + end, span.end))
    return all(run.look.bold for run, _, _ in label) and not any(run.look.bold for run, _, _ in rest[:1])


def upright(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """No paragraph of running text is italic all through; a note in brackets may be."""
    for span in _levels(components, rule):
        label = _NUMBER.match(span.text)
        if span.text.strip().startswith("(") and span.text.strip().rstrip(".;/").endswith(")"):
            continue
        if _mostly_italic(span):
            yield Flaw(span, "italic", "upright", partial(switch, span, ("i", "iCs"), False))
        elif label and all(
            run.look.italic for run, _, _ in span.paragraph.between(span.start, span.start + label.end())
        ):
            number = Span(span.paragraph, span.start, span.start + len(label.group().rstrip()))
            yield Flaw(number, "italic", "upright", partial(switch, number, ("i", "iCs"), False))


def _mostly_italic(span: Span) -> bool:
    """Nearly half of it or more; words in quotation marks and brackets do not count."""
    if not any(run.look.italic for run in span.paragraph.runs):
        return False
    letters = slanted = 0
    inside = [match.span() for match in re.finditer(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)", span.text)]
    at = -span.start
    for run in span.paragraph.runs:
        for place in range(max(at, 0), min(at + len(run.text), span.end - span.start)):
            if not any(first <= place < last for first, last in inside):
                letters += 1
                slanted += run.look.italic
        at += len(run.text)
    return letters > 0 and slanted >= 0.4 * letters and (slanted == letters or letters > 30)


def _levels(components: Components, rule: Rule) -> Iterator[Span]:
    for level in rule.numbers["levels"]:
        yield from components[level]
