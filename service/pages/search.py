"""Tra cứu: half-remembered words in, documents out. A plain GET form; with scripts the results follow the
typing."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response as AnyResponse

from index.engine import Results
from index.errors import SearchError
from index.query import Note
from service import saved_searches
from service.access import demands
from service.acts.standing import standings
from service.citing.said import said_among
from service.found_lists.asked import ORDERS
from service.found_lists.columns import COLUMNS, MOST, ORIGINS, STATUSES, chosen
from service.pages.saved_searches import address_of, kept_as
from service.pages.understood import parts_taken
from service.parts import parts
from service.question import PAGE, Question, read, read_back
from service.search import behind, search
from service.search_views import View, choose, view_of
from service.sentences import sentence

blueprint = Blueprint("search", __name__)
blueprint.add_app_template_global(parts_taken)


@blueprint.get("/search")
@demands("read")
def index() -> Response:
    question = read(request.args)
    results, broken = _answer(question)
    waiting, _ = behind(parts())
    kept = kept_as(question)
    hits = [hit.id for hit in results.hits] if results else []
    inside = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    page = render_template(
        "search/results.html" if inside else "search/index.html",
        question=question,
        results=results,
        broken=broken,
        waiting=waiting,
        notes=_notes(question, results),
        standings=standings(parts(), g.actor, hits),
        said=said_among(parts(), g.actor, hits),
        pages=_pages(results),
        kept=kept,
        new=saved_searches.new_documents(parts(), g.actor, kept.search.id) if kept and kept.new else frozenset(),
        view=view_of(parts(), g.actor),
        columns=COLUMNS,
        most_columns=MOST,
        orders=ORDERS,
        labels={"status": STATUSES, "origin": ORIGINS},
    )
    answer = make_response(page)
    answer.vary.add("HX-Request")
    answer.cache_control.no_store = True
    return answer


def _answer(question: Question, limit: int = PAGE) -> tuple[Results | None, str]:
    """The results, or why there are none: a broken index stops this page alone, and only its list."""
    filters = question.filters(g.actor.agency_id)
    try:
        found = search(parts(), g.actor, question.q, filters, question.offset, limit, question.order)
    except SearchError as error:
        return None, sentence(error.code, error.data)
    return found, ""


def _pages(results: Results | None) -> int:
    return -(-results.listed // PAGE) if results else 0


def _notes(question: Question, results: Results | None) -> list[str]:
    named = {"year": gettext("năm"), "from": gettext("từ ngày"), "to": gettext("đến ngày")}
    ignored = [gettext("Không đọc được %(what)s nên đã bỏ qua.", what=named[name]) for name in question.ignored]
    taken = results.understood.notes if results else ()
    return ignored + [_said(note) for note in taken if note.code in SENTENCES]


SENTENCES: dict[str, LazyString] = {
    "unknown_field": _l("Không có mục “%(field)s:”; đã tìm như từ thường."),
    "bad_value": _l("“%(value)s” không dùng được cho mục “%(field)s:”; đã tìm như từ thường."),
    "too_long": _l("Câu tìm quá dài; chỉ tìm phần đầu."),
    "reference_not_found": _l("Không có văn bản số %(reference)s; dưới đây là văn bản có nhắc đến số này, nếu có."),
    "number_not_found": _l("Không có văn bản số %(number)s; đã tìm theo các từ còn lại."),
    "date_not_found": _l("Không có văn bản ngày %(date)s; đã tìm theo các từ còn lại."),
    "partial": _l("Không văn bản nào có đủ mọi từ; dưới đây là các văn bản có phần lớn các từ."),
    "approximate": _l("Có rất nhiều kết quả; các con số là ước lượng."),
}


def _said(note: Note) -> str:
    """What the reader should know about how the words were taken."""
    return str(SENTENCES[note.code]) % note.data


@blueprint.post("/search/view")
@demands("read")
def view() -> AnyResponse:
    """How this person likes to see results, from now on."""
    now = view_of(parts(), g.actor)
    columns = chosen(request.form.getlist("column")) if "columns" in request.form else now.columns
    wanted = request.form.get("look", now.look)
    choose(parts(), g.actor, View("table" if wanted == "table" else "list", columns))
    return redirect(address_of(read_back(request.form.get("asked", "")) or Question()))


@blueprint.get("/search/help")
@demands("read")
def help_() -> str:
    return render_template("search/help.html")
