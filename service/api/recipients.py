"""The recipient book by software: found with or without marks, by code and by a former name; and who may issue."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Integer, List, Nested, String
from apiflask.validators import Length, Range
from flask import g
from flask_babel import lazy_gettext as _l

from service import bodies, recipients
from service.access import demands
from service.api.schemas import DAY, Out
from service.parts import parts
from service.recipients import Found

blueprint = APIBlueprint("api_recipients", __name__, tag="recipients", url_prefix="/api/v1")


class RecipientQuery(Schema):
    q = String(
        load_default="",
        validate=Length(0, 300),
        metadata={"description": _l("Từ trong tên, tên cũ, hoặc mã; có dấu hay không dấu; trống = cả sổ")},
    )
    limit = Integer(load_default=50, validate=Range(1, 1000))


class FormerOut(Out):
    name = String(metadata={"example": "Sở Lao động - Thương binh và Xã hội"})
    until = String(allow_none=True, metadata=DAY)


class RecipientOut(Out):
    """A recipient as it is printed today."""

    id = Integer()
    name = String(metadata={"example": "Sở Nội vụ"})
    code = String(allow_none=True, metadata={"description": _l("Mã định danh"), "example": "H49.64.33"})
    email = String(allow_none=True)
    former_names = List(Nested(FormerOut))
    groups = List(String(), metadata={"description": _l("Các nhóm có nơi này")})
    found_by = String(allow_none=True, metadata={"description": _l("Tên cũ đã khớp; null nếu khớp tên hiện nay")})


class RecipientList(Out):
    items = List(Nested(RecipientOut))


class IssuingBodyOut(Out):
    """Who may issue today; `id` is what the draft's value `issuer` takes, null for the agency itself."""

    id = String(allow_none=True, metadata={"example": "1"})
    sort = String(metadata={"enum": ["agency", *bodies.SORTS]})
    name = String()
    abbreviation = String(metadata={"example": "HĐTĐKT"})
    letterhead = List(String(), metadata={"description": _l("Các dòng in ở đầu văn bản")})
    place = String()
    own_series = Boolean(metadata={"description": _l("Có dãy số riêng")})


class IssuingBodyList(Out):
    items = List(Nested(IssuingBodyOut))


@blueprint.get("/recipients")
@demands("read")
@blueprint.input(RecipientQuery, location="query")
@blueprint.output(RecipientList)
@blueprint.doc(
    summary=_l("Sổ nơi nhận: tên in, mã, tên cũ, nhóm"),
    description=_l("Tìm theo tên cũ thì trả về tên hiện nay; “found_by” cho biết tên cũ đã khớp."),
    operation_id="findRecipients",
)
def find_recipients(query_data: Mapping[str, Any]) -> dict[str, object]:
    asked, most, agency = query_data["q"].strip(), query_data["limit"], g.actor.agency_id
    with parts().db.read() as session:
        own = [Found(one) for one in recipients.book(session, agency)]
        found = recipients.find(session, agency, asked, most) if asked else own[:most]
        groups = [(one.name, {member.id for member in one.recipients}) for one in recipients.groups(session, agency)]
    return {"items": [_recipient(hit, [name for name, ids in groups if hit.recipient.id in ids]) for hit in found]}


def _recipient(hit: Found, groups: list[str]) -> dict[str, object]:
    one = hit.recipient
    former = [{"name": old.name, "until": old.until.isoformat() if old.until else None} for old in one.former]
    return {
        "id": one.id,
        "name": one.name,
        "code": one.code or None,
        "email": one.email or None,
        "former_names": former,
        "groups": groups,
        "found_by": hit.former or None,
    }


@blueprint.get("/issuing-bodies")
@demands("read")
@blueprint.output(IssuingBodyList)
@blueprint.doc(summary=_l("Những nơi ban hành của cơ quan hôm nay"), operation_id="listIssuingBodies")
def list_issuing_bodies() -> dict[str, object]:
    with parts().db.read() as session:
        found = bodies.issuers(session, g.actor.agency_id, parts().today())
    return {"items": [_issuer(one) for one in found]}


def _issuer(one: bodies.Issuer) -> dict[str, object]:
    return {
        "id": one.id or None,
        "sort": one.sort,
        "name": one.full_name,
        "abbreviation": one.abbreviation,
        "letterhead": [*one.superior, *one.name],
        "place": one.place,
        "own_series": bool(one.key) or one.sort == "agency",
    }
