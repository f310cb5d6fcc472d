"""The numbers of the body's levels: their form, their order, their titles (Phụ lục I, Phần I, II.6.d-đ)."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.layout.checks.text_fault import Fault, flaws, plain
from doc_templates.layout.checks.text_levels import ALPHABET, GROUP, LATIN, Level, ordinal, read, rows
from doc_templates.layout.components import Components, Span
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_GROUPS = ("part", "chapter", "section", "subsection")
_RIGHT = {
    "article": r"Điều \d+[a-zđ]?\.(?: |$)",
    "heading": r"[IVXLC]+\. ",
    "clause": r"\d+\.(?: |$|[^\W\d])",
    "point": r"[^\W\d_]\)(?: |$|\S)",
}
_WRITTEN = {"article": "Điều {}.", "heading": "{}.", "clause": "{}.", "point": "{})"}


def form(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.đ: Phần I, Chương I, Mục 1, Điều 1., I., 1., a)."""
    for part in components.parts:
        spans, levels = read(part)
        yield from flaws(spans, form_faults([_with_label(*each) for each in zip(spans, levels, strict=True)], levels))


def _with_label(span: Span, level: Level) -> str:
    """The words of a line behind the label that its list prints."""
    return f"{span.paragraph.number} {plain(span.text)}" if level.automatic else plain(span.text)


def sequence(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.đ: numbers run on without gaps, letters in the order of the Vietnamese alphabet."""
    for part in components.parts:
        spans, levels = read(part)
        yield from flaws(spans, sequence_faults([plain(span.text) for span in spans], levels))


def titles(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.d: phần, chương, mục, tiểu mục and, in a text that has chapters, điều have a title."""
    for part in components.parts:
        spans, levels = read(part)
        yield from flaws(spans, title_faults([plain(span.text) for span in spans], levels))


def form_faults(lines: Sequence[str], levels: Sequence[Level]) -> Iterator[Fault]:
    """Numbers that are not written as the decree writes those of their level."""
    known = {level.line: number for row in rows(levels) for level, number in _readings(row)}
    for level in levels:
        text = lines[level.line]
        if level.level not in (*_RIGHT, *_GROUPS):
            continue
        if level.level in _GROUPS:
            yield from _group_faults(text, level, known.get(level.line, 0))
        elif level.automatic and not _well_written(text, level):  # the list's own format: not words to mend
            yield Fault(0, 0, _rewritten(text, level, 0).expected, None, level.line)
        elif not _well_written(text, level):
            yield _rewritten(text, level, known.get(level.line, 0))


def _well_written(text: str, level: Level) -> bool:
    if re.match(r"(?:Điều )?0\d", text):
        return False
    wanted = re.match(_RIGHT[level.level], text)
    return bool(wanted) and (level.level != "point" or level.number.islower())


def _rewritten(text: str, level: Level, number: int) -> Fault:
    """`number`: which one it is; 0 where it cannot be told."""
    shown = ordinal(level.level, number or level.order or 1)
    if level.level == "article" and level.number[-1:].isalpha() and level.number[:1].isdigit():
        shown = level.number  # Điều 5a, as amendments number
    if level.level == "point" and level.number.lower() in LATIN + "đăâêôơư":
        shown = level.number.lower()
    new = _WRITTEN[level.level].format(shown)
    space = " " if text[level.end :].strip() and not text[level.end : level.end + 1].isspace() else ""
    return Fault(0, level.end, new, new + space if number else None, level.line)


def _group_faults(text: str, level: Level, number: int) -> Iterator[Fault]:
    found = GROUP.match(text)
    if found is None:
        return
    word = found["word"].capitalize()
    wanted = f"{word} {ordinal(level.level, number or 1)}"
    if text.strip() != wanted:
        certain = number > 0 and not found["rest"].strip(" .:")
        yield Fault(0, len(text), wanted, wanted if certain else None, level.line)


def _readings(row: Sequence[Level]) -> Iterator[tuple[Level, int]]:
    """Each line of a row with the number it stands for: what it says, or where that cannot be read, its place."""
    last = 0
    for at, level in enumerate(row):
        following = row[at + 1].order if at + 1 < len(row) else 0
        if level.order:
            yield level, level.order
        elif following in (0, last + 2):
            yield level, last + 1
        last = level.order or last + 1


def sequence_faults(lines: Sequence[str], levels: Sequence[Level]) -> Iterator[Fault]:
    """Numbers that do not follow on the one before. Repairable where only one number can be meant."""
    for row in rows(levels):
        for level, expected, certain in _out_of_order(row):
            shown = ordinal(level.level, expected)
            at = lines[level.line].find(level.number, 5 if level.level == "article" else 0)
            new = shown if certain and at >= 0 and not level.automatic else None
            at = max(at, 0)
            yield Fault(at, at + len(level.number), shown, new, level.line)


def _out_of_order(row: Sequence[Level]) -> Iterator[tuple[Level, int, bool]]:
    latin = len(row) > 4 and "".join(level.number for level in row) == LATIN[: len(row)]
    last = 0
    for at, level in enumerate(row):
        expected = last + 1
        if level.order == expected or _unreadable(level):
            last = expected
            continue
        following = row[at + 1].order if at + 1 < len(row) else None
        certain = latin or (following == expected + 1) or (following is None and level.order in (0, last))
        yield level, expected, certain
        last = expected if certain else level.order or expected


def _unreadable(level: Level) -> bool:
    """A number of which its form is the fault; a letter outside the alphabet is out of order."""
    if level.level == "article" and level.number[-1:].isalpha() and level.number[:1].isdigit():
        return True
    return level.order == 0 and (level.level != "point" or level.number in ALPHABET) and level.number != "0"


def title_faults(lines: Sequence[str], levels: Sequence[Level]) -> Iterator[Fault]:
    """A title stands under its phần, chương, mục; behind the number of an article where there are chapters."""
    kinds = {level.level for level in levels}
    chapters = "article" in kinds and bool(kinds & {"part", "chapter"})
    for at, level in enumerate(levels):
        below = levels[at + 1].level if at + 1 < len(levels) else ""
        if level.level in _GROUPS and below != "title" and not level.rest.strip(".: "):
            yield Fault(0, len(lines[level.line]), "tiêu đề ở dòng dưới", None, level.line)
        elif chapters and level.level == "article" and not level.rest:
            yield Fault(0, len(lines[level.line]), "tiêu đề của điều", None, level.line)
