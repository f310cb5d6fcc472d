"""Before every path: an empty database becomes an office with one person who can do everything, in one commit."""

from collections.abc import Iterable

from archive.agencies import Naming, add_agency
from service import people
from service.actor import ROLES
from service.errors import NotFound
from service.names import slug
from service.parts import Parts
from service.people import User

FIRST_ROLES = ("drafter", "records_clerk", "administrator")
"""What the first person of an office may do; whoever signs on paper needs no account."""


def open_office(
    parts: Parts,
    *,
    naming: Naming,
    code: str,
    pattern: str,
    username: str,
    full_name: str,
    password: str,
    roles: Iterable[str] = FIRST_ROLES,
) -> User:
    """Make the agency and its first person. `code`: the agency's official code; "" while it is not known.

    Raises NotFound where there is an office already, and what people.add_user and archive.add_agency raise.
    """
    wanted = slug(f"{naming['abbreviation']} {naming['place']}")[:40].strip("-") or "office"
    with parts.db.write() as session:
        if not people.no_office(session):
            raise NotFound(what="first_use")
        people.ensure_roles(session)
        first_day = parts.today().replace(month=1, day=1)
        agency = add_agency(
            session,
            parts.store,
            id=wanted,
            code=code or wanted,
            pattern=pattern,
            valid_from=first_day,
            actor=full_name,
            **naming,
        )
        return people.add_user(
            session,
            agency.id,
            username=username,
            full_name=full_name,
            roles=[role for role in ROLES if role in roles],
            password=password,
            by=full_name,
        )
