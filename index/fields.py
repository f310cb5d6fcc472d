"""The fields that a query may name (fields.toml): where they stand in what was typed, and how their values are read."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .text import folded_key, plain_words

MOST_NAME_WORDS = 4


class FieldAt(NamedTuple):
    """A field's name as typed between start and end (behind its colon); `name` "" for one that nobody knows."""

    name: str
    shown: str
    start: int
    end: int


_COLON = re.compile(r"(?P<words>[^\W_]+(?:[\s,/]{1,3}[^\W_]+){0,3})\s*:(?!//)")
_WORD = re.compile(r"[^\W_]+")


def fields_in(text: str) -> Iterator[FieldAt]:
    """Every word or words before a colon, known or not; a time (8:30) is none."""
    for match in _COLON.finditer(text):
        starts = [match.start("words") + word.start() for word in _WORD.finditer(match["words"])]
        known = [start for start in starts if folded_key(text[start : match.end("words")]) in _names()]
        start = known[0] if known else starts[-1]
        shown = text[start : match.end("words")]
        if known or not shown.isdigit():
            yield FieldAt(_names().get(folded_key(shown), ""), shown, start, match.end())


def takes(name: str) -> str:
    """How the value of a field is read: see fields.toml."""
    return str(_table()[name]["takes"])


def chosen(name: str, value: str) -> tuple[str, int]:
    """What the beginning of a value means for a field with choices, and how many of its words say so; ("", 0)."""
    found = [word.folded for word in plain_words(value)]
    for count in range(min(len(found), MOST_NAME_WORDS), 0, -1):
        if meant := _choices(name).get(" ".join(found[:count])):
            return meant, count
    return "", 0


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))


@cache
def _names() -> dict[str, str]:
    return {folded_key(written): name for name, field in _table().items() for written in field["names"]}


@cache
def _choices(name: str) -> dict[str, str]:
    return {folded_key(said): meant for meant, sayings in _table()[name]["values"].items() for said in sayings}
