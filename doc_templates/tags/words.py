"""The tags of a form's .docx in the order they are filled, each with its place: what asked.py reads the form by."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from doc_templates.style_sheet import W
from doc_templates.template_file import parsed, unpacked

MAIN = "word/document.xml"
PROPERTIES = "docProps/core.xml"
_FILLED = re.compile(r"word/(header|footer|footnotes)[^/]*\.xml")
_TAG = re.compile(r"\{\{(?P<value>.*?)\}\}|\{%(?P<statement>.*?)%\}|\{#.*?#\}", re.S)
_SCOPE = re.compile(r"(p|tr|tc|r)\s+(?=\S)")
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word bends them while one types
_CONTAINERS = {"p": "p", "r": "p", "": "p", "tr": "tr", "tc": "tc"}


@dataclass(frozen=True)
class Tag:
    """One tag. `scope`: what it takes the place of: "" (itself), "r" run, "p" paragraph, "tr" row, "tc" cell.

    `paragraph`: counted from 1 in its part; 0: a property of the file. `text`: all words of that paragraph.
    `alone`: nothing else stands in what it takes the place of. `inside`: the element that holds it, "" where there is
    none: a tag for rows outside a table.
    """

    kind: str  # value or statement
    scope: str
    words: str
    part: str
    paragraph: int
    text: str
    alone: bool
    inside: str


def read_tags(data: bytes, form: str, passed_over: Collection[tuple[str, int]] = ()) -> list[Tag]:
    """The tags of all parts that are filled, but for paragraphs (part, number) whose tags do not even close.

    Errors: TemplateFault, for a file that is none.
    """
    parts = unpacked(data, form)
    names = [MAIN, *sorted(name for name in parts if _FILLED.fullmatch(name))]
    found = [tag for name in names for tag in _of_part(name, parsed(name, parts[name], form), passed_over)]
    if PROPERTIES in parts:
        found += _of_properties(parsed(PROPERTIES, parts[PROPERTIES], form))
    return found


def _of_part(name: str, root: etree._Element, passed_over: Collection[tuple[str, int]]) -> Iterator[Tag]:
    words: dict[str, str] = {}  # of rows and cells, by their path: each is read once, however many tags are in it
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        if (name, number) in passed_over:
            continue
        text = _words_of(paragraph)
        for match in _TAG.finditer(text):
            if match.lastgroup:
                yield _tag(match, name, number, text, paragraph, words)


def _tag(
    match: "re.Match[str]", part: str, number: int, text: str, paragraph: etree._Element, known: dict[str, str]
) -> Tag:
    words = str(match[str(match.lastgroup)]).translate(_QUOTES)
    scope = _SCOPE.match(words)
    named = scope[1] if scope else ""
    taken = _taken(paragraph, named)
    inside = "" if taken is None else _path(taken.getparent())
    alone = named in ("", "r") or (taken is not None and _known_words(taken, known) == match[0])
    inner = words[scope.end() :] if scope else words
    return Tag(str(match.lastgroup), named, inner.strip().strip("-").strip(), part, number, text, alone, inside)


def _known_words(element: etree._Element, known: dict[str, str]) -> str:
    path = _path(element)
    if path not in known:
        known[path] = _words_of(element).strip()
    return known[path]


def _taken(paragraph: etree._Element, scope: str) -> etree._Element | None:
    """The element that a tag of this scope takes the place of."""
    wanted = f"{W}{_CONTAINERS[scope]}"
    return paragraph if wanted == paragraph.tag else next(paragraph.iterancestors(wanted), None)


def _path(element: etree._Element) -> str:
    return str(element.getroottree().getpath(element))


def _words_of(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def _of_properties(root: etree._Element) -> Iterator[Tag]:
    for element in root.iter():
        text = element.text or ""
        for match in _TAG.finditer(text):
            if match.lastgroup:
                words = str(match[match.lastgroup]).translate(_QUOTES).strip()
                yield Tag(match.lastgroup, "", words, PROPERTIES, 0, text, True, _path(element))
