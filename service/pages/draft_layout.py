"""The layout check of a draft: what stands against its page, and what a layout checker lets pass with a reason."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from service import drafts, layout_checks, layout_overrules, paper
from service.access import demands
from service.layout_overrules import key_of
from service.pages import drafting
from service.pages.layout_checks import told
from service.parts import parts

blueprint = Blueprint("draft_layout", __name__, url_prefix="/drafts")


@blueprint.get("/<id:draft_id>/layout")
def show(draft_id: str) -> str:
    draft = drafts.get(parts(), g.actor, draft_id)
    preview = paper.preview(parts(), draft)
    judged = layout_checks.judged_on_paper(parts(), draft, preview.pdf)
    return render_template(
        "layout/draft.html",
        draft=draft,
        form_name=drafting.form_name(parts(), draft),
        preview=preview,
        findings=told(preview.pdf, [one.finding for one in judged]),
        overruled={one.finding.id: one.overruled for one in judged if one.overruled},
        key_of=key_of,
        blocking=sum(one.blocks for one in judged),
        field_of=layout_checks.FIELD_OF,
    )


@blueprint.post("/<id:draft_id>/layout/overrules")
@demands("layout")
def overrule(draft_id: str) -> AnyResponse:
    """Let the same fault stand in all its places; without a reason nothing happens and the page says so."""
    draft = drafts.get(parts(), g.actor, draft_id)
    for finding in layout_checks.findings_of(parts(), draft, request.form.getlist("finding")):
        layout_overrules.overrule(parts(), g.actor, draft_id, finding, request.form.get("reason", ""))
    flash(gettext("Đã bỏ qua, lý do được ghi vào hồ sơ văn bản."))
    return redirect(url_for(".show", draft_id=draft_id))


@blueprint.post("/<id:draft_id>/layout/overrules/<finding>/withdraw")
@demands("layout")
def withdraw(draft_id: str, finding: str) -> AnyResponse:
    layout_overrules.withdraw(parts(), g.actor, draft_id, finding)
    flash(gettext("Lỗi này lại được tính."))
    return redirect(url_for(".show", draft_id=draft_id))
