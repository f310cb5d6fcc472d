"""Certified copies: choose one, look at its true pages, issue it; those that were made stand beside the original."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from archive.records import Document
from doc_templates.copy_rules import CopyRule, frozen_statuses
from service import copies, copy_paper, paper, people
from service.access import demands
from service.authority import refusal
from service.bodies import issuer_on
from service.copy import copy
from service.copy_extract import body_of
from service.documents import WIDTHS, document_of, kind_name
from service.errors import NotFound, NotReady, ServiceError
from service.parts import parts
from service.sentences import sentence
from service.signing.keys import key_of

blueprint = Blueprint("copies", __name__, url_prefix="/documents/<id:document_id>/copies")
blueprint.add_app_template_global(lambda document: copies.copies_made(parts(), g.actor, document.id), "copies_made")
blueprint.add_app_template_global(lambda document: copies.open_copies(parts(), g.actor, document.id), "open_copies")
Shown = str | AnyResponse
Page = Shown | tuple[Shown, int]


@blueprint.app_template_global()
def medium_words(medium: str) -> str:
    """What a document or a copy is made of."""
    return str(gettext("bản điện tử") if medium == "electronic" else gettext("bản giấy"))


@blueprint.app_template_global()
def may_be_copied(document: Document) -> bool:
    """Whether the records clerk is offered a copy of it."""
    return g.actor.may("issue") and bool(copies.ways(document)) and document.status not in frozen_statuses()


@blueprint.get("/new")
@demands("issue")
def new(document_id: str) -> Page:
    return _new(document_id)


def _new(document_id: str, error: str = "") -> str:
    """?way=ban-sao-y.paper chooses; what the fields hold comes back with an error."""
    document = document_of(parts(), g.actor, document_id)
    ways = copies.ways(document)
    if not ways:
        raise NotFound(what="copy", id=document_id)
    chosen = next((way for way in ways if _key(way) == request.values.get("way")), ways[0])
    return render_template(
        "copies/new.html",
        document=document,
        ways=[(_key(way), kind_name(way[0].kind), way[1]) for way in ways],
        chosen=_key(chosen),
        rule=chosen[0],
        medium=chosen[1],
        source=copies.medium_of(document),
        signers=_signers(chosen[0]),
        body=body_of(parts(), document) if chosen[0].part else "",
        pages=copies.pages_to_copy(document),
        values=request.form,
        error=error,
    )


def _key(way: tuple[CopyRule, str]) -> str:
    return f"{way[0].kind}.{way[1]}"


def _signers(rule: CopyRule) -> list[tuple[str, str]]:
    """Those who may sign that copy today, with the lines above their names."""
    today = parts().today()
    with parts().db.read() as session:
        issuer = issuer_on(session, g.actor.agency_id, "", today)
        may = [one for one in people.signers(session, g.actor.agency_id) if not refusal(one, rule.kind, issuer, today)]
    return [(str(one.id), f"{one.full_name} ({' / '.join(people.block(one)[0])})") for one in may]


@blueprint.post("/new")
@demands("issue")
def begin(document_id: str) -> Page:
    """Keep the choice and show its pages; what cannot be copied so says why above the fields."""
    kind, _, medium = request.form.get("way", "").partition(".")
    try:
        made = copies.begin(parts(), g.actor, document_id, kind, medium, _values())
    except NotFound:
        raise
    except ServiceError as error:
        return _new(document_id, sentence(error.code, error.data)), 422
    return redirect(url_for(".show", document_id=document_id, copy_id=made.id))


def _values() -> dict[str, object]:
    form = request.form
    by_pages = form.get("part") == "pages"
    chosen = form.getlist("pages") if by_pages else []
    return {
        "signer": form.get("signer", ""),
        "recipients": form.get("recipients", "").splitlines(),
        "kept_at": form.get("kept_at", ""),
        "pages": [int(each) for each in chosen if each.isdecimal() and len(each) < 6],
        "excerpt": "" if by_pages else form.get("excerpt", ""),
    }


@blueprint.get("/<id:copy_id>")
@demands("issue")
def show(document_id: str, copy_id: str) -> Page:
    """The true pages before the copy is issued; once it is, the copy itself."""
    return _show(document_id, copy_id)


def _show(document_id: str, copy_id: str, error: str = "") -> Shown:
    try:
        found, original = copies.copy_of_id(parts(), g.actor, copy_id)
    except NotFound:
        return redirect(url_for("documents.show", document_id=document_of(parts(), g.actor, copy_id).id))
    if original.id != document_id:
        raise NotFound(what="copy", id=copy_id)
    with parts().db.read() as session:
        key = key_of(session, g.actor.agency_id, None) if found.medium == "electronic" else None
    return render_template(
        "copies/show.html",
        document=original,
        copy=found,
        pages=copy_paper.preview(parts(), found, original).pages,
        signer=copy_paper.around(parts(), found, parts().today()).signer,
        key=key,
        error=error,
    )


@blueprint.post("/<id:copy_id>/issue")
@demands("issue")
def issue(document_id: str, copy_id: str) -> Page:
    try:
        made = copy(parts(), g.actor, copy_id, pin=request.form.get("pin", ""))
    except NotFound:
        raise
    except ServiceError as error:
        return _show(document_id, copy_id, _why(error)), 422
    flash(gettext("Đã ban hành bản sao %(reference)s.", reference=made.reference))
    return redirect(url_for("documents.show", document_id=made.id))


def _why(error: ServiceError) -> str:
    problems = error.data.get("problems") if isinstance(error, NotReady) else None
    if isinstance(problems, list):
        return " ".join(str(each["detail"]) for each in problems)
    return sentence(error.code, error.data)


@blueprint.post("/<id:copy_id>/drop")
@demands("issue")
def drop(document_id: str, copy_id: str) -> AnyResponse:
    copies.drop(parts(), g.actor, copy_id)
    flash(gettext("Đã bỏ bản sao đang làm."))
    return redirect(url_for("documents.show", document_id=document_id))


@blueprint.get("/<id:copy_id>/pages/<int:page>-<int:width>.png")
@demands("issue")
def page(document_id: str, copy_id: str, page: int, width: int) -> Response:  # noqa: ARG001
    """One page of the copy as it will be."""
    found, original = copies.copy_of_id(parts(), g.actor, copy_id)
    if width not in WIDTHS:
        raise NotFound(what="page", id=copy_id)
    shown = copy_paper.preview(parts(), found, original)
    answer = Response(paper.page_image(parts(), shown.digest, shown.pdf, page, width), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
