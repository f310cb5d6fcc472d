"""Dùng văn bản trước: search an issued document, make a new draft of it; tick what was to be checked in it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from index.engine import Filters, Results
from index.errors import SearchError
from service import drafts, to_check
from service.access import demands
from service.draft import Draft
from service.earlier import draft_from_document
from service.errors import BadInput, UnknownForm
from service.forms import form_of
from service.language import said
from service.parts import parts
from service.search import search
from service.sentences import sentence

blueprint = Blueprint("earlier", __name__)

SHOWN = 20
WHAT: dict[str, LazyString] = {
    "reference": _l("Số, ký hiệu"),
    "date": _l("Ngày tháng"),
    "year": _l("Năm"),
    "number": _l("Con số"),
    "name": _l("Tên người"),
    "basis": _l("Căn cứ"),
    "rows": _l("Danh sách"),
    "signer": _l("Người ký"),
}


@blueprint.get("/drafts/earlier")
@demands("draft")
def index() -> str:
    """Find the document to begin from."""
    q = request.args.get("q", "").strip()[:1000]
    results, broken = _found(q)
    return render_template("earlier/index.html", q=q, results=results, broken=broken)


def _found(q: str) -> tuple[Results | None, str]:
    try:
        return search(parts(), g.actor, q, Filters(g.actor.agency_id), limit=SHOWN), ""
    except SearchError as error:
        return None, sentence(error.code, error.data)


@blueprint.post("/drafts/earlier")
@demands("draft")
def create() -> Response:
    draft = draft_from_document(parts(), g.actor, request.form.get("document", ""))
    left = len(to_check.left_to_check(draft))
    told = gettext("Đã chép nội dung và nơi nhận sang dự thảo mới; số và ngày thì không chép.")
    count = ngettext("%(num)d chỗ cần kiểm tra lại.", "%(num)d chỗ cần kiểm tra lại.", left) if left else ""
    flash(f"{told} {count}".strip())
    return redirect(url_for("drafts.edit", draft_id=draft.id))


@blueprint.post("/drafts/<id:draft_id>/to-check")
@demands("draft")
def tick(draft_id: str) -> Response | str:
    """Tick one (`entry`), or all; `undo` takes the tick back. Scripts get the list alone."""
    undo = "undo" in request.form
    draft = to_check.tick(parts(), g.actor, draft_id, _numbers(), done=not undo)
    if "HX-Request" in request.headers:
        return render_template("drafts/_to_check.html", draft=draft)
    return redirect(url_for("drafts.edit", draft_id=draft_id))


def _numbers() -> set[int] | None:
    if "all" in request.form:
        return None
    try:
        return {int(number) for number in request.form.getlist("entry")}
    except ValueError:
        raise BadInput(field="entry") from None


@blueprint.app_template_global()
def things_to_check(draft: Draft) -> list[dict[str, object]]:
    """The draft's list for its page: what, words, label of the field, and whether it is still open."""
    if not draft.to_check:
        return []
    labels = {field.name: said(field.label) for field in drafts.form_of_draft(parts(), draft).fields}
    left = set(to_check.left_to_check(draft))
    return [
        {
            **entry,
            "at": at,
            "open": at in left,
            "label": labels.get(str(entry["field"]), ""),
            "what_words": WHAT[str(entry["what"])],
        }
        for at, entry in enumerate(draft.to_check)
    ]


@blueprint.app_template_global()
def may_begin_from(form_id: str) -> bool:
    """Whether this person may draft, and the form of an issued document is still used."""
    return g.actor.may("draft") and _in_use(form_id)


def _in_use(form_id: str) -> bool:
    try:
        form_of(parts(), g.actor.agency_id, form_id)
    except UnknownForm:
        return False
    return True
