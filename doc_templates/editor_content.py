"""Blocks ↔ what the body editor holds in the browser, a document of ProseMirror as JSON; without loss, both ways.

doc > block (attrs level, number, titled; content: texts with marks bold, italic) and table > table_row > cell > line.
What comes from a browser is checked here, node by node: nothing is trusted to be as the editor would have made it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from doc_templates.block import Block
from doc_templates.body import tidy
from doc_templates.errors import BadContent
from doc_templates.fields import LONGEST
from doc_templates.inline import Run, marked, runs
from doc_templates.marks import Level, may_be_title, without_stars
from doc_templates.tables import MOST_COLUMNS, Row

Node = Mapping[str, Any]

MOST_NODES = 300_000
MARKS = ("bold", "italic")
GROUP = r"[IVXLC]+|\d{1,3}[a-zđ]?|(?i:thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))"
NUMBERS = {
    "part": GROUP,
    "chapter": GROUP,
    "section": GROUP,
    "subsection": GROUP,
    "article": r"\d{1,4}[a-zđ]?",
    "heading": r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})|[A-ZĐ]",
    "clause": r"\d{1,3}(?:\.\d{1,3}){0,4}",
    "point": "[a-eg-ik-vxyđăâêôơư]",
    "dash": r"\+?",
    "text": "",
}
"""What a number of each level may be, so that the clerk's text is read back: the marks of marks.py."""
ALWAYS_TITLES = ("part", "chapter", "section", "subsection", "heading")
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def to_editor(blocks: Sequence[Block]) -> dict[str, Any]:
    """The document the editor opens with."""
    return {"type": "doc", "content": [_table(block) if block.level == "table" else _node(block) for block in blocks]}


def from_editor(content: object) -> list[Block]:
    """The blocks of a document; empty paragraphs are left out. Raises BadContent.

    Words are brought into the form that parse() gives: an article's title that ends as a sentence becomes its text.
    """
    children = list(_children(content, "doc", "doc"))
    _few_enough(children)
    return [block for at, node in enumerate(children) if (block := _block(node, f"{at}")) is not None]


def settled(words: str) -> str:
    """Words as a block keeps them: normal form, no blanks at the ends, marks in their one form."""
    before = None
    while words != before:
        before = words
        words = tidy(unicodedata.normalize("NFC", words.strip()))
    return words


def _node(block: Block) -> dict[str, Any]:
    attributes = {"level": block.level, "number": block.number, "titled": bool(block.title)}
    if block.level in ALWAYS_TITLES:
        attributes["titled"] = True
    return {"type": "block", "attrs": attributes, "content": _texts(block.title or block.text)}


def _table(block: Block) -> dict[str, Any]:
    return {"type": "table", "content": [_row(row, not at) for at, row in enumerate(block.rows)]}


def _row(row: Row, head: bool) -> dict[str, Any]:
    cell = "table_header" if head else "table_cell"
    lines = [{"type": "line", "content": _texts(words)} for words in row]
    return {"type": "table_row", "content": [{"type": cell, "content": [line]} for line in lines]}


def _texts(words: str) -> list[dict[str, Any]]:
    return [_text(run) for run in runs(words)]


def _text(run: Run) -> dict[str, Any]:
    marks = [{"type": name} for name, on in zip(MARKS, (run.bold, run.italic), strict=True) if on]
    return {"type": "text", "text": run.text, **({"marks": marks} if marks else {})}


def _block(node: Node, where: str) -> Block | None:
    if node.get("type") == "table":
        return _table_block(node, where)
    words = _words(_children(node, "block", where), where)
    level, number, titled = _attributes(node, where)
    if level in ALWAYS_TITLES or (titled and level in ("article", "clause")):
        title = _title(words)
        if level != "article" or may_be_title(title):
            return Block(level, number, title=title) if title or level not in ("heading", "clause") else None
    return Block(level, number, text=words) if words or level == "article" else None


def _attributes(node: Node, where: str) -> tuple[Level, str, bool]:
    given = node.get("attrs")
    given = given if isinstance(given, Mapping) else {}
    level, number = given.get("level"), given.get("number", "")
    if level not in tuple(NUMBERS):
        raise BadContent(why="unknown_level", where=where)
    if not isinstance(number, str) or not re.fullmatch(NUMBERS[level], number):
        raise BadContent(why="bad_number", where=where)
    return level, number, given.get("titled") is True


def _table_block(node: Node, where: str) -> Block | None:
    rows = [
        tuple(
            _words(_children(line, "line", where), where)
            for cell in _children(row, "table_row", where)
            for line in _children(cell, ("table_cell", "table_header"), where)
        )
        for row in _children(node, "table", where)
    ]
    width = max(map(len, rows), default=0)
    if width > MOST_COLUMNS:
        raise BadContent(why="too_many_columns", where=where, limit=MOST_COLUMNS)
    if not width:
        return None
    full = [row + ("",) * (width - len(row)) for row in rows]
    return Block("table", rows=(tuple(map(_title, full[0])), *full[1:]))


def _title(words: str) -> str:
    """Without the marks of bold around all of it: titles and heads are bold without them."""
    before = None
    while words != before:
        before = words
        words = settled(without_stars(words))
    return words


def _words(texts: Iterator[Node], where: str) -> str:
    return settled(marked(_run(node, where) for node in texts))


def _run(node: Node, where: str) -> Run:
    text, marks = node.get("text"), node.get("marks", [])
    if node.get("type") != "text" or not isinstance(text, str) or not isinstance(marks, list):
        raise BadContent(why="unknown_node", where=where)
    names = {mark.get("type") for mark in marks if isinstance(mark, Mapping) and isinstance(mark.get("type"), str)}
    if len(names) != len(marks) or not names <= set(MARKS):
        raise BadContent(why="unknown_mark", where=where)
    return Run(_UNPRINTED.sub(" ", text), "bold" in names, "italic" in names)


def _children(node: object, expected: str | tuple[str, ...], where: str) -> Iterator[Node]:
    """The nodes inside a node of this type."""
    if not isinstance(node, Mapping) or node.get("type") not in (
        expected if isinstance(expected, tuple) else (expected,)
    ):
        raise BadContent(why="unknown_node", where=where)
    content = node.get("content", [])
    if not isinstance(content, list):
        raise BadContent(why="unknown_node", where=where)
    for child in content:
        if not isinstance(child, Mapping):
            raise BadContent(why="unknown_node", where=where)
        yield child


def _few_enough(nodes: Sequence[Node]) -> None:
    """Counted without recursion, so that a nest of any depth does no harm."""
    waiting: list[object] = list(nodes)
    seen = letters = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if isinstance(node, Mapping):
            text, inside = node.get("text"), node.get("content")
            letters += len(text) if isinstance(text, str) else 0
            waiting += inside if isinstance(inside, list) else []
        if seen > MOST_NODES or letters > LONGEST["body"]:
            raise BadContent(why="too_large", where="", limit=LONGEST["body"])
