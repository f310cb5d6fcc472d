"""What the rules about words hand on: a fault in a line, and how it becomes a flaw with its repair.

The rules themselves are plain functions over strings; only this file knows spans and XML.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from doc_templates.layout.fixes import replace_text
from doc_templates.layout.flaws import Flaw, Span

BLANK = r"[\s\u2007\u00a0.…_]"
"""What stands where a number or a date is still to be written by hand."""


@dataclass(frozen=True)
class Fault:
    """Letters `start` to `end` of line number `line` are wrong. `expected`: what should stand there, in words.

    `new`: the letters that put it right; None where only a person can know them.
    """

    start: int
    end: int
    expected: str
    new: str | None = None
    line: int = 0


def whole(text: str, expected: str, *, certain: bool = True, line: int = 0) -> Fault:
    """The whole line is wrong and should read `expected`."""
    return Fault(0, len(text), expected, expected if certain else None, line)


def words(spans: Sequence[Span]) -> list[str]:
    """What the rules read of each span: composed letters, plain blanks."""
    return [plain(span.text) for span in spans]


def plain(text: str) -> str:
    """Text in NFC with every blank a space, letter for letter where it was composed before."""
    return unicodedata.normalize("NFC", text).translate(_SPACES)


_SPACES = {ord(each): " " for each in "\t\u00a0\u2002\u2003\u2009\u202f"}


def flaws(spans: Sequence[Span], faults: Iterable[Fault]) -> Iterator[Flaw]:
    """Faults in the lines of these spans as flaws."""
    for fault in faults:
        yield _flaw(spans[fault.line], fault)


def _flaw(span: Span, fault: Fault) -> Flaw:
    text = span.text
    start, end, new = fault.start, fault.end, fault.new
    if len(plain(text)) != len(text):  # typed with separate marks: positions mean nothing, the line is set anew
        whole_line = plain(text)
        new = None if new is None else whole_line[:start] + new + whole_line[end:]
        start, end = 0, len(text)
    found = " ".join(text[start:end].split()) or " ".join(text.split())
    fix = None if new is None else partial(_replace, span, start, end, new)
    return Flaw(Span(span.paragraph, span.start, span.end), found, fault.expected, fix)


def _replace(span: Span, start: int, end: int, new: str) -> None:
    """Rewrites the letters unless another repair of this round has moved them; the next round sees them afresh."""
    now = "".join(run.text for run in span.paragraph.runs)
    if now[: span.end] == span.paragraph.text[: span.end]:
        replace_text(span, start, end, new)
