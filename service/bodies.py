"""Who issues: the agency itself, and the bodies inside it that issue under their own name.

Asked when a document gets its letterhead, symbol and number series. An office (văn phòng), a specialised unit or an
advisory body (hội đồng, ban, tổ) has its own names through the years. An advisory body that uses the agency's seal must
have a number series of its own (NĐ 30/2020, Phụ lục I, Phần I, II.3.a).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NotRequired, TypedDict, Unpack

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from archive import events
from archive.agencies import AgencyName, agency_on
from archive.db import Base
from service.errors import BadInput, BodyTaken, NotFound
from service.names import slug, tidy

Sort = Literal["agency", "office", "unit", "advisory"]
SORTS: tuple[Sort, ...] = ("office", "unit", "advisory")
LONGEST_KEY = 20


class IssuingBody(Base):
    """A body of the agency for life. key: a–z and 0–9, begins the names of its series. valid_until: its last day."""

    __tablename__ = "issuing_bodies"
    __table_args__ = (UniqueConstraint("agency_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    sort: Mapped[str] = mapped_column(String(10))
    agency_seal: Mapped[bool]
    own_series: Mapped[bool]
    valid_until: Mapped[date | None]

    names: Mapped[list["IssuingBodyName"]] = relationship(
        lazy="selectin", order_by=lambda: IssuingBodyName.valid_from, cascade="all, delete-orphan"
    )

    @property
    def valid_from(self) -> date:
        return self.names[0].valid_from

    def name_on(self, on: date) -> "IssuingBodyName":
        """Its name on that day; before its first day its first one."""
        return next((name for name in reversed(self.names) if name.valid_from <= on), self.names[0])

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class IssuingBodyName(Base):
    """What the body is called and prints from `valid_from` on. superior and name are printed lines."""

    __tablename__ = "issuing_body_names"

    body_id: Mapped[int] = mapped_column(ForeignKey("issuing_bodies.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    superior: Mapped[list[str]] = mapped_column(JSON)
    name: Mapped[list[str]] = mapped_column(JSON)
    full_name: Mapped[str] = mapped_column(String(300))
    abbreviation: Mapped[str] = mapped_column(String(30))
    place: Mapped[str] = mapped_column(String(100))
    code: Mapped[str] = mapped_column(String(60))


@dataclass(frozen=True)
class Issuer:
    """Who issues on a day. id: as `values["issuer"]` names it, "" for the agency itself; key: "" without own series.

    agency_seal: False for an advisory body that may not use the agency's seal.
    """

    id: str
    sort: Sort
    key: str
    superior: tuple[str, ...]
    name: tuple[str, ...]
    full_name: str
    abbreviation: str
    place: str
    agency_seal: bool = True


def issuers(session: Session, agency_id: str, on: date) -> list[Issuer]:
    """Who may issue on that day: the agency first, then its bodies by name. Raises UnknownAgency, NameMissing."""
    own = _agency(agency_on(session, agency_id, on))
    found = (_issuer(body, on) for body in bodies(session, agency_id) if body.valid(on))
    return [own, *sorted(found, key=lambda issuer: slug(issuer.full_name))]


def issuer_on(session: Session, agency_id: str, chosen: str, on: date) -> Issuer:
    """Whom a draft's value means, as it is called on that day, also where it may not issue then.

    "" and what names no body mean the agency. Raises UnknownAgency, NameMissing.
    """
    found = chosen_body(session, agency_id, chosen)
    return _issuer(found, on) if found else _agency(agency_on(session, agency_id, on))


def chosen_body(session: Session, agency_id: str, chosen: str) -> IssuingBody | None:
    """The body that a draft's value names; None for the agency itself and for what names nobody."""
    is_id = chosen.isascii() and chosen.isdecimal() and len(chosen) < 10
    found = session.get(IssuingBody, int(chosen)) if is_id else None
    return found if found is not None and found.agency_id == agency_id else None


def _agency(name: AgencyName) -> Issuer:
    lines = (tuple(name.superior), tuple(name.name))
    return Issuer("", "agency", "", *lines, name.full_name, name.abbreviation, name.place)


def _issuer(body: IssuingBody, on: date) -> Issuer:
    name = body.name_on(on)
    return Issuer(
        id=str(body.id),
        sort=body.sort,  # type: ignore[arg-type]
        key=body.key if body.own_series else "",
        superior=tuple(name.superior),
        name=tuple(name.name),
        full_name=name.full_name,
        abbreviation=name.abbreviation,
        place=name.place,
        agency_seal=body.agency_seal,
    )


