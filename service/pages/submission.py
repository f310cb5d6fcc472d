"""Before and beside the signer: who initials, who signs too; a file that is signed outside and brought back."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from service import co_signers, drafts, paper, signing_desk, submission
from service.access import demands
from service.co_signers import Beside
from service.errors import ContinuationRefused
from service.pages import drafting
from service.pages.signing import what_now
from service.parts import parts
from service.sentences import sentence

blueprint = Blueprint("submission", __name__, url_prefix="/signing")


@blueprint.get("/<id:draft_id>/submission")
@demands("draft")
def choose(draft_id: str) -> str:
    """Who signs besides the signer: initials, a second signer."""
    draft = drafts.get(parts(), g.actor, draft_id)
    choices = co_signers.choices(parts(), draft)
    here = [(co_signers.HERE, gettext("Ký ở đây, bằng khóa của mình"))] if choices.second_here else []
    return render_template(
        "signing/submission.html",
        draft=draft,
        form_name=drafting.form_name(parts(), draft),
        signer_name=paper.setting(parts(), draft, parts().today()).signer.name,
        choices=choices,
        unit_heads=[(user.id, user.full_name) for user in choices.unit_heads],
        second_ways=[*here, (co_signers.OUTSIDE, gettext("Ký ở ngoài rồi nộp lại tệp"))],
    )


@blueprint.post("/<id:draft_id>/submission")
@demands("draft")
def submit(draft_id: str) -> AnyResponse:
    """The drafter lays the draft before its signer; whoever initials it first does so at once."""
    submission.submit(parts(), g.actor, draft_id, _beside())
    awaited = drafting.awaited(parts(), draft_id)
    if awaited is not None and awaited.user_id == g.actor.user_id:
        return redirect(url_for("signing.show", draft_id=draft_id))
    flash(gettext("Đã trình ký. Khi cần sửa, có thể lấy lại."))
    return redirect(url_for("drafts.edit", draft_id=draft_id))


def _beside() -> Beside:
    return Beside(
        drafter="drafter" in request.form,
        unit_head=request.form.get("unit_head", type=int),
        second=request.form.get("second", ""),
    )


@blueprint.get("/<id:draft_id>/outside")
@demands("draft")
def outside(draft_id: str) -> AnyResponse | str:
    """Take the file to the second signer's own software, and bring it back signed."""
    return _outside(draft_id)


def _outside(draft_id: str, error: str = "") -> AnyResponse | str:
    found = co_signers.outside(parts(), g.actor, draft_id)
    if found is None:
        return redirect(url_for("drafts.edit", draft_id=draft_id))
    draft = drafts.get(parts(), g.actor, draft_id)
    return render_template("signing/outside.html", draft=draft, turn=found[1], error=error)


@blueprint.post("/<id:draft_id>/outside")
@demands("draft")
def bring_back(draft_id: str) -> AnyResponse | tuple[AnyResponse | str, int]:
    file = request.files.get("file")
    content = file.read() if file else b""
    if not content:
        return _outside(draft_id, gettext("Chưa chọn tệp.")), 422
    try:
        signing_desk.take_continuation(parts(), g.actor, draft_id, content)
    except ContinuationRefused as error:
        return _outside(draft_id, sentence(error.code, error.data)), 422
    flash(what_now(draft_id))
    return redirect(url_for("drafts.edit", draft_id=draft_id))
