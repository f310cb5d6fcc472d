"""Thống kê và lịch sử truy cập: counts for administrators and auditors, who did what for auditors alone."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import Blueprint, Response, g, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from archive.documents import Document
from service import use_counts, uses
from service.access import demands
from service.documents import document_of
from service.pages.documents import FILES
from service.pages.shown import day, moment
from service.parts import parts
from service.tables import csv_answer
from service.use_counts import BY, Asked, Counted
from service.uses import KINDS, Use

blueprint = Blueprint("uses", __name__)
PAGE = 100
EXPORTED = 50_000
LATEST = timedelta(days=30)
WHAT: dict[str, LazyString] = {
    "opened": _l("Mở trang văn bản"),
    "read": _l("Đọc PDF"),
    "downloaded": _l("Tải tệp"),
    "proof": _l("Tải tập tin chứng minh"),
    "printed": _l("In để ký"),
    "fetched": _l("Phần mềm đọc"),
    "refused": _l("Bị từ chối"),
    "searched": _l("Tra cứu"),
    "exported": _l("Xuất, in danh sách"),
    "logged_in": _l("Đăng nhập"),
}
GROUPS: dict[str, LazyString] = {
    "day": _l("Theo ngày"),
    "month": _l("Theo tháng"),
    "person": _l("Theo người"),
    "document": _l("Theo văn bản"),
}


@blueprint.app_template_global()
def views_of(document: Document) -> int:
    """How often the document was viewed."""
    return uses.views(parts(), document)


@blueprint.app_template_global()
def use_words(what: str) -> str:
    """ "opened" → "Mở trang văn bản"."""
    return str(WHAT[what])


@blueprint.app_template_global()
def used_file(use: Use) -> str:
    """What a use says of itself: the words of a search, the file by the name that people know."""
    return str(FILES.get(use.words, use.words)) if use.what == "downloaded" else use.words


@blueprint.get("/uses")
@demands("administer", "audit")
def index() -> str:
    """How much the office is used, by day, month, person or document."""
    asked, by = _asked(), _by()
    rows = use_counts.counted(parts(), g.actor, asked, by)
    return render_template(
        "uses/index.html",
        asked=asked,
        by=by,
        groups=GROUPS,
        rows=rows,
        kinds=list(use_counts.totals(rows)),
        totals=use_counts.totals(rows),
        shown=_shown,
    )


def _asked() -> Asked:
    """The last thirty days unless the address says otherwise; what cannot be read is as if it were not said."""
    today = parts().today()
    what = request.args.get("what", "")
    return Asked(
        since=_day("from") or today - LATEST,
        until=_day("to") or today,
        what=what if what in KINDS else "",
        person=request.args.get("person", type=int),
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _by() -> str:
    by = request.args.get("by", "day")
    return by if by in BY else "day"


def _shown(by: str, row: Counted) -> str:
    """A row's name: days and months as the office writes them."""
    if by == "day":
        return day(date.fromisoformat(row.key))
    return "/".join(reversed(row.key.split("-"))) if by == "month" else row.label


@blueprint.get("/uses.csv")
@demands("administer", "audit")
def export() -> Response:
    """The table of counts for a spreadsheet."""
    asked, by = _asked(), _by()
    rows = use_counts.counted(parts(), g.actor, asked, by)
    kinds = list(use_counts.totals(rows))
    head = [GROUPS[by], *(WHAT[what] for what in kinds), gettext("Cộng")]
    table = ([_shown(by, row), *(row.counts.get(what, 0) for what in kinds), row.total] for row in rows)
    return csv_answer("thong-ke-truy-cap.csv", head, table)


@blueprint.get("/uses/log")
@demands("audit")
def log() -> str:
    """Who did what, one by one: a person's searches are the auditor's to see and nobody else's."""
    asked = _asked()
    found, older = _page(asked)
    return render_template(
        "uses/log.html", asked=asked, found=found, older=older, first="before" not in request.args, whats=WHAT,
        people=use_counts.people(parts(), g.actor),
    )  # fmt: skip


def _page(asked: Asked) -> tuple[list[tuple[Use, Document | None]], int | None]:
    before = request.args.get("before", type=int)
    found = use_counts.listed(parts(), g.actor, asked, before, PAGE + 1)
    return found[:PAGE], found[PAGE - 1][0].id if len(found) > PAGE else None


@blueprint.get("/uses/log.csv")
@demands("audit")
def export_log() -> Response:
    """The same for a spreadsheet: the newest fifty thousand."""
    head = [gettext("Lúc"), gettext("Người"), gettext("Việc"), gettext("Văn bản"), gettext("Chi tiết"), gettext("Qua")]
    return csv_answer("lich-su-truy-cap.csv", head, _rows(_asked()))


def _rows(asked: Asked) -> Iterator[list[str]]:
    for use, document in use_counts.listed(parts(), g.actor, asked, limit=EXPORTED):
        reference = document.reference if document else ""
        yield [moment(use.at), use.by, use_words(use.what), reference, used_file(use), use.via]


@blueprint.get("/documents/<id:document_id>/uses")
@demands("audit", "administer")
def of_document(document_id: str) -> str:
    """The history of one document's uses; administrators see how many, auditors whose."""
    document = document_of(parts(), g.actor, document_id)
    asked = Asked(since=date.min, until=date.max, document_id=document.id)
    found, older = _page(asked) if g.actor.may("audit") else ([], None)
    return render_template(
        "uses/document.html", document=document, counts=uses.counts_of(parts(), document), found=found, older=older,
        first="before" not in request.args,
    )  # fmt: skip
