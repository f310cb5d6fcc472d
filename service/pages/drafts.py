"""Drafting: choose a form or paste a whole document, type beside the true page, hand over, issue.

The page's scripts get JSON from these same addresses when they ask for it; without scripts the forms post and return.
"""

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from archive.agencies import agency_on
from archive.errors import NoRegister
from doc_templates.whole_text import WholeText
from service import drafts, own_form_moves, paper
from service import issue as path
from service.access import demands
from service.draft import Draft
from service.errors import BadInput, FormNeeded
from service.forms import forms
from service.language import said
from service.pages import drafting, signing_choices
from service.pages.field_texts import texts_of, values_from
from service.pages.form_groups import grouped
from service.pages.preview_place import place
from service.pages.shown import clock
from service.parts import parts
from service.pasted import draft_from_text
from service.sentences import sentence

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts")

WIDEST = 2000
NARROWEST = 80


@blueprint.get("/")
@demands("draft")
def index() -> str:
    """Choose a form, or paste a whole document."""
    return choose()


def choose(text: str = "", chosen: str = "", error: str = "", file_error: str = "") -> str:
    """The page to begin on; `error` of the pasted text, `file_error` of the file that was sent."""
    found = sorted(forms(parts(), g.actor.agency_id).values(), key=lambda form: said(form.name))
    choices = [(form.id, said(form.name)) for form in found]
    return render_template(
        "drafts/new.html",
        grouped=grouped(found, _office_name()),
        choices=choices,
        said=said,
        text=text,
        chosen=chosen,
        error=error,
        file_error=file_error,
    )


def _office_name() -> str:
    with parts().db.read() as session:
        return agency_on(session, g.actor.agency_id, parts().today()).full_name


@blueprint.post("/")
@demands("draft")
def create() -> AnyResponse:
    draft = drafts.create(parts(), g.actor, request.form["form"], {})
    return redirect(url_for(".edit", draft_id=draft.id))


@blueprint.post("/text")
@demands("draft")
def create_from_text() -> AnyResponse | tuple[str, int]:
    text, chosen = request.form.get("text", ""), request.form.get("form", "")
    if not text.strip():
        return choose(text, chosen, gettext("Chưa có nội dung. Hãy dán văn bản vào ô này.")), 422
    try:
        draft, whole = draft_from_text(parts(), g.actor, text, chosen or None)
    except FormNeeded as error:
        return choose(text, chosen, sentence(error.code)), 422
    flash(what_was_found(whole))
    return redirect(url_for(".edit", draft_id=draft.id))


def what_was_found(whole: WholeText) -> str:
    """What to tell after a whole document was taken apart."""
    told: str = gettext("Đã tách văn bản vào các mục. Hãy xem lại từng mục bên dưới.")
    left = len(whole.unplaced)
    if not left:
        return told
    unplaced = ngettext("%(num)d dòng chưa xếp được, ở đầu trang.", "%(num)d dòng chưa xếp được, ở đầu trang.", left)
    return f"{told} {unplaced}"


@blueprint.get("/<id:draft_id>")
def edit(draft_id: str) -> AnyResponse | str:
    """The drafting page; a draft that became a document leads there."""
    draft = drafts.get(parts(), g.actor, draft_id)
    if draft.state == "issued":
        return redirect(url_for("documents.show", document_id=draft.id))
    form = drafts.form_of_draft(parts(), draft)
    held = drafting.held_reference(parts(), draft)
    signing = drafting.signing(parts(), draft)
    return render_template(
        "drafts/edit.html",
        signing=signing,
        awaited=drafting.awaited(parts(), draft.id) if signing else None,
        seal_outside=drafting.seal_outside(parts(), draft) if signing else False,
        may_be_signed=drafting.may_be_signed(parts(), draft),
        draft=draft,
        form=form,
        form_name=said(form.name),
        said=said,
        texts=texts_of(form, draft.values),
        signers=signing_choices.signer_choices(parts(), draft),
        issuers=signing_choices.issuer_choices(parts(), draft),
        problems=drafting.problems(parts(), draft, form),
        editable=drafting.editable(g.actor, draft, held, signing is not None),
        mine=draft.author_id == g.actor.user_id,
        may_issue="issue" in g.actor.permissions,
        state_words=drafting.state_words(draft),
        number=held,
        unplaced=draft.unplaced,
        newer_form=own_form_moves.newer(parts(), draft),
        today=parts().today(),
        **_register(draft),
    )


def _register(draft: Draft) -> dict[str, object]:
    signer = paper.setting(parts(), draft, parts().today()).signer.name
    try:
        return {"register": drafting.upcoming(parts(), draft), "no_register": "", "signer_name": signer}
    except NoRegister as error:
        return {"register": None, "no_register": sentence(error.code, error.data), "signer_name": signer}


@blueprint.post("/<id:draft_id>")
@demands("draft")
def save(draft_id: str) -> AnyResponse:
    """Keep what is typed; the form field `revision` says on top of what. Raises DraftChanged (412)."""
    draft = drafts.get(parts(), g.actor, draft_id)
    form = drafts.form_of_draft(parts(), draft)
    draft = drafts.save(parts(), g.actor, draft_id, values_from(form, request.form), _revision())
    if not _asks_for_json():
        return redirect(url_for(".edit", draft_id=draft.id))
    return _fresh(drafting.current(parts(), draft) | {"saved_at": clock(parts().now())})


