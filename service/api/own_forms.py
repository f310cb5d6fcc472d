"""The office's own forms by software: upload a .docx, describe its fields, approve it, retire it; see its versions."""

import io
from collections.abc import Mapping

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Dict, File, Integer, List, Nested, String
from apiflask.schemas import FileSchema
from apiflask.validators import Length
from flask import Response, g, request, send_file, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage

from doc_templates.asked import study
from doc_templates.errors import BrokenForm
from doc_templates.form import schema
from doc_templates.template_file import PACKED
from service import own_form_check, own_form_life, own_forms
from service import own_form_steps as steps
from service.access import demands
from service.api.bodies import check_body
from service.api.schemas import MOMENT, Out
from service.errors import BadInput, InvalidRequest, UnknownForm
from service.form_sentences import DEFINITION, told
from service.own_forms import OfficeForm
from service.parts import parts

blueprint = APIBlueprint("api_own_forms", __name__, tag="forms", url_prefix="/api/v1")
Answer = dict[str, object]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXAMPLE = {
    "name": "Giấy mời họp",
    "kind": "giay-moi",
    "fields": [
        {"name": "subject", "type": "text", "label": {"vi": "Trích yếu"}, "required": True, "sample": "Họp giao ban"},
        {"name": "thanh_phan", "type": "lines", "label": {"vi": "Thành phần"}, "sample": ["Trưởng các phòng"]},
    ],
}


class FormFileIn(Schema):
    """A .docx as multipart/form-data. With `form` it becomes the next version of that form, else a new form."""

    file = File(required=True, metadata={"description": _l("Tệp .docx có thẻ, tối đa 5 MB")})  # type: ignore[no-untyped-call]
    name = String(metadata={"description": _l("Tên mẫu; cần cho mẫu mới"), "example": "Giấy mời họp"})
    kind = String(metadata={"description": _l("Mã tên loại văn bản; cần cho mẫu mới"), "example": "giay-moi"})
    form = String(metadata={"description": _l("Mã mẫu đã có của cơ quan, để làm phiên bản mới")})


class Definition(Schema):
    """Name, kind and fields of a draft version."""

    name = String(required=True, validate=Length(1, steps.LONGEST_NAME))
    name_en = String(validate=Length(0, steps.LONGEST_NAME))
    kind = String(required=True, metadata={"example": "giay-moi"})
    fields_ = List(
        Dict(),
        required=True,
        data_key="fields",
        attribute="fields",
        metadata={"description": _l("name, type, label, help, required, sample, max_length, columns, choices")},
    )


class Approval(Schema):
    accept = Boolean(
        load_default=False, metadata={"description": _l("Chấp nhận những gì bản mới làm hỏng so với bản đang dùng")}
    )


class AskedOut(Out):
    """A name that the tags of the .docx ask for."""

    name = String()
    type = String(metadata={"example": "table"})
    columns = List(String())
    choices = List(String())
    optional = Boolean()
    paragraphs = List(Integer())


class FormProblemOut(Out):
    severity = String(metadata={"enum": ["error", "warning"]})
    code = String(metadata={"example": "tag_not_closed"})
    part = String(metadata={"example": "word/document.xml"})
    paragraph = Integer(metadata={"description": _l("Đoạn thứ mấy trong phần đó, từ 1; 0: cả mẫu")})
    words = String(metadata={"description": _l("Chữ của đoạn đó")})
    detail = String()


class VersionItem(Out):
    form = String(metadata={"example": "rieng-giay-moi-hop"})
    version = Integer()
    state = String(metadata={"enum": list(own_forms.STATES)})
    name = String()
    kind = String()
    changed_at = String(metadata=MOMENT)
    changed_by = String()
    approved_at = String(allow_none=True, metadata=MOMENT)
    approved_by = String()
    retired_at = String(allow_none=True, metadata=MOMENT)
    retired_by = String()
    url = String()


class VersionList(Out):
    items = List(Nested(VersionItem))


class VersionOut(VersionItem):
    """One version: its definition, what its .docx asks for, and what keeps it from approval (without filling it)."""

    fields_ = List(Dict(), data_key="fields", attribute="fields")
    schema = Dict(metadata={"description": _l("JSON Schema của giá trị theo phiên bản này")})
    asked = List(Nested(AskedOut))
    problems = List(Nested(FormProblemOut))


@blueprint.before_request
def _json_or_file() -> None:
    if request.endpoint != "api_own_forms.upload_form":
        check_body()


@blueprint.get("/forms/<form_id>/versions")
@demands("read")
@blueprint.output(VersionList)
@blueprint.doc(summary=_l("Các phiên bản của một mẫu của cơ quan, mới nhất trước"), operation_id="listFormVersions")
def list_versions(form_id: str) -> Answer:
    with parts().db.read() as session:
        found = own_forms.versions(session, g.actor.agency_id, form_id)
    if not found and form_id not in parts().forms:
        raise UnknownForm(form=form_id)
    return {"items": [_item(row) for row in found]}


