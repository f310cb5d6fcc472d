"""Who signs for the office: each authority shown as the lines that will be printed."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional

from doc_templates.kinds import kinds
from service import people, signers
from service.access import demands
from service.documents import kind_name
from service.errors import BadInput, NotFound
from service.names import tidy
from service.pages.admin.place import agency_id, blueprint, by
from service.pages.typed import NOT_OFFERED, at_most, day_field, options, written
from service.parts import parts
from service.signer_changes import add_signer, correct_signer
from service.signers import Signer, SignerFields

AUTHORITIES = {
    "TM": _l("TM. – thay mặt tập thể (người đứng đầu)"),
    "TM+KT": _l("TM. và KT. – cấp phó ký thay, thay mặt tập thể"),
    "": _l("Không ghi quyền hạn – người đứng đầu ký"),
    "KT": _l("KT. – cấp phó ký thay người đứng đầu"),
    "TL": _l("TL. – ký thừa lệnh người đứng đầu"),
    "TUQ": _l("TUQ. – ký thừa ủy quyền, có thời hạn"),
    "Q": _l("Q. – được giao quyền cấp trưởng"),
}
NEEDED_WORDS = _l("Quyền hạn ký này cần ghi mục này.")


class SignerForm(FlaskForm):  # type: ignore[misc]
    full_name = StringField(
        _l("Họ và tên"),
        written(100),
        description=_l("Không ghi học hàm, học vị, danh hiệu trước tên (Điều 13, Phụ lục I)."),
    )
    authority = SelectField(
        _l("Quyền hạn ký"), choices=options(AUTHORITIES.items()), invalid_choice_message=NOT_OFFERED
    )
    collective = StringField(
        _l("Tập thể được thay mặt"), [Optional(), at_most(200)], description=_l("Ví dụ: ỦY BAN NHÂN DÂN")
    )
    head_title = StringField(
        _l("Chức vụ của người đứng đầu"), [Optional(), at_most(200)], description=_l("Ví dụ: CHỦ TỊCH")
    )
    own_title = StringField(
        _l("Chức vụ của người ký"), [Optional(), at_most(200)], description=_l("Ví dụ: PHÓ CHỦ TỊCH")
    )
    valid_from = day_field(_l("Được ký từ ngày"), required=True)
    valid_until = day_field(_l("Đến hết ngày"), description=_l("Để trống nếu chưa có ngày kết thúc."))
    kinds = SelectMultipleField(
        _l("Loại văn bản được ký"),
        invalid_choice_message=NOT_OFFERED,
        description=_l("Không chọn loại nào là được ký mọi loại."),
    )
    user_id = SelectField(
        _l("Tài khoản của người ký"),
        invalid_choice_message=NOT_OFFERED,
        invalid_value_message=NOT_OFFERED,
        coerce=lambda value: int(value) if value else None,
    )

    def fields(self) -> SignerFields:
        return SignerFields(
            full_name=self.full_name.data,
            authority=self.authority.data,
            collective=self.collective.data or "",
            head_title=self.head_title.data or "",
            own_title=self.own_title.data or "",
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            kinds=self.kinds.data or None,
            user_id=self.user_id.data,
        )


@blueprint.get("/signers")
@demands("administer")
def list_signers() -> str:
    today = parts().today()
    with parts().db.read() as rows:
        everybody = signers.signers(rows, agency_id())
    return render_template("admin/signers.html", signers=everybody, block=signers.block, today=today)


@blueprint.route("/signers/new", methods=["GET", "POST"])
@demands("administer")
def new_signer() -> Response | str:
    form = _form(SignerForm(data={"valid_from": parts().today(), "authority": "TM"}))
    return _answer(form, None)


@blueprint.route("/signers/<int:signer_id>", methods=["GET", "POST"])
@demands("administer")
def signer(signer_id: int) -> Response | str:
    with parts().db.read() as rows:
        found = _signer(rows, signer_id)
    return _answer(_form(SignerForm(obj=found)), found)


def _form(form: SignerForm) -> SignerForm:
    with parts().db.read() as rows:
        accounts = [(person.id, person.full_name) for person in people.users(rows, agency_id()) if person.active]
    form.kinds.choices = options((kind, kind_name(kind)) for kind in kinds())
    form.user_id.choices = options([("", _l("Không có tài khoản")), *accounts])
    return form


def _signer(rows: Session, signer_id: int) -> Signer:
    found = signers.signer(rows, agency_id(), signer_id)
    if found is None:
        raise NotFound(what="signer", id=signer_id)
    return found


def _answer(form: SignerForm, found: Signer | None) -> Response | str:
    if form.validate_on_submit():
        try:
            _write(form, found)
        except BadInput as error:
            _put(form, str(error.data["field"]))
        else:
            flash(gettext("Đã ghi người ký %(name)s.", name=tidy(form.full_name.data)))
            return redirect(url_for(".list_signers"))
    return render_template("admin/signer.html", form=form, signer=found, lines=_lines(form), name=form.full_name.data)


def _write(form: SignerForm, found: Signer | None) -> None:
    with parts().db.write() as rows:
        if found is None:
            add_signer(rows, agency_id(), by=by(), **form.fields())
        else:
            correct_signer(rows, _signer(rows, found.id), by=by(), **form.fields())


def _put(form: SignerForm, field: str) -> None:
    late = field == "valid_until" and form.valid_until.data is not None
    form[field].errors = [gettext("Ngày kết thúc phải sau ngày bắt đầu.") if late else NEEDED_WORDS]


def _lines(form: SignerForm) -> tuple[str, ...]:
    titles = (form.collective.data, form.head_title.data, form.own_title.data)
    authority = form.authority.data if form.authority.data in AUTHORITIES else ""
    return signers.lines_of(authority, *(tidy(title or "") for title in titles))


@blueprint.post("/signers/lines")
@demands("administer")
def signer_lines() -> str:
    """The printed lines of what stands in the form at this moment: a piece of the page."""
    form = SignerForm(request.form)
    return render_template("admin/signer_lines.html", lines=_lines(form), name=form.full_name.data)
