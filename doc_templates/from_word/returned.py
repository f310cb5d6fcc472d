"""A paper that was downloaded, edited in Word and comes back: which of the form's values it changes, and to what.

The paper as it was handed out is laid beside the one that came back, line by line (redline/lines.py); what stands where
a value stood is the new value. What the form prints by itself does not become a value, and what changed there is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from doc_templates.body import END_MARK, parse, to_text
from doc_templates.form import Form
from doc_templates.from_word.beside import Beside, between, is_blank
from doc_templates.from_word.frame import Filling, FrameLine, Path, frame, lines_of
from doc_templates.from_word.tables import PRINTED_BELOW
from doc_templates.from_word.text import DocxText
from doc_templates.redline.matching import matched
from doc_templates.tables import table_at
from doc_templates.whole_text.lines import bare_item


@dataclass(frozen=True)
class Returned:
    """What came back. `values`: all values, the changed ones new. `unplaced`: new lines without a field.

    `fixed`: (before, after) of lines that the form prints by itself and that were changed on the paper.
    """

    values: dict[str, object]
    unplaced: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]


def returned(form: Form, values: Mapping[str, object], filling: Filling, read: DocxText) -> Returned:
    """The values after the edit; `values` are those the paper was filled with. Errors: those of fill."""
    return _Return(Beside(frame(form, values, filling), lines_of(read)), values).result()


class _Return:
    def __init__(self, both: Beside, values: Mapping[str, object]) -> None:
        self.both, self.before, self.after, self.values = both, both.before, both.after, values

    def result(self) -> Returned:
        values: dict[str, object] = dict(self.values)
        for path in dict.fromkeys(span.path for line in self.before for span in line.spans):
            if len(path) == 1 and isinstance(values.get(str(path[0])), str):
                values[str(path[0])] = self._text(path, str(values[str(path[0])]))
            elif path[-1] == "title":
                self._put(values, path, self._text(path, str(self._get(values, path))))
        for region in dict.fromkeys(line.region for line in self.before if line.region):
            self._put(values, region, self._region_value(region, self._get(values, region)))
        return Returned(values, tuple(self._unplaced()), tuple(self._fixed()))

    def _text(self, path: Path, value: str) -> str:
        """A text on one line; of several places the one that changed counts."""
        for at, line in enumerate(self.before):
            for span in line.spans:
                if span.path != path:
                    continue
                now = self.both.now(at, span)
                if now is not None and now != line.words[span.start : span.end].strip():
                    return now
        return value

    def _region_value(self, region: Path, value: object) -> object:
        lines = [(at, self.after[at]) for at in self.both.lines_of(region)]
        if isinstance(value, str):
            return self._body(region, value, [line for _, line in lines])
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return self._rows(region, value, lines)
        return self._items(region, value if isinstance(value, list) else [], lines)

    def _items(self, region: Path, value: list[object], lines: Sequence[tuple[int, FrameLine]]) -> list[object]:
        """Items as they were typed where they are still the same; those that no paper prints ("Như trên") stay."""
        printed = [
            (_core(line.words[span.start : span.end]), int(span.path[-1]))
            for line in self.before
            if line.region == region
            for span in line.spans
            if span.path[:1] == region
        ]
        known = dict(printed)
        items: list[object] = [item for at, item in enumerate(value) if at not in known.values()]
        for at, line in lines:
            origin = self.both.origin.get(at)
            now = between(self.before[origin], line.words) if origin is not None else {}
            found = [words for path, words in now.items() if path[:1] == region]
            for words in found or [bare_item(self._without_label(line.words))]:
                items.append(value[known[_core(words)]] if _core(words) in known else words)
        return [item for item in items if item]

    def _without_label(self, words: str) -> str:
        """Without "Kính gửi:", where that stood on a line of its own or before the first item."""
        before = (line.words[: line.spans[0].start] if line.spans else line.words for line in self.before)
        labels = (label for label in before if label.rstrip().endswith(":"))
        return next((words.removeprefix(label).strip() for label in labels if words.startswith(label)), words)

    def _rows(
        self, region: Path, value: list[Mapping[str, object]], lines: Sequence[tuple[int, FrameLine]]
    ) -> list[Mapping[str, object]]:
        """Rows by the columns in which the values stood."""
        columns = list(value[0])
        cells = self._columns(region)
        rows, _ = table_at([line.typed for _, line in lines], 0)
        made = [{name: row[cells[name]] if cells.get(name, 99) < len(row) else "" for name in columns} for row in rows]
        return [row for row in made if any(row.values())]

    def _columns(self, region: Path) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in self.before:
            for span in line.spans:
                if span.path[:1] == region and len(span.path) == 3:
                    found.setdefault(str(span.path[2]), line.words[: span.start].count("|") - 1)
        return found

    def _body(self, region: Path, value: str, lines: Sequence[FrameLine]) -> str:
        old = [line.typed for line in self.before if line.region == region]
        new = _as_ended([line.typed for line in lines if not is_blank(line.words)], old)
        before, after = to_text(parse("\n".join(old))), to_text(parse("\n".join(new)))
        if before == after:
            return value
        typed, before_lines = to_text(parse(value)).split("\n"), before.split("\n")
        if len(typed) != len(before_lines):
            return after
        after_lines = after.split("\n")
        for here, there in matched(before_lines, after_lines):
            after_lines[there] = typed[here]
        return "\n".join(after_lines)

    def _unplaced(self) -> Iterator[str]:
        for at, line in enumerate(self.after):
            if at not in self.both.origin and not self.both.regions[at]:
                yield line.words

    def _fixed(self) -> Iterator[tuple[str, str]]:
        for at, line in enumerate(self.before):
            if line.region or (line.spans and at not in self.both.there):
                continue
            after = self.after[self.both.there[at]].words if at in self.both.there else ""
            counted = line.words.casefold().startswith(PRINTED_BELOW)
            if line.words != after and not counted and not between(line, after):
                yield line.words, after

    @staticmethod
    def _get(values: Mapping[str, object], path: Path) -> object:
        found: object = values
        for step in path:
            found = found[step]  # type: ignore[index]
        return found

    @staticmethod
    def _put(values: dict[str, object], path: Path, value: object) -> None:
        if len(path) == 1:
            values[str(path[0])] = value
            return
        appendices = [dict(one) for one in values[str(path[0])]]  # type: ignore[attr-defined]
        appendices[int(path[1])][str(path[2])] = value
        values[str(path[0])] = appendices


def _as_ended(new: list[str], old: list[str]) -> list[str]:
    """Without the end mark that the form puts behind the last words."""
    if not new or not old or old[-1].endswith(END_MARK) or not new[-1].rstrip("*").endswith(END_MARK):
        return new
    if new[-1].strip("*") == END_MARK:
        return new[:-1]
    last = new[-1].replace(END_MARK, "." if old[-1].rstrip("*").endswith(".") else "")
    return [*new[:-1], last]


def _core(words: str) -> str:
    """An item without the mark at its end."""
    return words.strip(" .;,")
