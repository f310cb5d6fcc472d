"""Sổ đăng ký: every number of a year with its document or its reason, to read, print (art. 16.2.b) and
export."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from archive.errors import ArchiveError, NoRegister
from doc_templates.kinds import reference
from service import registers
from service import series as series_names
from service.access import demands
from service.documents import kind_name
from service.failures import explain
from service.pages.act_words import done_words
from service.pages.shown import day
from service.parts import parts
from service.registers import Line
from service.tables import csv_answer

blueprint = Blueprint("registers", __name__)


@blueprint.app_template_global()
def series_name(series: str) -> str:
    """What people call a series; the names of the agency's bodies are read once a request."""
    if "body_names" not in g:
        with parts().db.read() as session:
            g.body_names = series_names.body_names(session, g.actor.agency_id)
    return series_names.series_name(series, g.body_names)


PAGE = 100
STATES: dict[str, LazyString] = {
    "issued": _l("Đã ban hành"),
    "reserved": _l("Đã giữ số, chưa ban hành"),
    "void": _l("Đã hủy"),
    "gap": _l("Khuyết số"),
}
COLUMNS: tuple[LazyString, ...] = (
    _l("Số, ký hiệu văn bản"),
    _l("Ngày tháng văn bản"),
    _l("Tên loại và trích yếu nội dung văn bản"),
    _l("Người ký"),
    _l("Nơi nhận văn bản"),
    _l("Đơn vị, người nhận bản lưu"),
    _l("Số lượng bản"),
    _l("Ngày chuyển"),
    _l("Ký nhận"),
    _l("Ghi chú"),
)
"""The ten columns of Appendix IV, part I. Copies, day of dispatch and receipt are written by hand on the
printed book."""


@dataclass(frozen=True)
class View:
    """What of the year's book is shown, in which order."""

    series: str = ""
    state: str = ""
    sort: str = "date"
    descending: bool = True
    page: int = 1

    def of(self, lines: list[Line]) -> list[Line]:
        kept = [line for line in lines if self.state in ("", line.state)]
        keys = {"number": _by_number, "date": _by_date}
        return sorted(kept, key=keys[self.sort], reverse=self.descending)


def _by_number(line: Line) -> tuple[int, str]:
    return line.number, line.series


def _by_date(line: Line) -> tuple[str, str, int]:
    return line.dated.isoformat() if line.dated else "", line.series, line.number


def _view() -> View:
    wanted = request.args.get("sort", "-date")
    sort = wanted.removeprefix("-")
    page = request.args.get("page", 1, type=int)
    return View(
        series=request.args.get("series", ""),
        state=request.args.get("state", "") if request.args.get("state") in STATES else "",
        sort=sort if sort in ("number", "date") else "date",
        descending=wanted.startswith("-"),
        page=min(max(page, 1), 10_000),
    )


@blueprint.get("/registers")
@demands("read")
def index() -> AnyResponse:
    return redirect(url_for("registers.show", year=parts().today().year))


