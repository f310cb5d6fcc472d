"""What goes over the wire of the office's own forms; see own_forms.py."""

from apiflask import Schema
from apiflask.fields import Boolean, Dict, File, Integer, List, Nested, String
from apiflask.validators import Length
from flask_babel import lazy_gettext as _l

from service.api.schemas import MOMENT, Out
from service.own_form_steps import LONGEST_NAME
from service.own_forms import STATES

EXAMPLE = {
    "name": "Giấy mời họp",
    "kind": "giay-moi",
    "fields": [
        {"name": "subject", "type": "text", "label": {"vi": "Trích yếu"}, "required": True, "sample": "Họp giao ban"},
        {"name": "thanh_phan", "type": "lines", "label": {"vi": "Thành phần"}, "sample": ["Trưởng các phòng"]},
    ],
}


class FormFileIn(Schema):
    """A .docx as multipart/form-data. With `form` it becomes the next version of that form, else a new form."""

    file = File(required=True, metadata={"description": _l("Tệp .docx có thẻ, tối đa 5 MB")})  # type: ignore[no-untyped-call]
    name = String(metadata={"description": _l("Tên mẫu; cần cho mẫu mới"), "example": "Giấy mời họp"})
    kind = String(metadata={"description": _l("Mã tên loại văn bản; cần cho mẫu mới"), "example": "giay-moi"})
    form = String(metadata={"description": _l("Mã mẫu đã có của cơ quan, để làm phiên bản mới")})


class Definition(Schema):
    """Name, kind and fields of a draft version."""

    name = String(required=True, validate=Length(1, LONGEST_NAME))
    name_en = String(validate=Length(0, LONGEST_NAME))
    kind = String(required=True, metadata={"example": "giay-moi"})
    fields_ = List(
        Dict(),
        required=True,
        data_key="fields",
        attribute="fields",
        metadata={"description": _l("name, type, label, help, required, sample, max_length, columns, choices")},
    )


class Approval(Schema):
    accept = Boolean(
        load_default=False, metadata={"description": _l("Chấp nhận những gì bản mới làm hỏng so với bản đang dùng")}
    )


class AskedOut(Out):
    """A name that the tags of the .docx ask for."""

    name = String()
    type = String(metadata={"example": "table"})
    columns = List(String())
    choices = List(String())
    optional = Boolean()
    paragraphs = List(Integer())


class FormProblemOut(Out):
    severity = String(metadata={"enum": ["error", "warning"]})
    code = String(metadata={"example": "tag_not_closed"})
    part = String(metadata={"example": "word/document.xml"})
    paragraph = Integer(metadata={"description": _l("Đoạn thứ mấy trong phần đó, từ 1; 0: cả mẫu")})
    words = String(metadata={"description": _l("Chữ của đoạn đó")})
    detail = String()


class VersionItem(Out):
    form = String(metadata={"example": "rieng-giay-moi-hop"})
    version = Integer()
    state = String(metadata={"enum": list(STATES)})
    name = String()
    kind = String()
    changed_at = String(metadata=MOMENT)
    changed_by = String()
    approved_at = String(allow_none=True, metadata=MOMENT)
    approved_by = String()
    retired_at = String(allow_none=True, metadata=MOMENT)
    retired_by = String()
    url = String()


class VersionList(Out):
    items = List(Nested(VersionItem))


class VersionOut(VersionItem):
    """One version: its definition, what its .docx asks for, and what keeps it from approval (without filling it)."""

    fields_ = List(Dict(), data_key="fields", attribute="fields")
    schema = Dict(metadata={"description": _l("JSON Schema của giá trị theo phiên bản này")})
    asked = List(Nested(AskedOut))
    problems = List(Nested(FormProblemOut))
