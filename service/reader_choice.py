"""Choosing who may see a document: what people tick becomes details["access"], with the names of that day.

    {"level": "limited", "readers": [{"token": "unit:VP", "name": "Văn phòng", "why": "named"}, …]}

Whoever drafted, initialled or signed it stays among its readers whatever is ticked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from archive.readers import LEVELS
from service.errors import BadInput
from service.names import name_key
from service.people import User, chosen_signer, units, users
from service.readers import person_token, unit_token
from service.signing_steps import steps_of
from service.signings import signing_of

if TYPE_CHECKING:
    from service.draft import Draft

MOST = 200
"""Units and people named for one document; more of them are the office."""
OWN = ("drafter", "signer")
"""Why somebody is a reader without having been named."""
Access = dict[str, Any]


@dataclass(frozen=True)
class Offered:
    """One who may be named: its token and what people call it; kind: "unit" or "person"."""

    token: str
    name: str
    kind: str


def offered(session: Session, agency_id: str) -> list[Offered]:
    """The agency's units, then its people with open accounts by given name."""
    told = [Offered(unit_token(one), f"{one.name} ({one.abbreviation})", "unit") for one in units(session, agency_id)]
    people = (one for one in users(session, agency_id) if one.active)
    return told + [Offered(person_token(one), one.full_name, "person") for one in people]


def chosen(session: Session, agency_id: str, level: str, tokens: Iterable[str], before: Mapping[str, Any]) -> Access:
    """What is to be kept of a choice. before: the access there was, whose own readers stay, as do those named then who
    have left the office and are ticked again.

    Raises BadInput (access) for another level, (readers) for a token that is not offered or for too many.
    """
    if level not in LEVELS:
        raise BadInput(field="access")
    wanted = list(dict.fromkeys(tokens)) if level == "limited" else []
    names = {one["token"]: one["name"] for one in before.get("readers", ())}
    names |= {one.token: one.name for one in offered(session, agency_id)}
    if len(wanted) > MOST or not set(wanted) <= names.keys():
        raise BadInput(field="readers")
    own = [one for one in before.get("readers", ()) if one.get("why") in OWN]
    kept = {one["token"] for one in own}
    named = [{"token": token, "name": names[token], "why": "named"} for token in wanted if token not in kept]
    return {"level": level, "readers": [*own, *named]}


def named_tokens(access: Mapping[str, Any]) -> list[str]:
    """The tokens that were ticked."""
    return [one["token"] for one in access.get("readers", ()) if one.get("why") not in OWN]


def with_own(access: Mapping[str, Any], own: Iterable[dict[str, str]]) -> Access:
    """The access with those who make the document first among its readers, each once."""
    first = {one["token"]: one for one in own}
    named = [one for one in access.get("readers", ()) if one["token"] not in first and one.get("why") not in OWN]
    return {"level": access.get("level", "internal"), "readers": [*first.values(), *named]}


def access_of(session: Session, draft: "Draft") -> Access:
    """What the details of the draft's document will say: the choice, and those who make it."""
    return with_own(draft.access, makers(session, draft))


def makers(session: Session, draft: "Draft") -> list[dict[str, str]]:
    """The accounts that sign and initial the draft, and the drafter's, as readers."""
    signing = signing_of(session, draft.id)
    asked = [step.user_id for step in steps_of(session, draft.id)] + ([signing.user_id] if signing else [])
    signing_people = [_signer(session, draft.agency_id, str(draft.values.get("signer") or ""))]
    signing_people += [session.get(User, user_id) for user_id in asked if user_id is not None]
    drafter = session.get(User, draft.author_id) if draft.author_id is not None else None
    return [_maker(one, "signer") for one in signing_people if one] + ([_maker(drafter, "drafter")] if drafter else [])


def _signer(session: Session, agency_id: str, name: str) -> User | None:
    """The account of the signer that a draft names: the one linked to it, or the only signing one of that name."""
    found = chosen_signer(session, agency_id, name)
    if found is None:
        return None
    if found.user_id is not None:
        return session.get(User, found.user_id)
    same = [one for one in users(session, agency_id) if _signs_as(one, found.full_name)]
    return same[0] if len(same) == 1 else None


def _signs_as(person: User, name: str) -> bool:
    return person.active and "sign" in person.permissions and name_key(person.full_name) == name_key(name)


def _maker(person: User, why: str) -> dict[str, str]:
    return {"token": person_token(person), "name": person.full_name, "why": why}
