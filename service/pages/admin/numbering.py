"""Which kinds of documents the signer numbers in the same action, without the records clerk and without a seal."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from doc_templates.kinds import kinds
from service import numbered_when_signing
from service.access import actor, demands
from service.documents import kind_name
from service.pages.admin.place import blueprint
from service.parts import parts


@blueprint.route("/numbering", methods=["GET", "POST"])
@demands("administer")
def numbering() -> Response | str:
    if request.method == "POST":
        numbered_when_signing.choose(parts(), actor(), request.form.getlist("kinds"))
        flash(gettext("Đã lưu cách cấp số."))
        return redirect(url_for(".numbering"))
    with parts().db.read() as session:
        chosen = numbered_when_signing.chosen(session, actor().agency_id)
    options = sorted(((kind, kind_name(kind)) for kind in kinds()), key=lambda pair: pair[1])
    return render_template("admin/numbering.html", options=options, chosen=chosen)
