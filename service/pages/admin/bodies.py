"""Bodies inside the agency that issue under their own name: office, units, advisory bodies."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import Optional

from archive.agencies import agency_on
from doc_templates.letterheads import UNIT
from service import bodies
from service.access import demands
from service.bodies import SORTS, BodyNaming, IssuingBody
from service.errors import BadInput, BodyTaken
from service.names import tidy
from service.pages.admin.letterhead import ProposedForm, checked
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import NOT_OFFERED, at_most, day_field, needed, put
from service.parts import parts

SORT_NAMES = {
    "office": _l("Văn phòng"),
    "unit": _l("Đơn vị thuộc cơ quan"),
    "advisory": _l("Tổ chức tư vấn"),
}


class BodyNameForm(ProposedForm):
    """What a body is called from a day on."""

    address = None
    code = StringField(_l("Mã định danh"), [Optional(), at_most(60)], description=_l("Nếu đã được cấp."))

    def body_naming(self) -> BodyNaming:
        return BodyNaming(
            superior=self.superior.lines,
            name=self.name.lines,
            full_name=tidy(self.full_name.data),
            abbreviation=tidy(self.abbreviation.data),
            place=tidy(self.place.data),
            code=tidy(self.code.data or ""),
        )


class BodyForm(BodyNameForm):
    """A new body: its kind too, and how it numbers and seals."""

    agency_seal = BooleanField(
        _l("Được dùng con dấu, chữ ký số của cơ quan"),
        description=_l("Tổ chức tư vấn dùng dấu của cơ quan thì in cả chức vụ của người ký trong cơ quan (ô 7b)."),
    )
    own_series = BooleanField(
        _l("Có dãy số riêng"),
        description=_l(
            "Bắt buộc với Hội đồng, Ban, Tổ dùng con dấu của cơ quan (điểm a khoản 3 mục II Phần I Phụ lục I)."
        ),
    )


class EndForm(FlaskForm):  # type: ignore[misc]
    valid_until = day_field(_l("Ngày cuối cùng ban hành văn bản"), description=_l("Để trống nếu tiếp tục ban hành."))


@blueprint.get("/bodies")
@demands("administer")
def list_bodies() -> str:
    today = parts().today()
    with parts().db.read() as rows:
        found = bodies.bodies(rows, agency_id())
        own = agency_on(rows, agency_id(), today)
    return render_template("admin/bodies.html", bodies=found, agency=own, today=today, sorts=SORT_NAMES)


@blueprint.route("/bodies/new", methods=["GET", "POST"])
@demands("administer")
def new_body() -> Response | str:
    form = BodyForm(data={"valid_from": parts().today(), "agency_seal": True, "own_series": True, **_place()})
    form.offer(_day(form), SORTS)
    form.rule.validators = [needed()]
    if request.form.get("propose"):
        form.propose()
    elif form.validate_on_submit() and _add(form):
        flash(gettext("Đã thêm nơi ban hành “%(name)s”.", name=form.full_name.data))
        return redirect(url_for(".list_bodies"))
    return render_template("admin/body_new.html", form=form, **checked(form))


def _place() -> dict[str, str]:
    """The unit of administration in the agency's own full name: "Ủy ban nhân dân xã Tân Hòa" → "xã Tân Hòa"."""
    with parts().db.read() as rows:
        words = agency_on(rows, agency_id(), parts().today()).full_name.split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return {"territory": next((tail for tail in tails if UNIT.match(tail)), "")}


def _day(form: ProposedForm) -> date:
    return form.valid_from.data or parts().today()


def _add(form: BodyForm) -> bool:
    rule = form.chosen_rule()
    if rule is None or rule.of not in SORTS:
        form.rule.errors = [NOT_OFFERED]
        return False
    try:
        with parts().db.write() as rows:
            bodies.add_body(
                rows,
                agency_id(),
                sort=rule.of,
                valid_from=form.valid_from.data,
                agency_seal=form.agency_seal.data,
                own_series=form.own_series.data,
                by=by(),
                **form.body_naming(),
            )
    except (BodyTaken, BadInput) as error:
        put(form, error, "abbreviation" if isinstance(error, BodyTaken) else None)
        return False
    return True


@blueprint.route("/bodies/<int:body_id>", methods=["GET", "POST"])
@demands("administer")
def body(body_id: int) -> Response | str:
    """A body with its names; posted: the last day on which it issues."""
    found = _body(body_id)
    form = EndForm(obj=found)
    if form.validate_on_submit():
        try:
            with parts().db.write() as rows:
                one = bodies.body(rows, agency_id(), body_id)
                bodies.end_body(rows, one, form.valid_until.data, by=by())
        except BadInput:
            form.valid_until.errors = [gettext("Ngày cuối phải từ ngày đầu tiên trở đi.")]
        else:
            flash(gettext("Đã ghi."))
            return redirect(url_for(".body", body_id=body_id))
    today = parts().today()
    name = found.name_on(today)
    return render_template("admin/body.html", body=found, name=name, form=form, today=today, sorts=SORT_NAMES)


def _body(body_id: int) -> IssuingBody:
    with parts().db.read() as rows:
        return bodies.body(rows, agency_id(), body_id)


@blueprint.route("/bodies/<int:body_id>/name", methods=["GET", "POST"])
@demands("administer")
def body_name(body_id: int) -> Response | str:
    found = _body(body_id)
    today = parts().today()
    form = BodyNameForm(data=_as_typed(found, today) | _place())
    form.offer(_day(form), SORTS)
    if request.form.get("propose"):
        form.propose()
    elif form.validate_on_submit() and _rename(form, body_id):
        flash(gettext("Đã ghi tên dùng từ ngày %(day)s.", day=f"{form.valid_from.data:%d/%m/%Y}"))
        return redirect(url_for(".body", body_id=body_id))
    return render_template("admin/body_name.html", body=found, form=form, **checked(form))


def _as_typed(body: IssuingBody, today: date) -> dict[str, object]:
    name = body.name_on(today)
    typed = {field: getattr(name, field) for field in ("full_name", "abbreviation", "place", "code")}
    lines = {field: "\n".join(getattr(name, field)) for field in ("superior", "name")}
    return {**typed, **lines, "valid_from": today}


def _rename(form: BodyNameForm, body_id: int) -> bool:
    try:
        with parts().db.write() as rows:
            one = bodies.body(rows, agency_id(), body_id)
            bodies.rename_body(rows, one, valid_from=form.valid_from.data, by=by(), **form.body_naming())
    except (BodyTaken, BadInput) as error:
        put(form, error, "abbreviation" if isinstance(error, BodyTaken) else None)
        return False
    return True
