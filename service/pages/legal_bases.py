"""Căn cứ pháp lý: the office's kept list of legal bases, read by everybody, kept by clerk and administrator."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.legal_basis import parse
from service import legal_bases
from service.access import demands
from service.basis_matching import matching, replacement
from service.errors import BadInput, BasisTaken
from service.legal_bases import KeptBasis
from service.names import tidy
from service.pages.basis_form import BasisForm, basis_form
from service.pages.shown import day
from service.pages.typed import put
from service.parts import parts
from service.tables import csv_answer

blueprint = Blueprint("legal_bases", __name__)

LONGEST_IMPORT = 200_000


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; `state`: "", in_force or ended; `sort`: a column, "-" before it for descending."""

    q: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""

    @property
    def key(self) -> str:
        return self.sort.lstrip("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")


ORDERS: dict[str, Callable[[KeptBasis], str]] = {
    "words": lambda one: one.words.casefold(),
    "dated": lambda one: one.dated.isoformat() if one.dated else "",
    "until": lambda one: one.in_force_until.isoformat() if one.in_force_until else "9999",
}
STATES: dict[str, LazyString] = {
    "in_force": _l("Đang có hiệu lực"),
    "ended": _l("Hết hiệu lực"),
    "not_yet": _l("Chưa có hiệu lực"),
}


@blueprint.get("/legal-bases")
@demands("read")
def index() -> str:
    wanted, bases = read(request.args), all_kept()
    return render_template(
        "legal_bases/index.html",
        bases=listed(bases, wanted),
        total=len(bases),
        wanted=wanted,
        kinds=[(kind, kind) for kind in sorted({one.kind for one in bases})],
        states=STATES,
        state_of=state_of,
        replaced_by=lambda one: replacement(bases, one, parts().today())[1],
        may_change=may_change(),
    )


def may_change() -> bool:
    """The list is kept by the records clerk and the administrator."""
    return bool(g.actor.permissions & {"issue", "administer"})


def read(args: MultiDict[str, str]) -> Wanted:
    """What is not understood is as if it were not said."""
    state, sort = args.get("state", ""), args.get("sort", "")
    return Wanted(
        q=args.get("q", "").strip()[:300],
        kind=args.get("kind", "")[:50],
        state=state if state in STATES else "",
        sort=sort if sort.lstrip("-") in ORDERS else "",
    )


def state_of(one: KeptBasis) -> str:
    today = parts().today()
    return "ended" if one.ended(today) else "in_force" if one.begun(today) else "not_yet"


def listed(bases: list[KeptBasis], wanted: Wanted) -> list[KeptBasis]:
    """What is asked for, in the order of the column; by the words' fit without one."""
    found = matching(bases, wanted.q, parts().today()) if wanted.q else bases
    found = [
        one for one in found if wanted.kind in ("", one.kind) and (not wanted.state or state_of(one) == wanted.state)
    ]
    return sorted(found, key=ORDERS[wanted.key], reverse=wanted.descending) if wanted.key else found


def all_kept() -> list[KeptBasis]:
    with parts().db.read() as session:
        return legal_bases.kept(session, g.actor.agency_id)


@blueprint.get("/legal-bases.csv")
@demands("read")
def export() -> Response:
    """The list as it is filtered, for a spreadsheet."""
    bases = all_kept()
    head = [
        gettext("Căn cứ"), gettext("Loại"), gettext("Số, ký hiệu"), gettext("Ngày ban hành"),
        gettext("Cơ quan ban hành"), gettext("Hiệu lực từ ngày"), gettext("Đến hết ngày"), gettext("Thay bằng"),
        gettext("Ghi chú"),
    ]  # fmt: skip
    return csv_answer("can-cu.csv", head, (_row(bases, one) for one in listed(bases, read(request.args))))


def _row(bases: list[KeptBasis], one: KeptBasis) -> list[str]:
    days = [day(one.dated), day(one.in_force_from), day(one.in_force_until)]
    by = replacement(bases, one, parts().today())[1]
    return [one.words, one.kind, one.reference, days[0], one.issuer, *days[1:], by, one.note]


