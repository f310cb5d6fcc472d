"""The agency's names through the years, and how it counts its documents."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from archive.agencies import AgencyName, agency_on, known, names_of, pattern_in, rename_agency, set_pattern
from archive.errors import PatternInUse
from doc_templates.letterheads import warnings
from service.access import demands
from service.errors import BadInput
from service.honours import name_titles, sectors, set_name_titles
from service.language import said
from service.pages.admin.letterhead import ProposedForm, checked
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import NOT_OFFERED, PATTERNS, at_most, needed, options
from service.parts import parts
from service.sentences import sentence


@blueprint.get("/agency")
@demands("administer")
def agency() -> str:
    today = parts().today()
    with parts().db.read() as rows:
        name = agency_on(rows, agency_id(), today)
        return render_template(
            "admin/agency.html",
            agency=known(rows, agency_id()),
            name=name,
            warnings=warnings(name.superior, name.name, today),
            say=said,
            titles=TitlesForm(obj=name_titles(rows, agency_id())),
            names=list(reversed(names_of(rows, agency_id()))),
            patterns={year: pattern_in(rows, agency_id(), year) for year in (today.year, today.year + 1)},
            form=PatternForm(from_year=today.year + 1),
        )


@blueprint.route("/agency/name", methods=["GET", "POST"])
@demands("administer")
def agency_name() -> Response | str:
    today = parts().today()
    with parts().db.read() as rows:
        now = agency_on(rows, agency_id(), today)
    form = ProposedForm(data=_as_typed(now, today))
    form.offer(form.valid_from.data or today, ("agency",))
    if request.form.get("propose"):
        form.propose()
    elif form.validate_on_submit():
        with parts().db.write() as rows:
            rename_agency(
                rows,
                parts().store,
                agency_id=agency_id(),
                valid_from=form.valid_from.data,
                actor=by(),
                **form.naming(),
            )
        flash(gettext("Đã ghi tên cơ quan dùng từ ngày %(day)s.", day=f"{form.valid_from.data:%d/%m/%Y}"))
        return redirect(url_for(".agency"))
    return render_template("admin/agency_name.html", form=form, **checked(form))


def _as_typed(name: AgencyName, today: date) -> dict[str, object]:
    one_line = ("full_name", "abbreviation", "place", "address")
    typed = {field: getattr(name, field) for field in one_line}
    lines = {field: "\n".join(getattr(name, field)) for field in ("superior", "name")}
    return {**typed, **lines, "valid_from": today}


SECTORS = {
    "": _l("Không ghi (cơ quan hành chính)"),
    "armed_forces": _l("Đơn vị vũ trang nhân dân: được ghi quân hàm, học hàm, học vị"),
    "education_health_science": _l("Đơn vị sự nghiệp giáo dục, y tế, khoa học: được ghi học hàm, học vị"),
}


class TitlesForm(FlaskForm):  # type: ignore[misc]
    sector = SelectField(
        _l("Trước họ tên người ký"),
        choices=options((id, SECTORS[id]) for id in ("", *sectors())),
        invalid_choice_message=NOT_OFFERED,
    )
    document = StringField(
        _l("Theo văn bản"),
        [Optional(), at_most(300)],
        description=_l(
            "Quy định của người đứng đầu cơ quan quản lý ngành, lĩnh vực (điểm c khoản 7 mục II Phần I Phụ lục I)."
        ),
    )


@blueprint.post("/agency/titles")
@demands("administer")
def agency_titles() -> Response:
    form = TitlesForm()
    try:
        if form.validate_on_submit():
            with parts().db.write() as rows:
                given = {"sector": form.sector.data, "document": form.document.data or ""}
                set_name_titles(rows, agency_id(), by=by(), **given)
            flash(gettext("Đã ghi cách in trước họ tên người ký."))
            return redirect(url_for(".agency"))
    except BadInput:
        pass
    flash(gettext("Chưa ghi: hãy ghi văn bản cho phép in quân hàm, học hàm, học vị."), "error")
    return redirect(url_for(".agency"))


class PatternForm(FlaskForm):  # type: ignore[misc]
    pattern = RadioField(
        _l("Cách đánh số"),
        [needed()],
        choices=options(PATTERNS.items()),
        invalid_choice_message=NOT_OFFERED,
    )
    from_year = IntegerField(
        _l("Áp dụng từ năm"),
        [needed(), NumberRange(2000, 2200, message=_l("Năm không đúng."))],
    )


@blueprint.post("/agency/pattern")
@demands("administer")
def agency_pattern() -> Response:
    form = PatternForm()
    if not form.validate_on_submit():
        flash(gettext("Chưa ghi: hãy chọn cách đánh số và năm áp dụng."), "error")
        return redirect(url_for(".agency"))
    try:
        with parts().db.write() as rows:
            set_pattern(
                rows,
                parts().store,
                agency_id=agency_id(),
                from_year=form.from_year.data,
                pattern=form.pattern.data,
                actor=by(),
            )
    except PatternInUse as error:
        flash(sentence(error.code, error.data), "error")
    else:
        flash(gettext("Đã ghi cách đánh số dùng từ năm %(year)s.", year=form.from_year.data))
    return redirect(url_for(".agency"))
