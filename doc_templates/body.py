"""The clerk's text ↔ blocks: plain text with its natural numbering into what the page lays out.

After the values are given and before they are filled in. A line is a paragraph: lines are never joined,
words never changed; only marks of structure (numbers, dashes, Markdown's # and **) become structure, by
Phụ lục I, Phần I, II.6.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from doc_templates.block import Block
from doc_templates.body_text import WORDS, to_text
from doc_templates.inline import Run, marked, plain, runs
from doc_templates.marks import Marked, read_line
from doc_templates.tables import table_at
from doc_templates.titles import escapes_title, escapes_title_line, is_title, is_title_line

__all__ = ["END_MARK", "Block", "close", "parse", "to_text"]

END_MARK = "./."


def parse(text: str) -> list[Block]:
    """The blocks of a text in its order. Any text is a body; what has no mark is a paragraph. Linear time."""
    return list(_blocks(list(_lines(unicodedata.normalize("NFC", text)))))


def close(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with "./." behind the last words, in place of a last ".", as all models of Phụ lục III end."""
    if not blocks:
        return []
    last = blocks[-1]
    if not last.text:
        return [*blocks, Block("text", text=END_MARK)]
    return [*blocks[:-1], replace(last, text=_closed(last.text))]


def tidy(text: str) -> str:
    """Words with their marks of bold and italic in the one form that means the same."""
    return marked(runs(text)) if "*" in text or "\\" in text else text


def _closed(text: str) -> str:
    """The end mark looks as the words before it do."""
    shown = plain(text).rstrip()
    if shown[-8:].replace(" ", "").endswith(("./.", "/.", "./")):
        return text.rstrip()
    *others, last = runs(text.rstrip())
    words = f"{last.text}/." if shown.endswith(".") else last.text + END_MARK
    return marked([*others, Run(words, last.bold, last.italic)])


def _lines(text: str) -> Iterator[Marked | Block]:
    """Each line read, tables as blocks, blank lines left out."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        rows, used = table_at(lines, at)
        if rows:
            yield Block("table", rows=tuple(tuple(map(tidy, row)) for row in rows))
        elif lines[at].strip():
            yield read_line(lines[at])
        at += used or 1


def _blocks(lines: Sequence[Marked | Block]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line, following = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        at += 1
        if isinstance(line, Block):
            yield line
            continue
        title = following if line.level in WORDS and not line.rest else None
        if is_title_line(title) and not _is_escaped(title):
            yield Block(line.level, line.number, title=tidy(title.rest))
            at += 1
            continue
        yield _block(line, following)
        if isinstance(title, Marked) and _is_escaped(title):
            yield Block("text", text=tidy(title.rest[1:]))
            at += 1


def _is_escaped(line: Marked) -> bool:
    """Whether a backslash says that the line under "Chương I" is not its title."""
    return not line.escaped and line.level == "text" and line.rest[0] == "\\" and escapes_title_line(line.rest)


def _block(line: Marked, following: Marked | Block | None) -> Block:
    if line.level in ("clause", "article") and line.rest[:1] == "\\" and not line.strong:
        escaped = escapes_title(line.rest, line, following)
        return Block(line.level, line.number, text=tidy(line.rest[escaped:]))
    if line.level in WORDS or (line.rest and is_title(line, following)):
        return Block(line.level, line.number, title=tidy(line.rest))
    return Block(line.level, line.number, text=tidy(f"**{line.rest}**" if line.bold and line.rest else line.rest))