def _revision() -> int:
    try:
        return int(request.form["revision"])
    except ValueError:
        raise BadInput(field="revision") from None


def _asks_for_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _fresh(content: dict[str, object]) -> Response:
    answer = jsonify(content)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/<id:draft_id>/current")
def current(draft_id: str) -> Response:
    """The draft as it stands on the server; and the token of a session that was opened since the page was loaded."""
    draft = drafts.get(parts(), g.actor, draft_id)
    return _fresh(drafting.current(parts(), draft) | {"csrf_token": generate_csrf()})


@blueprint.get("/<id:draft_id>/preview")
def preview(draft_id: str) -> Response:
    """Make the true page of the saved draft: its digest, how many pages, and where on them the body's nth block is.

    Raises TemplateFault and Pdf… errors.
    """
    draft = drafts.get(parts(), g.actor, draft_id)
    made = paper.preview(parts(), draft)
    block = request.args.get("block", -1, int)
    found = place(made.pdf, str(draft.values.get("body") or ""), block) if block >= 0 else None
    return _fresh({"digest": made.digest, "pages": made.pages, "place": found})


@blueprint.get("/<id:draft_id>/pages/<int:number>.png")
def page(draft_id: str, number: int) -> Response:
    """One page as a picture, `w` pixels wide; `v` names the content, so that it may be kept for ever."""
    made = paper.preview(parts(), drafts.get(parts(), g.actor, draft_id))
    width = min(max(request.args.get("w", 800, int), NARROWEST), WIDEST)
    picture = paper.page_image(parts(), made.digest, made.pdf, number, width)
    answer = Response(picture, mimetype="image/png")
    same = request.args.get("v") == made.digest
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable" if same else "no-store"
    return answer


@blueprint.get("/<id:draft_id>/preview.pdf")
def preview_pdf(draft_id: str) -> Response:
    """The draft as PDF: blanks for number and date."""
    made = paper.preview(parts(), drafts.get(parts(), g.actor, draft_id))
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{draft_id[:8]}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/<id:draft_id>/unplaced")
@demands("draft")
def clear_unplaced(draft_id: str) -> AnyResponse:
    drafts.clear_unplaced(parts(), g.actor, draft_id)
    return redirect(url_for(".edit", draft_id=draft_id))


@blueprint.post("/<id:draft_id>/hand-over")
@demands("draft")
def hand_over(draft_id: str) -> AnyResponse:
    drafts.hand_over(parts(), g.actor, draft_id)
    flash(gettext("Đã chuyển văn thư. Khi cần sửa, có thể lấy lại."))
    return redirect(url_for(".edit", draft_id=draft_id))


@blueprint.post("/<id:draft_id>/take-back")
@demands("draft")
def take_back(draft_id: str) -> AnyResponse:
    drafts.take_back(parts(), g.actor, draft_id)
    return redirect(url_for(".edit", draft_id=draft_id))


@blueprint.post("/<id:draft_id>/return")
@demands("issue")
def return_(draft_id: str) -> AnyResponse:
    note = request.form.get("note", "").strip()
    if not note:
        raise BadInput(field="note")
    draft = drafts.return_with_note(parts(), g.actor, draft_id, note[:1000])
    flash(gettext("Đã trả lại cho %(name)s.", name=draft.author_name))
    return redirect(url_for("desk.index"))


@blueprint.post("/<id:draft_id>/discard")
@demands("draft")
def discard(draft_id: str) -> AnyResponse:
    """Put away, with the way back in the message."""
    draft = drafts.discard(parts(), g.actor, draft_id)
    name = draft.subject or drafting.form_name(parts(), draft)
    told = {
        "text": gettext("Đã bỏ dự thảo “%(name)s”.", name=name),
        "undo": url_for(".restore", draft_id=draft.id),
        "label": gettext("Lấy lại"),
    }
    flash(told)  # type: ignore[arg-type]
    return redirect(url_for("desk.index"))


@blueprint.post("/<id:draft_id>/restore")
@demands("draft")
def restore(draft_id: str) -> AnyResponse:
    drafts.restore(parts(), g.actor, draft_id)
    return redirect(url_for(".edit", draft_id=draft_id))


@blueprint.post("/<id:draft_id>/issue")
@demands("issue")
def issue(draft_id: str) -> AnyResponse:
    """★ One action of the records clerk; may take seconds, safe to repeat."""
    document = path.issue(parts(), g.actor, draft_id, pin=request.form.get("pin", ""))
    flash(gettext("Đã ban hành %(reference)s.", reference=document.reference))
    address = url_for("documents.show", document_id=document.id)
    return _fresh({"url": address}) if _asks_for_json() else redirect(address)


@blueprint.get("/<id:draft_id>/progress")
@demands("issue")
def progress(draft_id: str) -> Response:
    """How far issuing is: the number once it is reserved, and whether the document is recorded."""
    document = path.already_issued(parts(), g.actor, draft_id)
    if document is not None:
        return _fresh({"reference": document.reference, "done": True})
    held = drafting.held_reference(parts(), drafts.get(parts(), g.actor, draft_id))
    return _fresh({"reference": held, "done": False})
