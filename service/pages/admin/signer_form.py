"""The form in which an authority to sign is entered, and its errors in words."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional

from doc_templates.kinds import kinds
from service import bodies, people, signers
from service.documents import kind_name
from service.errors import BadInput, NoRedelegation, TitleInName
from service.names import tidy
from service.pages.admin.place import agency_id
from service.pages.typed import NOT_OFFERED, at_most, day_field, options, put, written
from service.parts import parts
from service.signer_rules import HEADS
from service.signers import Signer, SignerFields

AUTHORITIES = {
    "TM": _l("TM. – thay mặt tập thể (người đứng đầu)"),
    "TM+KT": _l("TM. và KT. – cấp phó ký thay, thay mặt tập thể"),
    "": _l("Không ghi quyền hạn – người đứng đầu ký"),
    "KT": _l("KT. – cấp phó ký thay người đứng đầu"),
    "TL": _l("TL. – ký thừa lệnh người đứng đầu"),
    "TL+KT": _l("TL. và KT. – cấp phó ký thay người ký thừa lệnh"),
    "TUQ": _l("TUQ. – ký thừa ủy quyền, có thời hạn"),
    "Q": _l("Q. – được giao quyền cấp trưởng"),
}
NEEDED_WORDS = _l("Quyền hạn ký này cần ghi mục này.")


class SignerForm(FlaskForm):  # type: ignore[misc]
    body_id = SelectField(
        _l("Ký văn bản của"),
        invalid_choice_message=NOT_OFFERED,
        coerce=lambda value: int(value) if value else None,
        invalid_value_message=NOT_OFFERED,
    )
    full_name = StringField(
        _l("Họ và tên"),
        written(100),
        description=_l("Không ghi học hàm, học vị, danh hiệu trước tên (điểm c khoản 7 mục II Phần I Phụ lục I)."),
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
    unit_head_title = StringField(
        _l("Chức vụ của người ký thừa lệnh"),
        [Optional(), at_most(200)],
        description=_l("Chỉ với TL. và KT. Ví dụ: CHÁNH VĂN PHÒNG"),
    )
    own_title = StringField(
        _l("Chức vụ của người ký"),
        [Optional(), at_most(200)],
        description=_l("Với hội đồng, ban, tổ: chức danh trong tổ chức đó. Ví dụ: PHÓ CHỦ TỊCH; TRƯỞNG BAN"),
    )
    agency_title = StringField(
        _l("Chức vụ trong cơ quan (ô 7b)"),
        [Optional(), at_most(200)],
        description=_l("In trên họ tên, khi ký cho hội đồng, ban, tổ được dùng dấu của cơ quan."),
    )
    head_id = SelectField(
        _l("Do ai giao, hoặc ký thay ai"),
        coerce=lambda value: int(value) if value else None,
        invalid_choice_message=NOT_OFFERED,
        invalid_value_message=NOT_OFFERED,
        description=_l("Bắt buộc với TUQ.: chỉ người đứng đầu được ủy quyền; người được ủy quyền không ủy quyền lại."),
    )
    document = StringField(
        _l("Văn bản giao ký"),
        [Optional(), at_most(200)],
        description=_l(
            "Bắt buộc với TL. (quy chế làm việc hoặc quy chế công tác văn thư) và TUQ. Ghi tên, số, ký hiệu."
        ),
    )
    document_on = day_field(_l("Ngày của văn bản giao ký"))
    scope = StringField(
        _l("Nội dung được ủy quyền"),
        [Optional(), at_most(1000)],
        description=_l("Bắt buộc với TUQ. khi không giới hạn loại văn bản."),
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
    how = RadioField(
        _l("Cách ghi"),
        choices=options(
            {
                "correct": _l("Sửa chỗ ghi sai"),
                "change": _l("Thay đổi từ ngày “Được ký từ ngày”: dòng cũ kết thúc hôm trước và được giữ lại"),
            }.items()
        ),
        default="correct",
        validate_choice=False,
    )

    def fields(self) -> SignerFields:
        return SignerFields(
            body_id=self.body_id.data,
            full_name=self.full_name.data,
            authority=self.authority.data,
            collective=self.collective.data or "",
            head_title=self.head_title.data or "",
            own_title=self.own_title.data or "",
            unit_head_title=self.unit_head_title.data or "",
            agency_title=self.agency_title.data or "",
            head_id=self.head_id.data,
            document=self.document.data or "",
            document_on=self.document_on.data,
            scope=self.scope.data or "",
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            kinds=self.kinds.data or None,
            user_id=self.user_id.data,
        )

    def offer(self, rows: Session, itself: Signer | None) -> None:
        """Bodies, heads, kinds and accounts to choose from."""
        today = parts().today()
        issuing = bodies.issuers(rows, agency_id(), today)
        heads = [one for one in signers.signers(rows, agency_id()) if one.authority in HEADS and one is not itself]
        accounts = [(person.id, person.full_name) for person in people.users(rows, agency_id()) if person.active]
        self.body_id.choices = options((one.id, one.full_name) for one in issuing)
        self.head_id.choices = options([("", _l("Chưa ghi")), *((one.id, _titled(one)) for one in heads)])
        self.kinds.choices = options((kind, kind_name(kind)) for kind in kinds())
        self.user_id.choices = options([("", _l("Không có tài khoản")), *accounts])

    def lines(self) -> tuple[str, ...]:
        """The printed lines of what stands in the form at this moment."""
        typed = (self.collective, self.head_title, self.own_title, self.unit_head_title)
        authority = self.authority.data if self.authority.data in AUTHORITIES else ""
        return signers.lines_of(authority, *(tidy(field.data or "") for field in typed))

    def put(self, error: BadInput | TitleInName | NoRedelegation) -> None:
        """The sentence of a refusal beside its field."""
        name = str(error.data["field"])
        if not isinstance(error, BadInput):
            put(self, error, name)
        elif name in LATE and self[name].data is not None:
            self[name].errors = [LATE[name]]
        else:
            self[name].errors = [NEEDED_WORDS]


LATE = {
    "valid_until": _l("Ngày kết thúc phải sau ngày bắt đầu."),
    "valid_from": _l("Thay đổi phải bắt đầu sau ngày bắt đầu của dòng cũ."),
    "document_on": _l("Văn bản giao ký phải có trước ngày được ký."),
    "head_id": _l("Chỉ người đứng đầu được giao ký; hãy chọn người ký với tư cách người đứng đầu."),
}


def _titled(one: Signer) -> str:
    lines, name = signers.block(one)
    return f"{name}, {' / '.join(lines)}"
