"""Kept searches by software: the person's of the token and the office's, and what is new in each."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from apiflask.schemas import EmptySchema
from flask import g, url_for
from flask_babel import lazy_gettext as _l

from service import saved_searches
from service.access import demands
from service.api.search import FILTERS
from service.api.search_schemas import SavedSearchChange, SavedSearchIn, SavedSearchList, SavedSearchOut
from service.parts import parts
from service.question import Question
from service.saved_searches import Kept

blueprint = APIBlueprint("api_saved_searches", __name__, tag="documents", url_prefix="/api/v1")


@blueprint.get("/saved-searches")
@demands("read")
@blueprint.output(SavedSearchList)
@blueprint.doc(summary=_l("Tìm kiếm đã lưu: của mình và của cơ quan"), operation_id="listSavedSearches")
def find_all() -> dict[str, object]:
    return {"items": [_json(one) for one in saved_searches.kept(parts(), g.actor)]}


@blueprint.post("/saved-searches")
@demands("read")
@blueprint.input(SavedSearchIn, location="json")
@blueprint.output(SavedSearchOut, status_code=201)
@blueprint.doc(summary=_l("Lưu một câu tìm dưới một tên"), operation_id="createSavedSearch")
def create(json_data: Mapping[str, Any]) -> dict[str, object]:
    asked: dict[str, Any] = {name: json_data.get(name) for name in FILTERS}
    question = Question(q=json_data["q"], order=json_data["order"], **asked)
    kept = saved_searches.keep(parts(), g.actor, json_data["name"], question, shared=json_data["shared"])
    return _told(kept.id)


@blueprint.get("/saved-searches/<id:search_id>")
@demands("read")
@blueprint.output(SavedSearchOut)
@blueprint.doc(summary=_l("Một tìm kiếm đã lưu"), operation_id="getSavedSearch")
def get_one(search_id: str) -> dict[str, object]:
    return _told(search_id)


@blueprint.put("/saved-searches/<id:search_id>")
@demands("read")
@blueprint.input(SavedSearchChange, location="json")
@blueprint.output(SavedSearchOut)
@blueprint.doc(summary=_l("Đổi tên hoặc chia sẻ một tìm kiếm đã lưu"), operation_id="changeSavedSearch")
def change(search_id: str, json_data: Mapping[str, Any]) -> dict[str, object]:
    saved_searches.change(parts(), g.actor, search_id, name=json_data["name"], shared=json_data["shared"])
    return _told(search_id)


@blueprint.delete("/saved-searches/<id:search_id>")
@demands("read")
@blueprint.output(EmptySchema, status_code=204)
@blueprint.doc(summary=_l("Xóa một tìm kiếm đã lưu"), operation_id="deleteSavedSearch")
def remove(search_id: str) -> str:
    saved_searches.remove(parts(), g.actor, search_id)
    return ""


@blueprint.post("/saved-searches/<id:search_id>/look")
@demands("read")
@blueprint.output(SavedSearchOut)
@blueprint.doc(summary=_l("Báo đã xem: những văn bản mới không còn là mới"), operation_id="lookAtSavedSearch")
def look(search_id: str) -> dict[str, object]:
    saved_searches.looked(parts(), g.actor, search_id)
    return _told(search_id)


def _told(search_id: str) -> dict[str, object]:
    return _json(saved_searches.one(parts(), g.actor, search_id))


def _json(one: Kept) -> dict[str, object]:
    new = saved_searches.new_documents(parts(), g.actor, one.search.id) if one.new else ()
    return {
        "id": one.search.id,
        "name": one.search.name,
        "shared": one.search.shared,
        "owner": one.owner,
        "query": one.search.question.as_args(),
        "new": one.new,
        "new_documents": sorted(new),
        "made_at": one.search.made_at.isoformat(),
        "url": url_for("api_saved_searches.get_one", search_id=one.search.id),
    }
