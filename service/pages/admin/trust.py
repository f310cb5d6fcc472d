"""Whom the office trusts to name people: authorities and their lists of revoked certificates."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from service import trust_list
from service.access import actor, demands
from service.errors import TrustRefused
from service.pages.admin.place import blueprint
from service.parts import parts
from service.sentences import sentence


@blueprint.route("/trust", methods=["GET", "POST"])
@demands("administer")
def trust() -> Response | str | tuple[str, int]:
    if request.method == "GET":
        return _page()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(gettext("Chưa chọn tệp.")), 422
    try:
        names = trust_list.add(parts(), actor(), sent.read(trust_list.LARGEST + 1))
    except TrustRefused as error:
        return _page(sentence(error.code, error.data)), 422
    flash(gettext("Đã thêm: %(names)s.", names=", ".join(names)))
    return redirect(url_for(".trust"))


@blueprint.post("/trust/<fingerprint>/removal")
@demands("administer")
def retire_trust(fingerprint: str) -> Response:
    gone = trust_list.retire(parts(), actor(), fingerprint)
    flash(gettext("Từ nay không tin “%(name)s” nữa.", name=gone.name))
    return redirect(url_for(".trust"))


def _page(error: str = "") -> str:
    return render_template(
        "admin/trust.html",
        authorities=trust_list.authorities(parts()),
        lists=trust_list.lists(parts()),
        now=parts().now(),
        error=error,
    )
