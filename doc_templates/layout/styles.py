"""The styles of a .docx laid over each other: defaults, table style, paragraph style, character style, direct."""

from functools import cache
from typing import Any

from doc_templates.layout.model import Element, Look
from doc_templates.layout.properties import TOGGLES, Values, letters, paragraph
from doc_templates.style_sheet import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TOGGLES = frozenset(TOGGLES.values())
_DEPTH = 60


class Styles:
    """word/styles.xml and the fonts of the theme."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self.elements: dict[str, Element] = {}
        self._default = {"paragraph": "", "character": "", "table": ""}
        for style in styles.iter(f"{W}style") if styles is not None else ():
            self.elements.setdefault(style.get(f"{W}styleId", ""), style)
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default[style.get(f"{W}type", "")] = style.get(f"{W}styleId", "")
        self._theme = _theme_fonts(theme)
        defaults = styles.find(f"{W}docDefaults") if styles is not None else None
        self.default_letters = letters(_inside(defaults, "rPrDefault", "rPr"))
        self.default_paragraph = paragraph(_inside(defaults, "pPrDefault", "pPr"))
        self.default_paragraph_style = self._default["paragraph"]
        self.letters_of = cache(self._letters_of)
        self.paragraph_of = cache(self._paragraph_of)

    def name(self, key: str) -> str:
        """The name of a style, its id where it has none."""
        element = self.elements.get(key)
        found = element.find(f"{W}name") if element is not None else None
        return key if found is None else found.get(f"{W}val", key)

    def ancestry(self, key: str) -> list[Element]:
        """A style and those it is based on, the oldest first; circles are cut."""
        line: list[Element] = []
        while key in self.elements and len(line) < _DEPTH and self.elements[key] not in line:
            line.insert(0, self.elements[key])
            based = line[0].find(f"{W}basedOn")
            key = "" if based is None else based.get(f"{W}val", "")
        return line

    def _letters_of(self, key: str) -> Values:
        found: Values = {}
        for style in self.ancestry(key):
            found |= letters(style.find(f"{W}rPr"))
        return found

    def _paragraph_of(self, key: str) -> Values:
        found: Values = {}
        for style in self.ancestry(key):
            found |= paragraph(style.find(f"{W}pPr"))
        return found

    def table_style(self, key: str) -> str:
        """The style of a table, the default one where it names none."""
        return key or self._default["table"]

    def look(self, levels: tuple[Values, ...], direct: Values, text: str) -> Look:
        """The look of letters. `levels`: of table, paragraph and character style: switches in several of them cancel
        each other (ISO 29500, 17.7.3); one that is turned off last is off. `direct` says the last word."""
        merged = dict(self.default_letters)
        for level in levels:
            merged |= {key: value for key, value in level.items() if key not in _TOGGLES}
        for switch in _TOGGLES:
            told = [bool(level[switch]) for level in levels if switch in level]
            merged[switch] = sum(told) % 2 == 1 and told[-1] if told else bool(self.default_letters.get(switch))
        merged |= direct
        return _look(merged, self._font(merged, text))

    def _font(self, merged: Values, text: str) -> str:
        """Letters beyond ASCII, as most Vietnamese ones, take the font of the slot hAnsi."""
        plain, other = (self._named(merged.get(slot, "")) for slot in ("ascii", "hAnsi"))
        beyond = not text.isascii()
        if beyond and other and (other != "Times New Roman" or not plain):
            return other
        return plain if not text or any(letter.isascii() and not letter.isspace() for letter in text) else other

    def _named(self, font: str) -> str:
        if not font.startswith("theme:"):
            return font or "Times New Roman"
        return self._theme.get("major" if font.startswith("theme:major") else "minor", "") or "Times New Roman"


def _look(merged: Values, font: str) -> Look:
    known: dict[str, Any] = {key: merged[key] for key in merged if key in Look.__dataclass_fields__}
    return Look(**(known | {"font": font}))


def _inside(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = None if element is None else element.find(f"{W}{name}")
    return element


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    found = {}
    for which in ("major", "minor"):
        font = theme.find(f".//{A}{which}Font/{A}latin") if theme is not None else None
        found[which] = "" if font is None else font.get("typeface", "")
    return found
