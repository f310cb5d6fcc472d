"""The office's own forms: upload a .docx, describe what it asks for, try it, approve it, follow it with versions."""

import io

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.asked import study
from doc_templates.errors import BrokenForm, TemplateFault
from doc_templates.form import Form, samples
from doc_templates.kinds import kinds
from doc_templates.template_file import PACKED
from doc_templates.template_file import faults as file_faults
from service import drafts, own_form_check, own_form_life, own_form_moves, own_forms, paper
from service import own_form_steps as steps
from service.access import demands
from service.documents import kind_name
from service.errors import BadInput, FormBreaks, FormNotReady, UnknownForm
from service.form_sentences import DEFINITION, place, said
from service.own_forms import OfficeForm
from service.pages import drafting
from service.pages.own_form_fields import CHOOSABLE, definition_from, samples_as_texts
from service.parts import parts

blueprint = Blueprint("own_forms", __name__, url_prefix="/forms/own")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
manages = demands("administer", "issue")
"""Forms are made by whoever administers the office and by its records clerks."""


@blueprint.get("/new")
@manages
def new() -> str:
    return _new_page({}, ())


def _new_page(typed: dict[str, str], faults: tuple[str, ...]) -> str:
    offered = [(kind, kind_name(kind)) for kind in kinds()]
    return render_template("forms/own_new.html", kinds=offered, typed=typed, faults=faults)


@blueprint.post("/new")
@manages
def upload() -> AnyResponse | tuple[str, int]:
    name, kind, docx = request.form.get("name", ""), request.form.get("kind", ""), _uploaded()
    if docx is None:
        return _new_page(dict(request.form), (gettext("Chưa chọn tệp .docx."),)), 422
    try:
        row = steps.start(parts(), g.actor, docx, {"vi": name}, kind)
    except TemplateFault:
        return _new_page(dict(request.form), _refusals(docx)), 422
    except BadInput as error:
        wrong = {"name": gettext("Chưa đặt tên mẫu."), "kind": gettext("Chưa chọn loại văn bản.")}
        return _new_page(dict(request.form), (wrong[str(error.data["field"])],)), 422
    return redirect(_address("fields", row))


def _uploaded() -> bytes | None:
    """The file that was sent, no more of it than a form may have; None where there is none."""
    sent: FileStorage | None = request.files.get("file")
    content = sent.stream.read(PACKED + 1) if sent is not None and sent.filename else b""
    return content or None


def _refusals(docx: bytes) -> tuple[str, ...]:
    """Every reason why a file is refused, with its place and its words."""
    return tuple(dict.fromkeys(_line(own_form_check.problem_of(fault)) for fault in file_faults(docx, "")))


def _line(problem: own_form_check.FormProblem) -> str:
    quoted = f"“{problem.words}”" if problem.words else ""
    return " ".join(filter(None, [f"{place(problem)}:" if place(problem) else "", said(problem), quoted]))


def _address(endpoint: str, row: OfficeForm) -> str:
    return url_for(f".{endpoint}", form_id=row.form, version=row.version)


@blueprint.post("/copy")
@manages
def copy() -> AnyResponse:
    """Begin as a built-in form."""
    row = steps.copy(parts(), g.actor, request.form.get("form", ""))
    flash(gettext("Đã chép thành mẫu của cơ quan. Hãy đặt tên, tải tệp .docx về sửa rồi tải lên lại."))
    return redirect(_address("fields", row))


@blueprint.get("/<form_id>")
@manages
def show(form_id: str) -> str:
    """One form: its versions and what may be done with each."""
    with parts().db.read() as session:
        found = own_forms.versions(session, g.actor.agency_id, form_id)
    if not found:
        raise UnknownForm(form=form_id)
    used = next((row for row in found if row.state == "approved"), None)
    return render_template("forms/own_show.html", versions=found, form=found[0], used=used, said=drafting.said)


@blueprint.get("/<form_id>/<int:version>/fields")
@manages
def fields(form_id: str, version: int) -> str:
    return _fields_page(*_found(form_id, version))


