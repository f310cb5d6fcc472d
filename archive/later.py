"""What becomes known of a document after its issue: a new version of its object, the rows anew, an event, one commit.

What was filed first stays as it was, byte for byte (OCFL versions); metadata.json of the new version says more.
The rows are still nothing but what the newest version says, so a rebuild needs no other source.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from archive import events
from archive.documents import Document, Party, StoredFile
from archive.errors import ObjectMissing
from archive.filing import METADATA, Filing, describe, metadata_json, object_id, read_metadata
from archive.readers import DocumentReader
from archive.records import document_of
from archive.store import Store, Stored
from archive.to_index import queue


def file_later(
    session: Session,
    store: Store,
    document_id: str,
    event: str,
    *,
    files: Mapping[str, bytes] | None = None,
    details: Mapping[str, Any] | None = None,
    fields: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
    actor: str,
    at: datetime,
) -> Document:
    """File more of an issued document, in the CALLER's write block: files by name, details laid over those it has.

    details["status"] becomes the document's status; told: what the event says beside the digests of the files;
    fields: of the filing itself, which history.py alone may change.
    The bytes come before the commit: if that fails, verify tells of it and the repeat, or a rebuild, finishes it.
    The same again changes nothing in the storage. Raises ObjectMissing, NotEnoughSpace.
    """
    if session.get(Document, document_id) is None:
        raise ObjectMissing(object_id=object_id(document_id), name="")
    new = dict(files or {})
    old = read_metadata(store.read(object_id(document_id), METADATA))
    filing = replace(_more(old, new, details or {}), **(fields or {}))
    contents = {**new, METADATA: metadata_json(filing)}
    stored = store.add_version(object_id(document_id), contents, message=event, user=actor, at=at)
    document = renew(session, filing, stored)
    digests = {file.name: file.sha512 for file in describe(new)}
    events.append(
        session,
        event,
        agency_id=document.agency_id,
        document_id=document.id,
        actor=actor,
        details={**(told or {}), "files": digests},
    )
    return document


def _more(filing: Filing, files: Mapping[str, bytes], details: Mapping[str, Any]) -> Filing:
    described = {file.name: file for file in (*filing.files, *describe(files))}
    return replace(
        filing,
        files=tuple(described[name] for name in sorted(described)),
        details={**filing.details, **details},
    )


def renew(session: Session, filing: Filing, stored: Stored) -> Document:
    """The document's rows as its newest version says, waiting for the index; number and journal are not touched."""
    wanted = document_of(filing, stored)
    old = session.get_one(Document, filing.id)
    for row in (*old.parties, *old.files, *old.readers):
        session.expunge(row)
    session.expunge(old)
    for part in (Party, StoredFile, DocumentReader):
        session.execute(delete(part).where(part.document_id == filing.id))
    document = session.merge(wanted)
    queue(session, [document.id])
    session.flush()
    return document
