"""The test office with documents that cite each other, filed without paper."""

from datetime import date
from typing import Any

from sqlalchemy import select

from archive.agencies import Agency, as_it_was
from archive.documents import Document
from archive.later import file_later
from service.citing.rows import Cited
from service.parts import Parts
from service.search import index_waiting
from tests.archive_samples import NHON_TRACH, Office
from tests.conftest import NOON

AGENCY = "tan-hoa"
COMMUNE = "Ủy ban nhân dân xã Tân Hòa"


def archive(office: Parts) -> Office:
    return Office(office.config.data_dir, office.db, office.store)


def issue(office: Parts, kind: str, on: date, /, **changed: Any) -> Document:
    """A document of the office, recorded and indexed; text and bases as given, nothing else said."""
    details = {"pages": 1, **changed.pop("details", {})}
    document = archive(office).issue(AGENCY, kind, on, **{"text": "", "bases": (), "details": details, **changed})
    index_waiting(office)
    return document


def take_in(office: Parts, reference: str, on: date, issuer: str, /, **changed: Any) -> Document:
    """An imported document, recorded and indexed."""
    kept = archive(office)
    with office.db.read() as session:
        agency = as_it_was(session, AGENCY, date(2026, 1, 5))
        known = session.get(Agency, NHON_TRACH["id"])
    if known is None:
        kept.add(NHON_TRACH)
    number, _, symbol = reference.partition("/")
    facts = {
        "agency": agency, "reference": reference, "number": int(number), "symbol": symbol, "issued_on": on,
        "year": on.year, "text": "", "details": {"origin": "imported", "issuer": {"id": "", "full_name": issuer}},
    }  # fmt: skip
    document = kept.take_in(**{**facts, **changed})
    index_waiting(office)
    return document


def cited(office: Parts, document: Document) -> list[tuple[str, str, str | None]]:
    """What the document cites: role, reference or name, the id of what is meant."""
    with office.db.read() as session:
        rows = session.scalars(select(Cited).where(Cited.document_id == document.id).order_by(Cited.position))
        return [(row.role, row.reference or row.subject, row.target_id) for row in rows]


def ended(office: Parts, target: Document, by: Document, act: str = "replace", status: str = "replaced") -> None:
    """As acts/done.py leaves the other document."""
    told = {"act": act, "id": by.id, "reference": by.reference, "subject": by.subject, "reason": "thử"}
    told["issued_on"] = by.issued_on.isoformat()
    with office.db.write() as session:
        details = {"status": status, "acted_on_by": [told]}
        file_later(
            session, office.store, target.id, f"document.{status}", details=details, told={}, actor="test", at=NOON
        )
    index_waiting(office)
