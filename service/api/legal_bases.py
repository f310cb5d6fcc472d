"""The office's kept list of legal bases by software."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Date, Integer, List, Nested, String
from apiflask.validators import Length
from flask import g
from flask_babel import lazy_gettext as _l

from service.access import demands
from service.api.schemas import DAY, Out
from service.basis_matching import matching, replacement
from service.legal_bases import KeptBasis, kept
from service.parts import parts

blueprint = APIBlueprint("api_legal_bases", __name__, tag="legal-bases", url_prefix="/api/v1")


class BasisQuery(Schema):
    q = String(
        validate=Length(max=300),
        metadata={"description": _l("Từ hoặc số, có dấu hay không dấu"), "example": "thi dua khen thuong"},
    )
    on = Date(metadata={"description": _l("Hiệu lực xét vào ngày này; mặc định là hôm nay")})


class BasisOut(Out):
    """One legal basis and whether it is in force on the day asked for."""

    id = Integer()
    words = String(metadata={"example": "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"})
    line = String(metadata={"description": _l("Cả dòng như trong mục “bases” của dự thảo")})
    kind = String()
    subject = String()
    reference = String(allow_none=True)
    issuer = String(allow_none=True)
    dated = String(allow_none=True, metadata=DAY)
    in_force_from = String(allow_none=True, metadata=DAY)
    in_force_until = String(allow_none=True, metadata=DAY)
    in_force = Boolean()
    replaced_by = String(allow_none=True, metadata={"description": _l("Văn bản thay thế, khi đã hết hiệu lực")})
    note = String()


class BasisList(Out):
    items = List(Nested(BasisOut))


@blueprint.get("/legal-bases")
@demands("read")
@blueprint.input(BasisQuery, location="query")
@blueprint.output(BasisList)
@blueprint.doc(summary=_l("Danh sách căn cứ pháp lý của cơ quan"), operation_id="listLegalBases")
def list_legal_bases(query_data: Mapping[str, Any]) -> dict[str, object]:
    on = query_data.get("on") or parts().today()
    with parts().db.read() as session:
        bases = kept(session, g.actor.agency_id)
    found = matching(bases, query_data["q"], on) if query_data.get("q") else bases
    return {"items": [_item(bases, one, on) for one in found]}


def _item(bases: list[KeptBasis], one: KeptBasis, on: date) -> dict[str, object]:
    days = {name: getattr(one, name) for name in ("dated", "in_force_from", "in_force_until")}
    return {
        "id": one.id,
        "words": one.words,
        "line": one.line,
        "kind": one.kind,
        "subject": one.subject,
        "reference": one.reference or None,
        "issuer": one.issuer or None,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "in_force": one.in_force(on),
        "replaced_by": (replacement(bases, one, on)[1] or None) if one.ended(on) else None,
        "note": one.note,
    }
