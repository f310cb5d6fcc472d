"""The agency's units: their abbreviations stand in the symbols of công văn."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from service import people
from service.access import demands
from service.errors import UnitTaken
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import no_slash, put, written
from service.parts import parts


class UnitForm(FlaskForm):  # type: ignore[misc]
    abbreviation = StringField(
        _l("Chữ viết tắt"),
        [*written(30), no_slash()],
        description=_l("Ví dụ VP cho công văn 05/UBND-VP"),
    )
    name = StringField(_l("Tên đơn vị"), written(200), description=_l("Ví dụ: Văn phòng"))


@blueprint.route("/units", methods=["GET", "POST"])
@demands("administer")
def units() -> Response | str:
    form = UnitForm()
    if form.validate_on_submit() and _add(form):
        flash(gettext("Đã thêm đơn vị “%(name)s”.", name=form.name.data))
        return redirect(url_for(".units"))
    with parts().db.read() as rows:
        return render_template("admin/units.html", form=form, units=people.units(rows, agency_id()))


def _add(form: UnitForm) -> bool:
    try:
        with parts().db.write() as rows:
            people.add_unit(rows, agency_id(), abbreviation=form.abbreviation.data, name=form.name.data, by=by())
    except UnitTaken as error:
        put(form, error, "abbreviation")
        return False
    return True


@blueprint.post("/units/<int:unit_id>/removal")
@demands("administer")
def remove_unit(unit_id: int) -> Response:
    with parts().db.write() as rows:
        unit = people.unit(rows, agency_id(), unit_id)
        people.remove_unit(rows, unit, by=by())
    flash(gettext("Đã bỏ đơn vị “%(name)s”. Văn bản cũ vẫn giữ ký hiệu của mình.", name=unit.name))
    return redirect(url_for(".units"))
