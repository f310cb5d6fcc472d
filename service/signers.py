"""Who signs for the office and as whom: asked by the check before issuing, printed as the block under the document.

One row is one authority of one person for one issuing body, from a day and until a day, under a document
(NĐ 30/2020 art. 13 and Phụ lục I II.7). A row is corrected where it was wrong, and ended where the facts changed: its
successor begins the day after. Issued documents keep their lines. How rows are entered: signer_changes.py; what they
must say: signer_rules.py; who may sign which document: authority.py.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base
from doc_templates.errors import IncompleteSigner
from doc_templates.signer import authority_lines
from service.bodies import Issuer
from service.names import name_key


class Signer(Base):
    """A person with one authority to sign. kinds: ids of the kinds that may be signed, None for all.

    body_id: the body signed for, None for the agency itself. head_id: the head's row under whom KT, TL and TUQ stand.
    document, document_on: number, symbol and subject of the delegation, and its day; document_id: in our own archive.
    scope: the content of a TUQ in words. agency_title: the title above the name of who signs for an advisory body.
    """

    __tablename__ = "signers"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("issuing_bodies.id"))
    full_name: Mapped[str] = mapped_column(String(100))
    authority: Mapped[str] = mapped_column(String(10))
    collective: Mapped[str] = mapped_column(String(200))
    head_title: Mapped[str] = mapped_column(String(200))
    own_title: Mapped[str] = mapped_column(String(200))
    unit_head_title: Mapped[str] = mapped_column(String(200), default="")
    agency_title: Mapped[str] = mapped_column(String(200), default="")
    head_id: Mapped[int | None] = mapped_column(ForeignKey("signers.id"))
    kinds: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    scope: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    document_on: Mapped[date | None]
    document_id: Mapped[str] = mapped_column(String(32), default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("signers.id"))

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class SignerFields(TypedDict, total=False):
    """What is entered of a signer; full_name, own_title (but for Q.) and valid_from are needed always."""

    full_name: str
    authority: str
    collective: str
    head_title: str
    own_title: str
    unit_head_title: str
    agency_title: str
    body_id: int | None
    head_id: int | None
    kinds: Sequence[str] | None
    scope: str
    document: str
    document_on: date | None
    document_id: str
    valid_from: date
    valid_until: date | None
    user_id: int | None


def lines_of(
    authority: str, collective: str, head_title: str, own_title: str, unit_head_title: str = ""
) -> tuple[str, ...]:
    """The printed lines of an authority; empty while what they need is missing. Shown while somebody types."""
    try:
        return authority_lines(authority, collective, head_title, own_title, unit_head_title)
    except IncompleteSigner:
        return ()


def block(signer: Signer) -> tuple[tuple[str, ...], str]:
    """What is printed under a document: the lines of the authority, and the name."""
    titles = (signer.collective, signer.head_title, signer.own_title, signer.unit_head_title)
    return lines_of(signer.authority, *titles), signer.full_name


def other_title(signer: Signer, issuer: Issuer) -> str:
    """The title in the agency above the name: only for an advisory body that uses the agency's seal (II.7.c)."""
    return signer.agency_title.upper() if issuer.sort == "advisory" and issuer.agency_seal else ""


def signers(session: Session, agency_id: str, on: date | None = None) -> list[Signer]:
    """The agency's signers by name: those who may sign on that day, or everybody ever entered."""
    wanted = select(Signer).where(Signer.agency_id == agency_id).order_by(Signer.full_name, Signer.id)
    return [found for found in session.scalars(wanted) if on is None or found.valid(on)]


def signer(session: Session, agency_id: str, signer_id: int) -> Signer | None:
    """That signer, also one whose authority has ended; None if the agency has no such."""
    found = session.get(Signer, signer_id)
    return found if found is not None and found.agency_id == agency_id else None


def chosen_signer(session: Session, agency_id: str, chosen: str) -> Signer | None:
    """The signer that a draft's value means: an id in digits; a name or anything else is nobody yet."""
    is_id = chosen.isascii() and chosen.isdecimal() and len(chosen) < 10
    return signer(session, agency_id, int(chosen)) if is_id else None


def match_signer(session: Session, agency_id: str, name: str, on: date, lines: Sequence[str] = ()) -> Signer | None:
    """Whom a typed name means among those who may sign on that day: capitals, NFD and tone placement do not matter.

    `lines`: what stood above the name; it decides where one person signs under several authorities. Else the agency's
    own come before those of its bodies.
    """
    wanted, above = name_key(name), [name_key(line) for line in lines]
    same = [found for found in signers(session, agency_id, on) if name_key(found.full_name) == wanted]
    exact = [found for found in same if [name_key(line) for line in block(found)[0]] == above]
    return next(iter(exact or sorted(same, key=lambda found: found.body_id is not None)), None)