@blueprint.get("/registers/<int(min=1945, max=9999):year>")
@demands("read")
def show(year: int) -> str:
    view = _view()
    lines = view.of(registers.book(parts(), g.actor, year, view.series or None))
    return render_template(
        "registers/show.html",
        year=year,
        years=registers.years(parts(), g.actor),
        registers=registers.registers(parts(), g.actor, year),
        view=view,
        lines=lines[(view.page - 1) * PAGE : view.page * PAGE],
        total=len(lines),
        pages=max(1, -(-len(lines) // PAGE)),
        gaps=sum(line.state == "gap" for line in lines),
        states=STATES,
    )


@blueprint.get("/registers/<int(min=1945, max=9999):year>/print")
@demands("read")
def book(year: int) -> str:
    """The bound book: cover and every line with all ten columns, in the order of numbers. Paper is Vietnamese."""
    series = request.args.get("series") or None
    lines = registers.book(parts(), g.actor, year, series)
    days = sorted(line.dated for line in lines if line.dated)
    with force_locale("vi"):
        paper = render_template(
            "registers/book.html",
            year=year,
            series=series,
            agency=registers.cover(parts(), g.actor, year),
            lines=lines,
            days=days,
            spans=_spans(lines),
            columns=COLUMNS,
            note=note,
        )
    return render_template("registers/print.html", year=year, series=series, paper=Markup(paper))


def _spans(lines: list[Line]) -> list[tuple[str, int, int]]:
    """(series, first number, last number) of each register in the book."""
    numbers: dict[str, list[int]] = {}
    for line in lines:
        numbers.setdefault(line.series, []).append(line.number)
    return [(series, found[0], found[-1]) for series, found in numbers.items()]


@blueprint.get("/registers/<int(min=1945, max=9999):year>.csv")
@demands("read")
def export(year: int) -> Response:
    series = request.args.get("series") or None
    rows = [_row(line) for line in registers.book(parts(), g.actor, year, series)]
    return csv_answer(f"so-dang-ky-{year}.csv", COLUMNS, rows)


def _row(line: Line) -> list[str]:
    title = f"{kind_name(line.kind)} {line.subject}" if line.subject else ""
    if line.limited:
        title = gettext("Văn bản hạn chế truy cập")
    where = "; ".join(line.recipients)
    return [
        line.reference or str(line.number),
        day(line.dated),
        title,
        line.signer,
        where,
        line.kept_at,
        "",
        "",
        "",
        note(line),
    ]


def note(line: Line) -> str:
    """The tenth column: why a number is not a document."""
    if line.state == "void":
        return str(gettext("Hủy số: %(reason)s", reason=line.reason))
    if line.state == "issued":
        return "; ".join(done_words(by) for by in line.done)
    return str(STATES[line.state])


@blueprint.route("/registers/numbers/<number_id>/void", methods=["GET", "POST"])
@demands("issue")
def void(number_id: str) -> AnyResponse | tuple[str, int]:
    """Ask with the number's name, then void it."""
    number = registers.number(parts(), g.actor, number_id)
    named = reference(number.number, number.symbol)
    if request.method == "GET":
        return render_template("registers/void.html", number=number, named=named, error="", reason=""), 200
    reason = request.form.get("reason", "")
    try:
        registers.void_number(parts(), g.actor, number_id, reason)
    except ArchiveError as error:
        failure = explain(error)
        page = render_template("registers/void.html", number=number, named=named, error=failure.detail, reason=reason)
        return page, failure.status
    flash(gettext("Đã hủy số %(named)s.", named=named))
    return redirect(url_for("registers.show", year=number.year, series=number.series))


@blueprint.route("/registers/<int(min=1945, max=9999):year>/first-number", methods=["GET", "POST"])
@demands("issue")
def first_number(year: int) -> AnyResponse | tuple[str, int]:
    """Begin a series in mid-year where another book left off, once, with a reason."""
    form = request.form
    if request.method == "GET":
        return _ask_first_number(year, "", 200)
    first = form.get("first", "", type=str).strip()
    try:
        registers.set_first_number(
            parts(),
            g.actor,
            year,
            form.get("series", ""),
            int(first) if first.isdecimal() and len(first) < 7 else 0,
            form.get("reason", ""),
        )
    except ArchiveError as error:
        failure = explain(error)
        return _ask_first_number(year, failure.detail, failure.status)
    flash(
        gettext(
            "Sổ %(series)s năm %(year)s bắt đầu từ số %(first)s.",
            series=series_name(form["series"]),
            year=year,
            first=first,
        )
    )
    return redirect(url_for("registers.show", year=year, series=form["series"]))


def _ask_first_number(year: int, error: str, status: int) -> tuple[str, int]:
    try:
        series = registers.openable(parts(), g.actor, year)
    except NoRegister as missing:
        series, error = [], explain(missing).detail
    options = [(name, series_name(name)) for name in series]
    return render_template("registers/first_number.html", year=year, options=options, error=error), status