def bodies(session: Session, agency_id: str) -> list[IssuingBody]:
    """Every body the agency ever had, in the order they were entered."""
    found = select(IssuingBody).where(IssuingBody.agency_id == agency_id).order_by(IssuingBody.id)
    return list(session.scalars(found))


def body(session: Session, agency_id: str, body_id: int) -> IssuingBody:
    """Raises NotFound."""
    found = session.get(IssuingBody, body_id)
    if found is None or found.agency_id != agency_id:
        raise NotFound(what="body", id=body_id)
    return found


class BodyNaming(TypedDict):
    """What a body is called: superior and name are the letterhead's printed lines."""

    superior: Sequence[str]
    name: Sequence[str]
    full_name: str
    abbreviation: str
    place: str
    code: NotRequired[str]


def add_body(
    session: Session,
    agency_id: str,
    *,
    sort: Sort,
    valid_from: date,
    agency_seal: bool = True,
    own_series: bool = True,
    by: str = "command",
    **naming: Unpack[BodyNaming],
) -> IssuingBody:
    """A body that issues under its own name from that day on.

    Raises BodyTaken for an abbreviation that another body or the agency itself uses, BadInput.
    """
    if sort not in SORTS:
        raise BadInput(field="sort")
    _check(session, agency_id, None, valid_from, naming)
    added = IssuingBody(
        agency_id=agency_id,
        key=_free_key(session, agency_id, naming["abbreviation"]),
        sort=sort,
        agency_seal=agency_seal,
        own_series=own_series or sort == "advisory",
        valid_until=None,
        names=[_name(valid_from, naming)],
    )
    session.add(added)
    session.flush()
    _note(session, "body.added", added, added.names[0], by)
    return added


def rename_body(
    session: Session, body: IssuingBody, *, valid_from: date, by: str = "command", **naming: Unpack[BodyNaming]
) -> None:
    """What the body is called from that day on. A name of the same day is corrected; documents keep theirs.

    Raises BodyTaken, BadInput.
    """
    _check(session, body.agency_id, body.id, valid_from, naming)
    body.names = [name for name in body.names if name.valid_from != valid_from]
    session.flush()
    body.names = sorted([*body.names, _name(valid_from, naming)], key=lambda name: name.valid_from)
    session.flush()
    _note(session, "body.named", body, body.name_on(valid_from), by)


def end_body(session: Session, body: IssuingBody, last_day: date | None, *, by: str = "command") -> None:
    """The last day on which the body issues; None: it goes on. Raises BadInput for a day before its first."""
    if last_day is not None and last_day < body.valid_from:
        raise BadInput(field="valid_until")
    body.valid_until = last_day
    _note(session, "body.ended" if last_day else "body.goes_on", body, body.names[-1], by)


def _name(valid_from: date, naming: BodyNaming) -> IssuingBodyName:
    return IssuingBodyName(
        valid_from=valid_from,
        superior=[tidy(line) for line in naming["superior"]],
        name=[tidy(line) for line in naming["name"]],
        full_name=tidy(naming["full_name"]),
        abbreviation=tidy(naming["abbreviation"]),
        place=tidy(naming["place"]),
        code=tidy(naming.get("code", "")),
    )


def _check(session: Session, agency_id: str, body_id: int | None, on: date, naming: BodyNaming) -> None:
    """Two issuers of one abbreviation would give two documents the same number and symbol (Điều 15)."""
    for field in ("full_name", "abbreviation", "place"):
        if not tidy(str(naming[field])):
            raise BadInput(field=field)
    if not naming["name"]:
        raise BadInput(field="name")
    others = [(issuer.id, issuer.abbreviation, issuer.full_name) for issuer in issuers(session, agency_id, on)]
    for id, abbreviation, full_name in others:
        if id != str(body_id or "new") and abbreviation.casefold() == tidy(naming["abbreviation"]).casefold():
            raise BodyTaken(abbreviation=abbreviation, name=full_name)


def _free_key(session: Session, agency_id: str, abbreviation: str) -> str:
    wanted = slug(abbreviation).replace("-", "")[: LONGEST_KEY - 2] or "b"
    taken = {body.key for body in bodies(session, agency_id)}
    return next(key for key in (wanted, *(f"{wanted}{n}" for n in range(2, 100))) if key not in taken)


def _note(session: Session, name: str, body: IssuingBody, named: IssuingBodyName, by: str) -> None:
    details = {
        "body_id": body.id,
        "name": named.full_name,
        "abbreviation": named.abbreviation,
        "valid_from": named.valid_from.isoformat(),
        "valid_until": body.valid_until and body.valid_until.isoformat(),
    }
    events.append(session, name, agency_id=body.agency_id, actor=by, details=details)