def _found(form_id: str, version: int) -> tuple[OfficeForm, Form]:
    row = steps.get(parts(), g.actor, form_id, version)
    return row, steps.form_of_row(parts(), row)


def _fields_page(row: OfficeForm, form: Form, error: str = "") -> str:
    found = study(form.content, form.id)
    return render_template(
        "forms/own_fields.html",
        row=row,
        form=form,
        asked={each.name: each for each in found.asked},
        given=sorted(found.given),
        faults=len(found.faults),
        samples=samples_as_texts(form),
        kinds=[(kind, kind_name(kind)) for kind in kinds()],
        choosable=CHOOSABLE,
        types=type_names(),
        error=error,
    )


def type_names() -> dict[str, str]:
    return {
        "text": gettext("một dòng"),
        "lines": gettext("danh sách"),
        "body": gettext("nội dung nhiều đoạn"),
        "signer": gettext("người ký"),
        "table": gettext("bảng"),
        "choice": gettext("lựa chọn"),
        "appendices": gettext("phụ lục"),
    }


@blueprint.post("/<form_id>/<int:version>/fields")
@manages
def define(form_id: str, version: int) -> AnyResponse | tuple[str, int]:
    row, form = _found(form_id, version)
    typed = definition_from(form.fields, request.form)
    name = {"vi": request.form.get("name", ""), "en": request.form.get("name_en", "")}
    try:
        row = steps.define(
            parts(), g.actor, form_id, version, name=name, kind=request.form.get("kind", ""), fields=typed
        )
    except BrokenForm as error:
        return _fields_page(row, form, str(DEFINITION[str(error.data["why"])]) % error.data), 422
    except BadInput:
        return _fields_page(row, form, gettext("Chưa đặt tên mẫu hoặc chưa chọn loại văn bản.")), 422
    return redirect(_address("try_", row))


@blueprint.post("/<form_id>/<int:version>/file")
@manages
def file(form_id: str, version: int) -> AnyResponse:
    """The .docx again, edited in Word meanwhile."""
    docx = _uploaded()
    row, _ = _found(form_id, version)
    if docx is None:
        flash(gettext("Chưa chọn tệp .docx."), "error")
        return redirect(_address("fields", row))
    try:
        steps.replace(parts(), g.actor, form_id, version, docx)
    except TemplateFault:
        for told in _refusals(docx)[:5]:
            flash(told, "error")
    else:
        flash(gettext("Đã thay tệp. Hãy xem lại các mục."))
    return redirect(_address("fields", row))


@blueprint.post("/<form_id>/versions")
@manages
def next_version(form_id: str) -> AnyResponse:
    docx = _uploaded()
    try:
        row = steps.next_version(parts(), g.actor, form_id, docx)
    except TemplateFault:
        for told in _refusals(docx or b"")[:5]:
            flash(told, "error")
        return redirect(url_for(".show", form_id=form_id))
    return redirect(_address("fields", row))


@blueprint.get("/<form_id>/<int:version>/try")
@manages
def try_(form_id: str, version: int) -> str:
    """Filled with its sample; the page asks for the trial itself, which takes a moment, unless it cannot (`wait`)."""
    row, form = _found(form_id, version)
    piece = _trial_piece(row, form) if request.args.get("wait") else ""
    return render_template("forms/own_try.html", row=row, form=form, piece=piece)


@blueprint.get("/<form_id>/<int:version>/trial")
@manages
def trial(form_id: str, version: int) -> str:
    """The piece of that page that takes its time: faults, true pages, layout, approval."""
    return _trial_piece(*_found(form_id, version))


def _trial_piece(row: OfficeForm, form: Form) -> str:
    tried = own_form_check.trial(parts(), g.actor.agency_id, form)
    fine = not tried.errors and row.state == "draft"
    broken = own_form_life.broken_by(parts(), g.actor, form) if fine else []
    return render_template(
        "forms/own_trial.html", row=row, form=form, tried=tried, broken=broken, place=place, said=said, fine=fine
    )


