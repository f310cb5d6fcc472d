"""Results taken away: a short list is made while one waits, a long one in the background with its progress."""

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from service import uses
from service.access import demands
from service.errors import BadInput
from service.found_lists.asked import wanted
from service.found_lists.exports import DIRECT, DIRECT_TEXT, begin, file_of_list, progress_of
from service.found_lists.made import MEDIA, Format, Wanted, make
from service.pages.saved_searches import address_of
from service.parts import parts
from service.question import Question, read_back
from service.search import search
from service.search_views import view_of
from service.sentences import sentence

blueprint = Blueprint("search_lists", __name__)

NAME = "danh-muc-van-ban"


@blueprint.post("/search/lists")
@demands("read")
def create() -> AnyResponse:
    """Make the list of a question (`asked`, as its address has it) in a format."""
    question = (read_back(request.form.get("asked", "")) or Question()).but()
    format = _format(request.form.get("format", ""))
    asked, total = _wanted(question)
    if total <= (DIRECT_TEXT if format == "csv" else DIRECT):
        uses.note(parts(), g.actor, "exported", words=f"{address_of(question)} .{format}")
        with force_locale("vi"):
            return _file(make(parts(), g.actor, asked, format), format)
    return redirect(url_for(".show", list_id=begin(parts(), g.actor, asked, format, total)), 303)


def _format(name: str) -> Format:
    found = next((format for format in MEDIA if format == name), None)
    if found is None:
        raise BadInput(field="format")
    return found


def _wanted(question: Question) -> tuple[Wanted, int]:
    """The list, and how many the question finds. Paper is Vietnamese. Raises IndexBroken."""
    filters = question.filters(g.actor.agency_id)
    total = search(parts(), g.actor, question.q, filters, 0, 1, question.order).total
    with force_locale("vi"):
        return wanted(question, g.actor.agency_id, view_of(parts(), g.actor).columns, total), total


def _file(content: bytes, format: Format) -> Response:
    answer = Response(content, content_type=MEDIA[format])
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}.{format}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/search/lists/<id:list_id>")
@demands("read")
def show(list_id: str) -> Response:
    """How far a list is; the page's script asks for the part that changes alone."""
    found = progress_of(parts(), g.actor, list_id)
    template = "search/_list_progress.html" if request.headers.get("HX-Request") else "search/list.html"
    answer = Response(render_template(template, found=found, why=sentence(found.code) if found.code else ""))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/search/lists/<id:list_id>/file")
@demands("read")
def file(list_id: str) -> Response:
    found = progress_of(parts(), g.actor, list_id)
    return _file(file_of_list(parts(), g.actor, list_id), _format(found.format))
