"""How a piece of pasted HTML looks and what of that is lost on the way into text. For html.py."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from doc_templates.inline import plain

_COLOUR = re.compile(r"(?:^|;)\s*(?:color|background(?:-color)?)\s*:\s*([^;]+)", re.I)
_NO_COLOUR = re.compile(
    r"(?:black|white|auto|inherit|initial|unset|transparent|none|currentcolor|windowtext|#0{3,8}|#f{3,6}|"
    r"rgba?\(\s*0[\s,]+0[\s,]+0\b.*|rgba?\(\s*255[\s,]+255[\s,]+255\b.*)",
    re.I,
)
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SMALL = re.compile(r"[0-9+\-=()n]{1,4}")
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_SIGNS = {
    "MsoFootnoteReference": "footnotes", "MsoEndnoteReference": "footnotes", "MsoCommentReference": "comments",
    "msocomanchor": "comments", "sdfootnoteanc": "footnotes", "sdendnoteanc": "footnotes",
}  # fmt: skip
_NOTES = ("sdfootnote", "sdendnote", "sdfootnotesym", "sdendnotesym", "MsoFootnoteText", "MsoCommentText")


@dataclass(frozen=True)
class Look:
    """The look of words; `lost`: what of it text cannot keep. `bullet`: inside the number of a Word list."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    bullet: bool = False
    lost: tuple[str, ...] = ()

    def shown(self, words: str) -> str:
        """The words, with small figures where they are raised, and Word's bullet letters as a dash."""
        if self.bullet and words.strip() and not re.search(r"[\w)][.)]\s*$|^\s*\d+\s*$", words):
            return "- "
        if (self.raised or self.lowered) and _SMALL.fullmatch(words.strip()):
            return words.translate(_RAISED if self.raised else _LOWERED)
        return words


def of(element: etree._Element, tag: str, outer: Look) -> Look:
    """The look inside an element."""
    style = _style(element)
    bold, italic = outer.bold or tag in ("b", "strong", *_TITLES), outer.italic or tag in ("i", "em", "cite", "dfn")
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    if weight and weight != "inherit":
        bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight[:4]) >= 600)
    if slant and slant != "inherit":
        italic = slant.startswith(("italic", "oblique"))
    bullet = outer.bullet or style.get("mso-list", "").casefold() == "ignore"
    position = style.get("vertical-align", "")
    raised = outer.raised or tag == "sup" or position == "super"
    lowered = outer.lowered or tag == "sub" or position == "sub"
    return Look(bold and not bullet, italic and not bullet, raised, lowered, bullet, _lost(element, tag, style))


def is_hidden(element: etree._Element) -> bool:
    """Whether nobody saw it where it was copied."""
    style = _style(element)
    hidden = style.get("display") == "none" or style.get("mso-hide") == "all" or style.get("visibility") == "hidden"
    return hidden or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def is_seen(element: etree._Element) -> bool:
    """Whether a picture is more than the invisible dot that web pages count their readers with."""
    return not is_hidden(element) and element.get("width") not in ("0", "1") and element.get("height") not in ("0", "1")


def is_link(element: etree._Element) -> bool:
    return bool(re.match(r"(?:https?|mailto|ftp|file):", element.get("href", "").strip(), re.I))


def sign(element: etree._Element) -> str:
    """ "footnotes" or "comments" where the element is the sign of one in the text."""
    kinds = [_SIGNS[name] for name in element.get("class", "").split() if name in _SIGNS]
    if re.match(r"#_?(?:ftn|edn)\d", element.get("href", "")):
        kinds.append("footnotes")
    return kinds[0] if kinds else ""


def is_note(element: etree._Element) -> bool:
    """Whether the element is a footnote or comment itself, apart from the text."""
    named = any(name in _NOTES for name in element.get("class", "").split())
    return named or _style(element).get("mso-element", "").endswith(("note", "note-list", "comment", "comment-list"))


def plain_words(words: str) -> str:
    """Words of a line without marks, to see whether they bring a number of their own."""
    return plain(words)


def _style(element: etree._Element) -> Mapping[str, str]:
    return {name.lower(): value.strip().lower() for name, value in _STYLE.findall(element.get("style", "")[:4000])}


def _lost(element: etree._Element, tag: str, style: Mapping[str, str]) -> tuple[str, ...]:
    colours = _COLOUR.findall(element.get("style", "")[:4000]) + [
        element.get(name, "") for name in ("color", "bgcolor")
    ]
    found = ["colours"] if any(c.strip() and not _NO_COLOUR.fullmatch(c.strip()) for c in colours) else []
    drawn = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if tag in ("u", "s", "strike") or "underline" in drawn or "line-through" in drawn:
        found.append("underline")
    return tuple(found) if tag != "a" else ()
