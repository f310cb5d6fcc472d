"""The register of outgoing documents as the office reads, prints and exports it (NĐ 30/2020 art. 15,
16.2.b; PL IV I).

One line for every number of the year: the document it became, or why it did not.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive import numbers
from archive.agencies import AgencyName, agency_on
from archive.records import Document
from archive.registers import Number, Register, RegisterLine, open_register, register_page
from doc_templates.kinds import reference as printed
from service.actor import Actor
from service.errors import NotFound
from service.locks import one_at_a_time
from service.parts import Parts
from service.readers import seen_with, tokens_in
from service.series import series_in


@dataclass(frozen=True)
class Line:
    """One number as the register prints it: the ten columns of Appendix IV as far as the system knows them.

    state: "issued", "reserved", "void" or "gap". kept_at: who keeps the file copy, as "Lưu:" says. done: what later
    documents did to this one: recalled, replaced, amended, corrected it. limited: the reader may not see the document,
    so that the line says no more than that the number is taken.
    """

    series: str
    number: int
    state: str
    reference: str = ""
    symbol: str = ""
    dated: date | None = None
    kind: str = ""
    subject: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    kept_at: str = ""
    reason: str = ""
    actor: str = ""
    number_id: str = ""
    draft_id: str = ""
    document_id: str = ""
    done: tuple[dict[str, str], ...] = ()
    limited: bool = False


def years(parts: Parts, actor: Actor) -> list[int]:
    """Years that have a register, and this one; newest first."""
    wanted = select(Register.year).where(Register.agency_id == actor.agency_id).distinct()
    with parts.db.read() as session:
        return sorted({*session.scalars(wanted), parts.today().year}, reverse=True)


def registers(parts: Parts, actor: Actor, year: int) -> list[Register]:
    """The registers opened in that year, by series."""
    wanted = select(Register).where(Register.agency_id == actor.agency_id, Register.year == year)
    with parts.db.read() as session:
        return list(session.scalars(wanted.order_by(Register.series)))


def openable(parts: Parts, actor: Actor, year: int) -> list[str]:
    """Series of the year that have no register yet: their first number may still be set. Raises
    NoRegister."""
    taken = {register.series for register in registers(parts, actor, year)}
    with parts.db.read() as session:
        return [series for series in series_in(session, actor.agency_id, year) if series not in taken]


def book(parts: Parts, actor: Actor, year: int, series: str | None = None) -> list[Line]:
    """Every number of the year in order of series and number, with the document or the reason of each."""
    with parts.db.read() as session:
        tokens = tokens_in(session, actor)
        return [_line(found, tokens) for found in register_page(session, actor.agency_id, year, series)]


def _line(found: RegisterLine, tokens: frozenset[str]) -> Line:
    document = found.document
    limited = document is not None and not seen_with(document, tokens)
    return Line(
        series=found.series,
        number=found.number,
        state=found.state,
        reference=printed(found.number, found.symbol) if found.symbol else "",
        symbol=found.symbol,
        dated=found.dated,
        reason=found.reason,
        actor=found.actor,
        number_id=found.number_id,
        draft_id="" if limited else found.draft_id,
        limited=limited,
        **(_of_document(document) if document and not limited else {}),  # type: ignore[arg-type]
    )


def _of_document(document: Document) -> dict[str, object]:
    return {
        "kind": document.kind,
        "subject": document.subject,
        "signer": document.signer_name,
        "recipients": tuple(party.name for party in document.parties if party.role in ("addressee", "recipient")),
        "kept_at": str(document.details.get("kept_at") or ""),
        "document_id": document.id,
        "done": tuple(document.details.get("acted_on_by", ())),
    }


def cover(parts: Parts, actor: Actor, year: int) -> AgencyName:
    """The agency as the book's cover prints it: its name at the end of that year, or today."""
    with parts.db.read() as session:
        return agency_on(session, actor.agency_id, min(date(year, 12, 31), parts.today()))


def number(parts: Parts, actor: Actor, number_id: str) -> Number:
    """One number of the actor's agency. Raises NotFound."""
    with parts.db.read() as session:
        return _number(session, actor, number_id)


def _number(session: Session, actor: Actor, number_id: str) -> Number:
    found = session.get(Number, number_id)
    if found is None or found.agency_id != actor.agency_id:
        raise NotFound(what="number", id=number_id)
    return found


def void_number(parts: Parts, actor: Actor, number_id: str, reason: str) -> Number:
    """Void a reserved number, with the reason that the register prints; its draft may be edited again.

    Waits for an issue of the same draft that is under way. Raises NotFound, ReasonNeeded,
    DocumentAlreadyFiled.
    """
    draft_id = number(parts, actor, number_id).draft_id
    with one_at_a_time(parts, "issue", draft_id), parts.db.write() as session:
        _number(session, actor, number_id)
        return numbers.void(session, parts.store, number_id=number_id, reason=reason, actor=actor.name)


def set_first_number(parts: Parts, actor: Actor, year: int, series: str, first: int, reason: str) -> Register:
    """Begin a register at another number than 1, once, before its first number: an office that starts
    in mid-year.

    Raises RegisterInUse, FirstNumberWrong, ReasonNeeded, NoRegister.
    """
    with parts.db.write() as session:
        return open_register(
            session,
            parts.store,
            agency_id=actor.agency_id,
            year=year,
            series=series,
            first=first,
            reason=reason,
            actor=actor.name,
        )
