"""What changed between two states of a document's values: field by field, line by line, word by word.

Beside the path: shown between two revisions of a draft, and before a .docx that was edited in Word is taken over.
Applied, a redline gives back both sides. Time grows about linearly: 100 pages take a fraction of a second.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from doc_templates.marks import read_line
from doc_templates.redline.lines import core, pair_lines, rows_text, text_lines
from doc_templates.redline.words import Run, figures_changed, runs_between

What = Literal["same", "changed", "renumbered", "inserted", "deleted", "moved_here", "moved_away"]


@dataclass(frozen=True)
class Line:
    """One line on its old side, its new side, or both. `old`, `new`: its number there from 1, None where it is not.

    `moved`: of a moved line the number of its other place, on the other side.
    """

    what: What
    runs: tuple[Run, ...]
    old: int | None = None
    new: int | None = None
    moved: int | None = None

    @property
    def old_text(self) -> str:
        return "".join(run.text for run in self.runs if run.kind != "inserted")

    @property
    def new_text(self) -> str:
        return "".join(run.text for run in self.runs if run.kind != "deleted")

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Numbers, dates, amounts that took the place of others; not the number of the paragraph itself."""
        if self.what not in ("changed", "moved_here"):
            return []
        own = read_line(self.old_text).number, read_line(self.new_text).number
        return [pair for at, pair in enumerate(figures_changed(self.runs)) if at or pair != own]


@dataclass(frozen=True)
class FieldChange:
    """A field whose value differs, with all its lines; `name` as in the form."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Stretch:
    """Lines in a row; `far`: unchanged and away from every change, so that a page may fold them."""

    far: bool
    lines: tuple[Line, ...]


def compare(old: Mapping[str, object], new: Mapping[str, object]) -> list[FieldChange]:
    """The fields that differ, in the order of the values. A missing value is an empty one."""
    found = []
    for name in dict.fromkeys([*old, *new]):
        columns = _columns(old.get(name), new.get(name))
        lines, lines_new = value_lines(old.get(name), columns), value_lines(new.get(name), columns)
        if lines != lines_new:
            found.append(FieldChange(name, tuple(_compared(lines, lines_new, "\t" if columns else "|"))))
    return found


def compare_texts(old: str, new: str) -> tuple[Line, ...]:
    """The redline of two texts; rows with pipes are compared by cell."""
    return tuple(_compared(text_lines(old), text_lines(new), "|"))


def value_lines(value: object, columns: Sequence[str] = ()) -> list[str]:
    """A field's value as the lines that are compared; `columns` of a table in their order."""
    if isinstance(value, list | tuple):
        if columns:
            return rows_text([row for row in value if isinstance(row, Mapping)], columns)
        return [line for item in value for line in text_lines(str(item))]
    return text_lines("" if value is None else str(value))


def sides(lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    """What a redline was made of: the old lines and the new ones."""
    old = [line.old_text for line in lines if line.old is not None]
    new = [line.new_text for line in lines if line.new is not None]
    return old, new


def stretches(lines: Sequence[Line], around: int = 2) -> list[Stretch]:
    """The lines parted into what is near a change (within `around` lines) and what is far from any."""
    near = [False] * len(lines)
    for at, line in enumerate(lines):
        if line.what != "same":
            near[max(0, at - around) : at + around + 1] = [True] * (
                min(len(lines), at + around + 1) - max(0, at - around)
            )
    found: list[Stretch] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or near[at] != near[start]:
            found.append(Stretch(not near[start], tuple(lines[start:at])))
            start = at
    return found


def _columns(*values: object) -> tuple[str, ...]:
    """The columns of a table's rows; () for values that are no tables."""
    rows = [row for value in values if isinstance(value, list | tuple) for row in value if isinstance(row, Mapping)]
    return tuple(dict.fromkeys(str(name) for row in rows for name in row))


def _compared(old: Sequence[str], new: Sequence[str], cell_mark: str) -> Iterator[Line]:
    pairs = pair_lines(old, new)
    origins = {there: here for here, there in pairs.moved.items()}
    at = at_new = 0
    for place, place_new in [*pairs.in_order, (len(old), len(new))]:
        yield from (_gone(old, here, pairs.moved) for here in range(at, place))
        yield from (_come(old, new, there, origins, cell_mark) for there in range(at_new, place_new))
        if place < len(old):
            yield _kept(old[place], new[place_new], place + 1, place_new + 1, cell_mark)
        at, at_new = place + 1, place_new + 1


def _kept(old: str, new: str, number: int, number_new: int, cell_mark: str) -> Line:
    if old == new:
        return Line("same", (Run("same", old),) if old else (), number, number_new)
    only_its_number = core(old) == core(new) and read_line(old).number != read_line(new).number
    what: What = "renumbered" if only_its_number else "changed"
    return Line(what, runs_between(old, new, cell_mark), number, number_new)


def _gone(old: Sequence[str], at: int, moved: Mapping[int, int]) -> Line:
    runs = (Run("deleted", old[at]),) if old[at] else ()
    if at in moved:
        return Line("moved_away", runs, old=at + 1, moved=moved[at] + 1)
    return Line("deleted", runs, old=at + 1)


def _come(old: Sequence[str], new: Sequence[str], at: int, origins: Mapping[int, int], cell_mark: str) -> Line:
    if at in origins:
        origin = origins[at]
        return Line("moved_here", runs_between(old[origin], new[at], cell_mark), new=at + 1, moved=origin + 1)
    return Line("inserted", (Run("inserted", new[at]),) if new[at] else (), new=at + 1)
