"""Who logs in: accounts with their roles. Closed, never deleted; a forgotten password is replaced."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, SelectMultipleField, StringField, ValidationError

from service import logins, passwords, people
from service.access import demands
from service.errors import LastAdministrator, ServiceError, UsernameTaken
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import NOT_OFFERED, options, put, written
from service.parts import parts
from service.people import Unit, User
from service.sentences import sentence

ROLE_CHOICES = {
    "drafter": _l("Soạn thảo: lập dự thảo, trình văn thư"),
    "layout_checker": _l("Kiểm tra thể thức: xem mọi dự thảo, bỏ qua lỗi thể thức khi có lý do"),
    "signer": _l("Người ký: xem mọi dự thảo của cơ quan"),
    "records_clerk": _l("Văn thư: cấp số, ban hành, hủy số"),
    "administrator": _l("Quản trị: cơ quan, người dùng, người ký, mã truy cập"),
    "auditor": _l("Kiểm tra: đọc văn bản và nhật ký"),
}


class PersonForm(FlaskForm):  # type: ignore[misc]
    full_name = StringField(_l("Họ và tên"), written(100))
    roles = SelectMultipleField(
        _l("Vai trò"),
        choices=options(ROLE_CHOICES.items()),
        invalid_choice_message=NOT_OFFERED,
        description=_l(
            "Một người có thể giữ nhiều vai trò. Ai có tài khoản đều đọc được văn bản đã ban hành, "
            "trừ văn bản hạn chế truy cập."
        ),
    )
    units = SelectMultipleField(
        _l("Đơn vị"),
        coerce=int,
        invalid_choice_message=NOT_OFFERED,
        description=_l("Người của đơn vị đọc được văn bản chỉ dành cho đơn vị đó."),
    )

    def offer(self, offered: list[Unit]) -> None:
        """The office's units to choose from."""
        self.units.choices = options((unit.id, f"{unit.name} ({unit.abbreviation})") for unit in offered)

    def validate_roles(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("Hãy chọn ít nhất một vai trò."))


class NewPersonForm(PersonForm):
    username = StringField(
        _l("Tên đăng nhập"),
        written(64),
        description=_l("Chữ thường không dấu, chữ số và . _ - @; dùng địa chỉ thư điện tử cũng được."),
    )


@blueprint.get("/users")
@demands("administer")
def users() -> str:
    with parts().db.read() as rows:
        everybody = people.users(rows, agency_id())
        locked = logins.locked(rows, parts().now())
    return render_template("admin/users.html", users=everybody, locked=locked)


@blueprint.route("/users/new", methods=["GET", "POST"])
@demands("administer")
def new_user() -> Response | str:
    form, password = NewPersonForm(), passwords.temporary()
    with parts().db.read() as rows:
        form.offer(people.units(rows, agency_id()))
    if form.validate_on_submit():
        try:
            person = _add(form, password)
        except UsernameTaken as error:
            put(form, error, "username")
        except ServiceError as error:
            put(form, error)
        else:
            return render_template("admin/temporary_password.html", person=person, password=password, new=True)
    return render_template("admin/user_new.html", form=form)


def _add(form: NewPersonForm, password: str) -> User:
    with parts().db.write() as rows:
        return people.add_user(
            rows,
            agency_id(),
            username=form.username.data,
            full_name=form.full_name.data,
            roles=form.roles.data,
            password=password,
            must_change=True,
            units=form.units.data or (),
            by=by(),
        )


@blueprint.route("/users/<int:user_id>", methods=["GET", "POST"])
@demands("administer")
def user(user_id: int) -> Response | str:
    with parts().db.read() as rows:
        person = people.user(rows, agency_id(), user_id)
        locked = person.username in logins.locked(rows, parts().now())
        offered = people.units(rows, agency_id())
    in_units = [unit.id for unit in person.units]
    form = PersonForm(data={"full_name": person.full_name, "roles": person.role_names, "units": in_units})
    form.offer(offered)
    if form.validate_on_submit():
        try:
            with parts().db.write() as rows:
                kept = people.user(rows, agency_id(), user_id)
                people.change_user(rows, kept, **_said(form), by=by())
        except LastAdministrator as error:
            put(form, error, "roles")
        else:
            flash(gettext("Đã ghi tài khoản của %(name)s.", name=kept.full_name))
            return redirect(url_for(".users"))
    return render_template("admin/user.html", form=form, person=person, locked=locked)


def _said(form: PersonForm) -> dict[str, Any]:
    return {"full_name": form.full_name.data, "roles": form.roles.data, "units": form.units.data or ()}


@blueprint.post("/users/<int:user_id>/password")
@demands("administer")
def user_password(user_id: int) -> str:
    """A temporary password, shown this once; it also ends a lock."""
    password = passwords.temporary()
    with parts().db.write() as rows:
        person = people.user(rows, agency_id(), user_id)
        people.set_password(rows, person, password, by=by(), must_change=True)
        logins.unlock(rows, person.username)
    return render_template("admin/temporary_password.html", person=person, password=password, new=False)


@blueprint.post("/users/<int:user_id>/unlocking")
@demands("administer")
def unlock_user(user_id: int) -> Response:
    with parts().db.write() as rows:
        person = people.user(rows, agency_id(), user_id)
        logins.unlock(rows, person.username)
    flash(gettext("Đã mở khóa: %(name)s đăng nhập lại được ngay.", name=person.full_name))
    return redirect(url_for(".user", user_id=user_id))


@blueprint.post("/users/<int:user_id>/closing")
@demands("administer")
def close_user(user_id: int) -> Response:
    try:
        with parts().db.write() as rows:
            person = people.user(rows, agency_id(), user_id)
            people.close_account(rows, person, by=by())
    except LastAdministrator as error:
        flash(sentence(error.code), "error")
        return redirect(url_for(".user", user_id=user_id))
    told = gettext("Đã đóng tài khoản của %(name)s.", name=person.full_name)
    undo = {"text": told, "undo": url_for(".reopen_user", user_id=user_id), "label": gettext("Mở lại")}
    flash(undo)  # type: ignore[arg-type]
    return redirect(url_for(".users"))


@blueprint.post("/users/<int:user_id>/reopening")
@demands("administer")
def reopen_user(user_id: int) -> Response:
    with parts().db.write() as rows:
        person = people.user(rows, agency_id(), user_id)
        people.reopen_account(rows, person, by=by())
    flash(gettext("Đã mở lại tài khoản của %(name)s.", name=person.full_name))
    return redirect(url_for(".users"))
