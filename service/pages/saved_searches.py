"""Kept searches: save under a name, for oneself or the office; rename, remove; say that what is new was seen."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from service import saved_searches
from service.access import demands
from service.errors import BadInput, TooManySavedSearches
from service.found_lists.asked import asked_words
from service.parts import parts
from service.question import Question, read_back
from service.sentences import sentence

blueprint = Blueprint("saved_searches", __name__)
blueprint.add_app_template_global(asked_words)


@blueprint.app_template_global()
def kept_searches() -> list[saved_searches.Kept]:
    """The reader's own and the office's, those with news first; looked up once a request."""
    if "kept_searches" not in g:
        g.kept_searches = saved_searches.kept(parts(), g.actor)
    found: list[saved_searches.Kept] = g.kept_searches
    return found


def kept_as(question: Question) -> saved_searches.Kept | None:
    """The kept search that asks the same, if there is one."""
    address = question.but().encoded()
    return next((one for one in kept_searches() if one.search.address == address), None)


@blueprint.get("/search/saved")
@demands("read")
def index() -> str:
    return _list()


def _list(error: str = "", wrong: str = "") -> str:
    return render_template("search/saved.html", kept=kept_searches(), error=error, wrong=wrong)


@blueprint.post("/search/saved")
@demands("read")
def create() -> Response:
    question = (read_back(request.form.get("asked", "")) or Question()).but()
    try:
        kept = saved_searches.keep(
            parts(), g.actor, request.form.get("name", ""), question, shared="shared" in request.form
        )
    except (BadInput, TooManySavedSearches) as error:
        flash(_said(error), "error")
    else:
        flash(
            gettext(
                "Đã lưu tìm kiếm “%(name)s”. Có văn bản mới phù hợp thì được báo ở đây và ở bàn làm việc.",
                name=kept.name,
            )
        )
    return redirect(address_of(question))


def address_of(question: Question) -> str:
    """The page of a question."""
    return url_for("search.index", **question.as_args())  # type: ignore[arg-type]


def _said(error: BadInput | TooManySavedSearches) -> str:
    if isinstance(error, BadInput):
        return str(gettext("Hãy đặt tên cho tìm kiếm, tối đa %(most)s chữ.", most=saved_searches.LONGEST_NAME))
    return sentence(error.code, error.data)


@blueprint.post("/search/saved/<id:search_id>")
@demands("read")
def change(search_id: str) -> Response | tuple[str, int]:
    try:
        kept = saved_searches.change(
            parts(), g.actor, search_id, name=request.form.get("name", ""), shared="shared" in request.form
        )
    except BadInput as error:
        return _list(_said(error), search_id), 422
    flash(gettext("Đã lưu thay đổi của “%(name)s”.", name=kept.name))
    return redirect(url_for(".index"))


@blueprint.post("/search/saved/<id:search_id>/remove")
@demands("read")
def remove(search_id: str) -> Response:
    gone = saved_searches.remove(parts(), g.actor, search_id)
    flash(gettext("Đã xóa tìm kiếm “%(name)s”.", name=gone.name))
    return redirect(url_for(".index"))


@blueprint.post("/search/saved/<id:search_id>/seen")
@demands("read")
def seen(search_id: str) -> Response:
    """What was new is new no more."""
    kept = saved_searches.one(parts(), g.actor, search_id)
    saved_searches.looked(parts(), g.actor, search_id)
    back = request.form.get("back", "")
    return redirect(url_for("desk.index") if back == "desk" else address_of(kept.search.question))
