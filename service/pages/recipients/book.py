"""Sổ nơi nhận: found with or without marks, by code and by former names; added to, imported, exported."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from service import recipient_changes as changes
from service import recipients
from service.access import demands
from service.errors import BadInput
from service.names import tidy
from service.pages.recipients.place import RecipientForm, blueprint, groups_of, kept, may_change
from service.pages.shown import day
from service.parts import parts
from service.recipient_import import import_recipients
from service.recipients import Recipient
from service.tables import csv_answer

PAGE = 100
LONGEST_IMPORT = 1_000_000


@blueprint.get("/recipients")
@demands("read")
def index() -> str:
    q = request.args.get("q", "").strip()[:300]
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    with parts().db.read() as session:
        own = recipients.book(session, g.actor.agency_id)
        found = (
            recipients.find(session, g.actor.agency_id, q, len(own)) if q else [recipients.Found(one) for one in own]
        )
        groups = recipients.groups(session, g.actor.agency_id)
    return render_template(
        "recipients/index.html",
        found=found[(page - 1) * PAGE : page * PAGE],
        count=len(found),
        total=len(own),
        page=page,
        pages=max(1, -(-len(found) // PAGE)),
        groups=groups,
        groups_of=groups_of(groups),
        q=q,
        may_change=may_change(),
    )


@blueprint.get("/recipients.csv")
@demands("read")
def export() -> Response:
    """The whole book, for a spreadsheet; what it holds can be imported again."""
    with parts().db.read() as session:
        own = recipients.book(session, g.actor.agency_id)
        groups = groups_of(recipients.groups(session, g.actor.agency_id))
    head = [gettext("Tên"), gettext("Mã định danh"), gettext("Thư điện tử"), gettext("Tên cũ"), gettext("Nhóm")]
    rows = ([one.name, one.code, one.email, _former(one), "; ".join(groups.get(one.id, []))] for one in own)
    return csv_answer("so-noi-nhan.csv", head, rows)


def _former(one: Recipient) -> str:
    return "; ".join(f"{former.name} ({day(former.until)})" if former.until else former.name for former in one.former)


@blueprint.route("/recipients/new", methods=["GET", "POST"])
@demands("draft", "issue", "administer")
def new() -> AnyResponse | str:
    form = RecipientForm(data={"name": tidy(request.args.get("name", ""))[:300]})
    if form.validate_on_submit() and kept(form, lambda session: _add(session, form)):
        flash(gettext("Đã thêm “%(name)s” vào sổ nơi nhận.", name=tidy(form.name.data)))
        return redirect(url_for(".index"))
    return render_template("recipients/new.html", form=form)


def _add(session: Session, form: RecipientForm) -> None:
    given = {"name": form.name.data, "code": form.code.data or "", "email": form.email.data or ""}
    changes.add_recipient(session, g.actor.agency_id, by=g.actor.name, **given)


@blueprint.route("/recipients/import", methods=["GET", "POST"])
@demands("issue", "administer")
def import_() -> AnyResponse | tuple[str, int]:
    """Pasted lines or a .csv file: name, code, e-mail."""
    if request.method == "GET":
        return render_template("recipients/import.html", text="", error=""), 200
    text = request.form.get("text", "")
    try:
        text = _uploaded() or text
        with parts().db.write() as session:
            done = import_recipients(session, g.actor.agency_id, text, by=g.actor.name)
    except BadInput as error:
        return render_template("recipients/import.html", text=text, error=_why(error)), 422
    if not done.added and not done.known:
        return render_template("recipients/import.html", text=text, error=gettext("Chưa có dòng nào.")), 422
    added = ngettext("Đã thêm %(num)d nơi nhận.", "Đã thêm %(num)d nơi nhận.", done.added)
    known = ngettext("%(num)d nơi đã có trong sổ.", "%(num)d nơi đã có trong sổ.", done.known) if done.known else ""
    flash(f"{added} {known}".strip())
    return redirect(url_for(".index"))


def _uploaded() -> str:
    """The text of the file that came along; "" without one. Raises BadInput."""
    file = request.files.get("file")
    if file is None:
        return ""
    with file.stream as stream:
        return _words(stream.read(LONGEST_IMPORT + 1))


def _words(content: bytes) -> str:
    """The text of a .csv file. Raises BadInput for one that is too large or no UTF-8."""
    try:
        if len(content) <= LONGEST_IMPORT:
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise BadInput(field="file")


def _why(error: BadInput) -> str:
    if error.data["field"] == "file":
        return str(gettext("Tệp không đọc được: hãy lưu thành CSV UTF-8, không quá 1 MB."))
    if "row" in error.data:
        return str(gettext("Dòng %(row)s quá dài.", row=error.data["row"]))
    return str(gettext("Nhiều dòng quá: mỗi lần tối đa %(most)s dòng.", most=error.data.get("most", "")))
