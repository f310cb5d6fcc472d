"""The office's forms: a picture of each one's first page, its fields, and the .docx to edit in Word."""

import io

from flask import Blueprint, Response, g, render_template, request, send_file

from doc_templates.form import Form
from doc_templates.kinds import kinds
from doc_templates.package import DOCX
from service import own_forms, paper
from service.draft import Draft
from service.form_samples import sample_draft
from service.forms import form_of
from service.language import said
from service.own_forms import OfficeForm
from service.pages import drafting
from service.pages.form_groups import grouped
from service.parts import parts

blueprint = Blueprint("forms", __name__, url_prefix="/forms")


@blueprint.get("/")
def index() -> str:
    own, built_in = drafting.grouped_forms(parts(), g.actor.agency_id)
    return render_template(
        "forms/index.html", own=own, grouped=grouped(built_in), said=said, kinds=kinds(), waiting=_waiting()
    )


def _waiting() -> list[OfficeForm]:
    """Versions that somebody is still making, for those who make forms."""
    if not g.actor.permissions & {"administer", "issue"}:
        return []
    with parts().db.read() as session:
        return [row for row in own_forms.rows(session, g.actor.agency_id) if row.state == "draft"]


@blueprint.get("/<form_id>")
def show(form_id: str) -> str:
    form = form_of(parts(), g.actor.agency_id, form_id)
    pages = paper.preview(parts(), sample(form)).pages
    return render_template("forms/show.html", form=form, said=said, kind=kinds()[form.kind], pages=pages)


@blueprint.get("/<form_id>/pages/<int:number>.png")
def page(form_id: str, number: int) -> Response:
    """A page of the form filled with its sample, under the agency's own letterhead."""
    made = paper.preview(parts(), sample(form_of(parts(), g.actor.agency_id, form_id)))
    width = min(max(request.args.get("w", 800, int), 80), 2000)
    answer = Response(paper.page_image(parts(), made.digest, made.pdf, number, width), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


@blueprint.get("/<form_id>/form.docx")
def docx(form_id: str) -> Response:
    form = form_of(parts(), g.actor.agency_id, form_id)
    content = io.BytesIO(form.docx)
    return send_file(content, mimetype=DOCX, as_attachment=True, download_name=f"{form.id}.docx")


def sample(form: Form) -> Draft:
    return sample_draft(parts(), g.actor.agency_id, form)
