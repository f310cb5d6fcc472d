"""Quyền xem: who may see a document or what a draft becomes, changed with a reason, confirmed by a second person."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response as AnyResponse

from archive.documents import Document
from archive.errors import ReasonNeeded
from archive.readers import level_of
from service import draft_readers, drafts, reader_changes, reader_choice
from service.access import demands
from service.documents import document_of
from service.draft import Draft
from service.errors import NothingToChange, OwnChange
from service.pages import drafting
from service.parts import parts
from service.reader_changes import ReaderChange
from service.reader_filing import access_now
from service.sentences import sentence

blueprint = Blueprint("readers", __name__)
Page = AnyResponse | tuple[str, int]
LEVELS: dict[str, tuple[LazyString, LazyString]] = {
    "public": (_l("Công khai"), _l("Mọi người trong cơ quan xem; nội dung được phép cung cấp ra ngoài.")),
    "internal": (_l("Nội bộ"), _l("Mọi người có tài khoản của cơ quan xem.")),
    "limited": (_l("Hạn chế truy cập"), _l("Chỉ đơn vị, người được chọn dưới đây xem.")),
}
WHY: dict[str, LazyString] = {"drafter": _l("người soạn thảo"), "signer": _l("người ký")}
STATES: dict[str, tuple[LazyString, str]] = {
    "waiting": (_l("chờ xác nhận"), "waiting"),
    "confirmed": (_l("đã xác nhận"), "done"),
    "refused": (_l("không được xác nhận"), "void"),
    "superseded": (_l("thay bằng lần đổi sau"), "void"),
}


@blueprint.app_template_global()
def level_words(access: str) -> str:
    """ "limited" → "Hạn chế truy cập"."""
    return str(LEVELS[access][0])


@blueprint.app_template_global()
def access_words(access: Mapping[str, Any]) -> str:
    """Level and those named, in a line: "Hạn chế truy cập: Văn phòng, Lê Văn A"."""
    level = level_of({"access": access}) if access else "internal"
    names = ", ".join(str(one["name"]) for one in access.get("readers", ()) if one.get("name"))
    return f"{level_words(level)}: {names}" if level == "limited" and names else level_words(level)


@blueprint.app_template_global()
def waiting_change(document: Document) -> ReaderChange | None:
    """The change of its readers that nobody has confirmed yet."""
    return next((row for row in reader_changes.changes_of(parts(), document) if row.state == "waiting"), None)


@blueprint.get("/documents/<id:document_id>/readers")
@demands("read")
def show(document_id: str) -> str:
    return _show(document_of(parts(), g.actor, document_id))


def _show(document: Document, error: str = "") -> str:
    with parts().db.read() as session:
        access = access_now(session, document)
        offered = reader_choice.offered(session, document.agency_id)
    changes = reader_changes.changes_of(parts(), document)
    return render_template(
        "readers/document.html",
        document=document,
        access=access,
        changes=[(row, reader_changes.may_decide(parts(), g.actor, row)) for row in changes],
        may_change=reader_changes.may_change(parts(), g.actor, document),
        states=STATES,
        error=error,
        **_form(access, offered),
    )


def _form(access: Mapping[str, Any], offered: list[reader_choice.Offered]) -> dict[str, object]:
    """What the fields hold: what was sent, else what is kept. Those who made the document are told, not offered."""
    own = [one for one in access.get("readers", ()) if one.get("why") in reader_choice.OWN]
    sent = request.method == "POST"
    left = [one for one in access.get("readers", ()) if one["token"] not in {each.token for each in offered}]
    gone = [reader_choice.Offered(one["token"], one["name"], "person") for one in left if one not in own]
    return {
        "levels": LEVELS,
        "level": request.form.get("level", "") if sent else level_of({"access": access or None}),
        "ticked": request.form.getlist("readers") if sent else reader_choice.named_tokens(access),
        "own": own,
        "why": WHY,
        "offered": [*(one for one in offered if one.token not in {each["token"] for each in own}), *gone],
        "reason": request.form.get("reason", ""),
    }


@blueprint.post("/documents/<id:document_id>/readers")
@demands("issue", "sign")
def change(document_id: str) -> Page:
    form = request.form
    try:
        asked = reader_changes.change(
            parts(), g.actor, document_id, form.get("level", ""), form.getlist("readers"), form.get("reason", "")
        )
    except (ReasonNeeded, NothingToChange) as error:
        return _show(document_of(parts(), g.actor, document_id), sentence(error.code, error.data)), 422
    if asked.widens:
        flash(gettext("Phần thu hẹp có hiệu lực ngay; phần mở rộng có hiệu lực khi được xác nhận."))
    else:
        flash(gettext("Quyền xem mới có hiệu lực ngay, và được cảnh báo cho đến khi có người xác nhận."))
    return redirect(url_for(".show", document_id=document_id))


@blueprint.get("/readers/changes")
@demands(*reader_changes.COMPETENT)
def changes() -> str:
    """What waits for somebody's yes or no."""
    return _changes()


def _changes(error: str = "") -> str:
    found = reader_changes.to_confirm(parts(), g.actor)
    waiting = [(*one, reader_changes.may_decide(parts(), g.actor, one[0])) for one in found]
    return render_template("readers/changes.html", waiting=waiting, error=error)


@blueprint.post("/readers/changes/<int:change_id>/confirmation")
@demands(*reader_changes.COMPETENT)
def confirm(change_id: int) -> Page:
    try:
        reader_changes.confirm(parts(), g.actor, change_id)
    except OwnChange as error:
        return _changes(sentence(error.code)), 409
    flash(gettext("Đã xác nhận: quyền xem mới có hiệu lực."))
    return redirect(url_for(".changes"))


@blueprint.post("/readers/changes/<int:change_id>/refusal")
@demands(*reader_changes.COMPETENT)
def refuse(change_id: int) -> Page:
    try:
        reader_changes.refuse(parts(), g.actor, change_id)
    except OwnChange as error:
        return _changes(sentence(error.code)), 409
    flash(gettext("Không xác nhận: quyền xem trở lại như trước khi đổi."))
    return redirect(url_for(".changes"))


@blueprint.get("/drafts/<id:draft_id>/readers")
@demands("draft")
def of_draft(draft_id: str) -> str:
    """Who will see the document once it is issued."""
    return _of_draft(drafts.get(parts(), g.actor, draft_id))


def _of_draft(draft: Draft) -> str:
    with parts().db.read() as session:
        access = reader_choice.access_of(session, draft)
        offered = reader_choice.offered(session, draft.agency_id)
    return render_template(
        "readers/draft.html",
        draft=draft,
        form_name=drafting.form_name(parts(), draft),
        **_form(access, offered),
    )


@blueprint.post("/drafts/<id:draft_id>/readers")
@demands("draft")
def limit(draft_id: str) -> AnyResponse:
    form = request.form
    draft_readers.limit(parts(), g.actor, draft_id, form.get("level", ""), form.getlist("readers"))
    flash(gettext("Đã ghi ai sẽ được xem văn bản khi ban hành."))
    return redirect(url_for("drafts.edit", draft_id=draft_id))
