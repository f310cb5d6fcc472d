"""Numbers of HTML lists, which a browser counts and nobody has typed. For html.py."""

import re
from dataclasses import dataclass, field

from lxml import etree

POINTS = "abcdđeghiklmnopqrstuvxy"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
MOST = 999
_TYPED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.?|[a-zđ]\)|[A-ZĐIVX]{1,6}\.|[-–+•])\s")
_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


@dataclass
class _List:
    style: str
    next: int = 1


@dataclass
class Lists:
    """The lists that are open around the words being read, and the mark that the next line gets."""

    open_lists: list[_List] = field(default_factory=list)
    waiting: str = ""

    def open(self, element: etree._Element, tag: str) -> None:
        default = "disc" if tag == "ul" else _STYLES.get(element.get("type", ""), "decimal")
        start = element.get("start", "1")
        self.open_lists.append(_List(_styled(element) or default, int(start) if re.fullmatch(r"\d{1,3}", start) else 1))

    def close(self) -> None:
        if self.open_lists:
            self.open_lists.pop()
        self.waiting = ""

    def item(self, element: etree._Element) -> None:
        """An item begins; Google Docs names the kind of number on the item itself."""
        inner = self.open_lists[-1] if self.open_lists else _List("disc")
        value = element.get("value", "")
        number = min(int(value) if re.fullmatch(r"\d{1,3}", value) else inner.next, MOST)
        inner.next = number + 1
        self.waiting = _mark(_styled(element) or inner.style, number)

    def mark(self, bare: str) -> str:
        """What stands before this line; nothing where the words bring their own number."""
        mark, self.waiting = self.waiting, ""
        return "" if _TYPED.match(bare) else mark


def _styled(element: etree._Element) -> str:
    found = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style", "")[:4000], re.I)
    return found[1].lower() if found else ""


def _mark(style: str, number: int) -> str:
    if style == "none":
        return ""
    if style in ("lower-alpha", "lower-latin"):
        return f"{POINTS[(number - 1) % len(POINTS)]}) "
    if style in ("upper-alpha", "upper-latin"):
        return f"{chr(64 + (number - 1) % 26 + 1)}. "
    if style == "upper-roman":
        return f"{roman(number)}. "
    if style.startswith("decimal"):
        return f"{number}. "
    return "- "


def roman(number: int) -> str:
    """1 to 39 as headings are numbered."""
    return "X" * (number // 10) + ROMAN[number % 10]
