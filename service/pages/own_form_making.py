"""The making of an office's own form on pages: its fields described, its file replaced, tried, approved."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.errors import BrokenForm, TemplateFault
from doc_templates.form import Form, samples
from doc_templates.kinds import kinds
from doc_templates.tags.asked import study
from service import own_form_check, own_form_life, paper
from service import own_form_steps as steps
from service.documents import kind_name
from service.errors import BadInput, FormBreaks, FormNotReady
from service.form_sentences import DEFINITION, place, said
from service.own_forms import OfficeForm
from service.pages.own_form_fields import CHOOSABLE, definition_from, samples_as_texts
from service.pages.own_form_place import address, blueprint, found_form, manages, refusals, uploaded
from service.parts import parts


@blueprint.get("/<form_id>/<int:version>/fields")
@manages
def fields(form_id: str, version: int) -> str:
    return _fields_page(*found_form(form_id, version))


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
    row, form = found_form(form_id, version)
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
    return redirect(address("try_", row))


@blueprint.post("/<form_id>/<int:version>/file")
@manages
def file(form_id: str, version: int) -> AnyResponse:
    """The .docx again, edited in Word meanwhile."""
    docx = uploaded()
    row, _ = found_form(form_id, version)
    if docx is None:
        flash(gettext("Chưa chọn tệp .docx."), "error")
        return redirect(address("fields", row))
    try:
        steps.replace(parts(), g.actor, form_id, version, docx)
    except TemplateFault:
        for told in refusals(docx)[:5]:
            flash(told, "error")
    else:
        flash(gettext("Đã thay tệp. Hãy xem lại các mục."))
    return redirect(address("fields", row))


@blueprint.get("/<form_id>/<int:version>/try")
@manages
def try_(form_id: str, version: int) -> str:
    """Filled with its sample; the page asks for the trial itself, which takes a moment, unless it cannot (`wait`)."""
    row, form = found_form(form_id, version)
    piece = _trial_piece(row, form) if request.args.get("wait") else ""
    return render_template("forms/own_try.html", row=row, form=form, piece=piece)


@blueprint.get("/<form_id>/<int:version>/trial")
@manages
def trial(form_id: str, version: int) -> str:
    """The piece of that page that takes its time: faults, true pages, layout, approval."""
    return _trial_piece(*found_form(form_id, version))


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
    _, form = found_form(form_id, version)
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
        row, _ = found_form(form_id, version)
        told = gettext("Chưa duyệt được: mẫu còn lỗi. Xem bên dưới.")
        breaks = gettext("Chưa duyệt: hãy xem những gì bản mới làm khác và đánh dấu chấp nhận.")
        flash(breaks if isinstance(error, FormBreaks) else told, "error")
        return redirect(address("try_", row))
    flash(gettext("Đã duyệt mẫu “%(name)s”, phiên bản %(version)s.", name=row.name["vi"], version=row.version))
    return redirect(url_for(".show", form_id=form_id))
