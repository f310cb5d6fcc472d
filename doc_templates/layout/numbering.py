"""Automatic numbers as they print: word/numbering.xml counted along the document."""

import re
from dataclasses import dataclass

from doc_templates.layout.model import Element
from doc_templates.layout.properties import Values, letters, number, on, paragraph
from doc_templates.style_sheet import W

_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list. `text`: "%1.%2"; `indents`: what its w:pPr says; `look`: what its w:rPr says;
    `element`: its w:lvl."""

    start: int
    format: str
    text: str
    legal: bool
    indents: Values
    look: Values
    element: Element


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        for element in root.iter(f"{W}abstractNum") if root is not None else ():
            self._abstract[element.get(f"{W}abstractNumId", "")] = _levels(element)
        for element in root.iter(f"{W}num") if root is not None else ():
            self._lists[element.get(f"{W}numId", "")] = _list(element)

    def level(self, list_id: str, level: int) -> Level | None:
        """A level of a list; None for unknown lists and for "0", which means no list."""
        known = self._lists.get(list_id)
        if known is None:
            return None
        abstract, own, _ = known
        return own.get(level) or self._abstract.get(abstract, {}).get(level)

    def label(self, list_id: str, level: int) -> str:
        """Counts one paragraph of a list and gives its label: "1.", "a)", "-"."""
        here = self.level(list_id, level)
        if here is None:
            return ""
        abstract, _, overrides = self._lists[list_id]
        counts = self._counts.setdefault(abstract, {})
        if level in overrides and (list_id, level) not in self._started:
            counts[level] = overrides[level] - 1
        self._started.add((list_id, level))
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return self._printed(list_id, here, counts)

    def _printed(self, list_id: str, here: Level, counts: dict[int, int]) -> str:
        if here.format == "bullet":
            return _bullet(here.text)

        def count(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = self.level(list_id, at)
            value = counts.get(at, level.start if level else 1)
            return formatted(value, "decimal" if here.legal or level is None else level.format)

        return "" if here.format == "none" else re.sub(r"%([1-9])", count, here.text)


def formatted(value: int, format: str) -> str:
    """A count in one of Word's formats: 4 -> "4", "IV", "d"."""
    if format in ("upperRoman", "lowerRoman"):
        return _roman(value) if format == "upperRoman" else _roman(value).lower()
    if format in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9) if value > 0 else ""
        return letter.upper() if format == "upperLetter" else letter
    if format == "decimalZero":
        return f"{value:02d}"
    return "" if format == "none" else str(value)


def _roman(value: int) -> str:
    figures = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
               (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for worth, figure in figures:
        while value >= worth:
            text, value = text + figure, value - worth
    return text


def _bullet(text: str) -> str:
    """The sign of a list; those of the symbol fonts stand in a private range."""
    dashes = "-–—\uf02d\u2212\u2010\u2011"
    return "-" if text[:1] in dashes and text else text if text and text[0] < "\ue000" else "•"


def _levels(element: Element) -> dict[int, Level]:
    return {int(number(each.get(f"{W}ilvl"))): _level(each) for each in element.findall(f"{W}lvl")}


def _level(element: Element) -> Level:
    def value(name: str, otherwise: str) -> str:
        child = element.find(f"{W}{name}")
        return otherwise if child is None else child.get(f"{W}val", otherwise)

    legal = element.find(f"{W}isLgl")
    return Level(
        int(number(value("start", "1"), 1)), value("numFmt", "decimal"), value("lvlText", "")[:100],
        legal is not None and on(legal), paragraph(element.find(f"{W}pPr")), letters(element.find(f"{W}rPr")), element,
    )  # fmt: skip


def _list(element: Element) -> tuple[str, dict[int, Level], dict[int, int]]:
    abstract = element.find(f"{W}abstractNumId")
    levels, starts = {}, {}
    for override in element.findall(f"{W}lvlOverride")[:_LEVELS]:
        at = int(number(override.get(f"{W}ilvl")))
        own, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
        if own is not None:
            levels[at] = _level(own)
        if start is not None:
            starts[at] = int(number(start.get(f"{W}val"), 1))
    return ("" if abstract is None else abstract.get(f"{W}val", ""), levels, starts)
