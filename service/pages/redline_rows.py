"""Rows inside a redline as a table: lines with pipes of a body, tabbed lines of a typed table. For redlines.py."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from doc_templates.redline import Line
from doc_templates.redline.words import Run

_MARK = re.compile(r"(?<!\\)\||\t")
_RULE = re.compile(r"[\s|:-]*-{3}[\s|:-]*")


@dataclass(frozen=True)
class Row:
    """One row: what happened to it, and the runs of each cell."""

    what: str
    cells: list[list[Run]]


@dataclass(frozen=True)
class Group:
    """Lines in a row that are either all paragraphs or all rows of a table."""

    lines: list[Line]
    rows: list[Row]


def groups(lines: Sequence[Line]) -> list[Group]:
    """The lines parted into paragraphs and tables; the rule under a table's head is left out."""
    found = []
    for tabular, together in groupby(lines, _is_row):
        listed = list(together)
        rows = [Row(line.what, cells(line)) for line in listed if not _RULE.fullmatch(_text(line))]
        found.append(Group([], rows) if tabular else Group(listed, []))
    return found


def cells(line: Line) -> list[list[Run]]:
    """The runs of a row cell by cell."""
    made: list[list[Run]] = [[]]
    for run in line.runs:
        for at, text in enumerate(_MARK.split(run.text)):
            if at:
                made.append([])
            if text.strip():
                made[-1].append(Run(run.kind, text.strip(" ").replace(r"\|", "|")))
    piped = _text(line).lstrip().startswith("|")
    return made[1:-1] if piped and len(made) > 2 else made


def _is_row(line: Line) -> bool:
    text = _text(line)
    return "\t" in text or (text.startswith("|") and text.rstrip().endswith("|"))


def _text(line: Line) -> str:
    return line.old_text if line.new is None else line.new_text
