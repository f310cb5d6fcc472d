"""Before every path: an empty database becomes an office with one person who can do everything, in one commit."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.agencies import Agency, Naming, add_agency, agencies
from service import people
from service.errors import NotFound
from service.names import slug, tidy
from service.parts import Parts
from service.people import User

FIRST_ROLES = ("drafter", "layout_checker", "records_clerk", "administrator")
"""What the first person of an office may do; whoever signs on paper needs no account."""


@dataclass(frozen=True)
class Person:
    """The first person, as typed."""

    full_name: str
    username: str
    password: str


def agency_without_people(session: Session) -> Agency | None:
    """An agency nobody can log in to: its rows were rebuilt from the archive, and accounts are not kept there."""
    return next(iter(agencies(session)), None) if people.no_office(session) else None


def open_office(parts: Parts, person: Person, *, naming: Naming, code: str, pattern: str) -> User:
    """Make the agency and its first person. `code`: the agency's official code; "" while it is not known.

    Raises NotFound where there is an office already, and what people.add_user and archive.add_agency raise.
    """
    name = slug(f"{naming['abbreviation']} {naming['place']}")[:40].strip("-") or "office"
    with parts.db.write() as session:
        _still_empty(session)
        if agencies(session):
            raise NotFound(what="first_use")
        agency = add_agency(
            session,
            parts.store,
            id=name,
            code=code or name,
            pattern=pattern,
            valid_from=parts.today().replace(month=1, day=1),
            actor=tidy(person.full_name),
            **naming,
        )
        return _first_person(session, agency, person)


def open_again(parts: Parts, person: Person) -> User:
    """The first person of an agency that was rebuilt from its archive. Raises as open_office does."""
    with parts.db.write() as session:
        _still_empty(session)
        agency = agency_without_people(session)
        if agency is None:
            raise NotFound(what="first_use")
        return _first_person(session, agency, person)


def _still_empty(session: Session) -> None:
    """Of two browsers at the first-use page one comes first."""
    if not people.no_office(session):
        raise NotFound(what="first_use")


def _first_person(session: Session, agency: Agency, person: Person) -> User:
    people.ensure_roles(session)
    return people.add_user(
        session,
        agency.id,
        username=person.username,
        full_name=person.full_name,
        roles=FIRST_ROLES,
        password=person.password,
        by=tidy(person.full_name),
    )
