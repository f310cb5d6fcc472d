"""Plain text from the clipboard → the clerk's text: the hard line ends of PDF viewers are joined into paragraphs.

Only a text whose lines break at one width is taken for such; every other is left as it is, line by line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doc_templates.marks import is_upper, read_line

NARROWEST, WIDEST = 40, 130
"""Letters of a printed line between the margins of A4."""
LEAST_LINES = 4
_ENDED = re.compile(r"[.;:!?…/][”\"’»)]*$")
_PAGE = re.compile(r"[-–]?\s*(\d{1,4})\s*[-–]?$")


@dataclass(frozen=True)
class PastedText:
    """`text` in the clerk's language. `dropped`: page_numbers, how many lines that were nothing else."""

    text: str
    dropped: dict[str, int]


def from_text(text: str) -> PastedText:
    """The paragraphs of a pasted text. Linear time."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    width = _wrapped_at([line.strip() for line in lines])
    if not width:
        return PastedText("\n".join(lines), {})
    kept = list(_without_pages(lines))
    gone = sum(1 for line in lines if line.strip()) - sum(1 for line in kept if line.strip())
    return PastedText("\n".join(_joined(kept, width)), {"page_numbers": gone} if gone else {})


def _wrapped_at(lines: Sequence[str]) -> int:
    """The width at which the lines break, in letters; 0 where they are paragraphs."""
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < LEAST_LINES or any("\t" in line for line in lines):
        return 0
    widest = lengths[int(len(lengths) * 0.95)]
    full = sum(length >= widest * 0.85 for length in lengths)
    broken = sum(1 for one, other in pairwise(lines) if _runs_on(one, other))
    in_range = NARROWEST <= widest <= WIDEST and lengths[-1] <= WIDEST * 1.2
    return widest if in_range and full >= len(lengths) * 0.25 and broken >= max(1, len(lengths) * 0.15) else 0


def _runs_on(line: str, following: str) -> bool:
    return bool(line) and not _ENDED.search(line) and following[:1].islower() and read_line(following).level == "text"


def _without_pages(lines: Sequence[str]) -> Iterator[str]:
    """Lines that are nothing but the next page's number are left out."""
    expected = None
    for line in lines:
        found = _PAGE.fullmatch(line.strip())
        number = int(found[1]) if found else None
        if number is not None and number == (expected or number) and (expected or number <= 2):
            expected = number + 1
        else:
            yield line


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    paragraph: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        if paragraph and not _continues(paragraph[-1], words, width):
            yield " ".join(paragraph)
            paragraph = []
        if words:
            paragraph.append(words)
    if paragraph:
        yield " ".join(paragraph)


def _continues(before: str, words: str, width: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if not words:
        return not _ENDED.search(before) and len(before) >= width * 0.85  # a page may end within a sentence
    if read_line(words).level != "text" or read_line(before).level in ("part", "chapter", "section", "subsection"):
        return False
    if words[:1].islower():
        return True
    full = len(before) + len(words.split(" ", 1)[0]) >= width * 0.97
    if is_upper(before) or is_upper(words):
        return full and is_upper(before) and is_upper(words)
    return full and not _ENDED.search(before)
