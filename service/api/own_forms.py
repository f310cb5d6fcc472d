"""The office's own forms by software: upload a .docx, describe its fields, approve it, retire it; see its versions."""

import io
from collections.abc import Mapping

from apiflask import APIBlueprint
from apiflask.schemas import FileSchema
from flask import Response, g, request, send_file, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage

from doc_templates.errors import BrokenForm
from doc_templates.form import schema
from doc_templates.package import DOCX
from doc_templates.tags.asked import study
from doc_templates.template_file import PACKED
from service import own_form_check, own_form_life, own_forms
from service import own_form_steps as steps
from service.access import demands
from service.api.bodies import check_body
from service.api.own_form_schemas import EXAMPLE, Approval, Definition, FormFileIn, VersionList, VersionOut
from service.errors import BadInput, InvalidRequest, UnknownForm
from service.form_sentences import DEFINITION, told
from service.own_forms import OfficeForm
from service.parts import parts

blueprint = APIBlueprint("api_own_forms", __name__, tag="forms", url_prefix="/api/v1")
Answer = dict[str, object]


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
