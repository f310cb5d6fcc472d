"""The outline beside the body's text area: which headings, articles and clauses the service recognised, and where."""

from dataclasses import dataclass

from doc_templates.body import Block, parse
from doc_templates.inline import plain

MARKERS = {
    "part": "Phần {}",
    "chapter": "Chương {}",
    "section": "Mục {}",
    "subsection": "Tiểu mục {}",
    "article": "Điều {}.",
    "heading": "{}.",
    "clause": "{}.",
    "point": "{})",
}
SHOWN = 80
MOST = 400


@dataclass(frozen=True)
class Entry:
    """One recognised block: its level, its words, its line in the text and its place among all blocks (from 0)."""

    level: str
    words: str
    line: int
    block: int


def outline(text: str) -> list[Entry]:
    """The numbered blocks of the text in order; dashes, plain paragraphs and tables are left out."""
    lines = [_plain(line) for line in text.split("\n")]
    found: list[Entry] = []
    at = 0
    for place, block in enumerate(parse(text)):
        if block.level not in MARKERS or len(found) == MOST:
            continue
        marker = MARKERS[block.level].format(block.number)
        at = _find(lines, marker, at)
        found.append(Entry(block.level, _words(marker, block), min(at, len(lines) - 1), place))
        at += 1
    return found


def _find(lines: list[str], marker: str, start: int) -> int:
    wanted = marker.casefold().rstrip(".")
    return next((at for at in range(start, len(lines)) if _begins(lines[at], wanted)), start)


def _begins(line: str, wanted: str) -> bool:
    """Not "Điều 10" for "Điều 1"."""
    return line.startswith(wanted) and not line[len(wanted) : len(wanted) + 1].isalnum()


def _plain(line: str) -> str:
    return line.strip(" #*_\t").casefold()


def _words(marker: str, block: Block) -> str:
    words = f"{marker} {plain(block.title or block.text)}".strip()
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
