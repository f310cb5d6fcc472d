"""Appendices of a draft that are PDF files of their own: attach, read, take away."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from service import appendix_files, drafts
from service.access import demands
from service.errors import AppendixRefused, BadInput
from service.pages import drafting
from service.parts import parts
from service.sentences import sentence

blueprint = Blueprint("appendix_files", __name__, url_prefix="/drafts")


@blueprint.get("/<id:draft_id>/appendices")
@demands("draft")
def index(draft_id: str) -> str:
    return _page(draft_id)


def _page(draft_id: str, error: str = "") -> str:
    draft = drafts.get(parts(), g.actor, draft_id)
    signing = drafting.signing(parts(), draft)
    held = drafting.held_reference(parts(), draft)
    return render_template(
        "drafts/appendices.html",
        draft=draft,
        files=appendix_files.of_draft(parts(), g.actor, draft_id),
        editable=drafting.editable(g.actor, draft, held, signing is not None),
        title=request.form.get("title", ""),
        error=error,
    )


@blueprint.post("/<id:draft_id>/appendices")
@demands("draft")
def add(draft_id: str) -> AnyResponse | tuple[str, int]:
    """Attach a PDF; one that is refused brings its reason beside the choice of file."""
    file = request.files.get("file")
    try:
        title = request.form.get("title", "")
        appendix_files.add(parts(), g.actor, draft_id, title, file.read() if file else b"")
    except (AppendixRefused, BadInput) as error:
        return _page(draft_id, sentence(error.code, error.data)), 422
    flash(gettext("Đã đính kèm phụ lục."))
    return redirect(url_for(".index", draft_id=draft_id))


@blueprint.post("/<id:draft_id>/appendices/<id:appendix_id>/removal")
@demands("draft")
def remove(draft_id: str, appendix_id: str) -> AnyResponse:
    appendix_files.remove(parts(), g.actor, draft_id, appendix_id)
    flash(gettext("Đã bỏ phụ lục."))
    return redirect(url_for(".index", draft_id=draft_id))


@blueprint.get("/<id:draft_id>/appendices/<id:appendix_id>.pdf")
@demands("draft")
def show(draft_id: str, appendix_id: str) -> Response:
    """The file as it was attached."""
    row, content = appendix_files.content_of(parts(), g.actor, draft_id, appendix_id)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="phu-luc-{row.position}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
