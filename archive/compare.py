"""Storage ↔ rows: does the database say what the stored object says? What verify asks of each object."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from archive import head, heads
from archive.db import Base
from archive.errors import ObjectDamaged, ObjectMissing, UnreadableFiling
from archive.events import events_of
from archive.facts import FILE, PREFIX, fact_id, read_fact
from archive.filing import METADATA, Filing, object_id, read_metadata
from archive.finding import Finding
from archive.numbers import live_number
from archive.records import IMPORTED, Document, document_of
from archive.rows import key_of, plain
from archive.store import Store, Stored

DOCUMENT = "urn:uuid:"


def compare_object(session: Session, store: Store, id: str) -> list[Finding]:
    """What differs between a stored object, by its id, and the rows; what the storage itself lacks is not repeated."""
    try:
        if id.startswith(DOCUMENT):
            return _compare_document(session, store, id)
        if id.startswith(PREFIX):
            return compare_fact(session, store, id)
        if id.startswith(head.PREFIX):  # against the journal, all together: head_check.py
            heads.heads_of(store, id)
            return []
    except UnreadableFiling as error:
        return [Finding("object_unreadable", id, error.data)]
    except (ObjectDamaged, ObjectMissing):
        return []
    return [Finding("object_unknown", id)]


def filed_document(store: Store, id: str, version: str = "") -> tuple[Filing, Stored]:
    """A document as the storage has it, or had it. Raises ObjectMissing, ObjectDamaged, UnreadableFiling."""
    filing = read_metadata(store.read(id, METADATA, version))
    if object_id(filing.id) != id:
        raise UnreadableFiling(why=f"metadata.json is of {filing.id}")
    return filing, store.stored(id, version)


def behind(session: Session, store: Store, id: str) -> bool:
    """Do the rows say just what an older version of the object says: later facts were filed, not recorded?"""
    row = session.get(Document, UUID(id).hex)
    older = store.versions(id)[:-1] if row else []
    return row is not None and any(_same(row, store, id, version) for version in reversed(older))


def _same(row: Document, store: Store, id: str, version: str) -> bool:
    return not list(differing(row, document_of(*filed_document(store, id, version))))


def _compare_document(session: Session, store: Store, id: str) -> list[Finding]:
    found = compare_document(session, *filed_document(store, id))
    if [finding.code for finding in found] == ["row_differs"] and behind(session, store, id):
        return [Finding("later_unrecorded", found[0].place, found[0].data, fault=False)]
    return found


def compare_document(session: Session, filing: Filing, stored: Stored) -> list[Finding]:
    """The filing against its rows: there, and equal in every field."""
    place = f"document {filing.reference}"
    document = session.get(Document, filing.id)
    if document is None:
        return [_without_row(session, filing, place)]
    fields = list(differing(document, document_of(filing, stored)))
    fields += [] if _agrees(filing, stored) else ["metadata.json"]
    data: dict[str, object] = {"document_id": filing.id, "fields": fields}
    return [Finding("row_differs", place, data)] if fields else []


def _without_row(session: Session, filing: Filing, place: str) -> Finding:
    """An issue that was stopped between filing and recording is finished by a repeat: its number still waits. So is an
    import: had it ever been recorded, the journal would tell of it."""
    number = live_number(session, filing.id)
    data: dict[str, object] = {"document_id": filing.id, "object_id": object_id(filing.id)}
    if number is not None and number.state == "reserved":
        return Finding("issue_unfinished", place, {**data, "number_id": number.id, "filed": True}, fault=False)
    if filing.origin == IMPORTED and not events_of(session, filing.id):
        return Finding("import_unfinished", place, data, fault=False)
    return Finding("object_without_row", place, data)


def differing(row: Document, expected: Document) -> Iterator[str]:
    """The names of what differs: columns, "parties", "files", "readers"."""
    there, wanted = plain(row), plain(expected)
    yield from (name for name in wanted if there[name] != wanted[name])
    for name in ("parties", "files", "readers"):
        if _sorted(getattr(row, name)) != _sorted(getattr(expected, name)):
            yield name


def _sorted(rows: Iterable[Base]) -> list[str]:
    return sorted(str(plain(row)) for row in rows)


def _agrees(filing: Filing, stored: Stored) -> bool:
    """Does metadata.json describe the files that lie beside it?"""
    beside = {file.name: file.sha512 for file in stored.files}
    return all(beside.get(file.name) == file.sha512 for file in filing.files)


def compare_fact(session: Session, store: Store, id: str) -> list[Finding]:
    """A stored fact against its row: there, and equal."""
    fact = read_fact(store.read(id, FILE))
    wanted = fact.row()
    if fact_id(wanted) != id:
        raise UnreadableFiling(why=f"fact.json is of {fact_id(wanted)}")
    row = session.get(type(wanted), key_of(wanted))
    if row is None:
        return [Finding("fact_without_row", id, {"table": fact.table})]
    there = plain(row)
    fields = [name for name, value in plain(wanted).items() if there[name] != value]
    return [Finding("row_differs", id, {"table": fact.table, "fields": fields})] if fields else []
