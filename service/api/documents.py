"""Issued documents by software: read whole, fetched byte for byte with their digests; found in search.py."""

from apiflask import APIBlueprint
from apiflask.schemas import FileSchema
from flask import Response, g, url_for
from flask_babel import lazy_gettext as _l

from archive.records import Document, StoredFile
from service.access import demands
from service.acts.seen import acts_seen
from service.api.schemas import DocumentOut, FileHeaders
from service.documents import document_of, events, file_answer, kind_name
from service.parts import parts
from service.proof.bundle import proof_answer

blueprint = APIBlueprint("api_documents", __name__, tag="documents", url_prefix="/api/v1")


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


@blueprint.get("/documents/<id:document_id>/proof")
@demands("read")
@blueprint.output(FileSchema(), content_type="application/zip")
@blueprint.doc(
    summary=_l("Tải tập tin chứng minh của văn bản (.zip)"),
    description=_l("Văn bản, chữ ký, nhật ký với chuỗi mã băm, và README với lệnh kiểm tra từng phần."),
    operation_id="getDocumentProof",
)
def get_document_proof(document_id: str) -> Response:
    return proof_answer(parts(), document_of(parts(), g.actor, document_id))


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
        "origin": document.origin,
        **acts_seen(parts(), g.actor, document),
        "told": [{"acknowledged_at": None, "note": "", **one} for one in document.details.get("told", [])],
        "signer": document.signer_name,
        "signer_title": document.signer_title,
        "parties": [{"role": party.role, "name": party.name} for party in document.parties],
        "events": [{"at": one.at.isoformat(), "name": one.name, "actor": one.actor} for one in happened],
    }
