"""The page on which an office describes the fields of its own form: its controls as texts, and back.

Controls of a field are named `<field>.<what>`, those of a column `<field>.<column>.label`: neither name holds a dot.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from doc_templates.fields import Choice, Column, Field
from doc_templates.form import Form
from doc_templates.tags.definition import to_json
from service.pages.field_texts import texts_of, values_from

OFFERED = ("text", "lines", "body", "table", "choice", "signer")
"""Types that an office may choose among; its own tags decide which of them fit."""
CHOOSABLE = {
    "text": ("text", "choice"),
    "choice": ("choice", "text"),
    "lines": ("lines",),
    "table": ("table",),
    "body": ("body",),
    "signer": ("signer",),
    "appendices": ("appendices",),
}
"""The types a field may be turned into without its tags being changed."""


def samples_as_texts(form: Form) -> dict[str, str]:
    """field → its sample as the text of its control."""
    return texts_of(form, {field.name: field.sample for field in form.fields})


def definition_from(fields: Sequence[Field], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """What was typed as a definition; a field that is not on the page stays as it is."""
    return to_json([_typed(field, typed) if f"{field.name}.label" in typed else field for field in fields])


def _typed(field: Field, typed: Mapping[str, str]) -> Field:
    def of(what: str) -> str:
        return typed.get(f"{field.name}.{what}", "").strip()

    kind = of("type") if of("type") in CHOOSABLE.get(field.type, ()) else field.type
    label = {"vi": of("label"), "en": of("label_en") or of("label")}
    help = {"vi": of("help"), "en": of("help_en") or of("help")}
    described = replace(
        field,
        type=kind,
        label=label,
        help=help,
        required=bool(of("required")),
        max_length=_limit(of("max_length")),
        columns=tuple(_columns(field, typed)),
        choices=tuple(_choices(of("choices"), field.choices)) if kind == "choice" else (),
    )
    sample = typed.get(f"{field.name}.sample")
    if sample is None:
        return described
    form = Form("", "", {}, 0, (described,), Path())
    return replace(described, sample=values_from(form, {field.name: sample}).get(field.name))


def _limit(typed: str) -> int | None:
    """What is no number at all is refused as one that is out of bounds."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0


def _columns(field: Field, typed: Mapping[str, str]) -> Iterator[Column]:
    for column in field.columns:
        label = typed.get(f"{field.name}.{column.name}.label", "").strip() or column.label["vi"]
        yield replace(column, label=column.label if label == column.label["vi"] else {"vi": label, "en": label})


def _choices(typed: str, known: Sequence[Choice]) -> Iterator[Choice]:
    """One value a line; a known value keeps its words."""
    labels = {choice.value: choice.label for choice in known}
    for line in dict.fromkeys(filter(None, (each.strip() for each in typed.splitlines()))):
        yield Choice(line, labels.get(line, {"vi": line, "en": line}))
