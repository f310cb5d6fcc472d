"""Issued documents by software: found by words, read whole, fetched byte for byte with their digests."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from apiflask.schemas import FileSchema
from flask import Response, g, url_for
from flask_babel import lazy_gettext as _l

from archive.records import Document, StoredFile
from index.engine import Filters, Hit
from service.access import demands
from service.api.schemas import DocumentOut, DocumentQuery, FileHeaders, FoundList
from service.cursors import next_cursor, offset_of
from service.documents import document_of, events, file_answer, kind_name
from service.parts import parts
from service.search import search

blueprint = APIBlueprint("api_documents", __name__, tag="documents", url_prefix="/api/v1")


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
    filters = Filters(agency_id=g.actor.agency_id, **{name: asked.get(name) for name in FILTERS})
    results = search(parts(), g.actor, asked["q"], filters, offset, limit)
    more = offset + len(results.hits) < results.total and results.hits
    return {
        "items": [_found(hit) for hit in results.hits],
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "next_cursor": next_cursor(parts(), question, offset + len(results.hits)) if more else None,
        "facets": {name: [_facet(name, *row) for row in rows] for name, rows in results.facets.items()},
    }


FILTERS = ("kind", "year", "signer", "since", "until")


def _facet(name: str, value: str, label: str, count: int) -> dict[str, object]:
    return {"value": value, "label": kind_name(value) if name == "kind" else label, "count": count}


def _found(hit: Hit) -> dict[str, object]:
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
        "snippet": "".join(words for words, _ in hit.snippet),
        "marks": marks,
        "url": url_for("api_documents.get_document", document_id=hit.id),
    }


@blueprint.get("/documents/<id:document_id>")
@demands("read")
@blueprint.output(DocumentOut)
@blueprint.doc(summary=_l("Một văn bản: số, người ký, nơi nhận, tệp, các việc đã diễn ra"), operation_id="getDocument")
def get_document(document_id: str) -> dict[str, object]:
    return document_json(document_of(parts(), g.actor, document_id))


@blueprint.get("/documents/<id:document_id>/files/<name>")
@demands("read")
@blueprint.output(FileSchema(), content_type="application/octet-stream", headers=FileHeaders)
@blueprint.doc(
    summary=_l("Tải một tệp của văn bản"),
    description=_l("Kèm Repr-Digest (RFC 9530) và ETag là SHA-256 của tệp; nhận Range và If-None-Match."),
    operation_id="getDocumentFile",
    responses={206: "Range", 304: "If-None-Match"},
)
def get_document_file(document_id: str, name: str) -> Response:
    return file_answer(parts(), document_of(parts(), g.actor, document_id), name)


def issued_json(document: Document) -> dict[str, object]:
    """What the register and the archive gave the document, as JSON values."""
    return {
        "id": document.id,
        "number": document.number,
        "symbol": document.symbol,
        "reference": document.reference,
        "issued_on": document.issued_on.isoformat(),
        "files": [_file(document, file) for file in document.files],
        "url": url_for("api_documents.get_document", document_id=document.id),
    }


def _file(document: Document, file: StoredFile) -> dict[str, object]:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "url": url_for("api_documents.get_document_file", document_id=document.id, name=file.name),
    }


def issuer_json(document: Document) -> dict[str, object]:
    """Whose letterhead the document bears; id null: the agency itself, as of every document before bodies were kept."""
    agency = document.details.get("agency") or {}
    issuer = document.details.get("issuer") or agency
    return {
        "id": (issuer.get("id") or None) if issuer is not agency else None,
        "name": str(issuer.get("full_name") or ""),
        "abbreviation": str(issuer.get("abbreviation") or ""),
    }


def document_json(document: Document) -> dict[str, object]:
    """All that is known of the document, as JSON values."""
    happened = events(parts(), document)
    return issued_json(document) | {
        "kind": document.kind,
        "kind_name": kind_name(document.kind),
        "form": document.form,
        "form_version": document.form_version,
        "year": document.year,
        "series": document.series,
        "subject": document.subject,
        "issuer": issuer_json(document),
        "issued_at": document.issued_at.isoformat(),
        "status": document.status,
        "signer": document.signer_name,
        "signer_title": document.signer_title,
        "parties": [{"role": party.role, "name": party.name} for party in document.parties],
        "events": [{"at": one.at.isoformat(), "name": one.name, "actor": one.actor} for one in happened],
    }