@blueprint.get("/forms/<form_id>/versions/<int:version>")
@demands("read")
@blueprint.output(VersionOut)
@blueprint.doc(summary=_l("Một phiên bản: các mục, tệp hỏi gì, còn lỗi gì"), operation_id="getFormVersion")
def get_version(form_id: str, version: int) -> Answer:
    return _whole(steps.get(parts(), g.actor, form_id, version))


@blueprint.get("/forms/<form_id>/versions/<int:version>/form.docx")
@demands("read")
@blueprint.output(FileSchema(), content_type=DOCX)
@blueprint.doc(summary=_l("Tệp .docx có thẻ của một phiên bản"), operation_id="downloadForm")
def download_form(form_id: str, version: int) -> Response:
    form = steps.form_of_row(parts(), steps.get(parts(), g.actor, form_id, version))
    return send_file(io.BytesIO(form.content), mimetype=DOCX, download_name=f"{form.id}-v{version}.docx")


@blueprint.post("/forms")
@demands("administer")
@blueprint.input(FormFileIn, location="files", validation=False)
@blueprint.output(VersionOut, status_code=201)
@blueprint.doc(
    summary=_l("Tải lên mẫu .docx của cơ quan: mẫu mới, hoặc phiên bản mới của một mẫu"),
    description=_l(
        "Gửi multipart/form-data. Tệp có macro, đối tượng nhúng, liên kết ra ngoài hoặc quá lớn bị từ chối; "
        "thẻ viết sai được liệt kê trong “problems” và phải sửa trước khi duyệt."
    ),
    operation_id="uploadForm",
    responses={404: "unknown_form", 409: "form_wrong_state", 422: "template_fault"},
)
def upload_form(files_data: object) -> tuple[Answer, int, dict[str, str]]:  # noqa: ARG001
    docx, form_id = _sent(), request.form.get("form", "")
    if form_id:
        row = steps.next_version(parts(), g.actor, form_id, docx)
    else:
        name = {"vi": request.form.get("name", "")}
        row = steps.start(parts(), g.actor, docx, name, request.form.get("kind", ""))
    return _whole(row), 201, {"Location": _address(row)}


def _sent() -> bytes:
    """Raises BadInput where there is no file."""
    sent: FileStorage | None = request.files.get("file")
    if sent is None:
        raise BadInput(field="file")
    return sent.stream.read(PACKED + 1)


@blueprint.put("/forms/<form_id>/versions/<int:version>")
@demands("administer")
@blueprint.input(Definition, example=EXAMPLE)
@blueprint.output(VersionOut)
@blueprint.doc(
    summary=_l("Đặt tên, loại và các mục của một phiên bản đang làm"),
    operation_id="defineForm",
    responses={409: "form_wrong_state", 422: "invalid_request"},
)
def define_form(form_id: str, version: int, json_data: Mapping[str, object]) -> Answer:
    name = {"vi": str(json_data["name"]), "en": str(json_data.get("name_en") or "")}
    try:
        row = steps.define(
            parts(), g.actor, form_id, version, name=name, kind=str(json_data["kind"]), fields=json_data["fields"]
        )
    except BrokenForm as error:
        message = str(DEFINITION[str(error.data["why"])]) % error.data
        raise InvalidRequest(errors=[{"in": "json", "field": error.data["where"], "message": message}]) from error
    return _whole(row)


@blueprint.post("/forms/<form_id>/versions/<int:version>/approval")
@demands("administer")
@blueprint.input(Approval, example={"accept": False})
@blueprint.output(VersionOut)
@blueprint.doc(
    summary=_l("Duyệt: điền thử, in thử, so với bản đang dùng, rồi đưa vào dùng"),
    operation_id="approveForm",
    responses={409: "form_wrong_state, form_breaks", 422: "form_not_ready"},
)
def approve_form(form_id: str, version: int, json_data: Mapping[str, object]) -> Answer:
    accept = bool(json_data["accept"])
    return _whole(own_form_life.approve(parts(), g.actor, form_id, version, accept=accept))


@blueprint.post("/forms/<form_id>/versions/<int:version>/retirement")
@demands("administer")
@blueprint.output(VersionOut)
@blueprint.doc(
    summary=_l("Thôi dùng mẫu: không dự thảo mới nào bắt đầu bằng mẫu này"),
    operation_id="retireForm",
    responses={409: "form_wrong_state"},
)
def retire_form(form_id: str, version: int) -> Answer:
    return _whole(own_form_life.retire(parts(), g.actor, form_id, version))


def _address(row: OfficeForm) -> str:
    return url_for("api_own_forms.get_version", form_id=row.form, version=row.version)


def _item(row: OfficeForm) -> Answer:
    plain = ("form", "version", "state", "kind", "changed_by", "approved_by", "retired_by")
    moments = {name: getattr(row, name) for name in ("changed_at", "approved_at", "retired_at")}
    return {
        **{name: getattr(row, name) for name in plain},
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
        "name": row.name["vi"],
        "url": _address(row),
    }


def _whole(row: OfficeForm) -> Answer:
    form = steps.form_of_row(parts(), row)
    problems = [told(each) for each in own_form_check.problems_of(form)]
    asked = study(form.content, form.id).asked
    return {**_item(row), "fields": row.fields, "schema": schema(form), "asked": asked, "problems": problems}
