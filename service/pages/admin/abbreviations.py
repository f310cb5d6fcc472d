"""Chữ viết tắt: what search reads them as, kept by the office; and how far the index is that is made with them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField

from doc_templates.kinds import kinds
from index.abbreviations import Meaning
from service import abbreviations, index_renewal
from service.abbreviations import LONGEST_SHORT, LONGEST_WORDS
from service.access import demands
from service.documents import kind_name
from service.errors import AbbreviationTaken, BadInput
from service.index_rebuild import last_rebuild
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import at_most, day_field, options, put, written
from service.parts import parts

LONGEST_LINE = 2000


class AbbreviationForm(FlaskForm):  # type: ignore[misc]
    short = StringField(_l("Chữ viết tắt"), written(LONGEST_SHORT), description=_l("Ví dụ: HĐ, BCH, KT-XH"))
    words = StringField(_l("Đọc là"), written(LONGEST_WORDS), description=_l("Ví dụ: hội đồng"))
    near = TextAreaField(
        _l("Khi gần các từ"),
        [at_most(LONGEST_LINE)],
        description=_l("Cách nhau bằng dấu phẩy; một từ đứng gần là đủ. Để trống: luôn đọc như vậy."),
    )
    kind = SelectField(_l("Hoặc trong loại văn bản"), default="")
    since = day_field(_l("Từ ngày"), description=_l("Chỉ trong văn bản từ ngày này, nếu có."))
    until = day_field(_l("Đến hết ngày"))

    def offer(self) -> "AbbreviationForm":
        self.kind.choices = [("", _l("mọi loại")), *options((kind, kind_name(kind)) for kind in kinds())]
        return self

    def meaning(self) -> Meaning:
        near = tuple(each for each in (self.near.data or "").replace("\n", ",").split(",") if each.strip())
        chosen = (self.kind.data,) if self.kind.data else ()
        return Meaning(self.short.data, self.words.data, near, chosen, self.since.data, self.until.data)


def _filled(meaning: Meaning) -> AbbreviationForm:
    return AbbreviationForm(
        data={
            "short": meaning.short,
            "words": meaning.words,
            "near": ", ".join(meaning.near),
            "kind": meaning.kinds[0] if meaning.kinds else "",
            "since": meaning.since,
            "until": meaning.until,
        }
    ).offer()


@blueprint.get("/abbreviations")
@demands("administer")
def list_abbreviations() -> str:
    """The table; while the index is made anew the page asks again how far it is."""
    if "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers:
        return render_template("admin/_index_renewal.html", index=_index())
    with parts().db.read() as rows:
        return render_template(
            "admin/abbreviations.html",
            rows=abbreviations.listed(rows, agency_id()),
            away=abbreviations.taken_away(rows, agency_id()),
            index=_index(),
        )


def _index() -> dict[str, object]:
    """How far the index is: the last rebuild, and why there must be one more."""
    return {"why": index_renewal.why(parts()), "last": last_rebuild(parts())}


@blueprint.route("/abbreviations/new", methods=["GET", "POST"])
@demands("administer")
def new_abbreviation() -> Response | str:
    """A new meaning, or with ?of= another one instead of a row of the default table."""
    of = request.args.get("of", "")
    before = abbreviations.default_of(of) if of else None
    if request.method == "GET":
        return _page(_filled(before) if before else AbbreviationForm().offer(), of)
    form = AbbreviationForm().offer()
    if form.validate_on_submit():
        try:
            with parts().db.write() as rows:
                abbreviations.add(rows, agency_id(), form.meaning(), instead_of=before, by=by())
        except (BadInput, AbbreviationTaken) as error:
            _say(form, error)
        else:
            return _done(gettext("Đã ghi “%(short)s”.", short=form.short.data))
    return _page(form, of)


@blueprint.route("/abbreviations/<int:abbreviation_id>", methods=["GET", "POST"])
@demands("administer")
def abbreviation(abbreviation_id: int) -> Response | str:
    with parts().db.read() as rows:
        before = abbreviations.one(rows, agency_id(), abbreviation_id).meaning
    if request.method == "GET":
        return _page(_filled(before), "")
    form = AbbreviationForm().offer()
    if form.validate_on_submit():
        try:
            with parts().db.write() as rows:
                row = abbreviations.one(rows, agency_id(), abbreviation_id)
                abbreviations.change(rows, row, form.meaning(), by=by())
        except (BadInput, AbbreviationTaken) as error:
            _say(form, error)
        else:
            return _done(gettext("Đã ghi “%(short)s”.", short=form.short.data))
    return _page(form, "")


@blueprint.post("/abbreviations/<int:abbreviation_id>/removal")
@demands("administer")
def remove_abbreviation(abbreviation_id: int) -> Response:
    with parts().db.write() as rows:
        row = abbreviations.one(rows, agency_id(), abbreviation_id)
        short = row.short
        abbreviations.remove(rows, row, by=by())
    return _done(gettext("Đã bỏ “%(short)s”.", short=short))


@blueprint.post("/abbreviations/removal")
@demands("administer")
def remove_default_abbreviation() -> Response:
    meaning = abbreviations.default_of(request.form.get("of", ""))
    with parts().db.write() as rows:
        abbreviations.remove_default(rows, agency_id(), meaning, by=by())
    return _done(gettext("Đã bỏ “%(short)s”.", short=meaning.short))


@blueprint.post("/abbreviations/<int:abbreviation_id>/return")
@demands("administer")
def bring_back_abbreviation(abbreviation_id: int) -> Response:
    with parts().db.write() as rows:
        row = abbreviations.one(rows, agency_id(), abbreviation_id)
        short = row.short
        abbreviations.bring_back(rows, row, by=by())
    return _done(gettext("“%(short)s” lại được đọc như mặc định.", short=short))


def _page(form: AbbreviationForm, of: str) -> str:
    return render_template("admin/abbreviation.html", form=form, of=of)


def _say(form: AbbreviationForm, error: BadInput | AbbreviationTaken) -> None:
    if isinstance(error, AbbreviationTaken):
        put(form, error, "short")
    else:
        name = str(error.data["field"])
        form[name].errors = [str(WRONG[name])]


WRONG = {
    "short": _l("Từ 2 đến 20 chữ, viết liền; được có “-”, “&” hoặc “.” ở giữa."),
    "words": _l("Viết các từ đầy đủ, khác chữ viết tắt."),
    "near": _l("Nhiều nhất 40 từ hoặc cụm từ, mỗi cụm không quá 60 ký tự."),
    "kind": _l("Không có loại văn bản này."),
    "until": _l("Ngày cuối phải sau ngày đầu."),
}


def _done(words: str) -> Response:
    index_renewal.ask_if_due(parts())
    flash(words)
    return redirect(url_for(".list_abbreviations"))
