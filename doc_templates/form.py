"""A form: the folder with form.docx, as the office edits it in Word, and form.toml, what the clerk is asked.

Everything that a clerk or a program may fill in is listed here; the drafting page and the API are built from it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from doc_templates import fields as shapes
from doc_templates.context import GIVEN
from doc_templates.errors import BrokenForm, DocTemplatesError, UnknownField
from doc_templates.fields import Choice, Column, Field, Words
from doc_templates.fill import asked_for, fill, template_of
from doc_templates.kinds import copies, kinds
from doc_templates.sample import letterhead_for, signer_for, stamp_for
from doc_templates.style_sheet import ON_BODY

FORMS = Path(__file__).parent / "forms"
_PLAIN_KEYS = ("required", "sample", "max_length", "rare", "closes", "default")
_KEYS = {"name", "type", "label", "help", "columns", "choices", *_PLAIN_KEYS}


@dataclass(frozen=True)
class Form:
    """A form ready to use. `kind`: the id of its kind of document. `path`: form.docx; of an office's own form, which
    no folder holds, `content` is the .docx itself."""

    id: str
    kind: str
    name: Words
    version: int
    fields: tuple[Field, ...]
    path: Path
    content: bytes = b""

    @property
    def docx(self) -> bytes:
        """The .docx with its tags, as the office edits it."""
        return self.content or self.path.read_bytes()


@dataclass(frozen=True)
class Finding:
    """Something that keeps a form from use. `code`: template_fault, unknown_kind, unknown_tag, not_printed,
    missing_style, missing_sample or the code of another error; `place`: the field, tag, style or paragraph."""

    code: str
    place: str
    data: dict[str, object]


def load_form(folder: Path) -> Form:
    """Reads form.toml of a folder named as the form; form.docx waits for check_form and fill. Errors: BrokenForm."""
    try:
        raw = tomllib.loads((folder / "form.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenForm(form=folder.name, why="no_file", where="form.toml") from error
    except tomllib.TOMLDecodeError as error:
        raise BrokenForm(form=folder.name, why="not_toml", where=str(error)) from error
    try:
        asked = [*raw["fields"], *({"name": name} for name in raw.get("common", ()))]
        fields = tuple(_field(_with_shared(each), folder.name) for each in asked)
        return Form(folder.name, raw["kind"], dict(raw["name"]), int(raw["version"]), fields, folder / "form.docx")
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenForm(form=folder.name, why="missing_key", where=str(error).strip("'")) from error


def load_forms(root: Path = FORMS) -> dict[str, Form]:
    """All forms of a folder, by id. Errors: BrokenForm."""
    return {path.parent.name: load_form(path.parent) for path in sorted(root.glob("*/form.toml"))}


def clean(form: Form, values: Mapping[str, object]) -> dict[str, object]:
    """The values in NFC, trimmed, without unseen characters. Errors: UnknownField, WrongShape, TooLong."""
    fields = {field.name: field for field in form.fields}
    for name in values:
        if name not in fields:
            raise UnknownField(field=name, form=form.id)
    return {name: shapes.cleaned(fields[name], value, form.id) for name, value in values.items()}


def missing(form: Form, values: Mapping[str, object]) -> list[str]:
    """The names of required fields that are empty, in the form's order."""
    return [field.name for field in form.fields if field.required and not values.get(field.name)]


def schema(form: Form, language: str = "vi") -> dict[str, object]:
    """JSON Schema 2020-12 of a document's values; titles and descriptions in `language`, "vi" or "en"."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.name[language],
        "type": "object",
        "properties": {field.name: shapes.schema(field, language) for field in form.fields},
        "required": [field.name for field in form.fields if field.required],
        "additionalProperties": False,
    }


def samples(form: Form) -> dict[str, object]:
    """The sample values of a form."""
    return {field.name: field.sample for field in form.fields if field.sample is not None}


def sample_document(form: Form) -> bytes:
    """The form filled with its sample, as a .docx. Errors: TemplateFault, and those of `clean`."""
    return fill(form, clean(form, samples(form)), letterhead_for(form), signer_for(form), stamp_for(form))


def check_form(form: Form) -> list[Finding]:
    """What keeps a form from being used; empty when it can be. Fills it once with its sample."""
    found: list[Finding] = []
    try:
        for each in _findings(form):
            found.append(each)
    except DocTemplatesError as error:
        place = error.data.get("paragraph", error.data.get("field", ""))
        found.append(Finding(error.code, str(place), error.data))
    return found


def _findings(form: Form) -> Iterator[Finding]:
    template = template_of(form)
    tags, fields = asked_for(template, form.id), {field.name: field for field in form.fields}
    known = form.kind in kinds() or form.kind in copies()
    if not known:
        yield Finding("unknown_kind", form.kind, {"form": form.id})
    for tag in sorted(tags - fields.keys() - GIVEN):
        yield Finding("unknown_tag", tag, {"form": form.id})
    for name, field in fields.items():
        if field.required and name not in tags:
            yield Finding("not_printed", name, {"form": form.id})
        if field.required and not field.sample:
            yield Finding("missing_sample", name, {"form": form.id})
    for style in ON_BODY:
        if not template.styles.id(style):
            yield Finding("missing_style", style, {"form": form.id})
    if known:
        sample_document(form)


@cache
def shared_fields() -> dict[str, Field]:
    """The fields that forms share, by name, as fields.toml defines them."""
    return {name: _field({"name": name, **raw}, "fields.toml") for name, raw in _shared().items()}


@cache
def _shared() -> dict[str, dict[str, Any]]:
    return tomllib.loads((FORMS / "fields.toml").read_text("utf-8"))


def _with_shared(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """What fields.toml says of the field, and what the form says otherwise; one with its own type is all its own."""
    return raw if "type" in raw else {**_shared().get(raw["name"], {}), **raw}


def _field(raw: Mapping[str, Any], form: str) -> Field:
    if raw.keys() - _KEYS:
        raise BrokenForm(form=form, why="unknown_key", where=", ".join(sorted(raw.keys() - _KEYS)))
    if raw["type"] not in shapes.TYPES:
        raise BrokenForm(form=form, why="unknown_type", where=raw["name"])
    columns = tuple(Column(**each) for each in raw.get("columns", ()))
    choices = tuple(Choice(**each) for each in raw.get("choices", ()))
    rest = {key: raw[key] for key in _PLAIN_KEYS if key in raw}
    label, help = dict(raw["label"]), dict(raw.get("help", {}))
    return Field(raw["name"], raw["type"], label, help, columns=columns, choices=choices, **rest)
