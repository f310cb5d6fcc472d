"""A .docx as the beginning of a draft; a draft down to Word and back, its changes shown before they are taken."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.errors import DocTemplatesError
from doc_templates.package import DOCX
from service import drafts, uploaded_docx
from service.access import demands
from service.drafts import form_of_draft
from service.errors import BadInput, DraftChanged, FormNeeded, ServiceError
from service.language import said
from service.pages import drafting, redlines
from service.pages.drafts import choose, what_was_found
from service.parts import parts
from service.sentences import sentence
from service.uploaded_docx import Offer, Upload

blueprint = Blueprint("draft_files", __name__, url_prefix="/drafts")

Page = str | AnyResponse | tuple[str, int]


@blueprint.post("/docx")
@demands("draft")
def create() -> Page:
    """Continue a document that is there; a file that cannot be read brings its reason beside the choice of file."""
    chosen = request.form.get("form", "")
    try:
        upload = _upload()
        draft, whole = uploaded_docx.draft_from_docx(parts(), g.actor, upload, chosen or None)
    except FormNeeded as error:
        return choose(chosen=chosen, file_error=sentence(error.code)), 422
    except (ServiceError, DocTemplatesError) as error:
        return choose(chosen=chosen, file_error=sentence(error.code, error.data)), 422
    flash(" ".join([what_was_found(whole), *dropped_words(upload.read.dropped)]))
    return redirect(url_for("drafts.edit", draft_id=draft.id))


def _upload() -> Upload:
    sent = request.files.get("file")
    return uploaded_docx.read_upload(sent.filename or "" if sent else "", sent.read() if sent else b"")


@blueprint.get("/<id:draft_id>/du-thao.docx")
@demands("read")
def download(draft_id: str) -> Response:
    """The draft for Word."""
    draft, docx = uploaded_docx.download(parts(), g.actor, draft_id)
    answer = Response(docx, mimetype=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="du-thao-{draft.form}-{draft.id[:8]}.docx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/<id:draft_id>/docx")
@demands("draft")
def send_back(draft_id: str) -> Page:
    """What the file would change, to be looked at; nothing is saved yet."""
    drafts.get(parts(), g.actor, draft_id)
    try:
        upload = _upload()
        offer = uploaded_docx.offered(parts(), g.actor, draft_id, upload)
    except (ServiceError, DocTemplatesError) as error:
        flash(sentence(error.code, error.data))
        return redirect(url_for("drafts.edit", draft_id=draft_id))
    if not offer.changes and not offer.unplaced and not offer.fixed:
        flash(gettext("Tệp “%(name)s” không có gì thay đổi so với dự thảo.", name=upload.name))
        return redirect(url_for("drafts.edit", draft_id=draft_id))
    return _look_through(offer, upload.name, upload.read.dropped)


def _look_through(offer: Offer, name: str, dropped: Mapping[str, int], meanwhile: str = "") -> str:
    draft = offer.draft
    form = form_of_draft(parts(), draft)
    return render_template(
        "drafts/returned.html",
        draft=draft,
        form_name=said(form.name),
        offer=offer,
        file_name=name,
        fields=redlines.shown(parts(), draft, form, draft.values, {**draft.values, **offer.values}),
        values=json.dumps(offer.values, ensure_ascii=False),
        editable=drafting.editable(g.actor, draft, drafting.held_reference(parts(), draft)),
        dropped=dropped_words(dropped),
        meanwhile=meanwhile,
        redlines=redlines,
    )


@blueprint.post("/<id:draft_id>/docx/accept")
@demands("draft")
def accept(draft_id: str) -> Page:
    """Save the fields that are ticked. Somebody saved meanwhile: the changes are shown again, over the new state."""
    values, base, own, name = _offered()
    ticked = {field: values[field] for field in request.form.getlist("take") if field in values}
    if not ticked:
        flash(gettext("Chưa chọn mục nào nên dự thảo giữ nguyên."))
        return redirect(url_for("drafts.edit", draft_id=draft_id))
    try:
        uploaded_docx.accept(parts(), g.actor, draft_id, ticked, _number("revision"), name)
    except DraftChanged as error:
        draft = drafts.get(parts(), g.actor, draft_id)
        offer = uploaded_docx.offer_of(parts(), draft, base, values, own)
        return _look_through(offer, name, {}, meanwhile=str(error.data["changed_by"])), 412
    count = len(ticked)
    told = ngettext("Đã nhận thay đổi ở %(num)d mục.", "Đã nhận thay đổi ở %(num)d mục.", count)
    before = gettext("Bản trước còn trong Các bản đã lưu.")
    flash(f"{told} {before}")
    return redirect(url_for("drafts.edit", draft_id=draft_id))


def _offered() -> tuple[dict[str, object], int, bool, str]:
    """What the page was showing: values by field, the revision the file was made of, whether it is this draft's."""
    try:
        values = json.loads(request.form["values"])
    except (ValueError, RecursionError):
        raise BadInput(field="values") from None
    if not isinstance(values, dict):
        raise BadInput(field="values")
    name = uploaded_docx.shown_name(request.form.get("file_name", ""))
    return values, _number("base"), bool(request.form.get("own")), name


def _number(name: str) -> int:
    try:
        return int(request.form[name])
    except ValueError:
        raise BadInput(field=name) from None


def dropped_words(dropped: Mapping[str, int]) -> list[str]:
    """What did not come along, in words."""
    names = {
        "pictures": gettext("hình ảnh"),
        "footnotes": gettext("chú thích"),
        "comments": gettext("ghi chú bên lề"),
        "equations": gettext("công thức"),
        "objects": gettext("đối tượng nhúng"),
        "hidden": gettext("chữ ẩn"),
        "contents": gettext("mục lục"),
        "headers": gettext("chữ ở đầu trang, chân trang"),
    }
    left = [f"{names[what]} ({count})" for what, count in dropped.items() if what in names]
    told = [gettext("Không lấy được: %(things)s.", things=", ".join(left))] if left else []
    if dropped.get("tracked_changes"):
        told.append(gettext("Các sửa đổi đang theo dõi trong tệp được coi là đã chấp nhận."))
    return told
