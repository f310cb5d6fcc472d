"""The step "record" of the path: what lies in the storage becomes rows, in one commit with number, event and queue.

A filing (`filing.py`) and the stored object go in, the document (`documents.py`) comes out. The same function makes
the rows at the issue, at a rebuild, and for verify to compare.
"""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy.orm import Session

from archive import events
from archive.documents import (
    IMPORTED,
    ISSUED,
    Document,
    Party,
    StoredFile,
    documents,
    find,
    find_many,
    queue_everything,
)
from archive.errors import FilingDisagrees, NumberNotReserved
from archive.filing import (
    METADATA,
    Filing,
    FilingAgency,
    FilingFile,
    FilingParty,
    describe,
    filing_file,
    metadata_json,
    object_id,
    read_metadata,
)
from archive.numbers import Number, live_number
from archive.readers import DocumentReader, level_of, readers_of
from archive.store import Stored
from archive.to_index import ToIndex, failed, queue, served, waiting

__all__ = [  # with those of documents.py, filing.py and to_index.py, so that whoever records needs one import
    "IMPORTED",
    "ISSUED",
    "Document",
    "Filing",
    "FilingAgency",
    "FilingFile",
    "FilingParty",
    "Party",
    "StoredFile",
    "ToIndex",
    "describe",
    "document_of",
    "documents",
    "failed",
    "file_away",
    "find",
    "find_many",
    "metadata_json",
    "object_id",
    "queue",
    "queue_everything",
    "read_metadata",
    "served",
    "waiting",
]


def file_away(session: Session, filing: Filing, stored: Stored, *, actor: str) -> Document:
    """The moment of issue, in the CALLER's write block: document, parties, files, number issued, event, to
    index.

    A repeat answers the document that is there. Raises NumberNotReserved, FilingDisagrees; never commits.
    """
    document = session.get(Document, filing.id)
    if document is not None:
        return document
    number = live_number(session, filing.id)
    if number is None:
        raise NumberNotReserved(draft_id=filing.id, number=filing.number)
    check_agreement(filing, stored, number)
    document = document_of(filing, stored)
    session.add(document)
    mark_issued(number, filing)
    queue(session, [document.id])
    digests = {file.name: file.sha512 for file in stored.files}
    events.append(
        session,
        "document.issued",
        agency_id=document.agency_id,
        document_id=document.id,
        actor=actor,
        details={"reference": document.reference, "files": digests},
    )
    return document


def check_agreement(filing: Filing, stored: Stored, number: Number) -> None:
    """Filing, number and storage must say the same, or nothing is recorded. Raises FilingDisagrees."""
    pairs: dict[str, tuple[object, object]] = {
        "origin": (filing.origin, ISSUED),
        "agency_id": (filing.agency.id, number.agency_id),
        "year": (filing.year, number.year),
        "series": (filing.series, number.series),
        "number": (filing.number, number.number),
        "symbol": (filing.symbol, number.symbol),
        "issued_on": (filing.issued_on, number.dated),
    }
    refuse_unequal(filing, pairs | beside(filing, stored))


def beside(filing: Filing, stored: Stored) -> dict[str, tuple[object, object]]:
    """What the filing says of its object and files, each with what the storage says."""
    described = {file.name: file.sha512 for file in filing.files}
    found = {file.name: file.sha512 for file in stored.files if file.name != METADATA}
    return {
        "object_id": (object_id(filing.id), stored.object_id),
        "files": (described, found),
        METADATA: (True, any(file.name == METADATA for file in stored.files)),
    }


def refuse_unequal(filing: Filing, pairs: Mapping[str, tuple[object, object]]) -> None:
    """Raises FilingDisagrees for the first field of which the two say different things."""
    for field, (filed, expected) in pairs.items():
        if filed != expected:
            raise FilingDisagrees(document_id=filing.id, field=field, filed=str(filed), expected=str(expected))


def document_of(filing: Filing, stored: Stored) -> Document:
    """The rows a filing becomes, unattached: the same at the issue, at a rebuild, and for verify to
    compare.
    """
    kept = {
        "agency": filing.to_json()["agency"],
        "bases": list(filing.bases),
        "kind_name": filing.kind_name,
        "software": filing.software,
    }
    return Document(
        id=filing.id,
        agency_id=filing.agency.id,
        form=filing.form,
        form_version=filing.form_version,
        kind=filing.kind,
        number=filing.number,
        symbol=filing.symbol,
        reference=filing.reference,
        year=filing.year,
        series=filing.series,
        subject=filing.subject,
        issued_on=filing.issued_on,
        issued_at=filing.issued_at,
        signer_name=filing.signer_name,
        signer_title=filing.signer_title,
        status=filing.details.get("status", "issued"),
        access=level_of(filing.details),
        text=filing.text,
        details={**filing.to_json()["details"], **kept},
        origin=filing.origin,
        parties=_parties(filing),
        files=[_file(filing.id, filing_file(file)) for file in stored.files],
        readers=_readers(filing),
    )


def _parties(filing: Filing) -> list[Party]:
    before: Counter[str] = Counter()
    rows = []
    for party in filing.parties:
        before[party.role] += 1
        rows.append(Party(document_id=filing.id, role=party.role, position=before[party.role], name=party.name))
    return rows


def _readers(filing: Filing) -> list[DocumentReader]:
    if level_of(filing.details) != "limited":
        return []
    return [DocumentReader(document_id=filing.id, reader=reader) for reader in sorted(readers_of(filing.details))]


def _file(document_id: str, file: FilingFile) -> StoredFile:
    return StoredFile(
        document_id=document_id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sha512=file.sha512,
    )


def mark_issued(number: Number, filing: Filing) -> None:
    """Reserved becomes issued, by the filing's records clerk, at its moment."""
    number.state, number.at, number.actor = "issued", filing.issued_at, filing.person("records_clerk")
