"""Keys outside, for browser plug-ins and remote signing services: begin, sign there, bring the signature back."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta

from apiflask import APIBlueprint, Schema
from apiflask.fields import String
from apiflask.validators import Length
from flask import g
from flask_babel import lazy_gettext as _l

from service import drafts, external_signing
from service.access import demands
from service.api.documents import issued_json
from service.api.drafts import draft_json
from service.api.schemas import MOMENT, DraftOut, IssuedOut, Out
from service.errors import SignatureRefused
from service.parts import parts
from service.signing.external import Prepared

blueprint = APIBlueprint("api_external_signing", __name__, tag="drafts", url_prefix="/api/v1")
LARGEST = 44_000_000
"""Letters of base64: a signed PDF of 32 MB."""


class ToSignOut(Out):
    """What is to be signed outside."""

    attributes = String(
        metadata={"description": _l("Thuộc tính ký (DER của SET) dạng base64: chữ ký phải ký lên các byte này")}
    )
    attributes_sha256 = String(metadata={"description": _l("SHA-256 của thuộc tính ký, dạng hex")})
    document_sha256 = String(metadata={"description": _l("SHA-256 của phần PDF được ký, dạng hex")})
    expires_at = String(metadata=MOMENT)


class SignatureIn(Schema):
    signature = String(
        required=True,
        validate=Length(1, LARGEST),
        metadata={
            "description": _l(
                "Base64 của chữ ký trần (PKCS#1 v1.5 hoặc ECDSA), của CMS tách rời, hoặc cả tệp PDF đã ký"
            )
        },
    )


@blueprint.post("/drafts/<id:draft_id>/signature/begin")
@demands("sign", "draft")
@blueprint.output(ToSignOut)
@blueprint.doc(
    summary=_l("Ký ở ngoài, bước 1: lấy dữ liệu cần ký"),
    operation_id="beginSignature",
    responses={409: "not_your_turn, key_missing, wrong_state"},
)
def begin(draft_id: str) -> dict[str, str]:
    return _to_sign(external_signing.begin(parts(), g.actor, draft_id))


@blueprint.post("/drafts/<id:draft_id>/signature/finish")
@demands("sign", "draft")
@blueprint.input(SignatureIn)
@blueprint.output(DraftOut)
@blueprint.doc(
    summary=_l("Ký ở ngoài, bước 2: nộp chữ ký"),
    description=_l("Chữ ký được kiểm tra trước khi lưu; không hợp lệ thì không thay đổi gì."),
    operation_id="finishSignature",
    responses={409: "outside_expired, not_your_turn, wrong_state", 422: "signature_refused"},
)
def finish(draft_id: str, json_data: Mapping[str, str]) -> dict[str, object]:
    external_signing.bring(parts(), g.actor, draft_id, _brought(json_data))
    return draft_json(drafts.get(parts(), g.actor, draft_id))


@blueprint.post("/drafts/<id:draft_id>/seal/begin")
@demands("issue")
@blueprint.output(ToSignOut)
@blueprint.doc(
    summary=_l("Đóng dấu ở ngoài, bước 1: cấp số và lấy dữ liệu cần ký"),
    description=_l("Số thuộc về dự thảo từ đây; gọi lại thì dùng đúng số ấy."),
    operation_id="beginSeal",
    responses={409: "key_missing, wrong_state, sign_again, appendices_need_key", 422: "not_ready"},
)
def begin_seal(draft_id: str) -> dict[str, str]:
    return _to_sign(external_signing.begin_seal(parts(), g.actor, draft_id))


@blueprint.post("/drafts/<id:draft_id>/seal/finish")
@demands("issue")
@blueprint.input(SignatureIn)
@blueprint.output(IssuedOut)
@blueprint.doc(
    summary=_l("Đóng dấu ở ngoài, bước 2: nộp chữ ký của con dấu và ban hành"),
    description=_l("Gọi lại sau khi đã ban hành thì trả lời đúng văn bản ấy."),
    operation_id="finishSeal",
    responses={409: "outside_expired, wrong_state", 422: "signature_refused"},
)
def finish_seal(draft_id: str, json_data: Mapping[str, str]) -> dict[str, object]:
    return issued_json(external_signing.bring_seal(parts(), g.actor, draft_id, _brought(json_data)))


def _to_sign(prepared: Prepared) -> dict[str, str]:
    return {
        "attributes": base64.b64encode(prepared.attributes).decode(),
        "attributes_sha256": hashlib.sha256(prepared.attributes).hexdigest(),
        "document_sha256": prepared.digest.hex(),
        "expires_at": (parts().now() + external_signing.LASTS - timedelta(seconds=1)).isoformat(timespec="seconds"),
    }


def _brought(asked: Mapping[str, str]) -> bytes:
    try:
        return base64.b64decode(asked["signature"], validate=True)
    except ValueError as why:
        raise SignatureRefused(why="unreadable") from why
