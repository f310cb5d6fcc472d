"""What goes over the wire of imports."""

from apiflask import Schema
from apiflask.fields import Boolean, Dict, File, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range
from flask_babel import lazy_gettext as _l

from service.api.schemas import MOMENT, Out
from service.imports.rows import STATES


class ImportIn(Schema):
    """A new import."""

    name = String(required=True, validate=Length(1, 200), metadata={"description": _l("Tên lần nhập")})
    units = List(
        String(), load_default=[], metadata={"description": _l("Chữ viết tắt các đơn vị được xem; trống = cả cơ quan")}
    )


class ImportFilesIn(Schema):
    """multipart/form-data."""

    file = List(
        File(),  # type: ignore[no-untyped-call]
        required=True,
        validate=Length(1, 100),
        metadata={"description": _l("Một hoặc nhiều tệp, mỗi tệp tối đa 200 MB; .zip được mở ra khi đã gửi đủ")},
    )


class ImportItem(Out):
    """An import in the list of imports."""

    id = String()
    name = String()
    state = String(metadata={"enum": ["open", "gathering", "running", "paused", "cancelled", "done"]})
    problem = String(metadata={"description": _l("Vì sao tạm dừng; trống nếu không có gì")})
    total = Integer(metadata={"description": _l("Số tệp đã biết")})
    opened = Integer(metadata={"description": _l("Số tệp đã mở")})
    seconds_left = Float(allow_none=True)
    files = Dict(keys=String(), values=Integer(), metadata={"description": _l("Số tệp theo trạng thái")})
    certain = Integer(metadata={"description": _l("Số tệp đọc chắc chắn, duyệt được một lần")})
    by = String()
    at = String(metadata=MOMENT)
    url = String()


class ImportOut(ImportItem):
    """An import as a task: ask again until `state` is done."""


class ImportList(Out):
    items = List(Nested(ImportItem))


class FileQuery(Schema):
    state = String(load_default="", validate=OneOf(["", *STATES]))
    cursor = String()
    limit = Integer(load_default=50, validate=Range(1, 200))


class ReadOut(Out):
    """A field: what was read, how surely, from which words, and what a person made of it."""

    value = String(allow_none=True, metadata={"description": _l("Giá trị sẽ vào kho; danh sách: mỗi dòng một mục")})
    certainty = Float(metadata={"description": _l("Từ 0 đến 1")})
    certain = Boolean()
    where = String(metadata={"description": _l("Các từ đã đọc")})
    corrected_by = String(allow_none=True)


class TwinOut(Out):
    id = String()
    of = String(metadata={"enum": ["document", "file"]})
    why = String(metadata={"enum": ["bytes", "number", "text"]})
    likeness = Float()


class ImportFileItem(Out):
    """A file in a list of files."""

    id = String(metadata={"description": _l("Cũng là id của văn bản khi đã vào kho")})
    name = String()
    state = String(metadata={"enum": list(STATES)})
    problem = String()
    why = String(metadata={"description": _l("Lý do bằng lời")})
    size = Integer()
    sha256 = String()
    certain = Boolean()
    document = String(allow_none=True, metadata={"description": _l("id của văn bản trong kho")})
    fields_ = Dict(keys=String(), values=Nested(ReadOut), data_key="fields", attribute="fields")
    twins = List(Nested(TwinOut))
    warnings = List(String())
    url = String()


class ImportFileOut(ImportFileItem):
    """A file of an import."""


class ImportFileList(Out):
    items = List(Nested(ImportFileItem))
    next_cursor = String(allow_none=True)


class CorrectionIn(Schema):
    """What a person says of fields; empty: nothing."""

    fields_ = Dict(
        keys=String(),
        values=String(allow_none=False),
        data_key="fields",
        attribute="fields",
        required=True,
        metadata={"example": {"subject": "Về việc thành lập Trạm Y tế", "dated": "17/03/1998"}},
    )


class AcceptCertainIn(Schema):
    count = Integer(required=True, metadata={"description": _l("“certain” đã thấy; khác đi thì không duyệt gì")})


class AcceptedOut(Out):
    accepted = Integer()


class SentOut(Out):
    items = List(Nested(ImportFileItem))
