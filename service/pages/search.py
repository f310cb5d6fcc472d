"""Tra cứu: half-remembered words in, documents out. A plain GET form; with scripts the results follow the
typing."""

from collections.abc import Iterator

from flask import Blueprint, Response, g, make_response, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from index.engine import Hit, Results
from index.errors import SearchError
from index.query import Note
from service.access import demands
from service.documents import kind_name
from service.pages.question import PAGE, Question, read
from service.pages.shown import day
from service.parts import parts
from service.search import behind, search
from service.sentences import sentence
from service.tables import csv_answer

blueprint = Blueprint("search", __name__)
EXPORTED = 1000


@blueprint.get("/search")
@demands("read")
def index() -> Response:
    question = read(request.args)
    results, broken = _answer(question)
    waiting, _ = behind(parts())
    inside = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    page = render_template(
        "search/results.html" if inside else "search/index.html",
        question=question,
        results=results,
        broken=broken,
        waiting=waiting,
        notes=_notes(question, results),
        pages=_pages(results),
    )
    answer = make_response(page)
    answer.vary.add("HX-Request")
    answer.cache_control.no_store = True
    return answer


def _answer(question: Question, limit: int = PAGE) -> tuple[Results | None, str]:
    """The results, or why there are none: a broken index stops this page alone, and only its list."""
    try:
        found = search(parts(), g.actor, question.q, question.filters(g.actor.agency_id), question.offset, limit)
    except SearchError as error:
        return None, sentence(error.code, error.data)
    return found, ""


def _pages(results: Results | None) -> int:
    return -(-results.total // PAGE) if results else 0


def _notes(question: Question, results: Results | None) -> list[str]:
    named = {"year": gettext("năm"), "from": gettext("từ ngày"), "to": gettext("đến ngày")}
    ignored = [gettext("Không đọc được %(what)s nên đã bỏ qua.", what=named[name]) for name in question.ignored]
    return ignored + [_said(note) for note in results.understood.notes] if results else ignored


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


@blueprint.get("/search/help")
@demands("read")
def help_() -> str:
    return render_template("search/help.html")


@blueprint.get("/search/results.csv")
@demands("read")
def export() -> Response:
    """The results as a table for a spreadsheet: the first thousand, in the order of the page."""
    question = read(request.args).but()
    head = [
        gettext("Số, ký hiệu"),
        gettext("Ngày"),
        gettext("Tên loại"),
        gettext("Trích yếu"),
        gettext("Người ký"),
    ]
    return csv_answer("tra-cuu.csv", head, (_row(hit) for hit in _all(question)))


def _all(question: Question) -> Iterator[Hit]:
    filters = question.filters(g.actor.agency_id)
    for offset in range(0, EXPORTED, 100):
        hits = search(parts(), g.actor, question.q, filters, offset, 100).hits
        yield from hits
        if len(hits) < 100:
            return


def _row(hit: Hit) -> list[str]:
    return [hit.reference, day(hit.issued_on), kind_name(hit.kind), hit.subject, hit.signer]
