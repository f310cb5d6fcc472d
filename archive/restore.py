"""One stored object back into its rows, if they are missing: the single step of a rebuild."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from archive import events
from archive.agencies import known
from archive.compare import DOCUMENT, behind, filed_document
from archive.errors import DocumentAlreadyFiled
from archive.facts import FILE, read_fact
from archive.filing import Filing, object_id
from archive.history import check_history
from archive.later import renew
from archive.numbers import Number, Register, live_number, register_id
from archive.records import IMPORTED, Document, check_agreement, document_of, mark_issued
from archive.rows import key_of, plain, row_of
from archive.store import Store, Stored

ACTOR = "archive rebuild"


def restore_object(session: Session, store: Store, id: str) -> Iterator[str]:
    """Restore what is missing of a document or fact; yields the table of each row. Raises ArchiveError,
    IntegrityError (another row stands in its place)."""
    if id.startswith(DOCUMENT):
        yield from _restore_document(session, store, id)
    else:
        yield from _restore_fact(session, store, id)


def _restore_fact(session: Session, store: Store, id: str) -> Iterator[str]:
    row = read_fact(store.read(id, FILE)).row()
    there = session.get(type(row), key_of(row))
    if isinstance(row, Number):
        _check_not_issued(store, row)
        yield from _restore_register(session, row)
        if isinstance(there, Number) and there.state == "reserved":  # a void that was filed but not recorded
            session.expunge(there)
            session.merge(row)
            there = None
    if there is None:
        session.merge(row)
        agency_id = plain(row).get("agency_id") or plain(row)["id"]
        draft_id = row.draft_id if isinstance(row, Number) else None
        name = "number.restored" if isinstance(row, Number) else "fact.restored"
        details = {"table": row.__tablename__, "row": plain(row)}
        session.flush()
        events.append(session, name, agency_id=agency_id, document_id=draft_id, actor=ACTOR, details=details)
        yield row.__tablename__


def _check_not_issued(store: Store, number: Number) -> None:
    """A voided number whose document is filed: the document counts; somebody has to look at it."""
    if store.has(object_id(number.draft_id)):
        raise DocumentAlreadyFiled(number=number.number, symbol=number.symbol, document_id=number.draft_id)


def _restore_register(session: Session, number: Number) -> Iterator[str]:
    """A register without a fact of its own opened by itself: at 1, without reason."""
    if session.get(Register, number.register_id) is None:
        row = {"id": number.register_id, "first_number": 1, "reason": "", "opened_at": None}
        whose = {name: getattr(number, name) for name in ("agency_id", "year", "series")}
        session.add(row_of(Register, {**row, **whose}))
        session.flush()
        yield "registers"


def _restore_document(session: Session, store: Store, id: str) -> Iterator[str]:
    filing, stored = filed_document(store, id)
    if session.get(Document, filing.id) is not None:
        yield from _catch_up(session, store, filing, stored)
        return
    known(session, filing.agency.id)
    if filing.origin == IMPORTED:
        check_history(filing, stored)
    else:
        yield from _restore_number(session, filing, stored)
    document = document_of(filing, stored)
    session.add(document)
    session.flush()
    details = {"reference": filing.reference, "files": {file.name: file.sha512 for file in stored.files}}
    events.append(
        session,
        "document.restored",
        agency_id=filing.agency.id,
        document_id=filing.id,
        actor=ACTOR,
        details=details,
    )
    yield from ["documents"] + ["parties"] * len(document.parties) + ["files"] * len(document.files)
    yield from ["document_readers"] * len(document.readers)


def _restore_number(session: Session, filing: Filing, stored: Stored) -> Iterator[str]:
    number = live_number(session, filing.id) or _number_of(filing)
    check_agreement(filing, stored, number)
    yield from _restore_register(session, number)
    if number.state != "issued":
        mark_issued(number, filing)
        session.add(number)
        session.flush()
        yield "numbers"


def _catch_up(session: Session, store: Store, filing: Filing, stored: Stored) -> Iterator[str]:
    """Later facts that were filed, but whose commit failed."""
    if not behind(session, store, stored.object_id):
        return
    document = renew(session, filing, stored)
    details = {"reference": document.reference, "version": stored.version}
    events.append(
        session, "document.restored", agency_id=filing.agency.id, document_id=filing.id, actor=ACTOR, details=details
    )
    yield "documents"


def _number_of(filing: Filing) -> Number:
    """The filing's number as it stood just before the issue."""
    register = register_id(filing.agency.id, filing.year, filing.series)
    return Number(
        id=f"{register}.{filing.number}",
        register_id=register,
        agency_id=filing.agency.id,
        year=filing.year,
        series=filing.series,
        number=filing.number,
        symbol=filing.symbol,
        state="reserved",
        draft_id=filing.id,
        dated=filing.issued_on,
        reason="",
        actor="",
        at=filing.issued_at,
    )
