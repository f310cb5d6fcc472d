"""The door of the pages: log in, log out, one's own account, the language, and the first use of an empty office."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import EqualTo, Optional

from archive.agencies import agency_on
from service import accounts, logins, people
from service.actor import Actor
from service.errors import BadInput, NotFound, SamePassword, TooManyFailures, WeakPassword, WrongPassword
from service.first_use import Person, agency_without_people, open_again, open_office
from service.language import LANGUAGES
from service.pages.typed import NOT_OFFERED, PATTERNS, NamingForm, at_most, needed, options, put, written
from service.parts import parts
from service.people import User
from service.sentences import sentence

blueprint = Blueprint("account", __name__)

PASSWORD_RULE = _l("Ít nhất 8 ký tự, có chữ thường, chữ hoa, chữ số và ký tự đặc biệt.")


class LoginForm(FlaskForm):  # type: ignore[misc]
    username = StringField(_l("Tên đăng nhập"), [needed()])
    password = PasswordField(_l("Mật khẩu"), [needed()])


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response | tuple[str, int] | str:
    if g.actor is not None:
        return redirect(_back())
    with parts().db.read() as rows:
        if people.no_office(rows):
            return redirect(url_for(".first_use"))
    form = LoginForm()
    if not form.validate_on_submit():
        return _login_page(form)
    try:
        person = logins.log_in(parts(), form.username.data, form.password.data)
    except WrongPassword as error:
        return _login_page(form, _wrong(error)), 403
    except TooManyFailures as error:
        return _login_page(form, _locked(error)), 429
    accounts.open_session(person)
    return redirect(url_for(".password") if person.must_change_password else _back())


def _login_page(form: LoginForm, refused: str = "") -> str:
    return render_template("account/login.html", form=form, refused=refused, next=request.values.get("next", ""))


def _wrong(error: WrongPassword) -> str:
    left = int(str(error.data["left"]))
    told = sentence(error.code)
    return told if left > 2 else told + " " + _attempts(left)


def _attempts(left: int) -> str:
    return str(
        ngettext("Còn %(num)d lần thử trước khi bị tạm khóa.", "Còn %(num)d lần thử trước khi bị tạm khóa.", left)
    )


def _locked(error: TooManyFailures) -> str:
    hint = gettext("Nếu cần ngay, hãy nhờ người quản trị của cơ quan mở khóa.")
    return f"{sentence(error.code, error.data)} {hint}"


def _back() -> str:
    """Where the person wanted to go; an address of this site only."""
    wanted = request.values.get("next", "")
    parted = urlsplit(wanted)
    ours = not parted.scheme and not parted.netloc and wanted.startswith("/") and "\\" not in wanted
    return wanted if ours and not wanted.startswith("//") and wanted.isprintable() else "/"


@blueprint.post("/logout")
def logout() -> Response:
    with parts().db.write() as rows:
        people.end_sessions(rows, g.actor.user_id)
    accounts.close_session()
    flash(gettext("Bạn đã đăng xuất."))
    return redirect(url_for(".login"))


@blueprint.post("/language")
def language() -> Response:
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(_back())


@blueprint.get("/account")
def index() -> str:
    return render_template("account/index.html", person=_person())


def _person() -> User:
    """Whose session this is."""
    actor: Actor = g.actor
    if actor.user_id is None:
        raise NotFound(what="user")
    with parts().db.read() as rows:
        return people.user(rows, actor.agency_id, actor.user_id)


class PasswordForm(FlaskForm):  # type: ignore[misc]
    old = PasswordField(_l("Mật khẩu đang dùng"), [needed()])
    new = PasswordField(_l("Mật khẩu mới"), [needed()], description=PASSWORD_RULE)
    again = PasswordField(
        _l("Nhập lại mật khẩu mới"),
        [needed(), EqualTo("new", message=_l("Hai lần nhập mật khẩu mới không giống nhau."))],
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
def password() -> Response | str:
    person, form = _person(), PasswordForm()
    if form.validate_on_submit():
        try:
            changed = logins.change_password(parts(), person, form.old.data, form.new.data)
        except WrongPassword:
            form.old.errors = [gettext("Mật khẩu đang dùng không đúng.")]
        except (SamePassword, WeakPassword) as error:
            put(form, error, "new")
        except TooManyFailures as error:
            put(form, error, "old")
        else:
            accounts.open_session(changed)
            flash(gettext("Đã đổi mật khẩu."))
            return redirect("/" if person.must_change_password else url_for(".index"))
    return render_template("account/password.html", form=form, person=person)


class FirstPersonForm(FlaskForm):  # type: ignore[misc]
    person = StringField(_l("Họ và tên của bạn"), written(100))
    username = StringField(
        _l("Tên đăng nhập"),
        written(64),
        description=_l("Chữ thường không dấu, chữ số và . _ - @; dùng địa chỉ thư điện tử cũng được."),
    )
    password = PasswordField(_l("Mật khẩu"), [needed()], description=PASSWORD_RULE)
    again = PasswordField(
        _l("Nhập lại mật khẩu"),
        [needed(), EqualTo("password", message=_l("Hai lần nhập mật khẩu không giống nhau."))],
    )

    def first_person(self) -> Person:
        return Person(self.person.data, self.username.data, self.password.data)


class FirstUseForm(NamingForm, FirstPersonForm):
    code = StringField(
        _l("Mã định danh cơ quan"),
        [Optional(), at_most(60)],
        description=_l("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H19.12. Có thể để trống nếu chưa biết."),
    )
    pattern = RadioField(
        _l("Cách đánh số văn bản"),
        choices=options(PATTERNS.items()),
        default="kind",
        invalid_choice_message=NOT_OFFERED,
    )


@blueprint.route("/welcome", methods=["GET", "POST"])
def first_use() -> Response | str:
    with parts().db.read() as rows:
        if not people.no_office(rows):
            raise NotFound(what="first_use")
        agency = agency_without_people(rows)
        name = agency_on(rows, agency.id, parts().today()) if agency else None
    form = FirstPersonForm() if agency else FirstUseForm()
    if form.validate_on_submit() and (person := _open(form)):
        accounts.open_session(person)
        flash(gettext("Đã lập văn phòng. Việc tiếp theo: thêm người ký văn bản."))
        return redirect("/admin")
    return render_template("account/first_use.html", form=form, name=name)


def _open(form: FirstPersonForm) -> User | None:
    """The first person; None where what was typed breaks a rule, which then stands beside its field."""
    try:
        if not isinstance(form, FirstUseForm):
            return open_again(parts(), form.first_person())
        code, pattern = (form.code.data or "").strip(), form.pattern.data
        return open_office(parts(), form.first_person(), naming=form.naming(), code=code, pattern=pattern)
    except WeakPassword as error:
        put(form, error, "password")
    except BadInput as error:
        put(form, error)
    return None
