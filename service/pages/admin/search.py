"""Tra cứu, for the administrator: how large the index is, how fast it answers, what waits; make it anew."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from service import index_rebuild
from service.access import actor, demands
from service.pages.admin.place import blueprint
from service.parts import parts
from service.search_state import search_state
from service.sentences import sentence

ENGINES: dict[str, LazyString] = {
    "whoosh": _l("Whoosh (có sẵn, viết bằng Python, một thư mục)"),
    "tantivy": _l("Tantivy (nhanh, cho kho lớn)"),
}
BROKEN: dict[str, LazyString] = {
    "damaged": _l("chỉ mục hỏng, cần dựng lại"),
    "other_version": _l("chỉ mục của phiên bản trước, cần dựng lại"),
}


@blueprint.get("/search")
@demands("administer", "audit")
def search() -> str:
    """The page; its script asks for the part that changes while a rebuild is under way."""
    template = "admin/_search_rebuild.html" if request.headers.get("HX-Request") else "admin/search.html"
    return render_template(
        template,
        state=search_state(parts()),
        engines=ENGINES,
        broken=BROKEN,
        sentence=sentence,
        may_rebuild=actor().may("administer"),
    )


@blueprint.route("/search/rebuild", methods=["GET", "POST"])
@demands("administer")
def rebuild_search() -> str | Response:
    """Ask first: it takes a while, and nothing newly issued is found until it has ended."""
    if request.method == "GET":
        return render_template("admin/search_rebuild.html", state=search_state(parts()))
    index_rebuild.ask(parts())
    flash(gettext("Đã bắt đầu dựng lại chỉ mục; trong lúc ấy vẫn tra cứu được."))
    return redirect(url_for(".search"))
