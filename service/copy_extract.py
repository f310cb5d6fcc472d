"""A part of a document's text, made anew with all its components: trích sao (NĐ 30/2020, Điều 25 khoản 3.b).

The letterhead, number, date, title and signer's lines are those of the original as it was filed; its body is the lines
that are kept, held word for word against the original's.
"""

import json
from collections.abc import Mapping
from typing import Any

from archive.records import Document
from doc_templates.copies import kept_words
from doc_templates.fill import Letterhead, SignerBlock, Stamp, fill
from doc_templates.form import Form, clean
from service.documents import file_of
from service.errors import BadInput, NotInText
from service.forms import form_of
from service.parts import Parts

BODY = "body"
_KEPT = ("text", "lines", "choice", "signer")
"""Types of fields that come along whole: lists, tables and appendices are parts of the text, and not asked for."""


def body_of(parts: Parts, original: Document) -> str:
    """The text a part may be taken from, as it was typed; "" where there is none. Raises FileDamaged."""
    if not any(file.name == "values.json" for file in original.files) or "copy_of" in original.details:
        return ""
    return str(_values(parts, original).get(BODY) or "")


def check_excerpt(parts: Parts, original: Document, excerpt: str) -> None:
    """Raises NotInText, BadInput where the document has no text to take a part from."""
    body = body_of(parts, original)
    if not body:
        raise BadInput(field="excerpt")
    wrong = kept_words(excerpt, body)
    if wrong is not None:
        raise NotInText(line=wrong[:200])


def recreated(parts: Parts, original: Document, excerpt: str) -> bytes:
    """The document as .docx with that part of its text alone. Raises UnknownForm, TemplateFault, FileDamaged."""
    form = form_of(parts, original.agency_id, original.form, original.form_version)
    values = clean(form, _chosen(form, _values(parts, original), excerpt))
    stamp = Stamp(original.symbol, original.number, original.issued_on)
    return fill(form, values, _letterhead(original.details), _signer(original), stamp)


def _chosen(form: Form, values: Mapping[str, Any], excerpt: str) -> dict[str, object]:
    kept = {field.name for field in form.fields if field.type in _KEPT}
    return {name: value for name, value in values.items() if name in kept} | {BODY: excerpt}


def _values(parts: Parts, original: Document) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(file_of(parts, original, "values.json")[1])
    return read


def _letterhead(details: Mapping[str, Any]) -> Letterhead:
    """As it was printed: of the issuing body, or of the agency in documents from before bodies were kept."""
    issuer = details.get("issuer") or details["agency"]
    return Letterhead(tuple(issuer["superior"]), tuple(issuer["name"]), issuer["place"], issuer["full_name"])


def _signer(original: Document) -> SignerBlock:
    return SignerBlock(tuple(original.signer_title.splitlines()), original.signer_name)
