"""The form of one legal basis of the office's list."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from service.legal_bases import BasisFields, KeptBasis
from service.pages.typed import NOT_OFFERED, at_most, day_field, options, written


class BasisForm(FlaskForm):  # type: ignore[misc]
    kind = StringField(_l("Tên loại"), written(50), description=_l("Ví dụ: Luật, Nghị định, Thông tư"))
    subject = StringField(
        _l("Tên luật hoặc trích yếu"),
        [Optional(), at_most(1000)],
        description=_l("Luật, Pháp lệnh: tên sau chữ “Luật”. Văn bản khác: từ chữ “về…”, “quy định…” trở đi."),
    )
    dated = day_field(_l("Ngày ban hành"))
    reference = StringField(
        _l("Số, ký hiệu"), [Optional(), at_most(100)], description=_l("Ví dụ: 30/2020/NĐ-CP. Luật thì không in ra.")
    )
    issuer = StringField(_l("Cơ quan ban hành"), [Optional(), at_most(300)], description=_l("Luật thì không in ra."))
    in_force_from = day_field(_l("Có hiệu lực từ ngày"))
    in_force_until = day_field(_l("Có hiệu lực đến hết ngày"), description=_l("Để trống khi còn hiệu lực."))
    replaced_by_id = SelectField(
        _l("Được thay bằng (trong danh sách)"),
        invalid_choice_message=NOT_OFFERED,
        invalid_value_message=NOT_OFFERED,
        coerce=lambda value: int(value) if value else None,
    )
    replaced_by_words = StringField(
        _l("Được thay bằng (ghi bằng lời)"),
        [Optional(), at_most(1000)],
        description=_l("Chỉ khi văn bản thay thế không có trong danh sách."),
    )
    note = TextAreaField(_l("Ghi chú"), [Optional(), at_most(1000)])

    def facts(self) -> BasisFields:
        return BasisFields(
            kind=self.kind.data,
            subject=self.subject.data or "",
            dated=self.dated.data,
            reference=self.reference.data or "",
            issuer=self.issuer.data or "",
            in_force_from=self.in_force_from.data,
            in_force_until=self.in_force_until.data,
            replaced_by_id=self.replaced_by_id.data,
            replaced_by_words=self.replaced_by_words.data or "",
            note=self.note.data or "",
        )


def basis_form(bases: list[KeptBasis], one: KeptBasis | None, given: Mapping[str, object]) -> BasisForm:
    """The form of a basis, or of a new one with what is `given`; it may be replaced by any other of the list."""
    form = BasisForm(obj=one) if one else BasisForm(data=given)
    others = [(other.id, other.words) for other in bases if one is None or other.id != one.id]
    form.replaced_by_id.choices = options([("", _l("(không)")), *others])
    return form
