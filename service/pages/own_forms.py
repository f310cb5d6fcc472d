"""The office's own forms on pages: uploaded or copied, listed with their versions, retired, drafts moved.

How one is described, tried and approved is in own_form_making.py.
"""

import io

from flask import Response, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.errors import TemplateFault
from doc_templates.kinds import kinds
from doc_templates.package import DOCX
from service import drafts, own_form_life, own_form_moves, own_forms
from service import own_form_steps as steps
from service.access import demands
from service.documents import kind_name
from service.errors import BadInput, UnknownForm
from service.language import said
from service.pages import own_form_making
from service.pages.own_form_place import address, blueprint, found_form, manages, refusals, uploaded
from service.parts import parts

__all__ = ["blueprint", "own_form_making"]  # the second adds its addresses to the blueprint by being imported


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
    name, kind, docx = request.form.get("name", ""), request.form.get("kind", ""), uploaded()
    if docx is None:
        return _new_page(dict(request.form), (gettext("Chưa chọn tệp .docx."),)), 422
    try:
        row = steps.start(parts(), g.actor, docx, {"vi": name}, kind)
    except TemplateFault:
        return _new_page(dict(request.form), refusals(docx)), 422
    except BadInput as error:
        wrong = {"name": gettext("Chưa đặt tên mẫu."), "kind": gettext("Chưa chọn loại văn bản.")}
        return _new_page(dict(request.form), (wrong[str(error.data["field"])],)), 422
    return redirect(address("fields", row))


@blueprint.post("/copy")
@manages
def copy() -> AnyResponse:
    """Begin as a built-in form."""
    row = steps.copy(parts(), g.actor, request.form.get("form", ""))
    flash(gettext("Đã chép thành mẫu của cơ quan. Hãy đặt tên, tải tệp .docx về sửa rồi tải lên lại."))
    return redirect(address("fields", row))


@blueprint.get("/<form_id>")
@manages
def show(form_id: str) -> str:
    """One form: its versions and what may be done with each."""
    with parts().db.read() as session:
        found = own_forms.versions(session, g.actor.agency_id, form_id)
    if not found:
        raise UnknownForm(form=form_id)
    used = next((row for row in found if row.state == "approved"), None)
    return render_template("forms/own_show.html", versions=found, form=found[0], used=used, said=said)


@blueprint.post("/<form_id>/versions")
@manages
def next_version(form_id: str) -> AnyResponse:
    docx = uploaded()
    try:
        row = steps.next_version(parts(), g.actor, form_id, docx)
    except TemplateFault:
        for told in refusals(docx or b"")[:5]:
            flash(told, "error")
        return redirect(url_for(".show", form_id=form_id))
    return redirect(address("fields", row))


@blueprint.post("/<form_id>/<int:version>/retire")
@manages
def retire(form_id: str, version: int) -> AnyResponse:
    row = own_form_life.retire(parts(), g.actor, form_id, version)
    told = {
        "text": gettext("Đã thôi dùng mẫu “%(name)s”.", name=row.name["vi"]),
        "undo": address("restore", row),
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
    row, form = found_form(form_id, version)
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
