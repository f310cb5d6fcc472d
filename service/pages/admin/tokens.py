"""API tokens: made for one software each, shown once, withdrawn for good."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import InputRequired

from service import people, tokens
from service.access import demands
from service.errors import BadInput
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import NOT_OFFERED, day_field, options, written
from service.parts import parts

SCOPES = {
    "read": _l("read: đọc mẫu, văn bản, sổ đăng ký; tra cứu"),
    "draft": _l("draft: lập và sửa dự thảo"),
    "layout": _l("layout: bỏ qua lỗi thể thức có lý do"),
    "issue": _l("issue: cấp số và ban hành"),
}
YEAR = timedelta(days=365)


class TokenForm(FlaskForm):  # type: ignore[misc]
    label = StringField(_l("Tên phần mềm"), written(100), description=_l("Để sau này biết mã nào của phần mềm nào."))
    user = SelectField(
        _l("Làm việc thay cho"),
        [InputRequired(_l("Hãy chọn tài khoản."))],
        coerce=int,
        invalid_choice_message=NOT_OFFERED,
        invalid_value_message=NOT_OFFERED,
        description=_l("Phần mềm không làm được gì ngoài quyền của tài khoản này."),
    )
    scopes = SelectMultipleField(_l("Được phép"), choices=options(SCOPES.items()), invalid_choice_message=NOT_OFFERED)
    expires = day_field(_l("Hết hạn sau ngày"), description=_l("Để trống là không có hạn; nên có."))

    def validate_scopes(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("Hãy chọn ít nhất một quyền."))

    def validate_expires(self, field: Field) -> None:
        if field.data is not None and field.data < parts().today():
            raise ValidationError(_l("Ngày này đã qua."))


@blueprint.get("/tokens")
@demands("administer")
def list_tokens() -> str:
    with parts().db.read() as rows:
        return render_template("admin/tokens.html", tokens=tokens.tokens(rows, agency_id()), now=parts().now())


@blueprint.route("/tokens/new", methods=["GET", "POST"])
@demands("administer")
def new_token() -> str:
    form = TokenForm(data={"expires": parts().today() + YEAR, "scopes": ["read"]})
    with parts().db.read() as rows:
        accounts = [person for person in people.users(rows, agency_id()) if person.active]
    form.user.choices = options((person.id, f"{person.full_name} ({person.username})") for person in accounts)
    if form.validate_on_submit():
        try:
            secret = _make(form)
        except BadInput:
            form.scopes.errors = [
                gettext("Tài khoản đã chọn không có quyền này. Hãy bớt quyền hoặc chọn tài khoản khác.")
            ]
        else:
            return render_template("admin/token_shown.html", secret=secret, label=form.label.data)
    return render_template("admin/token_new.html", form=form)


def _make(form: TokenForm) -> str:
    with parts().db.write() as rows:
        return tokens.make_token(
            rows,
            people.user(rows, agency_id(), form.user.data),
            label=form.label.data,
            scopes=form.scopes.data,
            now=parts().now(),
            expires=_end_of(form.expires.data),
            by=by(),
        )


def _end_of(day: date | None) -> datetime | None:
    """Midnight after that day, by the office's clock."""
    if day is None:
        return None
    zone = ZoneInfo(parts().config.time_zone)
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


@blueprint.post("/tokens/<int:token_id>/withdrawal")
@demands("administer")
def withdraw_token(token_id: int) -> Response:
    with parts().db.write() as rows:
        token = tokens.token(rows, agency_id(), token_id)
        tokens.withdraw_token(rows, token, now=parts().now(), by=by())
    flash(gettext("Đã thu hồi mã truy cập “%(label)s”.", label=token.label))
    return redirect(url_for(".list_tokens"))
