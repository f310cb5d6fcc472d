"""The office's kept list of legal bases: what drafters choose from, and what a draft is held against (check.py).

Each has the days it is in force and, where it ended, what replaced it: another one of the list, or words. Which one a
line of a draft means: basis_matching.py.
"""

from datetime import date
from typing import TypedDict, Unpack

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base
from doc_templates.legal_basis import LegalBasis, parse, written
from service.basis_matching import same
from service.errors import BadInput, BasisTaken, NotFound
from service.names import name_key, tidy

LEAD = "Căn cứ"


class KeptBasis(Base):
    """One basis of the list. Facts as in doc_templates.legal_basis; its last day is in force still."""

    __tablename__ = "legal_bases"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    kind: Mapped[str] = mapped_column(String(50))
    subject: Mapped[str] = mapped_column(Text)
    dated: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(100), default="")
    issuer: Mapped[str] = mapped_column(String(300), default="")
    in_force_from: Mapped[date | None]
    in_force_until: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("legal_bases.id"))
    replaced_by_words: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    @property
    def basis(self) -> LegalBasis:
        return LegalBasis(self.kind, self.subject, self.dated, self.reference, self.issuer)

    @property
    def words(self) -> str:
        """As it is printed, without “Căn cứ”."""
        return written(self.basis)

    @property
    def line(self) -> str:
        """As a draft's field takes it."""
        return f"{LEAD} {self.words}"

    def begun(self, on: date) -> bool:
        return self.in_force_from is None or self.in_force_from <= on

    def ended(self, on: date) -> bool:
        return self.in_force_until is not None and self.in_force_until < on

    def in_force(self, on: date) -> bool:
        return self.begun(on) and not self.ended(on)


class BasisFields(TypedDict, total=False):
    """What is entered of a basis; kind and subject or reference are needed."""

    kind: str
    subject: str
    dated: date | None
    reference: str
    issuer: str
    in_force_from: date | None
    in_force_until: date | None
    replaced_by_id: int | None
    replaced_by_words: str
    note: str


def kept(session: Session, agency_id: str) -> list[KeptBasis]:
    """All of the agency's bases: laws first, then by kind, the newest first."""
    found = session.scalars(select(KeptBasis).where(KeptBasis.agency_id == agency_id))
    return sorted(found, key=lambda one: (not one.basis.is_law, name_key(one.kind), -_ordinal(one), one.id))


def _ordinal(one: KeptBasis) -> int:
    return one.dated.toordinal() if one.dated else 0


def basis(session: Session, agency_id: str, basis_id: int) -> KeptBasis:
    """Raises NotFound."""
    found = session.get(KeptBasis, basis_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="legal_basis", id=basis_id)
    return found


def add(session: Session, agency_id: str, *, by: str, **fields: Unpack[BasisFields]) -> KeptBasis:
    """A basis for the list. Raises BadInput naming the field, BasisTaken for one that is there."""
    added = KeptBasis(agency_id=agency_id, kind="", subject="", reference="", issuer="")
    added.replaced_by_words = added.note = ""
    _write(session, added, fields)
    session.add(added)
    session.flush()
    _tell(session, "legal_basis.added", added, by)
    return added


def change(session: Session, one: KeptBasis, *, by: str, **fields: Unpack[BasisFields]) -> None:
    """Other facts of a basis; drafts are held against them from now on. Raises BadInput, BasisTaken."""
    _write(session, one, fields)
    _tell(session, "legal_basis.changed", one, by)


def remove(session: Session, one: KeptBasis, *, by: str) -> None:
    """Off the list; those it replaced keep its words."""
    for other in session.scalars(select(KeptBasis).where(KeptBasis.replaced_by_id == one.id)):
        other.replaced_by_id, other.replaced_by_words = None, one.words
    session.flush()
    session.delete(one)
    _tell(session, "legal_basis.removed", one, by)


def _write(session: Session, one: KeptBasis, fields: BasisFields) -> None:
    with session.no_autoflush:
        for name, value in fields.items():
            setattr(one, name, tidy(value) if isinstance(value, str) else value)
        _check(session, one)


def _check(session: Session, one: KeptBasis) -> None:
    if not one.kind:
        raise BadInput(field="kind")
    if not one.subject and not one.reference:
        raise BadInput(field="subject")
    if one.in_force_from and one.in_force_until and one.in_force_until < one.in_force_from:
        raise BadInput(field="in_force_until")
    if one.replaced_by_id is not None and (one.replaced_by_id == one.id or not _known(session, one)):
        raise BadInput(field="replaced_by_id")
    for other in kept(session, one.agency_id):
        if other.id != one.id and same(other.basis, one.basis):
            raise BasisTaken(words=other.words)


def _known(session: Session, one: KeptBasis) -> bool:
    other = session.get(KeptBasis, one.replaced_by_id)
    return other is not None and other.agency_id == one.agency_id


def add_many(session: Session, agency_id: str, text: str, *, by: str) -> tuple[int, list[str], list[str]]:
    """A pasted list, one basis a line → how many were added, the lines that are there already, those not understood."""
    added, known, unread = 0, [], []
    for line in filter(None, map(tidy, text.splitlines())):
        found = parse(line)
        try:
            if not found.kind or found.more:
                raise BadInput(field="kind")
            add(session, agency_id, by=by, **fields_of(found))
            added += 1
        except BasisTaken:
            known.append(line)
        except BadInput:
            unread.append(line)
    return added, known, unread


def fields_of(found: LegalBasis) -> BasisFields:
    """The facts of a citation as the list keeps them."""
    return BasisFields(
        kind=found.kind, subject=found.subject, dated=found.dated, reference=found.reference, issuer=found.issuer
    )


def _tell(session: Session, name: str, one: KeptBasis, by: str) -> None:
    until = one.in_force_until and one.in_force_until.isoformat()
    details = {"basis_id": one.id, "name": one.words, "valid_until": until}
    events.append(session, name, agency_id=one.agency_id, actor=by, details=details)
