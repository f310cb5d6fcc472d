"""The signer's desk: what waits for my signature, one document on its true pages, sign one or the day's, send back."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.pdf_facts import read_back
from service import appendix_files, drafts, paper, signing_batches, signing_desk
from service.access import demands
from service.errors import (
    BadInput,
    KeyExpired,
    KeyLocked,
    KeyMissing,
    KeyRefused,
    ServiceError,
    SignOutside,
    TokenFailed,
    WrongPin,
)
from service.issue import already_issued
from service.pages import drafting
from service.parts import parts
from service.sentences import sentence
from service.signing.keys import key_of

blueprint = Blueprint("signing", __name__, url_prefix="/signing")

WIDTHS = (160, 794, 1588)
MOST = 500
"""Documents of one batch: more than a leader reads in a day."""
KEY_ERRORS = (WrongPin, KeyLocked, KeyExpired, KeyMissing, KeyRefused, TokenFailed, SignOutside)


@blueprint.get("/")
@demands("sign", "draft")
def index() -> str:
    """Everything that waits for me; ticked ones are signed with one PIN."""
    return _list()


def _list(error: str = "") -> str:
    with parts().db.read() as session:
        key = key_of(session, g.actor.agency_id, g.actor.user_id)
    return render_template(
        "signing/index.html",
        waiting=signing_desk.waiting_turns(parts(), g.actor),
        part_words=part_words,
        chosen=set(request.form.getlist("draft")),
        form_name=lambda draft: drafting.form_name(parts(), draft),
        key=key,
        error=error,
        batch=signing_batches.latest(parts(), g.actor),
    )


def part_words(role: str) -> str:
    """What a person signs as, in a word or two."""
    names: dict[str, str] = {
        "drafter": gettext("Ký nháy của người soạn thảo"),
        "unit_head": gettext("Ký nháy của lãnh đạo đơn vị"),
        "signer": gettext("Ký ban hành"),
        "second": gettext("Ký cùng (người ký thứ hai)"),
    }
    return names[role]


def _words(error: ServiceError) -> str:
    return sentence(error.code, error.data)


@blueprint.post("/")
@demands("sign", "draft")
def sign_many() -> AnyResponse | tuple[str, int]:
    """Begin to sign all that is ticked with one unlock of the key; answers at once."""
    chosen = request.form.getlist("draft")
    if not chosen:
        return _list(gettext("Chưa chọn văn bản nào.")), 422
    if len(chosen) > MOST:
        raise BadInput(field="draft")
    try:
        batch_id = signing_batches.start(parts(), g.actor, chosen, request.form.get("pin", ""))
    except KEY_ERRORS as error:
        return _list(_words(error)), 422
    return redirect(url_for(".batch", batch_id=batch_id))


@blueprint.get("/batches/<id:batch_id>")
@demands("sign", "draft")
def batch(batch_id: str) -> Response:
    """How far it is, what failed and why; the page's script asks for the part that changes alone."""
    found = signing_batches.progress(parts(), g.actor, batch_id)
    template = "signing/_progress.html" if request.headers.get("HX-Request") else "signing/batch.html"
    answer = Response(render_template(template, batch=found, words=sentence))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/<id:draft_id>")
@demands("sign", "draft")
def show(draft_id: str) -> AnyResponse | str:
    """Read the pages, then sign or send back."""
    return _show(draft_id)


def _show(draft_id: str, error: str = "") -> AnyResponse | str:
    waits, draft = signing_desk.to_sign(parts(), g.actor, draft_id)
    turn = signing_desk.turn(parts(), g.actor, draft_id)
    if turn is None:
        return redirect(url_for("drafts.edit", draft_id=draft_id))
    with parts().db.read() as session:
        key = key_of(session, g.actor.agency_id, g.actor.user_id)
    return render_template(
        "signing/show.html",
        draft=draft,
        waits=waits,
        form_name=drafting.form_name(parts(), draft),
        pages=read_back(waits.prepared).pages,
        appendices=appendix_files.of_draft(parts(), g.actor, draft_id),
        turn=turn,
        part=part_words(turn.role),
        key=key,
        error=error,
    )


@blueprint.post("/<id:draft_id>/sign")
@demands("sign", "draft")
def sign(draft_id: str) -> AnyResponse | tuple[AnyResponse | str, int]:
    try:
        signing_desk.sign(parts(), g.actor, draft_id, request.form.get("pin", ""))
    except KEY_ERRORS as error:
        return _show(draft_id, _words(error)), 422
    flash(what_now(draft_id))
    return redirect(url_for(".index"))


def what_now(draft_id: str) -> str:
    """What is said after a signature: who signs next, or that the records clerk goes on."""
    awaited = drafting.awaited(parts(), draft_id)
    if issued := already_issued(parts(), g.actor, draft_id):
        return str(gettext("Đã ký và ban hành %(reference)s.", reference=issued.reference))
    if awaited is None:
        return str(gettext("Đã ký. Văn bản đã chuyển sang văn thư để cấp số và đóng dấu."))
    return str(gettext("Đã ký. Văn bản chờ %(name)s ký tiếp.", name=awaited.name))


@blueprint.post("/<id:draft_id>/refusal")
@demands("sign", "draft")
def refuse(draft_id: str) -> AnyResponse:
    note = request.form.get("note", "").strip()
    if not note:
        raise BadInput(field="note")
    draft = signing_desk.refuse(parts(), g.actor, draft_id, note[:1000])
    flash(gettext("Đã trả lại cho %(name)s.", name=draft.author_name))
    return redirect(url_for(".index"))


@blueprint.get("/<id:draft_id>/pages/<int:number>.png")
@demands("draft")
def page(draft_id: str, number: int) -> Response:
    """One page of what is to be signed, or is signed, as a picture."""
    drafts.get(parts(), g.actor, draft_id)
    pdf, digest = signing_desk.current_pdf(parts(), g.actor, draft_id)
    width = min(WIDTHS, key=lambda known: abs(known - request.args.get("w", 794, int)))
    answer = Response(paper.page_image(parts(), digest, pdf, number, width), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.get("/<id:draft_id>/document.pdf")
@demands("draft")
def pdf(draft_id: str) -> Response:
    """The file itself, as it is to be signed or is signed."""
    drafts.get(parts(), g.actor, draft_id)
    content, _ = signing_desk.current_pdf(parts(), g.actor, draft_id)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{draft_id[:8]}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
