r"""Blocks → the text a clerk would type for them, and the words alone. parse() of body.py reads the same blocks again.

A backslash stands where the words would be read as something else: "\1. Ngày" is a paragraph, "1. \Ngày" no title.
"""

from collections.abc import Iterator, Sequence

from doc_templates.block import Block
from doc_templates.inline import plain
from doc_templates.marks import GROUPS, Marked, is_plain, points_behind_dash, read_line
from doc_templates.tables import to_pipes
from doc_templates.titles import escapes_title, escapes_title_line, is_title, is_title_line

WORDS = {level: word for word, level in GROUPS.items()}


def to_text(blocks: Sequence[Block]) -> str:
    """The text a clerk would type for these blocks; parse gives the same blocks again."""
    written: list[str] = []
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        if before and "table" in (block.level, before.level):
            written.append("")
        written.append(_written(block, before, blocks[at + 1] if at + 1 < len(blocks) else None))
    return "\n".join(written)


def words(blocks: Sequence[Block]) -> str:
    """The words as they stand on paper, line by line, without any mark: what is searched and compared."""
    return "\n".join(line for block in blocks for line in _lines_of(block))


def mark(block: Block) -> str:
    """What stands before the words: "Điều 1. ", "I. ", "1. ", "a) ", "- ", "+ "."""
    if block.level == "article":
        return f"Điều {block.number}. "
    if block.level == "dash":
        return f"{block.number or '-'} "
    if not block.number:
        return ""
    return f"{block.number}) " if block.level == "point" else f"{block.number}. "


def _lines_of(block: Block) -> Iterator[str]:
    if block.level in WORDS:
        yield f"{WORDS[block.level]} {block.number}"
        yield from (plain(part) for part in (block.title, block.text) if part)
    elif block.level == "table":
        yield from (" ".join(map(plain, row)) for row in block.rows)
    else:
        yield f"{mark(block)}{plain(block.title or block.text)}".rstrip()


def _written(block: Block, before: Block | None, following: Block | None) -> str:
    if block.level == "table":
        return to_pipes(block.rows)
    if block.level in WORDS:
        return _group_written(block)
    if block.level == "text":
        return _escaped(block.text, _misread(block.text, before))
    if block.title:
        line = Marked(block.level, block.number, block.title)
        return f"{'' if _reads_as_title(line, following) else '## '}{mark(block)}{block.title}"
    return f"{mark(block)}{_escaped(block.text, _misread_behind(block, following))}".rstrip()


def _escaped(text: str, misread: bool) -> str:
    return f"\\{text}" if misread else text


def _misread(text: str, before: Block | None) -> bool:
    if not is_plain(text.lstrip("\\")):
        return True
    return before is not None and before.level in WORDS and not before.title and escapes_title_line(text)


def _misread_behind(block: Block, following: Block | None) -> bool:
    if block.level == "dash":
        return points_behind_dash(block.text)
    if block.level == "point":
        return False
    return escapes_title(block.text, Marked(block.level, block.number, ""), following)


def _reads_as_title(line: Marked, following: Block | None) -> bool:
    if line.level == "heading":
        return read_line(f"{line.number}. {line.rest}").level == "heading"
    return is_title(line, following) and not line.rest.startswith("\\")


def _group_written(block: Block) -> str:
    """The title on its own line, unless that line would be taken for something else."""
    head = f"{WORDS[block.level]} {block.number}"
    if not block.title:
        return head
    line = read_line(block.title)
    own_line = is_title_line(line) and line.rest == block.title and is_plain(block.title) and block.title[0] != "\\"
    return f"{head}\n{block.title}" if own_line else f"{head}. {block.title}"
