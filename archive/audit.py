"""Numbers ↔ documents ↔ events, in the rows alone: what verify asks of the registers and the journal."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from archive.events import Event
from archive.finding import Finding
from archive.numbers import Number, Register
from archive.records import ISSUED, Document

TELLS_OF_ISSUE = ("document.issued", "document.imported", "document.restored")
TELLS_OF_NUMBER = ("number.reserved", "number.restored", "document.restored")
TELLS_OF_VOID = ("number.voided", "number.restored")


def check_numbers(session: Session) -> Iterator[Finding]:
    """Every number has its document, every document issued here its number; in no register a gap or a date out of
    order."""
    yield from _unmatched(session)
    yield from _different(session)
    yield from _out_of_order(session)


def _unmatched(session: Session) -> Iterator[Finding]:
    issued = select(Number).where(Number.state == "issued", ~exists().where(Document.id == Number.draft_id))
    for number in session.scalars(issued):
        yield Finding("number_without_document", f"number {number.id}", {"document_id": number.draft_id})
    numbered = exists().where(Number.draft_id == Document.id, Number.state == "issued")
    for document in session.scalars(select(Document).where(Document.origin == ISSUED, ~numbered)):
        yield Finding("document_without_number", f"document {document.reference}", {"document_id": document.id})
    for number in session.scalars(select(Number).where(Number.state == "reserved").order_by(Number.id)):
        data: dict[str, object] = {"draft_id": number.draft_id, "dated": number.dated.isoformat()}
        yield Finding("number_reserved", f"number {number.id}", data, fault=False)


def _different(session: Session) -> Iterator[Finding]:
    """A number of another symbol, day or register than its document's."""
    pairs: Sequence[tuple[InstrumentedAttribute[object], InstrumentedAttribute[object]]] = (
        (Number.agency_id, Document.agency_id),
        (Number.year, Document.year),
        (Number.series, Document.series),
        (Number.number, Document.number),
        (Number.symbol, Document.symbol),
        (Number.dated, Document.issued_on),
    )
    together = select(Number, Document).where(Number.state == "issued", Number.draft_id == Document.id)
    for number, document in session.execute(together.where(or_(*(a != b for a, b in pairs)))):
        said = {a.key: [str(getattr(number, a.key)), str(getattr(document, b.key))] for a, b in pairs}
        data: dict[str, object] = {name: pair for name, pair in said.items() if pair[0] != pair[1]}
        yield Finding("number_differs", f"number {number.id}", {"document_id": document.id, **data})


def _out_of_order(session: Session) -> Iterator[Finding]:
    for register in session.scalars(select(Register).order_by(Register.id)):
        place, expected, day = f"register {register.id}", register.first_number, None
        numbers = select(Number).where(Number.register_id == register.id).order_by(Number.number)
        for number in session.scalars(numbers.execution_options(yield_per=1000)):
            if number.number > expected:
                yield Finding("register_gap", place, {"from": expected, "to": number.number - 1})
            if number.number < register.first_number:
                yield Finding("number_below_first", place, {"number": number.number})
            if day is not None and number.dated < day:
                yield Finding("date_backwards", place, {"number": number.number, "before": day.isoformat()})
            expected, day = max(expected, number.number + 1), number.dated


def check_events(session: Session) -> Iterator[Finding]:
    """Every document and number must stand in the journal: a journal cut short, head and all, is found so."""
    for document in session.scalars(select(Document).where(~_told(Document.id, TELLS_OF_ISSUE))):
        yield Finding("event_lacking", f"document {document.reference}", {"document_id": document.id})
    numbers = select(Number)
    yield from _silent(session, numbers.where(~_told(Number.draft_id, TELLS_OF_NUMBER)))
    yield from _silent(session, numbers.where(Number.state == "void", ~_told(Number.draft_id, TELLS_OF_VOID)))


def _told(id: InstrumentedAttribute[str], names: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(Event.document_id == id, Event.name.in_(names))


def _silent(session: Session, numbers: Select[Number]) -> Iterator[Finding]:
    for number in session.scalars(numbers):
        data: dict[str, object] = {"state": number.state, "draft_id": number.draft_id}
        yield Finding("event_lacking", f"number {number.id}", data)
