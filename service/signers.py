"""Who signs for the office and as whom: asked by the check before issuing, printed as the block under the document.

NĐ 30/2020 art. 13 and Phụ lục I II.7: TM. (for a collective), KT. (deputy for the head), TL. (by order), TUQ. (by
written mandate, limited in time), Q. (acting head). An authority begins and may end; issued documents keep their lines.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base
from doc_templates.errors import IncompleteSigner, UnknownAuthority
from doc_templates.signer import authority_lines
from service.errors import BadInput
from service.names import name_key, tidy

FIELD_OF = {"collective": "collective", "head": "head_title", "own": "own_title"}
"""Which field holds what a line of the signature block needs."""


class Signer(Base):
    """A person with one authority to sign. kinds: ids of the kinds that may be signed, None for all."""

    __tablename__ = "signers"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    full_name: Mapped[str] = mapped_column(String(100))
    authority: Mapped[str] = mapped_column(String(10))
    collective: Mapped[str] = mapped_column(String(200))
    head_title: Mapped[str] = mapped_column(String(200))
    own_title: Mapped[str] = mapped_column(String(200))
    kinds: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def lines_of(authority: str, collective: str, head_title: str, own_title: str) -> tuple[str, ...]:
    """The printed lines of an authority; empty while what they need is missing. Shown while somebody types."""
    try:
        return authority_lines(authority, collective, head_title, own_title)
    except IncompleteSigner:
        return ()


def block(signer: Signer) -> tuple[tuple[str, ...], str]:
    """What is printed under a document: the lines of the authority, and the name."""
    return lines_of(signer.authority, signer.collective, signer.head_title, signer.own_title), signer.full_name


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

    `lines`: what stood above the name; it decides where one person signs under several authorities.
    """
    wanted, above = name_key(name), [name_key(line) for line in lines]
    same = [found for found in signers(session, agency_id, on) if name_key(found.full_name) == wanted]
    exact = [found for found in same if [name_key(line) for line in block(found)[0]] == above]
    return next(iter(exact or same), None)


class SignerFields(TypedDict, total=False):
    """What is entered of a signer; full_name, own_title (but for Q.) and valid_from are needed always."""

    full_name: str
    authority: str
    collective: str
    head_title: str
    own_title: str
    valid_from: date
    valid_until: date | None
    kinds: Sequence[str] | None
    user_id: int | None


def add_signer(session: Session, agency_id: str, *, by: str = "command", **fields: Unpack[SignerFields]) -> Signer:
    """Somebody who may sign. Raises BadInput naming the field that the authority needs."""
    added = Signer(agency_id=agency_id, user_id=None, authority="", collective="", head_title="", own_title="")
    _write(added, fields)
    session.add(added)
    session.flush()
    _note(session, "signer.added", added, by)
    return added


def change_signer(session: Session, signer: Signer, *, by: str, **fields: Unpack[SignerFields]) -> None:
    """Other facts of a signer: drafts print them from now on, issued documents keep theirs. Raises BadInput."""
    _write(signer, fields)
    _note(session, "signer.changed", signer, by)


def _write(signer: Signer, fields: SignerFields) -> None:
    for name, value in fields.items():
        setattr(signer, name, tidy(value) if isinstance(value, str) else value)
    signer.kinds = sorted(signer.kinds) if signer.kinds else None
    _check(signer)


def _check(signer: Signer) -> None:
    """A signer is a name and complete lines; a mandate (TUQ.) says when it ends (Điều 13.3)."""
    if not signer.full_name:
        raise BadInput(field="full_name")
    try:
        authority_lines(signer.authority, signer.collective, signer.head_title, signer.own_title)
    except UnknownAuthority as error:
        raise BadInput(field="authority") from error
    except IncompleteSigner as error:
        raise BadInput(field=FIELD_OF[str(error.data["missing"])]) from error
    if signer.authority == "TUQ" and signer.valid_until is None:
        raise BadInput(field="valid_until")
    if signer.valid_until is not None and signer.valid_until < signer.valid_from:
        raise BadInput(field="valid_until")


def _note(session: Session, name: str, signer: Signer, by: str) -> None:
    lines, full_name = block(signer)
    until = signer.valid_until and signer.valid_until.isoformat()
    details = {
        "signer_id": signer.id,
        "name": full_name,
        "lines": list(lines),
        "valid_from": signer.valid_from.isoformat(),
        "valid_until": until,
    }
    events.append(session, name, agency_id=signer.agency_id, actor=by, details=details)
