"""The fields of a form: what each type holds, cleaned of what cannot or must not be printed, and as JSON Schema."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from doc_templates.errors import TooLong, UnknownField, WrongShape

Words = dict[str, str]  # {"vi": …, "en": …}
TYPES = ("text", "lines", "body", "signer", "table", "choice", "appendices")
LONGEST = {
    "text": 1_000, "lines": 1_000, "body": 3_000_000, "signer": 200, "table": 1_000, "choice": 200,
    "appendices": 3_000_000,
}  # fmt: skip
LONGEST_TITLE = 1_000  # of an appendix
MOST = {"lines": 10_000, "table": 10_000, "appendices": 100}

# Not printable, or printed differently from what is read: controls, bidirectional marks, zero widths, soft hyphen,
# halves of surrogate pairs, non-characters. The joiner U+200D and the variation selectors stay: emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff"
    "\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n?|\u0085|\u2028|\u2029|\x0b|\x0c")
_BLANKS = re.compile(r"[\t\n]+")


@dataclass(frozen=True)
class Column:
    """One column of a field of type "table"."""

    name: str
    label: Words
    max_length: int = LONGEST["table"]


@dataclass(frozen=True)
class Choice:
    """One choice of a field of type "choice"."""

    value: str
    label: Words


@dataclass(frozen=True)
class Field:
    """One field. `max_length`: letters of the text, of each line, of each cell, of each appendix.

    `rare`: seldom used; the drafting page shows it when asked. `closes`: "./." follows the words of a body.
    `default`: what is printed where nothing is typed.
    """

    name: str
    type: str
    label: Words
    help: Words
    required: bool = False
    sample: Any = None
    max_length: int | None = None
    columns: tuple[Column, ...] = ()
    choices: tuple[Choice, ...] = ()
    rare: bool = False
    closes: bool = True
    default: str = ""

    @property
    def limit(self) -> int:
        return self.max_length or LONGEST[self.type]


def cleaned(field: Field, value: object, form: str) -> object:
    """The value in NFC, trimmed, without unseen characters; None is empty.

    Errors: WrongShape, TooLong, UnknownField (a column).
    """
    if value is None:
        return empty(field)
    if field.type == "lines":
        return _lines(field, value)
    if field.type == "table":
        return _rows(field, value, form)
    if field.type == "appendices":
        return _appendices(field, value, form)
    if not isinstance(value, str):
        raise WrongShape(field=field.name, expected=field.type)
    text = many_lines(value) if field.type == "body" else one_line(value)
    if field.type == "choice" and text and text not in {choice.value for choice in field.choices}:
        raise WrongShape(field=field.name, expected="choice")
    return _short_enough(field, text, field.limit)


def empty(field: Field) -> object:
    """The empty value of a field."""
    return [] if field.type in MOST else ""


def one_line(text: str) -> str:
    """A text on one line: line breaks and tabs become a blank."""
    return _BLANKS.sub(" ", _seen(text)).strip()


def many_lines(text: str) -> str:
    """A text of several lines: blank lines at its ends and blanks at the end of each line are dropped."""
    return "\n".join(line.rstrip() for line in _seen(text).split("\n")).strip("\n")


def schema(field: Field, language: str = "vi") -> dict[str, object]:
    """The field as JSON Schema 2020-12."""
    shape: dict[str, object] = {"title": field.label[language], "description": field.help.get(language, "")}
    if field.type == "lines":
        shape |= {
            "type": "array",
            "items": {"type": "string", "maxLength": field.limit},
            "maxItems": MOST["lines"],
        }
    elif field.type == "table":
        cells = {
            column.name: {"type": "string", "title": column.label[language], "maxLength": column.max_length}
            for column in field.columns
        }
        shape |= {"type": "array", "items": _object(cells), "maxItems": MOST["table"]}
    elif field.type == "appendices":
        parts = {name: {"type": "string", "maxLength": limit} for name, limit in _appendix_limits(field).items()}
        shape |= {"type": "array", "items": _object(parts), "maxItems": MOST["appendices"]}
    else:
        shape |= {"type": "string", "maxLength": field.limit}
    if field.choices:
        shape["enum"] = [*([] if field.required else [""]), *(choice.value for choice in field.choices)]
    return shape if field.sample is None else shape | {"examples": [field.sample]}


def _object(properties: dict[str, dict[str, object]]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAKS.sub("\n", text)))


def _lines(field: Field, value: object) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
        raise WrongShape(field=field.name, expected="lines")
    _few_enough(field, len(value))
    return [_short_enough(field, line, field.limit) for line in map(one_line, value) if line]


def _rows(field: Field, value: object, form: str) -> list[dict[str, str]]:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        raise WrongShape(field=field.name, expected="table")
    _few_enough(field, len(value))
    rows = (_row(field, row, form) for row in value)
    return [row for row in rows if any(row.values())]


def _row(field: Field, row: Mapping[str, object], form: str) -> dict[str, str]:
    limits = {column.name: column.max_length for column in field.columns}
    _known_texts(field, row, limits, form)
    return {name: _short_enough(field, one_line(str(row.get(name, ""))), limit) for name, limit in limits.items()}


def _appendices(field: Field, value: object, form: str) -> list[dict[str, str]]:
    """Each {"title": one line, "body": text as of a body}; what has neither is no appendix."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, Mapping) for each in value):
        raise WrongShape(field=field.name, expected="appendices")
    _few_enough(field, len(value))
    limits = _appendix_limits(field)
    appendices = []
    for given in value:
        _known_texts(field, given, limits, form)
        title, body = one_line(str(given.get("title", ""))), many_lines(str(given.get("body", "")))
        _short_enough(field, title, limits["title"])
        appendices.append({"title": title, "body": _short_enough(field, body, limits["body"])})
    return [each for each in appendices if any(each.values())]


def _appendix_limits(field: Field) -> dict[str, int]:
    return {"title": LONGEST_TITLE, "body": field.limit}


def _known_texts(field: Field, given: Mapping[str, object], limits: Mapping[str, int], form: str) -> None:
    for name, text in given.items():
        if name not in limits:
            raise UnknownField(field=f"{field.name}.{name}", form=form)
        if not isinstance(text, str):
            raise WrongShape(field=f"{field.name}.{name}", expected="text")


def _short_enough(field: Field, text: str, limit: int) -> str:
    if len(text) > limit:
        raise TooLong(field=field.name, limit=limit, given=len(text))
    return text


def _few_enough(field: Field, count: int) -> None:
    if count > MOST[field.type]:
        raise TooLong(field=field.name, limit=MOST[field.type], given=count)
