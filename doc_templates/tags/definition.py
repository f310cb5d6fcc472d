"""The fields of an office's own form as JSON: what its page and the API write and the database keeps.

A built-in form says the same in its form.toml; here nothing is trusted, since people and programs type it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from doc_templates.errors import BrokenForm
from doc_templates.fields import LONGEST, TYPES, Choice, Column, Field, Words

NAME = re.compile(r"[a-z][a-z0-9_]{0,49}", re.ASCII)
MOST_FIELDS = 200
_LONGEST_WORDS = 500
_KEYS = {field.name for field in fields(Field)}


def to_json(defined: Sequence[Field]) -> list[dict[str, Any]]:
    """The fields as plain JSON, as from_json reads them."""
    plain: list[dict[str, Any]] = json.loads(json.dumps([asdict(field) for field in defined]))
    return plain  # lists for tuples, as a database gives them back


def from_json(raw: object, form: str) -> tuple[Field, ...]:
    """The fields a definition holds. Errors: BrokenForm: missing_key, unknown_key, unknown_type, bad_name, twice,
    no_columns, no_choices, too_many (`where` names the field)."""
    if not isinstance(raw, list) or not all(isinstance(each, Mapping) for each in raw):
        raise BrokenForm(form=form, why="missing_key", where="fields")
    if len(raw) > MOST_FIELDS:
        raise BrokenForm(form=form, why="too_many", where="fields")
    found = tuple(_field(each, form) for each in raw)
    _once([field.name for field in found], form, "fields")
    return found


def _field(raw: Mapping[str, Any], form: str) -> Field:
    name = _name(raw.get("name"), form)
    if unknown := raw.keys() - _KEYS:
        raise BrokenForm(form=form, why="unknown_key", where=f"{name}: {', '.join(sorted(map(str, unknown)))}")
    if raw.get("type") not in TYPES:
        raise BrokenForm(form=form, why="unknown_type", where=name)
    plain = {key: raw[key] for key in raw if key not in ("name", "label", "help", "columns", "choices")}
    try:
        field = Field(
            name,
            label=_words(raw.get("label"), name),
            help=_words(raw.get("help"), ""),
            columns=tuple(_column(each, form) for each in raw.get("columns") or ()),
            choices=tuple(
                Choice(str(each["value"])[:200], _words(each.get("label"), str(each["value"])))
                for each in raw.get("choices") or ()
            ),
            **plain,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenForm(form=form, why="missing_key", where=name) from error
    return _whole(field, form)


def _whole(field: Field, form: str) -> Field:
    if field.type == "table" and not field.columns:
        raise BrokenForm(form=form, why="no_columns", where=field.name)
    if field.type == "choice" and not field.choices:
        raise BrokenForm(form=form, why="no_choices", where=field.name)
    _once([column.name for column in field.columns], form, field.name)
    _once([choice.value for choice in field.choices], form, field.name)
    limit = field.max_length
    if limit is not None and not (isinstance(limit, int) and 1 <= limit <= LONGEST[field.type]):
        raise BrokenForm(form=form, why="bad_limit", where=field.name)
    return field


def _column(raw: Mapping[str, Any], form: str) -> Column:
    name = _name(raw["name"], form)
    return Column(name, _words(raw.get("label"), name), int(raw.get("max_length") or LONGEST["table"]))


def _name(name: object, form: str) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise BrokenForm(form=form, why="bad_name", where=str(name)[:60])
    return name


def _words(raw: object, otherwise: str) -> Words:
    """In both languages; an office need not say its English."""
    given = raw if isinstance(raw, Mapping) else {}
    vi = str(given.get("vi") or otherwise)[:_LONGEST_WORDS]
    return {"vi": vi, "en": str(given.get("en") or vi)[:_LONGEST_WORDS]}


def _once(names: Sequence[str], form: str, where: str) -> None:
    if len(set(names)) != len(names):
        raise BrokenForm(form=form, why="twice", where=where)