@blueprint.get("/<form_id>/<int:version>/pages/<int:number>.png")
@manages
def page(form_id: str, version: int, number: int) -> Response:
    """A true page of the form filled with its sample."""
    _, form = _found(form_id, version)
    docx = own_form_check.filled(parts(), g.actor.agency_id, form, samples(form))
    pdf = own_form_check.printed(parts(), docx)
    width = min(max(request.args.get("w", 800, int), 80), 2000)
    picture = paper.page_image(parts(), own_form_check.digest_of(docx), pdf, number, width)
    answer = Response(picture, mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


@blueprint.post("/<form_id>/<int:version>/approve")
@manages
def approve(form_id: str, version: int) -> AnyResponse:
    try:
        row = own_form_life.approve(parts(), g.actor, form_id, version, accept=bool(request.form.get("accept")))
    except (FormNotReady, FormBreaks) as error:
        row, _ = _found(form_id, version)
        told = gettext("Chưa duyệt được: mẫu còn lỗi. Xem bên dưới.")
        breaks = gettext("Chưa duyệt: hãy xem những gì bản mới làm khác và đánh dấu chấp nhận.")
        flash(breaks if isinstance(error, FormBreaks) else told, "error")
        return redirect(_address("try_", row))
    flash(gettext("Đã duyệt mẫu “%(name)s”, phiên bản %(version)s.", name=row.name["vi"], version=row.version))
    return redirect(url_for(".show", form_id=form_id))


@blueprint.post("/<form_id>/<int:version>/retire")
@manages
def retire(form_id: str, version: int) -> AnyResponse:
    row = own_form_life.retire(parts(), g.actor, form_id, version)
    told = {
        "text": gettext("Đã thôi dùng mẫu “%(name)s”.", name=row.name["vi"]),
        "undo": _address("restore", row),
        "label": gettext("Dùng lại"),
    }
    flash(told)  # type: ignore[arg-type]
    return redirect(url_for(".show", form_id=form_id))


@blueprint.post("/<form_id>/<int:version>/restore")
@manages
def restore(form_id: str, version: int) -> AnyResponse:
    row = own_form_life.restore(parts(), g.actor, form_id, version)
    flash(gettext("Mẫu “%(name)s” dùng lại được.", name=row.name["vi"]))
    return redirect(url_for(".show", form_id=form_id))


@blueprint.post("/<form_id>/<int:version>/discard")
@manages
def discard(form_id: str, version: int) -> AnyResponse:
    steps.discard(parts(), g.actor, form_id, version)
    flash(gettext("Đã bỏ bản nháp của mẫu."))
    with parts().db.read() as session:
        left = own_forms.versions(session, g.actor.agency_id, form_id)
    return redirect(url_for(".show", form_id=form_id) if left else url_for("forms.index"))


@blueprint.get("/<form_id>/<int:version>/form.docx")
@manages
def docx(form_id: str, version: int) -> Response:
    row, form = _found(form_id, version)
    name = f"{row.form}-v{row.version}.docx"
    return send_file(io.BytesIO(form.content), mimetype=DOCX, as_attachment=True, download_name=name)


@blueprint.post("/move/<id:draft_id>")
@demands("draft")
def move(draft_id: str) -> AnyResponse:
    """A draft goes on in the version of its form that is in use."""
    revision = drafts.get(parts(), g.actor, draft_id).revision
    draft, homeless = own_form_moves.move(parts(), g.actor, draft_id, revision)
    flash(gettext("Dự thảo đã theo phiên bản %(version)s của mẫu.", version=draft.form_version))
    if homeless:
        labels = ", ".join(homeless)
        flash(gettext("Mẫu mới không có chỗ cho: %(labels)s. Nội dung của chúng ở đầu trang.", labels=labels))
    return redirect(url_for("drafts.edit", draft_id=draft.id))
