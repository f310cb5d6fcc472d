"""Storage ↔ rows: does the database say what the stored object says? What verify asks of each object."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from archive.db import Base
from archive.errors import ObjectDamaged, ObjectMissing, UnreadableFiling
from archive.facts import FILE, PREFIX, fact_id, read_fact
from archive.filing import METADATA, Filing, object_id, read_metadata
from archive.finding import Finding
from archive.numbers import live_number
from archive.records import Document, document_of
from archive.rows import key_of, plain
from archive.store import Store, Stored

DOCUMENT = "urn:uuid:"


def compare_object(session: Session, store: Store, id: str) -> list[Finding]:
    """What differs between a stored object, by its id, and the rows; what the storage itself lacks is not repeated."""
    try:
        if id.startswith(DOCUMENT):
            return compare_document(session, *filed_document(store, id))
        if id.startswith(PREFIX):
            return compare_fact(session, store, id)
    except UnreadableFiling as error:
        return [Finding("object_unreadable", id, error.data)]
    except (ObjectDamaged, ObjectMissing):
        return []
    return [Finding("object_unknown", id)]


def filed_document(store: Store, id: str) -> tuple[Filing, Stored]:
    """A document as the storage has it. Raises ObjectMissing, ObjectDamaged, UnreadableFiling."""
    filing = read_metadata(store.read(id, METADATA))
    if object_id(filing.id) != id:
        raise UnreadableFiling(why=f"metadata.json is of {filing.id}")
    return filing, store.stored(id)


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
    """An issue that was stopped between filing and recording is finished by a repeat: its number still waits."""
    number = live_number(session, filing.id)
    data: dict[str, object] = {"document_id": filing.id, "object_id": object_id(filing.id)}
    if number is not None and number.state == "reserved":
        return Finding("issue_unfinished", place, {**data, "number_id": number.id, "filed": True}, fault=False)
    return Finding("object_without_row", place, data)


def differing(row: Document, expected: Document) -> Iterator[str]:
    """The names of what differs: columns, "parties", "files"."""
    there, wanted = plain(row), plain(expected)
    yield from (name for name in wanted if there[name] != wanted[name])
    for name in ("parties", "files"):
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
