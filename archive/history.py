"""Documents from before this system: kept as they came, under the number they had. No number or register is touched.

They lie in the same storage root and are rows like the others, so verify, rebuild, replica and backup hold them too;
origin tells them apart. metadata.json says of every field how it was read, how surely, and who corrected it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from archive import events
from archive.documents import IMPORTED, Document
from archive.errors import FilingDisagrees, ObjectMissing
from archive.filing import Filing, object_id
from archive.later import file_later
from archive.records import beside, document_of, refuse_unequal
from archive.store import Store, Stored
from archive.to_index import queue

SERIES = IMPORTED
"""What stands in place of a register."""
EVENT = "document.imported"
CORRECTED = "document.import_corrected"
FIELDS = frozenset(
    {
        "kind",
        "kind_name",
        "year",
        "number",
        "symbol",
        "reference",
        "subject",
        "issued_on",
        "signer_name",
        "signer_title",
        "parties",
        "bases",
    }
)
"""What was read from the paper, and may have been read wrongly."""


def file_history(session: Session, filing: Filing, stored: Stored, *, actor: str) -> Document:
    """An imported document becomes part of the archive, in the CALLER's write block: document, parties, files, event,
    to index.

    A repeat answers the document that is there. Raises FilingDisagrees; never commits.
    """
    document = session.get(Document, filing.id)
    if document is not None:
        return document
    check_history(filing, stored)
    document = document_of(filing, stored)
    session.add(document)
    session.flush()
    queue(session, [document.id])
    digests = {file.name: file.sha512 for file in stored.files}
    events.append(
        session,
        EVENT,
        agency_id=document.agency_id,
        document_id=document.id,
        actor=actor,
        details={"reference": document.reference, "files": digests},
    )
    return document


def check_history(filing: Filing, stored: Stored) -> None:
    """What is filed as history claims no register, no form, and describes its files. Raises FilingDisagrees."""
    pairs: dict[str, tuple[object, object]] = {
        "origin": (filing.origin, IMPORTED),
        "series": (filing.series, SERIES),
        "form": (filing.form, ""),
        "year": (filing.year, filing.issued_on.year),
    }
    refuse_unequal(filing, pairs | beside(filing, stored))


def correct_history(
    session: Session,
    store: Store,
    document_id: str,
    event: str = CORRECTED,
    *,
    fields: Mapping[str, Any] | None = None,
    files: Mapping[str, bytes] | None = None,
    details: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
    actor: str,
    at: datetime,
) -> Document:
    """Say better what was read of an imported document, or lay another original beside it: a new version of its object,
    in the CALLER's write block. fields: some of FIELDS, as `Filing` has them; the rest as in `file_later`.

    Raises ObjectMissing, FilingDisagrees (it was issued here, or the field is none that was read), NotEnoughSpace.
    """
    document = session.get(Document, document_id)
    if document is None:
        raise ObjectMissing(object_id=object_id(document_id), name="")
    if document.origin != IMPORTED:
        raise FilingDisagrees(document_id=document_id, field="origin", filed=document.origin, expected=IMPORTED)
    for name in set(fields or {}) - FIELDS:
        raise FilingDisagrees(document_id=document_id, field=name, filed="", expected="")
    return file_later(
        session, store, document_id, event,
        files=files, details=details, fields=fields, told=told, actor=actor, at=at,
    )  # fmt: skip
