"""Signatures by software: a PDF in, what each of its signatures is worth out."""

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, DateTime, File, Integer, List, Nested, String
from flask_babel import lazy_gettext as _l

from service.access import demands
from service.api.schemas import Out
from service.api.sent_file import sent_file
from service.pages.validation_words import heads, verdict
from service.parts import parts
from service.signing.outside import Examined
from service.signing.validate import SignatureFound
from service.validations import validate_outside

blueprint = APIBlueprint("api_validations", __name__, tag="signatures", url_prefix="/api/v1")
Answer = dict[str, object]


class PdfIn(Schema):
    """A PDF as multipart/form-data; the bare bytes as the whole body will do too."""

    file = File(required=True, metadata={"description": _l("Tệp PDF đã ký")})  # type: ignore[no-untyped-call]


class SignatureOut(Out):
    field = String()
    signer = String()
    issuer = String()
    signed_at = DateTime(allow_none=True)
    time = String(metadata={"enum": ["time-stamp", "claimed", "none"]})
    state = String(metadata={"enum": ["valid", "unknown_signer", "revoked", "changed", "broken"]})
    after = String(metadata={"enum": ["nothing", "evidence", "fields_filled", "other"]})
    revocation = String(metadata={"enum": ["good", "unknown", "revoked"]})
    until = DateTime(allow_none=True, metadata={"description": _l("Chứng thư hết hạn")})
    words = List(String(), metadata={"description": _l("Cũng những điều ấy bằng lời")})


class ValidationOut(Out):
    ok = Boolean(metadata={"description": _l("Có chữ ký, mọi chữ ký hợp lệ, nội dung không bị sửa")})
    verdict = String()
    pages = Integer()
    pdfa = String(metadata={"description": _l("Mức PDF/A mà tệp tự ghi"), "example": "2B"})
    level = String(metadata={"description": _l("Mức bằng chứng theo PAdES"), "example": "B-LTA"})
    signatures = List(Nested(SignatureOut))


@blueprint.post("/validations")
@demands("read")
@blueprint.input(PdfIn, location="files", validation=False)
@blueprint.output(ValidationOut)
@blueprint.doc(
    summary=_l("Kiểm tra chữ ký số của một tệp PDF"),
    description=_l(
        "Gửi tệp trong mục “file” (multipart/form-data), hoặc cả nội dung yêu cầu là tệp. Không lưu gì lại."
    ),
    operation_id="validateSignatures",
    responses={422: "pdf_unreadable"},
)
def validate_signatures(files_data: object) -> Answer:  # noqa: ARG001
    return examined_json(validate_outside(parts(), sent_file()))


def examined_json(found: Examined) -> Answer:
    """What was found as JSON values, its sentences in the language of the request."""
    return {
        "ok": found.validation.valid,
        "verdict": verdict(found),
        "pages": found.pages,
        "pdfa": found.pdfa,
        "level": found.level,
        "signatures": [_signature(each) for each in found.validation.signatures],
    }


def _signature(found: SignatureFound) -> Answer:
    return {**vars(found), "words": [f"{head}: {words}" for head, words in heads(found)]}
