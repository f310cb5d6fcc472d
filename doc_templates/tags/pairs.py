"""The braces of a form's tags: each pair opens and closes in one paragraph, before anything reads what is between.

docxtpl's patterns can take hours over tags that do not close.
"""

import re
from typing import Protocol

from lxml import etree

from doc_templates.style_sheet import W

TAG_LENGTH = 300
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}


class Tell(Protocol):
    """Takes one fault with its place."""

    def __call__(self, why: str, words: str = "", paragraph: int = 0, part: str = "") -> None: ...


def look_at_tags(name: str, root: etree._Element, found: Tell) -> int:
    """Every tag opens and closes inside one paragraph, is short, and stands in text. Returns how many there are."""
    count = 0
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        count += _look_at_pairs(text, number, name, found)
    for element in root.iter():
        kind = str(element.tag)  # a comment's is a function
        if kind.startswith("{http://purl.org/dc/"):
            count += _look_at_pairs(element.text or "", 0, name, found)
            continue
        hidden = "" if kind == f"{W}t" else element.text or ""
        for words in (hidden, element.tail or "", *element.attrib.values()):
            if _BRACES.search(words):
                found("tag_outside_text", words, part=name)
    return count


def _look_at_pairs(text: str, paragraph: int, part: str, found: Tell) -> int:
    count, opened, at = 0, "", 0
    for brace in _BRACES.finditer(text):
        if opened and brace.group() == _CLOSES[opened]:
            count, opened = count + 1, ""
            if brace.end() - at > TAG_LENGTH:
                found("tag_too_long", text, paragraph, part)
        elif not opened and brace.group() in _CLOSES:
            opened, at = brace.group(), brace.start()
        else:
            found("tag_not_closed", text, paragraph, part)
            return count
    if opened:
        found("tag_not_closed", text, paragraph, part)
    return count
