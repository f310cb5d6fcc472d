"""What goes over the wire of API v1: once for checking, once for answering, once for the OpenAPI
description."""

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Integer, List, Nested, Raw, String
from apiflask.validators import Length, OneOf
from flask_babel import lazy_gettext as _l
from marshmallow import INCLUDE, ValidationError, validates_schema

MOMENT = {"format": "date-time"}
DAY = {"format": "date"}
LONGEST_TEXT = 4_000_000
LONGEST_QUERY = 1_000


class Out(Schema):
    """An answer: what is published stays, fields may be added."""

    class Meta:
        unknown = INCLUDE


class FormItem(Out):
    """A form in the list of forms."""

    id = String(metadata={"example": "ke-hoach"})
    kind = String(metadata={"description": _l("Mã tên loại văn bản"), "example": "ke-hoach"})
    kind_name = String(metadata={"example": "Kế hoạch"})
    name = String()
    version = Integer()
    own = Boolean(metadata={"description": _l("Mẫu của chính cơ quan, có các phiên bản")})
    url = String()


class FormList(Out):
    items = List(Nested(FormItem))


class FormOut(FormItem):
    """One form; `fields` is a JSON Schema (2020-12) that any validator takes."""

    fields_ = Dict(
        data_key="fields",
        attribute="fields",
        metadata={"description": _l("JSON Schema của các mục phải điền")},
    )
    sample = Dict(metadata={"description": _l("Giá trị mẫu, dùng thử được ngay")})


class DraftIn(Schema):
    """A new draft: a form with values, or a whole text to be split into a form's fields."""

    form = String(
        validate=Length(1, 100),
        metadata={"description": _l("Mã mẫu; bỏ trống được khi gửi “text”"), "example": "ke-hoach"},
    )
    values = Dict(keys=String(), metadata={"description": _l("Giá trị theo JSON Schema của mẫu; được phép còn thiếu")})
    text = String(
        validate=Length(1, LONGEST_TEXT),
        metadata={
            "description": _l("Cả văn bản (chữ thường hoặc Markdown); phần không xếp được sẽ trả lại, không bị bỏ")
        },
    )

    from_document = String(
        validate=Length(1, 100),
        metadata={
            "description": _l(
                "Mã văn bản đã ban hành để soạn dự thảo mới cùng mẫu; những gì cần kiểm tra lại ở “to_check”"
            )
        },
    )

    @validates_schema
    def one_of_three(self, data: dict[str, object], **_: object) -> None:
        if len({"values", "text", "from_document"} & data.keys()) != 1:
            raise ValidationError({"values": [ONE_OF_THREE]})
        if "values" in data and "form" not in data:
            raise ValidationError({"form": ["Missing data for required field."]})


ONE_OF_THREE = "Send one of values, text and from_document."


class DraftChange(Schema):
    """Values to merge into the draft; `null` empties a field."""

    values = Dict(keys=String(), required=True)


class ProblemOfDraft(Out):
    """Something that stands between the draft and its issue, or should be looked at before."""

    field = String(metadata={"description": _l("Tên mục; rỗng nếu liên quan cả dự thảo")})
    code = String(metadata={"example": "field_missing"})
    message = String()
    blocks = Boolean(metadata={"description": _l("false: nên xem lại, không ngăn việc ban hành")})


class Unplaced(Out):
    """A line of the sent text that no field took."""

    line = Integer()
    words = String()
    near = String()


class ToCheckOut(Out):
    """Words taken from an earlier document that may no longer be true."""

    field = String()
    what = String(
        metadata={"enum": ["reference", "date", "year", "number", "name", "basis", "rows", "signer"]},
    )
    words = String()
    near = String(metadata={"description": _l("Lời xung quanh")})
    count = Integer(metadata={"description": _l("Số lần có trong mục")})
    done = Boolean(metadata={"description": _l("Đã được đánh dấu là đúng")})


class Recognised(Out):
    """Words of the sent text that the form prints by itself (motto, number, place and date …)."""

    what = String()
    words = String()


class DraftOut(Out):
    """A draft and what still stands between it and its issue."""

    id = String()
    form = String()
    form_version = Integer()
    values = Dict()
    revision = Integer(metadata={"description": _l("Tăng sau mỗi lần lưu; cũng là ETag")})
    state = String(metadata={"enum": ["editing", "signing", "handed_over", "issued", "discarded"]})
    author = String()
    changed_by = String()
    created_at = String(metadata=MOMENT)
    updated_at = String(metadata=MOMENT)
    problems = List(Nested(ProblemOfDraft))
    unplaced = List(Nested(Unplaced), metadata={"description": _l("Các dòng chưa xếp được vào mục nào")})
    to_check = List(Nested(ToCheckOut), metadata={"description": _l("Những chỗ lấy từ văn bản trước cần kiểm tra lại")})
    recognised = List(Nested(Recognised), metadata={"description": _l("Chỉ có khi tạo từ “text”")})


class SealIn(Schema):
    pin = String(
        load_default="",
        validate=Length(max=128),
        metadata={"description": _l("Mã PIN của con dấu; chỉ cần khi dự thảo đã được ký số")},
    )


class BesideIn(Schema):
    drafter = Boolean(load_default=False, metadata={"description": _l("Người soạn thảo ký nháy ở cuối nội dung")})
    unit_head = Integer(
        load_default=None, allow_none=True,
        metadata={"description": _l("Tài khoản của lãnh đạo đơn vị ký nháy; bỏ trống thì không ai")},
    )  # fmt: skip
    second = String(
        load_default="",
        validate=OneOf(("", "here", "outside")),
        metadata={
            "description": _l("Người ký thứ hai của mẫu: here (có khóa ở đây), outside (ký ở ngoài), trống: không")
        },
    )


