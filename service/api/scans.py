"""Scans of signed paper by software: bring files, ask how far they are read and what was found, file them."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Dict, File, Integer, List, Nested, String
from apiflask.validators import Length
from flask import g, request, url_for
from flask_babel import lazy_gettext as _l

from archive.records import Document
from service import scan_filing, scan_intake
from service.access import demands
from service.api.documents import document_json
from service.api.schemas import MOMENT, DocumentOut, Out
from service.parts import parts
from service.scan_checks import checks
from service.scan_intake import LARGEST_REQUEST, Brought
from service.scans import Scan, scan_with_document

blueprint = APIBlueprint("api_scans", __name__, tag="documents", url_prefix="/api/v1")
Answer = dict[str, object]


class ScansIn(Schema):
    """multipart/form-data."""

    file = List(
        File(),  # type: ignore[no-untyped-call]
        required=True,
        validate=Length(1, 100),
        metadata={"description": _l("Một hoặc nhiều tệp PDF, JPG, PNG, TIFF; mỗi tệp tối đa 64 MB, 500 trang")},
    )
    document = String(
        load_default="", metadata={"description": _l("id của văn bản, nếu đã biết; bỏ trống thì nhận theo mã QR")}
    )
    together = Boolean(load_default=False, metadata={"description": _l("true: các tệp là các trang của một văn bản")})


class CheckOut(Out):
    code = String(
        metadata={"enum": ["code", "pages", "similarity", "reference", "resolution", "colour", "words"]},
    )
    well = Boolean()
    data = Dict()


class ScanItem(Out):
    """A scan that was just brought."""

    id = String()
    name = String()
    state = String(metadata={"enum": ["waiting", "reading", "read", "refused", "accepted"]})
    url = String()


class ScanOut(ScanItem):
    """A scan on its way into the record."""

    problem = String(metadata={"description": _l("Vì sao không đọc được; trống nếu đọc được")})
    pages = Integer()
    done = Integer(metadata={"description": _l("Số trang đã nhận dạng chữ")})
    document = String(allow_none=True, metadata={"description": _l("id của văn bản; null: chưa rõ")})
    matched_by = String(metadata={"description": _l("code: theo mã QR; hand: do người chọn; trống: chưa rõ")})
    checks = List(Nested(CheckOut))
    by = String()
    at = String(metadata=MOMENT)


class ScanList(Out):
    items = List(Nested(ScanItem))


@blueprint.url_value_preprocessor
def many_files(_endpoint: str | None, _values: object) -> None:
    """A day's scans are larger than any form; the token is looked at before the body is."""
    request.max_content_length = LARGEST_REQUEST


@blueprint.get("/scans/<id:scan_id>")
@demands("issue")
@blueprint.output(ScanOut)
@blueprint.doc(summary=_l("Một bản quét: đọc đến đâu, là của văn bản nào, giống đến đâu"), operation_id="getScan")
def get_scan(scan_id: str) -> Answer:
    return scan_json(*scan_with_document(parts(), g.actor, scan_id))


@blueprint.post("/scans")
@demands("issue")
@blueprint.input(ScansIn, location="form_and_files")
@blueprint.output(ScanList, status_code=202)
@blueprint.doc(
    summary=_l("Gửi bản quét của bản giấy đã ký"),
    description=_l("Mỗi tệp là một bản quét. Việc đọc chạy nền: hỏi lại từng bản quét cho đến khi “state” là read."),
    operation_id="bringScans",
    responses={409: "signed_as_file", 413: "upload_too_large", 422: "scan_unreadable"},
)
def bring_scans(form_and_files_data: Mapping[str, Any]) -> Answer:
    sent = [Brought(each.filename or "", each.read()) for each in form_and_files_data["file"]]
    more = {"document_id": form_and_files_data["document"], "together": form_and_files_data["together"]}
    made = scan_intake.bring(parts(), g.actor, sent, **more)
    return {"items": [_item(scan) for scan in made]}


@blueprint.post("/scans/<id:scan_id>/acceptance")
@demands("issue")
@blueprint.output(DocumentOut)
@blueprint.doc(
    summary=_l("Đưa bản quét vào hồ sơ văn bản"),
    description=_l("Người gọi đã đối chiếu bản quét với văn bản. Gửi lại không làm gì thêm; bản quét cũ vẫn giữ."),
    operation_id="acceptScan",
    responses={409: "scan_not_ready, signed_as_file"},
)
def accept_scan(scan_id: str) -> Answer:
    return document_json(scan_filing.accept(parts(), g.actor, scan_id))


def _item(scan: Scan) -> Answer:
    url = url_for("api_scans.get_scan", scan_id=scan.id)
    return {"id": scan.id, "name": scan.name, "state": scan.state, "url": url}


def scan_json(scan: Scan, document: Document | None) -> Answer:
    """A scan as JSON values."""
    found = checks(scan, document) if scan.state == "read" else []
    return _item(scan) | {
        "problem": scan.problem,
        "pages": scan.pages,
        "done": scan.done,
        "document": document.id if document else None,
        "matched_by": scan.matched_by,
        "checks": [{"code": check.code, "well": check.well, "data": check.data} for check in found],
        "by": scan.by,
        "at": scan.at.isoformat(),
    }
