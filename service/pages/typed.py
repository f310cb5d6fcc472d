"""Pieces of the forms of account and administration: fields with their sentences, errors put beside the field."""

from collections.abc import Callable, Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from archive.agencies import Naming
from service.errors import ServiceError
from service.names import tidy
from service.sentences import sentence

NOT_OFFERED = _l("Hãy chọn trong danh sách.")
Check = Callable[[FlaskForm, Field], None]


def needed() -> InputRequired:
    return InputRequired(_l("Chưa điền mục này."))


def at_most(length: int) -> Length:
    return Length(max=length, message=_l("Dài quá %(max)d ký tự."))


def written(length: int) -> list[Check]:
    """A required line of words."""
    return [needed(), _not_blank, at_most(length)]


def _not_blank(form: FlaskForm, field: Field) -> None:  # noqa: ARG001
    if not tidy(field.data or ""):
        raise ValidationError(_l("Chưa điền mục này."))


def no_slash() -> Regexp:
    """Abbreviations become part of a symbol such as KH-UBND: no blanks, no "/" and no "-"."""
    return Regexp(r"\s*[^\s/\-]+\s*$", message=_l("Chỉ gồm chữ và số, viết liền, không có “/” hay “-”."))


def options(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """(value, words) as WTForms wants its choices."""
    return [SelectChoice(value, words) for value, words in pairs]


def day_field(label: object, *, required: bool = False, description: object = "") -> DateField:
    """A day as browsers send it, or as people write it: 05/01/2026."""
    return DateField(
        label,
        [needed() if required else Optional()],
        format=["%Y-%m-%d", "%d/%m/%Y"],
        invalid_value_message=_l("Ngày không đúng; viết như 05/01/2026."),
        description=description,
    )


class LinesField(TextAreaField):  # type: ignore[misc]
    """Several lines in one box; `lines` gives them without the empty ones."""

    @property
    def lines(self) -> list[str]:
        return [tidy(line) for line in (self.data or "").splitlines() if line.strip()]


PATTERNS = {
    "kind": _l("Mỗi loại văn bản một dãy số"),
    "common": _l("Một dãy số chung cho mọi loại văn bản"),
}


class NamingForm(FlaskForm):  # type: ignore[misc]
    """What an agency is called and prints on its documents."""

    full_name = StringField(
        _l("Tên đầy đủ của cơ quan"),
        written(200),
        description=_l("Viết thường, như trong câu. Ví dụ: Ủy ban nhân dân xã Nhơn Trạch"),
    )
    superior = LinesField(
        _l("Cơ quan chủ quản (dòng in phía trên)"),
        [Optional(), at_most(300)],
        description=_l("Mỗi dòng in là một dòng. Để trống nếu không có, như Ủy ban nhân dân các cấp."),
    )
    name = LinesField(
        _l("Tên cơ quan in ở đầu văn bản"),
        written(300),
        description=_l("Viết hoa; mỗi dòng in là một dòng."),
    )
    abbreviation = StringField(
        _l("Chữ viết tắt trong ký hiệu"),
        [*written(30), no_slash()],
        description=_l("Do người đứng đầu cơ quan quy định. Ví dụ UBND cho ký hiệu 01/KH-UBND"),
    )
    place = StringField(
        _l("Địa danh"),
        written(100),
        description=_l("Tên in trước ngày tháng, ví dụ: Nhơn Trạch"),
    )
    address = StringField(_l("Địa chỉ"), [Optional(), at_most(300)])

    def naming(self) -> Naming:
        """The fields as archive.agencies takes them."""
        return Naming(
            superior=self.superior.lines,
            name=self.name.lines,
            full_name=tidy(self.full_name.data),
            abbreviation=tidy(self.abbreviation.data),
            place=tidy(self.place.data),
            address=tidy(self.address.data or ""),
        )


def put(form: FlaskForm, error: ServiceError, field: str | None = None) -> None:
    """Set an error of the office's rules beside the field it is about."""
    name = field or str(error.data.get("field", ""))
    place = form._fields.get(name)
    words = sentence(error.code, error.data)
    if place is None:
        form.form_errors.append(words)
    else:
        place.errors = [*place.errors, words]