class KeyHeader(Schema):
    key = String(
        data_key="Idempotency-Key",
        metadata={"description": _l("Khóa do bạn tự đặt; gửi lại cùng khóa thì nhận lại đúng câu trả lời cũ")},
    )


class MatchHeader(Schema):
    revision = String(
        data_key="If-Match",
        metadata={"description": _l("ETag của bản bạn đang sửa; bắt buộc"), "example": '"3"'},
    )


class DraftHeaders(Schema):
    etag = String(data_key="ETag", metadata={"description": _l("Phiên bản; gửi lại trong If-Match khi sửa")})


class NewDraftHeaders(DraftHeaders):
    location = String(data_key="Location")


class FileHeaders(Schema):
    digest = String(data_key="Repr-Digest", metadata={"example": "sha-256=:…:"})
    etag = String(data_key="ETag")


class FileOut(Out):
    name = String(metadata={"example": "document.pdf"})
    media_type = String(metadata={"example": "application/pdf"})
    size = Integer()
    sha256 = String()
    url = String()


class IssuedOut(Out):
    """What the register and the archive gave the draft. The id is the draft's own."""

    id = String()
    number = Integer(metadata={"example": 1})
    symbol = String(metadata={"example": "KH-UBND"})
    reference = String(metadata={"example": "01/KH-UBND"})
    issued_on = String(metadata=DAY)
    files = List(Nested(FileOut))
    url = String()


class PartyOut(Out):
    role = String(metadata={"enum": ["addressee", "recipient", "signer", "drafter", "records_clerk"]})
    name = String()


class EventOut(Out):
    at = String(metadata=MOMENT)
    name = String(metadata={"example": "document.issued"})
    actor = String()


class IssuerOut(Out):
    """Whose letterhead and number series a document has."""

    id = String(allow_none=True, metadata={"description": _l("Mã của nơi ban hành; null là chính cơ quan")})
    name = String(metadata={"example": "Hội đồng Thi đua - Khen thưởng xã"})
    abbreviation = String(metadata={"example": "HĐTĐKT"})


class DoneOut(Out):
    """What one document did to another: act is correct, amend, replace or recall."""

    act = String()
    id = String()
    reference = String()
    subject = String()
    issued_on = String(metadata=DAY)
    reason = String()


class ToldOut(Out):
    """Somebody who had the document and was told; acknowledged_at is null until they answered."""

    name = String()
    of = String()
    reference = String()
    told_at = String(metadata=MOMENT)
    acknowledged_at = String(allow_none=True, metadata=MOMENT)
    note = String()


class DocumentOut(IssuedOut):
    """All that is known of an issued document."""

    kind = String()
    kind_name = String()
    form = String()
    form_version = Integer()
    year = Integer()
    series = String()
    subject = String()
    issuer = Nested(IssuerOut)
    issued_at = String(metadata=MOMENT)
    status = String(metadata={"description": "issued, corrected, amended, replaced, recalled"})
    origin = String(metadata={"description": _l("“issued”: cơ quan này ban hành; “imported”: nhập từ kho cũ")})
    acts_on = List(
        Nested(DoneOut), metadata={"description": _l("Văn bản mà văn bản này thu hồi, thay thế, sửa đổi, đính chính")}
    )
    acted_on_by = List(Nested(DoneOut), metadata={"description": _l("Văn bản đã thu hồi, thay thế… văn bản này")})
    told = List(Nested(ToldOut), metadata={"description": _l("Nơi đã được báo và phản hồi")})
    signer = String()
    signer_title = String()
    parties = List(Nested(PartyOut))
    events = List(Nested(EventOut))


class RegisterQuery(Schema):
    series = String(validate=Length(1, 50), metadata={"description": _l("Chỉ một sổ, ví dụ “ke-hoach” hoặc “common”")})


class RegisterEntry(Out):
    """One number of the year: the document it became, or why it did not."""

    series = String()
    number = Integer()
    symbol = String(allow_none=True)
    reference = String(allow_none=True)
    state = String(metadata={"enum": ["issued", "reserved", "void", "gap"]})
    dated = String(allow_none=True, metadata=DAY)
    reason = String(metadata={"description": _l("Lý do hủy số")})
    kind = String(allow_none=True)
    subject = String(allow_none=True)
    signer = String(allow_none=True)
    recipients = List(String())
    kept_at = String(allow_none=True)
    limited = Boolean(
        metadata={"description": _l("Văn bản hạn chế truy cập mà người hỏi không được xem: chỉ biết số đã dùng")}
    )
    document = String(allow_none=True, metadata={"description": _l("Đường dẫn của văn bản; null nếu chưa ban hành")})


class RegisterOut(Out):
    """Sổ đăng ký văn bản đi of one year (Appendix IV, part I)."""

    year = Integer()
    agency = String()
    items = List(Nested(RegisterEntry))


class Health(Out):
    status = String(metadata={"enum": ["ok", "ready", "degraded", "unready"]})
    checks = Dict(keys=String(), values=String())


class Problem(Out):
    """Every failure of the API (RFC 9457), with its own code and data."""

    type = String(required=True, metadata={"example": "about:blank"})
    title = String(required=True)
    status = Integer(required=True)
    detail = String(
        required=True,
        metadata={"description": _l("Câu giải thích cho người đọc; tiếng Anh nếu Accept-Language: en")},
    )
    code = String(required=True, metadata={"description": _l("Mã ổn định cho phần mềm"), "example": "draft_changed"})
    errors = List(Raw())
