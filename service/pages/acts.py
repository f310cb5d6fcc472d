"""Thu hồi, thay thế, sửa đổi, đính chính: from the document, from the draft, and who has acknowledged it."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from archive.errors import ReasonNeeded
from index.engine import Filters, Hit
from index.errors import SearchError
from service import drafts
from service.access import demands
from service.acts import cover, pointing, told
from service.acts.rules import ended
from service.acts.seen import acts_seen
from service.documents import PDF, document_of, file_of
from service.errors import ActRefused, NotFound
from service.pages import drafting
from service.pages.act_words import ACTS, done_words, in_force_words, standing_words
from service.parts import parts
from service.search import search
from service.sentences import sentence

blueprint = Blueprint("acts", __name__)
for words in (done_words, in_force_words, standing_words):
    blueprint.add_app_template_global(words)
blueprint.add_app_template_global(ended, "has_ended")
MOST_FOUND = 10


@blueprint.app_context_processor
def act_names() -> dict[str, object]:
    """What may be done to a document, in words, for every page."""
    return {"act_names": ACTS}


@blueprint.get("/drafts/<id:draft_id>/acts")
@demands("draft")
def index(draft_id: str) -> str:
    return _page(draft_id)


def _page(draft_id: str, error: str = "") -> str:
    draft = drafts.get(parts(), g.actor, draft_id)
    held, signing = drafting.held_reference(parts(), draft), drafting.signing(parts(), draft)
    words = request.values.get("q", "").strip()
    return render_template(
        "drafts/acts.html",
        draft=draft,
        acts=pointing.of_draft(parts(), g.actor, draft_id),
        editable=drafting.editable(g.actor, draft, held, signing is not None),
        q=words,
        hits=_found(words) if words else [],
        error=error,
    )


def _found(words: str) -> list[Hit]:
    try:
        return search(parts(), g.actor, words, Filters(g.actor.agency_id), 0, MOST_FOUND).hits
    except SearchError:
        return []


@blueprint.post("/drafts/<id:draft_id>/acts")
@demands("draft")
def add(draft_id: str) -> AnyResponse | tuple[str, int]:
    """Point at a document that was found."""
    told_of = request.form
    try:
        pointing.point(
            parts(), g.actor, draft_id, told_of.get("act", ""), told_of.get("target", ""), told_of.get("reason", "")
        )
    except (ActRefused, ReasonNeeded) as error:
        return _page(draft_id, sentence(error.code, error.data)), 422
    except NotFound:
        return _page(draft_id, gettext("Hãy chọn văn bản và việc cần làm.")), 422
    flash(gettext("Đã ghi vào dự thảo; có hiệu lực khi dự thảo được ban hành."))
    return redirect(url_for(".index", draft_id=draft_id))


@blueprint.post("/drafts/<id:draft_id>/acts/<id:target_id>/removal")
@demands("draft")
def remove(draft_id: str, target_id: str) -> AnyResponse:
    pointing.unpoint(parts(), g.actor, draft_id, target_id)
    flash(gettext("Đã bỏ khỏi dự thảo."))
    return redirect(url_for(".index", draft_id=draft_id))


@blueprint.post("/documents/<id:document_id>/acts")
@demands("draft")
def begin(document_id: str) -> AnyResponse:
    """A new draft that will do it, on the form of the decree."""
    act, reason = request.form.get("act", ""), request.form.get("reason", "")
    draft = pointing.begin(parts(), g.actor, document_id, act, reason)
    flash(gettext("Dự thảo này khi ban hành sẽ ghi vào văn bản kia. Hãy soạn nội dung."))
    return redirect(url_for("drafts.edit", draft_id=draft.id))


@blueprint.post("/documents/<id:document_id>/acknowledgements")
@demands("issue")
def acknowledge(document_id: str) -> AnyResponse:
    """Somebody who was told has sent the paper back, or put the file out."""
    form = request.form
    told.acknowledge(parts(), g.actor, document_id, form.get("name", ""), form.get("of", ""), form.get("note", ""))
    flash(gettext("Đã ghi phản hồi của %(name)s.", name=form.get("name", "")))
    return redirect(url_for("documents.show", document_id=document_id))


@blueprint.get("/documents/<id:document_id>/to-read.pdf")
@demands("read")
def to_read(document_id: str) -> Response:
    """The PDF to read or print: behind a cover where the document is no longer in force."""
    document = document_of(parts(), g.actor, document_id)
    file, pdf = file_of(parts(), document, PDF)
    done = acts_seen(parts(), g.actor, document)["acted_on_by"]
    answer = Response(cover.covered(parts(), document, done, pdf, file.sha256), mimetype="application/pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
