"""The first page of Quản trị: what is there, and what an office still lacks before its first document."""

from dataclasses import dataclass

from flask import render_template

from archive.agencies import agency_on
from service import bodies, people, signers, tokens
from service.access import actor, demands
from service.authority import ending_soon
from service.pages.admin.place import agency_id, blueprint
from service.parts import parts
from service.reader_changes import to_confirm


@dataclass(frozen=True)
class Counts:
    """How much of everything the office has in use today."""

    users: int
    signers: int
    units: int
    tokens: int
    bodies: int


@blueprint.get("")
@demands("administer", "audit")
def index() -> str:
    with parts().db.read() as rows:
        name = agency_on(rows, agency_id(), parts().today())
        counts = Counts(
            users=sum(person.active for person in people.users(rows, agency_id())),
            signers=len(signers.signers(rows, agency_id(), parts().today())),
            units=len(people.units(rows, agency_id())),
            bodies=sum(body.valid(parts().today()) for body in bodies.bodies(rows, agency_id())),
            tokens=sum(token.works(parts().now()) for token in tokens.tokens(rows, agency_id())),
        )
        ending = ending_soon(rows, agency_id(), parts().today()) if actor().may("administer") else []
    return render_template(
        "admin/index.html", name=name, counts=counts, ending=ending, reader_changes=to_confirm(parts(), actor())
    )
