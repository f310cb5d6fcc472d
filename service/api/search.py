"""Searching by software: documents by words and filters, those like one, completions of what is typed."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from flask import g, url_for
from flask_babel import lazy_gettext as _l

from index.engine import Filters, Hit, Results
from service.access import demands
from service.api.search_schemas import (
    CompletionList,
    CompletionQuery,
    DocumentQuery,
    FoundList,
    SimilarList,
    SimilarQuery,
)
from service.cursors import next_cursor, offset_of
from service.documents import document_of, kind_name
from service.found_lists.completions import query_of
from service.parts import parts
from service.question import CHOICES
from service.search import complete, like, search

blueprint = APIBlueprint("api_search", __name__, tag="documents", url_prefix="/api/v1")

FILTERS = (*CHOICES, "year", "since", "until")


@blueprint.get("/documents")
@demands("read")
@blueprint.input(DocumentQuery, location="query")
@blueprint.output(FoundList)
@blueprint.doc(
    summary=_l("Tìm văn bản đã ban hành"),
    description=_l("Hiểu từ ngữ như trang Tra cứu: có dấu hoặc không dấu, “cụm từ”, số/ký hiệu, loại: năm: người ký:"),
    operation_id="findDocuments",
)
def find_documents(query_data: Mapping[str, Any]) -> dict[str, object]:
    asked = dict(query_data)
    cursor, limit = asked.pop("cursor", None), asked.pop("limit")
    question = {**asked, "agency": g.actor.agency_id}
    offset = offset_of(parts(), question, cursor)
    results = search(parts(), g.actor, asked["q"], filters_of(asked), offset, limit, asked["order"])
    more = offset + len(results.hits) < results.total and results.hits
    return {
        **_answer(results),
        "next_cursor": next_cursor(parts(), question, offset + len(results.hits)) if more else None,
    }


def filters_of(asked: Mapping[str, Any]) -> Filters:
    """The filters that a question of the API names."""
    chosen: dict[str, Any] = {name: asked.get(name) for name in FILTERS}
    return Filters(agency_id=g.actor.agency_id, **chosen)


def _answer(results: Results) -> dict[str, object]:
    return {
        "items": [found_json(hit) for hit in results.hits],
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "facets": {name: [_facet(name, *row) for row in rows] for name, rows in results.facets.items()},
        "meant": results.meant,
    }


def _facet(name: str, value: str, label: str, count: int) -> dict[str, object]:
    return {"value": value, "label": kind_name(value) if name == "kind" else label, "count": count}


def found_json(hit: Hit) -> dict[str, object]:
    """A document that was found, as JSON values."""
    marks, at = [], 0
    for words, lit in hit.snippet:
        if lit:
            marks.append([at, at + len(words)])
        at += len(words)
    return {
        "id": hit.id,
        "reference": hit.reference,
        "kind": hit.kind,
        "kind_name": kind_name(hit.kind),
        "subject": hit.subject,
        "issued_on": hit.issued_on.isoformat(),
        "signer": hit.signer,
        "issuer": hit.issuer,
        "status": hit.status,
        "origin": hit.origin,
        "facts": dict(hit.facts),
        "snippet": "".join(words for words, _ in hit.snippet),
        "marks": marks,
        "url": url_for("api_documents.get_document", document_id=hit.id),
    }


@blueprint.get("/documents/<id:document_id>/similar")
@demands("read")
@blueprint.input(SimilarQuery, location="query")
@blueprint.output(SimilarList)
@blueprint.doc(summary=_l("Văn bản tương tự một văn bản"), operation_id="findSimilarDocuments")
def find_similar(document_id: str, query_data: Mapping[str, Any]) -> dict[str, object]:
    document = document_of(parts(), g.actor, document_id)
    return {"items": [found_json(hit) for hit in like(parts(), g.actor, document.id, query_data["limit"])]}


@blueprint.get("/completions")
@demands("read")
@blueprint.input(CompletionQuery, location="query")
@blueprint.output(CompletionList)
@blueprint.doc(
    summary=_l("Gợi ý cho những chữ đang gõ"),
    description=_l("Trích yếu, người ký, nơi nhận, cơ quan, số ký hiệu của các văn bản được xem."),
    operation_id="completeWords",
)
def complete_words(query_data: Mapping[str, Any]) -> dict[str, object]:
    found = complete(parts(), g.actor, query_data["q"], query_data["limit"])
    told = ({"text": one.text, "query": query_of(one), "what": one.what, "count": one.count} for one in found)
    return {"items": list(told)}
