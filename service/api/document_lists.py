"""Lists of documents as files, by software: ask for one, look how far it is, fetch it."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from apiflask.schemas import FileSchema
from flask import Response, g, url_for
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from service.access import demands
from service.api.search import FILTERS
from service.api.search_schemas import DocumentListIn, DocumentListOut
from service.found_lists.asked import wanted
from service.found_lists.columns import chosen
from service.found_lists.exports import begin, file_of_list, progress_of
from service.found_lists.made import MEDIA
from service.parts import parts
from service.question import Question
from service.search import search
from service.search_views import view_of

blueprint = APIBlueprint("api_document_lists", __name__, tag="documents", url_prefix="/api/v1")


@blueprint.post("/document-lists")
@demands("read")
@blueprint.input(DocumentListIn, location="json")
@blueprint.output(DocumentListOut, status_code=202)
@blueprint.doc(
    summary=_l("Xuất danh mục văn bản tìm được: .docx, .pdf, .xlsx, .csv"),
    description=_l("Đến 10.000 văn bản. Hỏi lại “url” đến khi “state” là made, rồi tải “file”."),
    operation_id="createDocumentList",
)
def create(json_data: Mapping[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    asked: dict[str, Any] = {name: json_data.get(name) for name in FILTERS}
    question = Question(q=json_data["q"], order=json_data["order"], **asked)
    filters = question.filters(g.actor.agency_id)
    total = search(parts(), g.actor, question.q, filters, 0, 1, question.order).total
    columns = chosen(json_data["columns"]) if json_data.get("columns") else view_of(parts(), g.actor).columns
    with force_locale("vi"):
        asked_for = wanted(question, g.actor.agency_id, columns, total)
    told = _json(begin(parts(), g.actor, asked_for, json_data["format"], total))
    return told, 202, {"Location": str(told["url"])}


@blueprint.get("/document-lists/<id:list_id>")
@demands("read")
@blueprint.output(DocumentListOut)
@blueprint.doc(summary=_l("Một danh mục đang lập: đã đến đâu"), operation_id="getDocumentList")
def get_one(list_id: str) -> dict[str, object]:
    return _json(list_id)


@blueprint.get("/document-lists/<id:list_id>/file")
@demands("read")
@blueprint.output(FileSchema(), content_type="application/octet-stream")
@blueprint.doc(summary=_l("Tải danh mục đã lập"), operation_id="getDocumentListFile")
def get_file(list_id: str) -> Response:
    found = progress_of(parts(), g.actor, list_id)
    media = next(media for format, media in MEDIA.items() if format == found.format)
    return Response(file_of_list(parts(), g.actor, list_id), content_type=media)


def _json(list_id: str) -> dict[str, object]:
    found = progress_of(parts(), g.actor, list_id)
    made = found.state == "made"
    return {
        "id": found.id,
        "format": found.format,
        "state": found.state,
        "done": found.done,
        "total": found.total,
        "code": found.code or None,
        "began_at": found.began_at.isoformat(),
        "url": url_for("api_document_lists.get_one", list_id=found.id),
        "file": url_for("api_document_lists.get_file", list_id=found.id) if made else None,
    }
