"""Certified copies by software: what was made of a document, and making one."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Integer, List, Nested, String
from apiflask.validators import Length, OneOf
from flask import g, url_for
from flask_babel import lazy_gettext as _l

from archive.records import Document
from doc_templates.copy_rules import MEDIA, copy_rules
from service import copies
from service.access import demands
from service.api.schemas import DAY, KeyHeader, Out
from service.copy import copy
from service.documents import document_of, kind_name
from service.idempotency import once
from service.parts import parts

blueprint = APIBlueprint("api_copies", __name__, tag="documents", url_prefix="/api/v1")
Answer = dict[str, object]


class CopyIn(Schema):
    """Which copy, of which part, for whom."""

    kind = String(required=True, validate=OneOf(list(copy_rules())))
    medium = String(required=True, validate=OneOf(MEDIA), metadata={"description": _l("paper: giấy; electronic")})
    signer = String(required=True, validate=Length(1, 10), metadata={"description": _l("Mã người ký bản sao")})
    recipients = List(String(validate=Length(max=1000)), load_default=list, validate=Length(max=500))
    kept_at = String(load_default="VT", validate=Length(max=200))
    pages = List(
        Integer(), load_default=list, validate=Length(max=5000), metadata={"description": _l("Trích sao: các trang")}
    )
    excerpt = String(
        load_default="",
        validate=Length(max=copies.LONGEST_EXCERPT),
        metadata={"description": _l("Trích sao: các dòng nội dung, đúng từng chữ; “…” là phần lược bỏ")},
    )
    pin = String(
        load_default="",
        validate=Length(max=128),
        metadata={"description": _l("Mã PIN của con dấu; chỉ cần cho bản sao điện tử")},
    )


class CopyOut(Out):
    """A certified copy; it is a document of its own, under the same id."""

    id = String()
    kind = String()
    kind_name = String()
    medium = String(metadata={"enum": list(MEDIA)})
    reference = String(metadata={"example": "01/SY-UBND"})
    issued_on = String(metadata=DAY)
    copy_of = String(metadata={"description": _l("id của văn bản được sao")})
    url = String()


class CopyList(Out):
    items = List(Nested(CopyOut))


@blueprint.post("/documents/<id:document_id>/copies")
@demands("issue")
@blueprint.input(KeyHeader, location="headers")
@blueprint.input(CopyIn, location="json")
@blueprint.output(CopyOut, status_code=201)
@blueprint.doc(
    summary=_l("Sao văn bản: cấp số bản sao, tạo PDF, ký số bản điện tử, lưu kho"),
    description=_l("Gửi lại cùng Idempotency-Key thì nhận đúng bản sao cũ; bản sao dở dang vì lỗi thì được làm tiếp."),
    operation_id="makeCopy",
    responses={
        409: "copy_not_allowed, copy_frozen, scan_needed, scan_too_poor, key_missing",
        422: "not_in_text, not_ready, wrong_pin",
    },
)
def make_copy(
    document_id: str, headers_data: dict[str, str], json_data: Mapping[str, Any]
) -> tuple[Answer, int, dict[str, str]]:
    wanted = {name: value for name, value in json_data.items() if name not in ("kind", "medium", "pin")}

    def work() -> Answer:
        begun = copies.begin(parts(), g.actor, document_id, json_data["kind"], json_data["medium"], wanted)
        return copy_json(copy(parts(), g.actor, begun.id, pin=json_data["pin"]))

    request = {"POST": f"/documents/{document_id}/copies", **wanted, "as": [json_data["kind"], json_data["medium"]]}
    answer = once(parts(), g.actor, headers_data.get("key"), request, work)
    return answer, 201, {"Location": str(answer["url"])}


@blueprint.get("/documents/<id:document_id>/copies")
@demands("read")
@blueprint.output(CopyList)
@blueprint.doc(summary=_l("Các bản sao y, sao lục, trích sao của một văn bản"), operation_id="listCopies")
def list_copies(document_id: str) -> Answer:
    original = document_of(parts(), g.actor, document_id)
    return {"items": [copy_json(each) for each in copies.copies_made(parts(), g.actor, original.id)]}


def copy_json(document: Document) -> Answer:
    """A certified copy as JSON values."""
    return {
        "id": document.id,
        "kind": document.kind,
        "kind_name": kind_name(document.kind),
        "medium": document.details["copy"]["medium"],
        "reference": document.reference,
        "issued_on": document.issued_on.isoformat(),
        "copy_of": document.details["copy_of"],
        "url": url_for("api_documents.get_document", document_id=document.id),
    }
