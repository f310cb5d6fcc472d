"""The agency's names through the years, and how it counts its documents."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField, RadioField
from wtforms.validators import NumberRange

from archive.agencies import AgencyName, agency_on, known, names_of, pattern_in, rename_agency, set_pattern
from archive.errors import PatternInUse
from service.access import demands
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import NOT_OFFERED, PATTERNS, NamingForm, day_field, needed, options
from service.parts import parts
from service.sentences import sentence


@blueprint.get("/agency")
@demands("administer")
def agency() -> str:
    today = parts().today()
    with parts().db.read() as rows:
        return render_template(
            "admin/agency.html",
            agency=known(rows, agency_id()),
            name=agency_on(rows, agency_id(), today),
            names=list(reversed(names_of(rows, agency_id()))),
            patterns={year: pattern_in(rows, agency_id(), year) for year in (today.year, today.year + 1)},
            form=PatternForm(from_year=today.year + 1),
        )


class NameForm(NamingForm):
    valid_from = day_field(
        _l("Dùng từ ngày"),
        required=True,
        description=_l("Văn bản đề ngày từ ngày này in tên mới; văn bản cũ giữ tên cũ."),
    )


@blueprint.route("/agency/name", methods=["GET", "POST"])
@demands("administer")
def agency_name() -> Response | str:
    today = parts().today()
    with parts().db.read() as rows:
        now = agency_on(rows, agency_id(), today)
    form = NameForm(data=_as_typed(now, today))
    if form.validate_on_submit():
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
    return render_template("admin/agency_name.html", form=form, name=now)


def _as_typed(name: AgencyName, today: date) -> dict[str, object]:
    one_line = ("full_name", "abbreviation", "place", "address")
    typed = {field: getattr(name, field) for field in one_line}
    lines = {field: "\n".join(getattr(name, field)) for field in ("superior", "name")}
    return {**typed, **lines, "valid_from": today}


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
