"""Who signs for the office: each authority shown as the lines that will be printed, and who may sign what."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from doc_templates.kinds import kinds
from doc_templates.signer import ARTICLES
from service import bodies, signers
from service.access import demands
from service.authority import ending_soon, refusal
from service.bodies import Issuer
from service.delegation import linked
from service.errors import BadInput, NoRedelegation, NotFound, TitleInName
from service.names import tidy
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.admin.signer_form import SignerForm
from service.parts import parts
from service.signer_changes import add_signer, change_signer, correct_signer, end_signer
from service.signers import Signer


@dataclass(frozen=True)
class OfIssuer:
    """The authorities for one issuer, in force or to come, and ended ones; may: the ids that may sign each kind."""

    issuer: Issuer
    now: list[Signer]
    ended: list[Signer]
    may: dict[str, frozenset[int]]


@blueprint.get("/signers")
@demands("administer")
def list_signers() -> str:
    today = parts().today()
    with parts().db.read() as rows:
        everybody = signers.signers(rows, agency_id())
        issuers = _issuers(rows, everybody)
        soon = {one.id for one in ending_soon(rows, agency_id(), today)}
    return render_template(
        "admin/signers.html",
        parts_of=[_of(issuer, everybody) for issuer in issuers],
        by_id={one.id: one for one in everybody},
        any=bool(everybody),
        block=signers.block,
        other_title=signers.other_title,
        articles=ARTICLES,
        soon=soon,
        today=today,
    )


def _issuers(rows: Session, everybody: Iterable[Signer]) -> list[Issuer]:
    """Who issues today, and bodies that ended but had signers."""
    now = bodies.issuers(rows, agency_id(), parts().today())
    named = {str(one.body_id) for one in everybody if one.body_id} - {issuer.id for issuer in now}
    return [*now, *(bodies.issuer_on(rows, agency_id(), id, parts().today()) for id in sorted(named))]


def _of(issuer: Issuer, everybody: Iterable[Signer]) -> OfIssuer:
    today = parts().today()
    own = [one for one in everybody if str(one.body_id or "") == issuer.id]
    now = [one for one in own if one.valid_until is None or one.valid_until >= today]
    may = {kind: frozenset(one.id for one in now if refusal(one, kind, issuer, today) is None) for kind in kinds()}
    return OfIssuer(issuer, now, [one for one in own if one not in now], may)


@blueprint.route("/signers/new", methods=["GET", "POST"])
@demands("administer")
def new_signer() -> Response | str:
    body = request.args.get("body", type=int)
    return _answer(_form(SignerForm(data={"valid_from": parts().today(), "authority": "TM", "body_id": body})), None)


@blueprint.route("/signers/<int:signer_id>", methods=["GET", "POST"])
@demands("administer")
def signer(signer_id: int) -> Response | str:
    with parts().db.read() as rows:
        found = _signer(rows, signer_id)
    return _answer(_form(SignerForm(obj=found), found), found)


def _form(form: SignerForm, itself: Signer | None = None) -> SignerForm:
    with parts().db.read() as rows:
        form.offer(rows, itself)
    return form


def _signer(rows: Session, signer_id: int) -> Signer:
    found = signers.signer(rows, agency_id(), signer_id)
    if found is None:
        raise NotFound(what="signer", id=signer_id)
    return found


def _answer(form: SignerForm, found: Signer | None) -> Response | str:
    if form.validate_on_submit():
        try:
            _write(form, found)
        except (BadInput, TitleInName, NoRedelegation) as error:
            form.put(error)
        else:
            flash(gettext("Đã ghi người ký %(name)s.", name=tidy(form.full_name.data)))
            return redirect(url_for(".list_signers"))
    return render_template(
        "admin/signer.html",
        form=form,
        signer=found,
        lines=form.lines(),
        name=form.full_name.data,
        other=(form.agency_title.data or "").upper(),
        today=parts().today(),
    )


def _write(form: SignerForm, found: Signer | None) -> None:
    with parts().db.write() as rows:
        fields = linked(rows, agency_id(), form.fields())
        if found is None:
            add_signer(rows, agency_id(), by=by(), **fields)
        elif form.how.data == "change":
            change_signer(rows, _signer(rows, found.id), by=by(), **fields)
        else:
            correct_signer(rows, _signer(rows, found.id), by=by(), **fields)


@blueprint.post("/signers/<int:signer_id>/end")
@demands("administer")
def end(signer_id: int) -> Response:
    """The authority ends today; its row stays."""
    with parts().db.write() as rows:
        found = _signer(rows, signer_id)
        end_signer(rows, found, max(parts().today(), found.valid_from), by=by())
    day = f"{found.valid_until:%d/%m/%Y}"
    flash(gettext("Quyền ký của %(name)s kết thúc sau ngày %(day)s.", name=found.full_name, day=day))
    return redirect(url_for(".list_signers"))


@blueprint.post("/signers/lines")
@demands("administer")
def signer_lines() -> str:
    """The printed lines of what stands in the form at this moment: a piece of the page."""
    form = SignerForm(request.form)
    other = tidy(form.agency_title.data or "").upper()
    return render_template("admin/signer_lines.html", lines=form.lines(), name=form.full_name.data, other=other)
