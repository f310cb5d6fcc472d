"""The clerk's text ↔ blocks: plain text with its natural numbering into what the page lays out.

After the values are given and before they are filled in. A line is a paragraph: lines are never joined,
words never changed; only marks of structure (numbers, dashes, Markdown's # and **) become structure, by
Phụ lục I, Phần I, II.6.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from doc_templates.marks import GROUPS, Level, Marked, is_heading_title, may_be_title, read_line
from doc_templates.tables import table_at, to_pipes

END_MARK = "./."
_WORDS = {level: word for word, level in GROUPS.items()}
_CONTENT = ("text", "point", "dash", "table")


@dataclass(frozen=True)
class Block:
    """A paragraph, title or table. `title` stands on a line of its own, `text` runs on behind the number.

    `number` as typed ("I", "1", "1.2", "đ"); of a dash item "" or "+". `rows`: all of one length.
    """

    level: Level
    number: str = ""
    title: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> list[Block]:
    """The blocks of a text in its order. Any text is a body; what has no mark is a paragraph. Linear time."""
    return list(_blocks(list(_lines(unicodedata.normalize("NFC", text)))))


def to_text(blocks: Sequence[Block]) -> str:
    """The text a clerk would type for these blocks; parse gives the same blocks again."""
    written: list[str] = []
    for at, block in enumerate(blocks):
        if at and "table" in (block.level, blocks[at - 1].level):
            written.append("")
        written.append(_written(block, blocks[at + 1] if at + 1 < len(blocks) else None))
    return "\n".join(written)


def close(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with "./." behind the last words, in place of a last ".", as all models of Phụ lục III end."""
    if not blocks:
        return []
    last = blocks[-1]
    if not last.text:
        return [*blocks, Block("text", text=END_MARK)]
    return [*blocks[:-1], replace(last, text=_closed(last.text))]


def _closed(text: str) -> str:
    text = text.rstrip()
    if text[-8:].replace(" ", "").endswith(("./.", "/.", "./")):
        return text
    return f"{text}/." if text.endswith(".") else text + END_MARK


def _lines(text: str) -> Iterator[Marked | Block]:
    """Each line read, tables as blocks, blank lines left out."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        rows, used = table_at(lines, at)
        if rows:
            yield Block("table", rows=rows)
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
        elif line.level in _WORDS and not line.rest and _is_title_line(following):
            yield Block(line.level, line.number, title=following.rest)
            at += 1
        else:
            yield _block(line, following)


def _block(line: Marked, following: Marked | Block | None) -> Block:
    if line.level in _WORDS or (line.rest and _is_title(line, following)):
        return Block(line.level, line.number, title=line.rest)
    return Block(line.level, line.number, text=line.rest)


def _is_title_line(line: Marked | Block | None) -> TypeGuard[Marked]:
    """Whether the line under "Chương I" is its title."""
    return isinstance(line, Marked) and line.level == "text" and is_heading_title(line.rest, line.strong)


def _is_title(line: Marked, following: Marked | Block | None) -> bool:
    """Whether the words behind a number are a title: marked as one, or short and with something under them.

    An article marked bold may still be a sentence, as in decisions: "Điều 2. Quyết định này có hiệu lực …".
    """
    if line.level == "heading":
        return True
    if line.level == "clause":
        return line.strong or (may_be_title(line.rest) and _opens(line, following))
    return line.level == "article" and may_be_title(line.rest) and (line.strong or _opens(line, following))


def _opens(line: Marked, following: Marked | Block | None) -> bool:
    """Whether what follows belongs under the line. A paragraph that starts small is its own words, wrapped."""
    if following is None or following.level not in (*_CONTENT, "clause"):
        return False
    if following.level == "clause":
        return line.level == "article" or following.number.startswith(f"{line.number}.")
    words = following.rest if isinstance(following, Marked) else following.text
    return following.level != "text" or not words[:1].islower()


def _written(block: Block, following: Block | None) -> str:
    if block.level == "table":
        return to_pipes(block.rows)
    if block.level in _WORDS:
        return _group_written(block)
    words = f"{_mark(block)}{block.title or block.text}"
    plain = Marked(block.level, block.number, block.title)
    return f"## {words}" if block.title and not _reads_as_title(plain, following) else words


def _reads_as_title(line: Marked, following: Block | None) -> bool:
    if line.level == "heading":
        return read_line(f"{line.number}. {line.rest}").level == "heading"
    return _is_title(line, following)


def _group_written(block: Block) -> str:
    """The title on its own line, unless that line would be taken for something else."""
    head = f"{_WORDS[block.level]} {block.number}"
    alone = list(_lines(block.title))
    if not alone:
        return head
    line = alone[0]
    own_line = _is_title_line(line) and line.rest == block.title
    return f"{head}\n{block.title}" if own_line else f"{head}. {block.title}"


def _mark(block: Block) -> str:
    if block.level == "article":
        return f"Điều {block.number}. " if block.title or block.text else f"Điều {block.number}."
    if block.level == "dash":
        return f"{block.number or '-'} "
    if block.level == "point":
        return f"{block.number}) "
    return f"{block.number}. " if block.number else ""
