"""The fields offered for a form that an office uploaded: those it had, those that forms share, and new ones guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doc_templates.fields import Choice, Column, Field, Words
from doc_templates.form import shared_fields
from doc_templates.tags.asked import Asked, Study

_SAMPLE_LINES = 2
_FAMILY = {"lines": "list", "table": "table", "appendices": "appendices"}
"""Types that tags can tell apart; of the others the office may choose."""


def proposed(found: Study, kept: Sequence[Field] = (), like: Sequence[Field] = ()) -> tuple[Field, ...]:
    """One field for each name the form asks for, in the order of the page; subject always, since registers name it.

    `kept`: the fields of the version before, taken over where the form still asks for them. `like`: those of a built-in
    form of the same kind, for labels, help and samples.
    """
    known = _by_name(tuple(shared_fields().values())) | _by_name(like) | _by_name(kept)
    fields = [_field(asked, known) for asked in found.asked]
    if "subject" not in {field.name for field in fields}:
        fields.insert(0, _known(known["subject"]))
    return tuple(fields)


def _by_name(fields: Sequence[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}


def _field(asked: Asked, known: Mapping[str, Field]) -> Field:
    field = known.get(asked.name)
    if field is None:
        return _guessed(asked)
    if _FAMILY.get(field.type) != _FAMILY.get(asked.type):
        return replace(_guessed(asked), label=field.label, help=field.help)
    if asked.type != "table":
        return _known(field)
    columns = {column.name: column for column in field.columns}
    fitting = tuple(columns.get(name, _column(name)) for name in asked.columns)
    rows = [{column.name: row.get(column.name, "") for column in fitting} for row in field.sample or ()]
    return replace(field, columns=fitting, sample=rows or _rows(fitting))


def _known(field: Field) -> Field:
    """With a sample, so that the form can be tried at once."""
    return field if field.sample is not None or not field.required else replace(field, sample=_sample(field))


def _guessed(asked: Asked) -> Field:
    field = Field(
        asked.name,
        asked.type,
        _label(asked.name),
        {"vi": "", "en": ""},
        required=not asked.optional and asked.type not in ("choice", "table"),
        columns=tuple(map(_column, asked.columns)),
        choices=tuple(Choice(value, {"vi": value, "en": value}) for value in asked.choices),
    )
    return replace(field, sample=_sample(field))


def _sample(field: Field) -> object:
    label = field.label["vi"]
    if field.type == "lines":
        return [f"({label} {number})" for number in range(1, _SAMPLE_LINES + 1)]
    if field.type == "table":
        return _rows(field.columns)
    return field.choices[0].value if field.choices else f"({label})"


def _rows(columns: Sequence[Column]) -> list[dict[str, str]]:
    numbers = range(1, _SAMPLE_LINES + 1)
    return [{column.name: f"({column.label['vi']} {number})" for column in columns} for number in numbers]


def _column(name: str) -> Column:
    return Column(name, _label(name))


def _label(name: str) -> Words:
    words = name.replace("_", " ").strip().capitalize()
    return {"vi": words, "en": words}
