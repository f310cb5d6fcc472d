"""One line changed into another, word by word: what stays, what goes, what comes. Part of redline.py.

Vietnamese words are syllables between blanks; numbers, dates and symbols ("152/2025/NĐ-CP", "1.250.000") are whole: a
figure is never shown half changed. Rows of tables are compared cell by cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Literal

from doc_templates.redline.matching import matched

Kind = Literal["same", "inserted", "deleted"]
_TOKEN = re.compile(r"\w+(?:[-./,:]\w+)*|\s+|[^\w\s]")
_FIGURE = re.compile(r"\d[\w./,:-]*")
_PIPE = re.compile(r"(?<!\\)(\|)")
LITTLE = 3
"""Letters that two changes must have between them, or they are read as one."""
KEPT_AT_LEAST = 0.2
"""Share of the letters that must stay for two lines to be shown as one that changed."""


@dataclass(frozen=True)
class Run:
    """Words that are on both sides, on the new one alone, or on the old one alone."""

    kind: Kind
    text: str


def runs_between(old: str, new: str, cell_mark: str = "|") -> tuple[Run, ...]:
    """The runs whose old side is `old` and whose new side is `new`. `cell_mark`: what parts the cells of a row."""
    cells, cells_new = _cells(old, cell_mark), _cells(new, cell_mark)
    if len(cells) > 1 and len(cells) == len(cells_new):
        return _joined(run for pair in zip(cells, cells_new, strict=True) for run in _of_words(*pair))
    return _of_words(old, new)


def figures_changed(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """(old, new) of each figure that took the place of another."""
    found: list[tuple[str, str]] = []
    for run, following in pairwise(runs):
        if (run.kind, following.kind) == ("deleted", "inserted"):
            old, new = _FIGURE.findall(run.text), _FIGURE.findall(following.text)
            found += [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] if len(old) == len(new) else []
    return found


def _cells(line: str, mark: str) -> list[str]:
    """The cells and the marks between them, in order; a line that is no row is one piece."""
    if mark == "|":
        return _PIPE.split(line) if line.lstrip().startswith("|") else [line]
    return re.split(f"({mark})", line)


def _of_words(old: str, new: str) -> tuple[Run, ...]:
    if old == new:
        return (Run("same", old),) if old else ()
    words, words_new = _TOKEN.findall(old), _TOKEN.findall(new)
    runs = _gathered(_joined(_runs(words, words_new)))
    same, longest = _letters(run.text for run in runs if run.kind == "same"), max(_letters([old]), _letters([new]))
    if same < longest * KEPT_AT_LEAST:
        return _joined([Run("deleted", old), Run("inserted", new)])
    return runs


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    at = at_new = 0
    for place, place_new in [*matched(old, new, str.isspace), (len(old), len(new))]:
        yield Run("deleted", "".join(old[at:place]))
        yield Run("inserted", "".join(new[at_new:place_new]))
        if place < len(old):
            yield Run("same", old[place])
        at, at_new = place + 1, place_new + 1


def _gathered(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Changes with next to nothing between them become one: "tập thể" for "cá nhân", not two halves."""
    kept: list[Run] = []
    for at, run in enumerate(runs):
        between = run.kind == "same" and 0 < at < len(runs) - 1
        if between and _letters([run.text]) < LITTLE:
            kept += [Run("deleted", run.text), Run("inserted", run.text)]
        else:
            kept.append(run)
    return _joined(_deleted_first(kept))


def _deleted_first(runs: Sequence[Run]) -> Iterator[Run]:
    for same, group in groupby(runs, lambda run: run.kind == "same"):
        together = list(group)
        if same:
            yield from together
        else:
            yield Run("deleted", "".join(run.text for run in together if run.kind == "deleted"))
            yield Run("inserted", "".join(run.text for run in together if run.kind == "inserted"))


def _joined(runs: "Iterator[Run] | Sequence[Run]") -> tuple[Run, ...]:
    """Neighbours of one kind as one run, empty ones left out."""
    filled = [run for run in runs if run.text]
    return tuple(Run(kind, "".join(run.text for run in group)) for kind, group in groupby(filled, attrgetter("kind")))


def _letters(texts: "Iterator[str] | Sequence[str]") -> int:
    return sum(sum(map(str.isalnum, text)) for text in texts)
