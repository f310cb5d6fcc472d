"""The office's forms: a picture of each one's first page, its fields, and the .docx to edit in Word."""

import io

from flask import Blueprint, Response, g, render_template, request, send_file

from doc_templates.form import Form, samples
from doc_templates.kinds import kinds
from service import paper, people
from service.drafts import Draft
from service.forms import form_of, forms
from service.pages import drafting
from service.parts import parts

blueprint = Blueprint("forms", __name__, url_prefix="/forms")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/")
def index() -> str:
    found = sorted(forms(parts(), g.actor.agency_id).values(), key=lambda form: drafting.said(form.name))
    return render_template("forms/index.html", forms=found, said=drafting.said, kinds=kinds())


@blueprint.get("/<form_id>")
def show(form_id: str) -> str:
    form = form_of(parts(), g.actor.agency_id, form_id)
    pages = paper.preview(parts(), sample(form)).pages
    return render_template("forms/show.html", form=form, said=drafting.said, kind=kinds()[form.kind], pages=pages)


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
    """A draft that is never kept: the form's sample values, signed by the first of the agency's signers."""
    with parts().db.read() as session:
        first = next(iter(people.signers(session, g.actor.agency_id, parts().today())), None)
    values = samples(form)
    if first is not None and any(field.type == "signer" for field in form.fields):
        values["signer"] = str(first.id)
    return Draft(
        id="",
        agency_id=g.actor.agency_id,
        form=form.id,
        form_version=form.version,
        values=values,
        author_name="",
    )
