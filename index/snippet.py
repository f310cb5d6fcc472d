"""The passage under a hit: where the query's words stand closest together in the body, with the words lit.

Lit is what the reader wrote, as the document writes it: with its marks, its tone placement, its abbreviations.
"""

from collections.abc import Iterator, Sequence

from .abbreviations import DEFAULT
from .asked import Asked, Unit
from .engine import Snippet
from .text import Reading, Token, Word
from .units import days, month_unit, parts, references

LENGTH = 240
"""Characters of a passage, about three lines."""

_LEAD = 40
_ELLIPSIS = "…"
_SEARCHED_FOR_UNITS = 200_000


def snippet(
    text: str,
    near: int,
    words: Sequence[Asked],
    units: Sequence[Unit] = (),
    length: int = LENGTH,
    reading: Reading = DEFAULT,
) -> Snippet:
    """A passage of cleaned text that begins a little before `near` (or at a number or date asked for), cut at words,
    as runs of (text, lit). Empty for an empty text; joined, the runs are the passage with … where it was cut."""
    spans = _unit_spans(text[:_SEARCHED_FOR_UNITS], units)
    if spans and not words:
        near = spans[0][0]
    start, end = _cut(text, near, length)
    inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    lit = _merged(text, [*_word_spans(text, start, end, words, reading), *inside])
    return tuple(_runs(text, start, end, lit))


def place_of(text: str, offset: int, words_on: int, reading: Reading = DEFAULT) -> int:
    """The place of the word that stands so many words after `offset`."""
    for token in reading.tokens(text, offset):
        if words_on < len(token.words):
            return token.start
        words_on -= len(token.words)
    return offset


def _cut(text: str, near: int, length: int) -> tuple[int, int]:
    start = max(0, min(near - _LEAD, len(text) - length))
    end = min(len(text), start + length)
    if start > 0:
        start = _next_space(text, start, near)
    if end < len(text):
        blank = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = blank if blank > start else end
    return start, end


def _next_space(text: str, start: int, near: int) -> int:
    blanks = [place + 1 for place in (text.find(" ", start, near), text.find("\n", start, near)) if place >= 0]
    return min(blanks, default=start)


def _word_spans(text: str, start: int, end: int, words: Sequence[Asked], reading: Reading) -> list[tuple[int, int]]:
    """Where the words stand. If some were typed with marks, then as they were typed; without their marks only in a
    passage that has none of them."""
    found = [(token, _keys(token)) for token in reading.tokens(text, start, end)]
    chosen = [word for word in words if not word.quiet] or words
    exact, folded = {word.exact for word in chosen}, {word.folded for word in chosen}
    lit = [token for token, keys in found for key in keys if key.exact in exact]
    if not lit or not any(word.marked for word in words):
        lit = [token for token, keys in found for key in keys if key.folded in folded]
    return [(token.start, token.end) for token in lit]


def _keys(token: Token) -> tuple[Word, ...]:
    return (*token.words, token.short) if token.short else token.words


def _unit_spans(text: str, units: Sequence[Unit]) -> list[tuple[int, int]]:
    if not units:
        return []
    asked = {unit.unit for unit in units if unit.what != "number"}
    spans = [(found.start, found.end) for found in references(text) if asked.intersection(parts(found.whole))]
    for found in days(text):
        names = {found.unit, month_unit(found.day)} if found.day else {found.unit}
        if asked & names:
            spans.append((found.start, found.end))
    return sorted(spans)


def _merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, without overlaps; neighbours with only a space between them as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(text: str, start: int, end: int, lit: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    place = start
    before = _ELLIPSIS if start > 0 else ""
    for light_start, light_end in lit:
        if plain := before + text[place:light_start]:
            yield plain, False
        yield text[light_start:light_end], True
        before, place = "", light_end
    after = _ELLIPSIS if end < len(text) else ""
    if rest := before + text[place:end] + after:
        yield rest, False
