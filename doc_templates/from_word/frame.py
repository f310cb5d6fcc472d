"""Where the values of a form stand on its own paper: the form is filled with every value between marks nobody types.

First half of reading a paper back that was edited in Word (returned.py). Works for any form, the office's own too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from doc_templates.fields import Field
from doc_templates.form import Form
from doc_templates.from_word.text import DocxText, docx_text
from doc_templates.inline import plain

Path = tuple[str | int, ...]
"""Where a value stands: ("subject",), ("recipients", 2), ("awardees", 0, "reward"), ("appendices", 1, "body")."""
Filling = Callable[[Form, Mapping[str, object]], bytes]
"""Fills a form with values, the office's letterhead and signer around them."""

_OPEN, _CLOSE = "\U0010fff0", "\U0010fff1"
_FIRST = 0xF0000  # a private plane: places are numbered by letters of it
_MOST = 60_000
_PLACE = re.compile(f"{_OPEN}(.)(.*?){_CLOSE}")
_SPARE = 8
_UNREAD = ("signer", "choice")
"""Types whose value is chosen, not typed: paper does not say it word for word."""


@dataclass(frozen=True)
class Span:
    """Letters `start` to `end` of a line are the value at `path`."""

    path: Path
    start: int
    end: int


@dataclass(frozen=True)
class FrameLine:
    """A line of the paper as it was handed out. `region`: the list, table or body it belongs to, () for none.

    `running`: a line of a body, whose words are all the clerk's.
    """

    words: str
    typed: str
    spans: tuple[Span, ...] = ()
    region: Path = ()
    running: bool = False


def frame(form: Form, values: Mapping[str, object], filling: Filling) -> list[FrameLine]:
    """The lines of the filled form that are not blank, with what stands where. Errors: those of fill and docx_text."""
    places: list[Path] = []
    marked = {field.name: _marked(field, values.get(field.name), (field.name,), places) for field in form.fields}
    roomy = replace(form, fields=tuple(map(_with_room, form.fields)))
    given = {name: value for name, value in marked.items() if value}
    return list(_lines(docx_text(filling(roomy, given)), places))


def lines_of(read: DocxText) -> list[FrameLine]:
    """The lines of a paper that came back, blank ones left out."""
    made = (FrameLine(plain(line.typed).strip(), line.typed) for line in read.lines)
    return [line for line in made if line.words]


def _with_room(field: Field) -> Field:
    columns = tuple(replace(column, max_length=column.max_length + _SPARE) for column in field.columns)
    return replace(field, max_length=field.limit + _SPARE, columns=columns)


def _marked(field: Field, value: object, path: Path, places: list[Path]) -> object:
    if field.type in _UNREAD or len(places) > _MOST:
        return value
    if field.type == "body":
        return _around(str(value), path, places) if value else value
    if isinstance(value, list):
        return [_marked_item(field, item, (*path, at), places) for at, item in enumerate(value)]
    return _marks(str(value), path, places) if value else value


def _marked_item(field: Field, item: object, path: Path, places: list[Path]) -> object:
    if not isinstance(item, Mapping):
        return _marks(str(item), path, places) if str(item).strip().casefold() != "như trên" else item
    if field.type == "appendices":
        title, body = str(item.get("title") or ""), str(item.get("body") or "")
        return {"title": _marks(title, (*path, "title"), places), "body": _around(body, (*path, "body"), places)}
    return {name: _marks(str(cell), (*path, name), places) if cell else cell for name, cell in item.items()}


def _marks(text: str, path: Path, places: list[Path]) -> str:
    places.append(path)
    return f"{_OPEN}{chr(_FIRST + len(places) - 1)}{text}{_CLOSE}"


def _around(body: str, path: Path, places: list[Path]) -> str:
    """A body between two paragraphs of its own: marks inside would change what its lines are."""
    return f"{_marks('', path, places)}\n{body}\n{_marks('', path, places)}"


def _lines(read: DocxText, places: list[Path]) -> Iterator[FrameLine]:
    body: Path = ()
    for line in read.lines:
        typed = plain(line.typed) if _OPEN in line.typed else line.typed
        words, spans = _without_marks(typed.strip() if _OPEN in typed else plain(typed).strip(), places)
        edge = next((span.path for span in spans if span.start == span.end), None)
        if edge is not None:
            body = () if body else edge
        elif words:
            region = body or next((_region(span.path) for span in spans if len(span.path) > 1), ())
            yield FrameLine(words, line.typed if body else words, spans, region, running=bool(body))


def _without_marks(text: str, places: list[Path]) -> tuple[str, tuple[Span, ...]]:
    words, spans, at = "", [], 0
    for found in _PLACE.finditer(text):
        words += text[at : found.start()]
        spans.append(Span(places[ord(found[1]) - _FIRST], len(words), len(words) + len(found[2])))
        words += found[2]
        at = found.end()
    return words + text[at:], tuple(spans)


def _region(path: Path) -> Path:
    """A title of an appendix stands alone; items and rows belong to their field."""
    return () if path[-1] == "title" else path[:1]
