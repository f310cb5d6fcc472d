"""The history of use by software of the auditor: who opened, downloaded, searched what and when."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Date, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range
from flask import g
from flask_babel import lazy_gettext as _l

from archive.documents import Document
from service import use_counts
from service.access import demands
from service.api.schemas import MOMENT, Out
from service.cursors import next_cursor, offset_of
from service.documents import document_of
from service.parts import parts
from service.use_counts import Asked
from service.uses import KINDS, Use

blueprint = APIBlueprint("api_uses", __name__, tag="documents", url_prefix="/api/v1")


class PageQuery(Schema):
    cursor = String(validate=Length(0, 200))
    limit = Integer(load_default=100, validate=Range(1, 500))


class UseQuery(PageQuery):
    """The last thirty days unless said otherwise."""

    since = Date(metadata={"description": _l("Từ ngày")})
    until = Date(metadata={"description": _l("Đến ngày")})
    what = String(validate=OneOf(KINDS))
    person = Integer(metadata={"description": _l("Mã tài khoản")})


class UseOut(Out):
    """words: of a search, or the file's name; via: page or api."""

    at = String(metadata=MOMENT)
    what = String(metadata={"enum": list(KINDS)})
    person = Integer(allow_none=True)
    by = String()
    document = String(allow_none=True)
    reference = String(allow_none=True)
    words = String()
    via = String(metadata={"enum": ["page", "api", "command"]})


class UseList(Out):
    items = List(Nested(UseOut))
    next_cursor = String(allow_none=True)


@blueprint.get("/uses")
@demands("audit")
@blueprint.input(UseQuery, location="query")
@blueprint.output(UseList)
@blueprint.doc(
    summary=_l("Lịch sử truy cập và sử dụng"),
    description=_l("Mới nhất trước; 30 ngày gần đây nếu không nêu ngày. Chỉ cho người kiểm tra."),
    operation_id="listUses",
)
def list_uses(query_data: Mapping[str, Any]) -> dict[str, object]:
    today = parts().today()
    asked = Asked(
        since=query_data.get("since") or today - timedelta(days=30),
        until=query_data.get("until") or today,
        what=query_data.get("what") or "",
        person=query_data.get("person"),
    )
    return _answer(asked, query_data)


@blueprint.get("/documents/<id:document_id>/uses")
@demands("audit")
@blueprint.input(PageQuery, location="query")
@blueprint.output(UseList)
@blueprint.doc(summary=_l("Lịch sử truy cập của một văn bản"), operation_id="listDocumentUses")
def list_document_uses(document_id: str, query_data: Mapping[str, Any]) -> dict[str, object]:
    document = document_of(parts(), g.actor, document_id)
    return _answer(Asked(since=date.min, until=date.max, document_id=document.id), query_data)


def _answer(asked: Asked, query: Mapping[str, Any]) -> dict[str, object]:
    question = {"uses": str(asked), "agency": g.actor.agency_id}
    before, limit = offset_of(parts(), question, query.get("cursor")) or None, int(query["limit"])
    found = use_counts.listed(parts(), g.actor, asked, before, limit + 1)
    more = next_cursor(parts(), question, found[limit - 1][0].id) if len(found) > limit else None
    return {"items": [_use(*one) for one in found[:limit]], "next_cursor": more}


def _use(use: Use, document: Document | None) -> dict[str, object]:
    return {
        "at": use.at.isoformat(),
        "what": use.what,
        "person": use.user_id,
        "by": use.by,
        "document": use.document_id,
        "reference": document.reference if document else None,
        "words": use.words,
        "via": use.via,
    }
