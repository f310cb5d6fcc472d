"""Another beginning of the path: an issued document's values become a new draft, with what may be outdated marked.

Text and recipients come over; number and date never do (they are no values), the urgency neither, the signer only if
he may still sign. What to look at is kept with the draft (`Draft.to_check`) until it is ticked.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from archive.records import Document
from doc_templates.errors import DocTemplatesError
from doc_templates.fields import Field, cleaned
from doc_templates.form import Form
from doc_templates.legal_basis import parse
from doc_templates.to_check import doubts
from doc_templates.whole_text import Unplaced
from service import drafts, people
from service.actor import Actor
from service.authority import refusal
from service.bases_in_drafts import FIELD as BASES
from service.basis_matching import named_by
from service.bodies import issuer_on
from service.documents import document_of, file_of
from service.draft import Draft
from service.draft_readers import inherited
from service.forms import form_of
from service.legal_bases import kept
from service.names import name_key
from service.parts import Parts
from service.to_check import ToCheck, text_of

LEFT_BEHIND = ("urgency",)
"""Decided anew for every document (Phụ lục I, Phần I, III.2)."""
TRUSTED = ("recipients", "kept_at", "signer", "issuer", "unit", "contact", "circulation", BASES)
"""Fields whose words are not searched for facts; bases are held against the office's list instead."""
MOST = 300
"""Different things to check that are listed; a draft with more is read whole anyway."""
NEAR = 40
"""Letters shown on each side of what is to be checked."""


def draft_from_document(parts: Parts, actor: Actor, document_id: str) -> Draft:
    """A new draft of the same form. Raises NotFound, UnknownForm (the form is no longer used), FileDamaged."""
    document = document_of(parts, actor, document_id)
    form = form_of(parts, actor.agency_id, document.form)
    values, homeless = _fitting(form, _values(parts, document))
    values, signer = _with_valid_signer(parts, document, form, values)
    listed = [*signer, *_bases(parts, actor, values), *_facts(form, values)]
    unplaced = tuple(Unplaced(line=0, words=words, near="") for words in homeless)
    to_check = [asdict(one) for one in listed[:MOST]]
    return drafts.create(
        parts, actor, form.id, values, unplaced, how="copied", source=document.reference, to_check=to_check,
        access=inherited(document.details),
    )  # fmt: skip


def _values(parts: Parts, document: Document) -> dict[str, object]:
    _, content = file_of(parts, document, "values.json")
    read = json.loads(content)
    return {name: value for name, value in read.items() if name not in LEFT_BEHIND}


def _fitting(form: Form, values: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """What today's form takes, and the words of what it has no place for: shown, never dropped."""
    fields = {field.name: field for field in form.fields}
    taken: dict[str, object] = {}
    homeless: list[str] = []
    for name, value in values.items():
        try:
            taken[name] = cleaned(fields[name], value, form.id)
        except (KeyError, DocTemplatesError):
            homeless += _words_of(value)
    return taken, homeless


def _words_of(value: object) -> list[str]:
    if isinstance(value, list):
        return [words for one in value for words in _words_of(one)]
    if isinstance(value, Mapping):
        return [" · ".join(str(cell) for cell in value.values() if cell)]
    return [str(value)] if value else []


def _with_valid_signer(
    parts: Parts, document: Document, form: Form, values: dict[str, object]
) -> tuple[dict[str, object], list[ToCheck]]:
    """Without a signer who may no longer sign this kind; then he is named among what to check."""
    chosen, today = str(values.get("signer") or ""), parts.today()
    with parts.db.read() as session:
        signer = people.chosen_signer(session, document.agency_id, chosen)
        issuer = issuer_on(session, document.agency_id, str(values.get("issuer") or ""), today)
        # a rebuilt office may have given the number to somebody else: the name decides
        same = signer is not None and name_key(signer.full_name) == name_key(document.signer_name)
        if signer is not None and same and refusal(signer, form.kind, issuer, today) is None:
            return values, []
    left = {name: value for name, value in values.items() if name != "signer"}
    return left, [ToCheck("signer", "signer", document.signer_name, "")]


def _bases(parts: Parts, actor: Actor, values: Mapping[str, object]) -> Iterator[ToCheck]:
    """Bases of which the list does not say that they are in force; those that ended are marked beside the field."""
    lines = values.get(BASES)
    with parts.db.read() as session:
        bases = kept(session, actor.agency_id)
    for line in lines if isinstance(lines, list) else []:
        if parse(line).kind and named_by(bases, parse(line)) is None:
            yield ToCheck(BASES, "basis", str(line), "")


def _facts(form: Form, values: Mapping[str, object]) -> Iterator[ToCheck]:
    for field in form.fields:
        if field.name in TRUSTED or not (value := values.get(field.name)):
            continue
        if field.type == "table" and isinstance(value, list):
            yield ToCheck(field.name, "rows", str(len(value)), "", len(value))
        else:
            yield from _in_text(field, text_of(value))


def _in_text(field: Field, text: str) -> Iterator[ToCheck]:
    found: dict[tuple[str, str], ToCheck] = {}
    for doubt in doubts(text):
        key = (doubt.what, doubt.words)
        if key in found:
            found[key] = replace(found[key], count=found[key].count + 1)
        else:
            found[key] = ToCheck(field.name, doubt.what, doubt.words, _near(text, doubt.start, doubt.end))
    yield from found.values()


def _near(text: str, start: int, end: int) -> str:
    """The words around, cut at blanks and within the line."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    after = text[end : end + NEAR].partition("\n")[0]
    cut_before = before.partition(" ")[2] if len(before) == NEAR else before
    cut_after = after.rpartition(" ")[0] if len(after) == NEAR else after
    return f"{cut_before}{text[start:end]}{cut_after}".strip()
