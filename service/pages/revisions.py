"""The revisions of a draft: who saved what and when, what changed between any two, and back to any of them."""

from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from service import draft_history
from service.access import demands
from service.drafts import form_of_draft
from service.errors import BadInput
from service.language import said
from service.pages import drafting, redlines
from service.pages.shown import clock, day
from service.parts import parts
from service.revisions import Revision

blueprint = Blueprint("revisions", __name__, url_prefix="/drafts/<id:draft_id>/revisions")

HOW: dict[str, LazyString] = {
    "typed": _l("gõ trên trang"),
    "sent": _l("phần mềm gửi"),
    "pasted": _l("dán cả văn bản"),
    "uploaded": _l("tệp .docx"),
    "copied": _l("từ văn bản trước"),
    "restored": _l("khôi phục"),
}
SEALED: dict[str, LazyString] = {"handed_over": _l("đã chuyển văn thư"), "downloaded": _l("đã tải về")}


@blueprint.get("/")
@demands("read")
def index(draft_id: str) -> str:
    """The list, and what changed from `from` to `to`: the newest and the one before unless others are asked for."""
    draft, found = draft_history.listed(parts(), g.actor, draft_id)
    old, new = _pair(found)
    form = form_of_draft(parts(), draft)
    held = drafting.held_reference(parts(), draft)
    return render_template(
        "drafts/revisions.html",
        draft=draft,
        form_name=said(form.name),
        revisions=found,
        old=old,
        new=new,
        fields=redlines.shown(parts(), draft, form, old.values, new.values),
        editable=drafting.editable(g.actor, draft, held),
        spoken=spoken,
        how=how,
        sealed=lambda one: str(SEALED.get(one.sealed, "")),
        redlines=redlines,
    )


def _pair(found: list[Revision]) -> tuple[Revision, Revision]:
    """The two that the address names; numbers that are not there count as not said."""
    by_number = {one.number: one for one in found}
    new = by_number.get(request.args.get("to", 0, int), found[0])
    before = next((one for one in found if one.number < new.number), new)
    return by_number.get(request.args.get("from", 0, int), before), new


@blueprint.post("/<int:number>/restore")
@demands("draft")
def restore(draft_id: str, number: int) -> Response:
    """The earlier state becomes the newest; the message leads back. Raises DraftChanged (412) and others of saving."""
    before = draft_history.listed(parts(), g.actor, draft_id)[1][0]
    draft = draft_history.restore(parts(), g.actor, draft_id, number, _revision())
    wanted = draft_history.revision(parts(), g.actor, draft_id, number)
    told = {
        "text": gettext("Đã lấy lại bản %(when)s. Các bản khác vẫn còn.", when=spoken(wanted)),
        "undo": url_for(".restore", draft_id=draft.id, number=before.number, revision=draft.revision),
        "label": gettext("Thôi, dùng lại bản vừa rồi"),
    }
    flash(told)  # type: ignore[arg-type]
    return redirect(url_for("drafts.edit", draft_id=draft.id))


def _revision() -> int:
    try:
        return int(request.form.get("revision") or request.args["revision"])
    except ValueError:
        raise BadInput(field="revision") from None


def spoken(revision: Revision) -> str:
    """When a revision was typed: "05/01/2026, 10:42" or "05/01/2026, 10:42–10:51"."""
    first, last = revision.begun_at, revision.at
    times = clock(last) if clock(first) == clock(last) else f"{clock(first)}–{_last(first, last)}"
    return f"{day(first)}, {times}"


def _last(first: datetime, last: datetime) -> str:
    return clock(last) if day(first) == day(last) else f"{clock(last)} {day(last)}"


def how(revision: Revision) -> str:
    """How it came, with the file's name or the revision that was restored."""
    words = str(HOW.get(revision.how, revision.how))
    if revision.how in ("uploaded", "copied") and revision.source:
        words = gettext("%(how)s “%(name)s”", how=words, name=revision.source)
    elif revision.how == "restored":
        words = gettext("%(how)s bản số %(number)s", how=words, number=revision.source)
    return words
