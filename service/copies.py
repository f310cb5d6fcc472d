"""Certified copies: what may be made of a document, those on their way, and those that were made.

What is chosen is a row until the copy is recorded; then the archive alone knows it. How one is issued: copy.py.
Rule: Nghị định 30/2020/NĐ-CP, Điều 25 to 27; in figures doc_templates/copy_rules.toml.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from archive.numbers import live_number
from archive.records import IMPORTED, Document
from doc_templates.copy_rules import CopyRule, Medium, copy_rules, digitised_well, frozen_statuses, possible
from doc_templates.kinds import copies as copy_kinds
from service.actor import Actor
from service.copy_extract import check_excerpt
from service.documents import PDF, document_of, page_count
from service.errors import BadInput, CopyFrozen, CopyNotAllowed, NotFound, ScanNeeded, ScanTooPoor, WrongState
from service.locks import one_at_a_time
from service.parts import Parts
from service.readers import seen_in_lists
from service.scans import SCAN

LONGEST_EXCERPT = 1_000_000
MOST_RECIPIENTS = 500


class Copy(Base):
    """A copy that is being made. kind: "ban-sao-y" …; medium: what it will be, "paper" or "electronic".

    values: signer (id of a signer), recipients (names), kept_at ("VT"), pages (from 1, of an extract), excerpt (text).
    """

    __tablename__ = "copies"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    original_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    medium: Mapped[str] = mapped_column(String(10))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Utc)

    @property
    def rule(self) -> CopyRule:
        return copy_rules()[self.kind]


def medium_of(document: Document) -> Medium:
    """Whether the document itself is a signed file or signed paper."""
    return "electronic" if "signatures" in document.details else "paper"


def ways(document: Document) -> list[tuple[CopyRule, Medium]]:
    """Every copy that the decree allows of this document; of an imported one nobody here knows what the original is."""
    if document.origin == IMPORTED:
        return []
    return possible(document.kind if document.kind in copy_kinds() else "", medium_of(document))


def begin(parts: Parts, actor: Actor, original_id: str, kind: str, medium: str, values: Mapping[str, object]) -> Copy:
    """Choose a copy; the same as an open one of the same person goes on with that.

    Raises NotFound, BadInput, NotInText, and as allowed().
    """
    original = document_of(parts, actor, original_id)
    if values.get("excerpt"):
        check_excerpt(parts, original, str(values["excerpt"]))
    made = Copy(
        id=uuid4().hex, agency_id=actor.agency_id, original_id=original.id, kind=kind, medium=medium,
        values=_tidied(values), by=actor.name, at=parts.now(),
    )  # fmt: skip
    allowed(parts, original, made)
    with parts.db.write() as session:
        for each in _open(session, actor.agency_id, original.id):
            if (each.kind, each.medium, each.values, each.by) == (kind, medium, made.values, made.by):
                return each
        session.add(made)
    return made


def _tidied(values: Mapping[str, object]) -> dict[str, Any]:
    recipients, pages = values.get("recipients") or (), values.get("pages") or ()
    if not isinstance(recipients, list | tuple) or not isinstance(pages, list | tuple):
        raise BadInput(field="recipients")
    names = [" ".join(str(name).split())[:1000] for name in recipients]
    excerpt = str(values.get("excerpt") or "").strip()
    if len(names) > MOST_RECIPIENTS or len(excerpt) > LONGEST_EXCERPT:
        raise BadInput(field="recipients" if len(names) > MOST_RECIPIENTS else "excerpt")
    return {
        "signer": str(values.get("signer") or ""),
        "recipients": [name for name in names if name],
        "kept_at": str(values.get("kept_at") or "VT").strip()[:200],
        "pages": sorted({int(page) for page in pages}),
        "excerpt": excerpt,
    }


def allowed(parts: Parts, original: Document, copy: Copy) -> None:
    """Raises CopyNotAllowed, CopyFrozen, ScanNeeded, ScanTooPoor, BadInput."""
    rule, source = copy_rules().get(copy.kind), medium_of(original)
    if rule is None or not any((rule, copy.medium) == way for way in ways(original)):
        raise CopyNotAllowed(article=rule.article if rule else next(iter(copy_rules().values())).article)
    _refuse_frozen(parts, original)
    pages = copy.values["pages"]
    if pages and not 1 <= min(pages) <= max(pages) <= pages_to_copy(original):
        raise BadInput(field="pages")
    one_of_both = bool(pages) != bool(copy.values["excerpt"])
    if (pages or copy.values["excerpt"] or rule.part) and not (rule.part and one_of_both):
        raise BadInput(field="excerpt" if rule.part else "pages")
    scan = original.details.get("scan")
    if source == "paper" and not rule.part and not scan:
        raise ScanNeeded(reference=original.reference)
    of_text = copy.medium == "paper" or copy.values["excerpt"]
    if scan and not of_text and not digitised_well(int(scan["dpi"]), bool(scan["colour"])):
        raise ScanTooPoor(dpi=scan["dpi"])


def _refuse_frozen(parts: Parts, document: Document) -> None:
    """Also where what it is a copy of is no longer in force."""
    found: Document | None = document
    with parts.db.read() as session:
        while found is not None:
            if found.status in frozen_statuses():
                raise CopyFrozen(reference=found.reference)
            found = session.get(Document, found.details.get("copy_of") or "")


def source_file(document: Document) -> str:
    """The file that is copied: the scan of signed paper, the signed file itself."""
    scanned = medium_of(document) == "paper" and "scan" in document.details
    return SCAN if scanned else PDF


def pages_to_copy(document: Document) -> int:
    """How many pages that file has."""
    return int(document.details["scan"]["pages"]) if source_file(document) == SCAN else page_count(document)


def copy_of_id(parts: Parts, actor: Actor, copy_id: str) -> tuple[Copy, Document]:
    """A copy on its way, and its original. Raises NotFound."""
    with parts.db.read() as session:
        found = session.get(Copy, copy_id)
    if found is None or found.agency_id != actor.agency_id:
        raise NotFound(what="copy", id=copy_id)
    return found, document_of(parts, actor, found.original_id)


def open_copies(parts: Parts, actor: Actor, original_id: str) -> list[Copy]:
    """The copies of a document that were chosen and not issued yet, oldest first."""
    with parts.db.read() as session:
        return _open(session, actor.agency_id, original_id)


def _open(session: Session, agency_id: str, original_id: str) -> list[Copy]:
    wanted = select(Copy).where(Copy.agency_id == agency_id, Copy.original_id == original_id)
    return list(session.scalars(wanted.order_by(Copy.at, Copy.id)))


def copies_made(parts: Parts, actor: Actor, original_id: str) -> list[Document]:
    """The certified copies of a document that the reader may see, oldest first."""
    wanted = select(Document).where(
        Document.kind.in_(copy_rules()),
        Document.details["copy_of"].as_string() == original_id,
    )
    with parts.db.read() as session:
        wanted = wanted.where(seen_in_lists(session, actor))
        return list(session.scalars(wanted.order_by(Document.issued_at, Document.number)))


def drop(parts: Parts, actor: Actor, copy_id: str) -> None:
    """Not to be made after all. Raises NotFound, WrongState where it has a number (voided in the register)."""
    with one_at_a_time(parts, "issue", copy_id):
        found, _ = copy_of_id(parts, actor, copy_id)
        with parts.db.write() as session:
            if live_number(session, found.id) is not None:
                raise WrongState(draft=found.id, state="numbered")
            session.delete(session.get_one(Copy, found.id))
