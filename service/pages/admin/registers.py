"""The registers' first numbers: an office that comes over in mid-year goes on where its paper register stopped."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import NumberRange

from archive.errors import RegisterInUse
from archive.numbers import last_number
from archive.registers import Register
from service.access import actor, demands
from service.failures import explain
from service.pages.admin.place import agency_id, blueprint
from service.pages.typed import NOT_OFFERED, needed, options, written
from service.parts import parts
from service.registers import set_first_number
from service.series import body_names, series_in, series_name


class FirstNumberForm(FlaskForm):  # type: ignore[misc]
    series = SelectField(_l("Sổ"), [needed()], invalid_choice_message=NOT_OFFERED)
    first = IntegerField(
        _l("Số đầu tiên sẽ cấp"),
        [needed(), NumberRange(1, 999_999, message=_l("Số phải từ 1 trở lên."))],
        invalid_value_message=_l("Số phải là số nguyên."),
        description=_l("Số kế tiếp số cuối cùng đã ghi trong sổ giấy."),
    )
    reason = StringField(
        _l("Lý do"),
        written(300),
        description=_l("In trong sổ. Ví dụ: Chuyển từ sổ giấy, số cuối cùng đã cấp là 41"),
    )


@dataclass(frozen=True)
class OpenRegister:
    """A register of the year: its name, where it began and why, and how far it is."""

    name: str
    first: int
    reason: str
    last: int | None


@blueprint.route("/registers", methods=["GET", "POST"])
@demands("administer")
def registers() -> Response | str:
    year = parts().today().year
    with parts().db.read() as rows:
        bodies = body_names(rows, agency_id())
        names = {series: series_name(series, bodies) for series in series_in(rows, agency_id(), year)}
        opened = _opened(rows, year, names)
    form = FirstNumberForm()
    form.series.choices = options((series, name) for series, name in names.items() if series not in opened)
    if form.validate_on_submit() and _open(form, year):
        name = names[form.series.data]
        flash(gettext("Đã mở sổ “%(name)s”, số đầu tiên là %(first)s.", name=name, first=form.first.data))
        return redirect(url_for(".registers"))
    return render_template("admin/registers.html", form=form, year=year, opened=opened.values())


def _opened(rows: Session, year: int, names: dict[str, str]) -> dict[str, OpenRegister]:
    wanted = select(Register).where(Register.agency_id == agency_id(), Register.year == year)
    found = {}
    for register in rows.scalars(wanted.order_by(Register.series)):
        last = last_number(rows, register.id)
        name = names.get(register.series, register.series)
        given = last.number if last else None
        found[register.series] = OpenRegister(name, register.first_number, register.reason, given)
    return found


def _open(form: FirstNumberForm, year: int) -> bool:
    try:
        given = (form.series.data, form.first.data, form.reason.data)
        set_first_number(parts(), actor(), year, *given)
    except RegisterInUse as error:
        form.series.errors = [explain(error).detail]
        return False
    return True
