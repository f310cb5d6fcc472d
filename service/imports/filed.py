"""An imported document read again from the archive, so that what was read of it can still be corrected after filing.

Everything comes from its metadata: the rows of the import may be long gone.
"""

from collections.abc import Mapping
from typing import Any

from archive.history import correct_history
from archive.records import Document
from service.actor import Actor
from service.documents import document_of
from service.errors import ImportIncomplete, NotFound
from service.imports.fields import missing, typed, value_of
from service.imports.filing import fields_of, issuer_of, readings
from service.imports.review import say
from service.imports.rows import ImportFile
from service.parts import Parts

FACTS = ("urgency", "kept_at", "place", "superior", "authority", "dated")


def imported_of(parts: Parts, actor: Actor, document_id: str) -> Document:
    """The imported document. Raises NotFound, also for one that was issued here."""
    document = document_of(parts, actor, document_id)
    if document.origin != "imported":
        raise NotFound(what="document", id=document_id)
    return document


def as_file(document: Document) -> ImportFile:
    """What was read and corrected of a document, in the shape that the review page shows."""
    kept: Mapping[str, Any] = document.details.get("read") or {}
    told = document.details.get("imported") or {}
    return ImportFile(
        id=document.id,
        name=str(told.get("name") or document.reference),
        state="filed",
        read={key: {k: v for k, v in one.items() if k != "corrected"} for key, one in kept.items() if "value" in one},
        corrected={key: one["corrected"] for key, one in kept.items() if "corrected" in one},
        opened={**told, "pages": document.details.get("pages")},
        signatures=list(told.get("signatures") or []),
        twins=[],
        document_id=document.id,
    )


def correct_filed(parts: Parts, actor: Actor, document_id: str, told: Mapping[str, str]) -> Document:
    """Say better what was read: a new version of the document's object; the reading and what was said before stay.

    The same again changes nothing. Raises NotFound, BadInput (the field), ImportIncomplete, NotEnoughSpace.
    """
    document = imported_of(parts, actor, document_id)
    file = as_file(document)
    corrected, at = dict(file.corrected), parts.now()
    for key, words in told.items():
        say(file, corrected, key, typed(key, words), by=actor.name, at=at.isoformat())
    if corrected == file.corrected:
        return document
    file.corrected = corrected
    if lacks := missing(file):
        raise ImportIncomplete(fields=lacks)
    with parts.db.write() as session:
        document = correct_history(
            session, parts.store, document_id,
            fields=fields_of(file), details=_details(file), told={"fields": _changed(document, file)},
            actor=actor.name, at=at,
        )  # fmt: skip
    parts.index_soon()
    return document


def _details(file: ImportFile) -> dict[str, Any]:
    return {"issuer": issuer_of(file), "read": readings(file), **{key: value_of(file, key) or "" for key in FACTS}}


def _changed(document: Document, file: ImportFile) -> list[str]:
    before = document.details.get("read") or {}
    return sorted(key for key, one in readings(file).items() if one != before.get(key))