@blueprint.route("/legal-bases/new", methods=["GET", "POST"])
@demands("issue", "administer")
def new() -> AnyResponse | str:
    """A new one; `line` in the address is a pasted citation, parsed into the fields."""
    line = tidy(request.args.get("line", ""))[:2000]
    form = basis_form(all_kept(), None, dict(legal_bases.fields_of(parse(line))) if line else {})
    read_nothing = bool(line) and not parse(line).kind
    if form.validate_on_submit() and _write(form, None):
        return redirect(url_for(".index"))
    return render_template("legal_bases/edit.html", form=form, basis=None, line=line, read_nothing=read_nothing)


@blueprint.route("/legal-bases/<int:basis_id>", methods=["GET", "POST"])
@demands("issue", "administer")
def edit(basis_id: int) -> AnyResponse | str:
    bases = all_kept()
    with parts().db.read() as session:
        one = legal_bases.basis(session, g.actor.agency_id, basis_id)
    form = basis_form(bases, one, {})
    if form.validate_on_submit() and _write(form, basis_id):
        return redirect(url_for(".index"))
    return render_template("legal_bases/edit.html", form=form, basis=one, line="", read_nothing=False)


def _write(form: BasisForm, basis_id: int | None) -> bool:
    try:
        with parts().db.write() as session:
            words = _put_down(session, form, basis_id)
    except BasisTaken as error:
        put(form, error, "subject")
        return False
    except BadInput as error:
        form[str(error.data["field"])].errors = [_why(str(error.data["field"]))]
        return False
    flash(gettext("Đã ghi “%(words)s”.", words=words))
    return True


def _why(field: str) -> str:
    late = field == "in_force_until"
    return str(gettext("Ngày kết thúc phải sau ngày bắt đầu.") if late else gettext("Chưa điền mục này."))


def _put_down(session: Session, form: BasisForm, basis_id: int | None) -> str:
    if basis_id is None:
        added = legal_bases.add(session, g.actor.agency_id, by=g.actor.name, **form.facts())
        return added.words
    one = legal_bases.basis(session, g.actor.agency_id, basis_id)
    legal_bases.change(session, one, by=g.actor.name, **form.facts())
    return one.words


@blueprint.post("/legal-bases/<int:basis_id>/removal")
@demands("issue", "administer")
def remove(basis_id: int) -> AnyResponse:
    with parts().db.write() as session:
        one = legal_bases.basis(session, g.actor.agency_id, basis_id)
        words = one.words
        legal_bases.remove(session, one, by=g.actor.name)
    flash(gettext("Đã bỏ “%(words)s” khỏi danh sách.", words=words))
    return redirect(url_for(".index"))


@blueprint.route("/legal-bases/import", methods=["GET", "POST"])
@demands("issue", "administer")
def import_() -> AnyResponse | tuple[str, int] | str:
    """Many at once, one citation a line; what was not understood stays in the box to be mended."""
    if request.method == "GET":
        return render_template("legal_bases/import.html", text="", known=[], error="")
    text = request.form.get("text", "")[:LONGEST_IMPORT]
    if not text.strip():
        error = gettext("Chưa có nội dung. Hãy dán các căn cứ vào ô này.")
        return render_template("legal_bases/import.html", text="", known=[], error=error), 422
    with parts().db.write() as session:
        added, known, unread = legal_bases.add_many(session, g.actor.agency_id, text, by=g.actor.name)
    flash(ngettext("Đã thêm %(num)d căn cứ.", "Đã thêm %(num)d căn cứ.", added))
    if not unread and not known:
        return redirect(url_for(".index"))
    error = gettext("Chưa nhận ra tên loại văn bản ở các dòng còn lại. Hãy sửa rồi thêm lại.") if unread else ""
    return render_template("legal_bases/import.html", text="\n".join(unread), known=known, error=error)
