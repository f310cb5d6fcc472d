"""Imports of old archives by software: begin, send, ask how far it is, correct, accept; the same calls as pages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from apiflask import APIBlueprint
from apiflask.schemas import FileSchema
from flask import Response, g, request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from service.access import demands
from service.api.import_schemas import (
    AcceptCertainIn,
    AcceptedOut,
    CorrectionIn,
    FileQuery,
    ImportFileList,
    ImportFileOut,
    ImportFilesIn,
    ImportIn,
    ImportList,
    ImportOut,
    SentOut,
)
from service.cursors import next_cursor, offset_of
from service.imports import bring, control, report, review
from service.imports.fields import KINDS_OF_VALUE, certainty_of, is_sure, value_of
from service.imports.progress import progress_of
from service.imports.readers import limited_to
from service.imports.review import certain_waiting
from service.imports.rows import ImportFile, ImportRun, file_of_id, run_of, runs
from service.parts import parts

blueprint = APIBlueprint("api_imports", __name__, tag="imports", url_prefix="/api/v1")
Answer = dict[str, object]
AT_ONCE = timedelta(0)
"""Software that accepts has no second thoughts."""
LARGEST_REQUEST = 512 << 20


@blueprint.url_value_preprocessor
def many_files(_endpoint: str | None, _values: object) -> None:
    """Archives are larger than any form; the token is looked at before the body is."""
    request.max_content_length = LARGEST_REQUEST


@blueprint.get("/imports")
@demands("issue")
@blueprint.output(ImportList)
@blueprint.doc(summary=_l("Các lần nhập kho cũ, mới nhất trước"), operation_id="listImports")
def list_imports() -> Answer:
    return {"items": [_run(run) for run in runs(parts(), g.actor)]}


@blueprint.post("/imports")
@demands("issue")
@blueprint.input(ImportIn)
@blueprint.output(ImportOut, status_code=201)
@blueprint.doc(
    summary=_l("Mở một lần nhập kho cũ"),
    description=_l("Rồi gửi tệp vào “files”, mỗi yêu cầu một hoặc nhiều tệp, và báo đã gửi đủ ở “closing”."),
    operation_id="beginImport",
)
def begin_import(json_data: Mapping[str, Any]) -> Answer:
    with parts().db.read() as session:
        access = limited_to(session, g.actor.agency_id, json_data["units"])
    return _run(bring.begin(parts(), g.actor, json_data["name"], "api", access=access))


@blueprint.get("/imports/<id:run_id>")
@demands("issue")
@blueprint.output(ImportOut)
@blueprint.doc(summary=_l("Một lần nhập: đọc đến đâu, còn bao lâu"), operation_id="getImport")
def get_import(run_id: str) -> Answer:
    return _run(run_of(parts(), g.actor, run_id))


@blueprint.post("/imports/<id:run_id>/files")
@demands("issue")
@blueprint.input(ImportFilesIn, location="form_and_files")
@blueprint.output(SentOut, status_code=202)
@blueprint.doc(
    summary=_l("Gửi tệp vào một lần nhập"),
    description=_l("Gửi lại tệp cùng tên không nhập hai lần. Tệp được đọc ngay, không đợi gửi đủ."),
    operation_id="sendImportFiles",
    responses={409: "import_state", 413: "upload_too_large"},
)
def send_files(run_id: str, form_and_files_data: Mapping[str, Any]) -> Answer:
    sent = form_and_files_data["file"]
    kept = [bring.add(parts(), g.actor, run_id, each.filename or "", each.stream) for each in sent]
    return {"items": [file_json(file) for file in kept if file is not None]}


@blueprint.post("/imports/<id:run_id>/closing")
@demands("issue")
@blueprint.output(ImportOut)
@blueprint.doc(summary=_l("Báo đã gửi đủ tệp"), operation_id="closeImport")
def close_import(run_id: str) -> Answer:
    return _run(bring.close(parts(), g.actor, run_id))


@blueprint.post("/imports/<id:run_id>/pause")
@demands("issue")
@blueprint.output(ImportOut)
@blueprint.doc(summary=_l("Tạm dừng một lần nhập"), operation_id="pauseImport", responses={409: "import_state"})
def pause_import(run_id: str) -> Answer:
    return _run(control.pause(parts(), g.actor, run_id))


@blueprint.post("/imports/<id:run_id>/resumption")
@demands("issue")
@blueprint.output(ImportOut)
@blueprint.doc(summary=_l("Tiếp tục một lần nhập"), operation_id="resumeImport", responses={409: "import_state"})
def resume_import(run_id: str) -> Answer:
    return _run(control.resume(parts(), g.actor, run_id))


@blueprint.post("/imports/<id:run_id>/cancellation")
@demands("issue")
@blueprint.output(ImportOut)
@blueprint.doc(
    summary=_l("Hủy một lần nhập"),
    description=_l("Tệp chưa mở không được mở nữa; tệp đã đọc vẫn chờ duyệt."),
    operation_id="cancelImport",
    responses={409: "import_state"},
)
def cancel_import(run_id: str) -> Answer:
    return _run(control.cancel(parts(), g.actor, run_id))


@blueprint.post("/imports/<id:run_id>/acceptance")
@demands("issue")
@blueprint.input(AcceptCertainIn)
@blueprint.output(AcceptedOut, status_code=202)
@blueprint.doc(
    summary=_l("Duyệt mọi tệp đọc chắc chắn của một lần nhập"),
    operation_id="acceptCertainFiles",
    responses={409: "import_state"},
)
def accept_certain(run_id: str, json_data: Mapping[str, Any]) -> Answer:
    return {"accepted": review.accept_certain(parts(), g.actor, run_id, json_data["count"], wait=AT_ONCE)}


@blueprint.get("/imports/<id:run_id>/files")
@demands("issue")
@blueprint.input(FileQuery, location="query")
@blueprint.output(ImportFileList)
@blueprint.doc(summary=_l("Các tệp của một lần nhập"), operation_id="listImportFiles")
def list_files(run_id: str, query_data: Mapping[str, Any]) -> Answer:
    run_of(parts(), g.actor, run_id)
    state, limit = query_data["state"], query_data["limit"]
    question = {"run": run_id, "state": state}
    offset = offset_of(parts(), question, query_data.get("cursor"))
    wanted = select(ImportFile).where(ImportFile.run_id == run_id).order_by(ImportFile.place, ImportFile.id)
    if state:
        wanted = wanted.where(ImportFile.state == state)
    with parts().db.read() as session:
        files = list(session.scalars(wanted.offset(offset).limit(limit + 1)))
    more = next_cursor(parts(), question, offset + limit) if len(files) > limit else None
    return {"items": [file_json(file) for file in files[:limit]], "next_cursor": more}


@blueprint.get("/imports/<id:run_id>/report.csv")
@demands("issue")
@blueprint.output(FileSchema(), content_type="text/csv")
@blueprint.doc(summary=_l("Báo cáo từng tệp của một lần nhập (.csv)"), operation_id="getImportReport")
def get_report(run_id: str) -> Response:
    run = run_of(parts(), g.actor, run_id)
    return Response(report.as_csv(parts(), run), mimetype="text/csv", headers={"Cache-Control": "no-store"})


@blueprint.get("/import-files/<id:file_id>")
@demands("issue")
@blueprint.output(ImportFileOut)
@blueprint.doc(summary=_l("Một tệp: đọc được gì, chắc đến đâu, giống văn bản nào"), operation_id="getImportFile")
def get_file(file_id: str) -> Answer:
    return file_json(file_of_id(parts(), g.actor, file_id))


@blueprint.patch("/import-files/<id:file_id>")
@demands("issue")
@blueprint.input(CorrectionIn)
@blueprint.output(ImportFileOut)
@blueprint.doc(
    summary=_l("Sửa thông tin đã đọc của một tệp chờ duyệt"),
    operation_id="correctImportFile",
    responses={409: "import_state"},
)
def correct_file(file_id: str, json_data: Mapping[str, Any]) -> Answer:
    return file_json(review.correct(parts(), g.actor, file_id, json_data["fields"]))


@blueprint.post("/import-files/<id:file_id>/acceptance")
@demands("issue")
@blueprint.output(ImportFileOut, status_code=202)
@blueprint.doc(
    summary=_l("Duyệt một tệp, đưa vào kho"),
    description=_l("Gửi lại không làm gì thêm. Văn bản ở /documents/{id} khi “state” là filed."),
    operation_id="acceptImportFile",
    responses={409: "import_state", 422: "import_incomplete"},
)
def accept_file(file_id: str) -> Answer:
    return file_json(review.accept(parts(), g.actor, file_id, wait=AT_ONCE))


def _run(run: ImportRun) -> Answer:
    progress = progress_of(parts(), run)
    with parts().db.read() as session:
        certain = certain_waiting(session, run.id)
    return {
        "id": run.id,
        "name": run.name,
        "state": run.state,
        "problem": run.problem,
        "total": progress.total,
        "opened": progress.opened,
        "seconds_left": progress.seconds,
        "files": progress.counted,
        "certain": certain,
        "by": run.by,
        "at": run.at.isoformat(),
        "url": url_for("api_imports.get_import", run_id=run.id),
    }


def file_json(file: ImportFile) -> Answer:
    """A file as JSON values."""
    return {
        "id": file.id,
        "name": file.name,
        "state": file.state,
        "problem": file.problem,
        "why": report.why(file),
        "size": file.size,
        "sha256": file.sha256,
        "certain": file.certain,
        "document": file.document_id,
        "fields": {key: _field(file, key) for key in KINDS_OF_VALUE if key in file.read or key in file.corrected},
        "twins": file.twins,
        "warnings": list(file.opened.get("warnings", ())),
        "url": url_for("api_imports.get_file", file_id=file.id),
    }


def _field(file: ImportFile, key: str) -> Answer:
    value = value_of(file, key)
    words = "\n".join(map(str, value)) if isinstance(value, list) else None if value is None else str(value)
    return {
        "value": words,
        "certainty": certainty_of(file, key),
        "certain": is_sure(file, key),
        "where": str(file.read.get(key, {}).get("where", "")),
        "corrected_by": file.corrected[key]["by"] if key in file.corrected else None,
    }
