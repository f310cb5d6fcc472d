"""Shapes of searching: the question, what it finds, completions, kept searches, lists taken away."""

from apiflask import Schema
from apiflask.fields import Boolean, Date, Dict, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range
from flask_babel import lazy_gettext as _l

from service.api.schemas import DAY, LONGEST_QUERY, MOMENT, Out
from service.found_lists.columns import COLUMNS
from service.found_lists.made import MEDIA
from service.question import ORDERS
from service.saved_searches import LONGEST_NAME


class Found(Out):
    """A document that the question finds."""

    id = String()
    reference = String()
    kind = String()
    kind_name = String()
    subject = String()
    issued_on = String(metadata=DAY)
    signer = String()
    issuer = String(metadata={"description": _l("Cơ quan ban hành, như in trên văn bản")})
    status = String(metadata={"description": "issued, corrected, amended, replaced, recalled"})
    origin = String(metadata={"enum": ["issued", "imported"]})
    facts = Dict(
        keys=String(),
        values=String(),
        metadata={"description": _l("Các mục khác của Phụ lục VI, phần II"), "example": {"urgency": "Khẩn"}},
    )
    snippet = String(metadata={"description": _l("Đoạn văn bản chứa các từ tìm được; chữ thường, không phải HTML")})
    marks = List(
        List(Integer()),
        metadata={"description": _l("Vị trí [đầu, cuối) của các từ tìm được trong “snippet”, tính theo ký tự")},
    )
    url = String()


class Facet(Out):
    value = String()
    label = String()
    count = Integer()


class Facets(Out):
    kind = List(Nested(Facet))
    year = List(Nested(Facet))
    signer = List(Nested(Facet))
    issuer = List(Nested(Facet))
    status = List(Nested(Facet))
    origin = List(Nested(Facet))
    urgency = List(Nested(Facet))


class FoundList(Out):
    items = List(Nested(Found))
    total = Integer()
    total_is_exact = Boolean()
    next_cursor = String(allow_none=True, metadata={"description": _l("null khi đã hết")})
    facets = Nested(Facets)
    meant = String(
        allow_none=True,
        metadata={"description": _l("Câu tìm có lẽ đã định gõ, khi câu này không tìm được hoặc tìm được ít")},
    )


class SimilarList(Out):
    items = List(Nested(Found))


class Filtered(Schema):
    """The words of a question and what narrows them."""

    q = String(
        load_default="",
        validate=Length(0, LONGEST_QUERY),
        metadata={"description": _l("Từ ngữ, như trang Tra cứu; trống = mới nhất trước")},
    )
    kind = String(validate=Length(1, 50))
    year = Integer(validate=Range(1, 9999))
    signer = String(validate=Length(1, 200))
    issuer = String(validate=Length(1, 300))
    status = String(validate=OneOf(("issued", "corrected", "amended", "replaced", "recalled")))
    origin = String(validate=OneOf(("issued", "imported")))
    urgency = String(validate=Length(1, 50), metadata={"example": "Khẩn"})
    since = Date(data_key="from", metadata={"description": _l("Từ ngày văn bản (YYYY-MM-DD)")})
    until = Date(data_key="to", metadata={"description": _l("Đến hết ngày văn bản (YYYY-MM-DD)")})
    order = String(
        load_default="best",
        validate=OneOf(ORDERS),
        metadata={"description": _l("Đúng nhất; mới nhất, cũ nhất theo ngày; số, ký hiệu; trích yếu")},
    )


class DocumentQuery(Filtered):
    """The question: words as on the search page, filters, and which part of the answer."""

    cursor = String(validate=Length(0, 500))
    limit = Integer(load_default=20, validate=Range(1, 100))


class SimilarQuery(Schema):
    limit = Integer(load_default=5, validate=Range(1, 20))


class CompletionQuery(Schema):
    q = String(required=True, validate=Length(1, 200), metadata={"description": _l("Những chữ đã gõ")})
    limit = Integer(load_default=8, validate=Range(1, 20))


class CompletionOut(Out):
    text = String()
    query = String(metadata={"description": _l("Câu tìm tương ứng, dùng làm “q”")})
    what = String(metadata={"enum": ["subject", "signer", "party", "issuer", "reference", "kind"]})
    count = Integer(metadata={"description": _l("Số văn bản")})


class CompletionList(Out):
    items = List(Nested(CompletionOut))


class SavedSearchIn(Filtered):
    """A question to be kept under a name."""

    name = String(required=True, validate=Length(1, LONGEST_NAME))
    shared = Boolean(load_default=False, metadata={"description": _l("Cả cơ quan cùng dùng")})


class SavedSearchChange(Schema):
    name = String(required=True, validate=Length(1, LONGEST_NAME))
    shared = Boolean(required=True)


class SavedSearchOut(Out):
    """A kept search; `query` is what GET /documents takes."""

    id = String()
    name = String()
    shared = Boolean()
    owner = String()
    query = Dict(keys=String(), values=String(), metadata={"example": {"q": "thi đua", "kind": "quyet-dinh"}})
    new = Integer(metadata={"description": _l("Số văn bản mới phù hợp kể từ lần xem trước")})
    new_documents = List(String(), metadata={"description": _l("Mã của các văn bản ấy")})
    made_at = String(metadata=MOMENT)
    url = String()


class SavedSearchItem(SavedSearchOut):
    """The same in a list."""


class SavedSearchList(Out):
    items = List(Nested(SavedSearchItem))


class DocumentListIn(Filtered):
    """A list of what a question finds, as a file."""

    format = String(required=True, validate=OneOf(tuple(MEDIA)))
    columns = List(
        String(validate=OneOf(tuple(COLUMNS))),
        metadata={
            "description": _l("Các cột; bỏ trống thì như đã chọn ở trang Tra cứu"),
            "example": ["reference", "subject"],
        },
    )


class DocumentListOut(Out):
    """A list being made: ask again until `state` is made."""

    id = String()
    format = String(metadata={"enum": list(MEDIA)})
    state = String(metadata={"enum": ["making", "made", "failed", "stopped"]})
    done = Integer(metadata={"description": _l("Số văn bản đã đưa vào danh mục")})
    total = Integer()
    code = String(allow_none=True, metadata={"description": _l("Vì sao không lập được")})
    began_at = String(metadata=MOMENT)
    url = String()
    file = String(allow_none=True, metadata={"description": _l("Đường dẫn tải tệp; null khi chưa xong")})
