"""A .docx as a new draft, a draft as .docx, and the edited file back into it, by software."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Dict, File, List, Nested, String
from apiflask.schemas import FileSchema
from apiflask.validators import Length
from flask import Response, g, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from werkzeug.http import quote_etag

from doc_templates.package import DOCX
from service import drafts, uploaded_docx
from service.access import demands
from service.api.drafts import draft_json, left_over, matched
from service.api.revisions import FieldChangeOut, changes_json
from service.api.schemas import DraftHeaders, DraftOut, MatchHeader, NewDraftHeaders, Out
from service.errors import NotThisDraft
from service.parts import parts
from service.uploaded_docx import Upload

blueprint = APIBlueprint("api_draft_files", __name__, tag="drafts", url_prefix="/api/v1/drafts")

REFUSED = "not_a_docx, docx_too_large, old_doc, encrypted_docx, docx_with_macros, file_missing"
Answer = dict[str, object]


class SentDocx(Schema):
    """multipart/form-data."""

    file = File(required=True, metadata={"description": _l("Tệp .docx, tối đa 20 MB")})  # type: ignore[no-untyped-call]


class NewDocx(SentDocx):
    form = String(validate=Length(1, 100), metadata={"description": _l("Mã mẫu; bỏ trống thì tự nhận loại văn bản")})


class ReturnedDocx(SentDocx):
    any_file = Boolean(
        load_default=False, metadata={"description": _l("true: nhận cả tệp không được tải từ dự thảo này")}
    )
    overwrite = Boolean(
        load_default=False,
        metadata={"description": _l("true: nhận cả những mục đã được sửa trên máy chủ sau khi tải tệp")},
    )


class DroppedOut(DraftOut):
    """The draft and what of the file is no text."""

    dropped = Dict(metadata={"description": _l("Những gì không lấy được: tên → số lượng"), "example": {"pictures": 2}})


class FixedOut(Out):
    before = String()
    after = String()


class TakenOut(Out):
    """What was taken from the file, and what was not."""

    draft = Nested(DraftOut)
    changes = List(Nested(FieldChangeOut), metadata={"description": _l("Các thay đổi đã nhận")})
    left = List(
        String(), metadata={"description": _l("Mục chưa nhận vì cũng đã được sửa trên máy chủ; gửi overwrite để nhận")}
    )
    unplaced = List(String(), metadata={"description": _l("Dòng mới trong tệp không xếp được vào mục nào")})
    fixed = List(Nested(FixedOut), metadata={"description": _l("Phần mẫu tự in đã bị sửa trong tệp; không nhận")})


@blueprint.post("/docx")
@demands("draft")
@blueprint.input(NewDocx, location="form_and_files")
@blueprint.output(DroppedOut, status_code=201, headers=NewDraftHeaders)
@blueprint.doc(
    summary=_l("Tạo dự thảo từ một tệp .docx"),
    description=_l(
        "Văn bản được tách vào các mục của mẫu; dòng không xếp được trả lại ở “unplaced”. Tệp không được giữ."
    ),
    operation_id="createDraftFromDocx",
    responses={413: "upload_too_large", 422: f"form_needed, secret_document, {REFUSED}"},
)
def create_from_docx(form_and_files_data: Mapping[str, Any]) -> tuple[Answer, int, dict[str, str]]:
    upload = _read(form_and_files_data["file"])
    draft, whole = uploaded_docx.draft_from_docx(parts(), g.actor, upload, form_and_files_data.get("form"))
    answer = draft_json(draft) | left_over(whole) | {"dropped": dict(upload.read.dropped)}
    location = url_for("api_drafts.get_draft", draft_id=draft.id)
    return answer, 201, {"Location": location, "ETag": quote_etag(str(draft.revision))}


def _read(sent: FileStorage) -> Upload:
    return uploaded_docx.read_upload(sent.filename or "", sent.read())


@blueprint.get("/<id:draft_id>/docx")
@demands("read")
@blueprint.output(FileSchema(), content_type=DOCX)
@blueprint.doc(summary=_l("Dự thảo dưới dạng .docx, để sửa trong Word rồi gửi lại"), operation_id="downloadDraft")
def download(draft_id: str) -> Response:
    draft, docx = uploaded_docx.download(parts(), g.actor, draft_id)
    answer = Response(docx, mimetype=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="du-thao-{draft.form}-{draft.id[:8]}.docx"'
    answer.set_etag(str(draft.revision))
    return answer


@blueprint.post("/<id:draft_id>/docx")
@demands("draft")
@blueprint.input(ReturnedDocx, location="form_and_files")
@blueprint.input(MatchHeader, location="headers")
@blueprint.output(TakenOut, headers=DraftHeaders)
@blueprint.doc(
    summary=_l("Nhận lại tệp đã sửa trong Word"),
    description=_l(
        "Chỉ những gì khác với lúc tải mới thay đổi; mục không in trên giấy giữ nguyên. "
        "Bản trước còn trong “revisions”. Phải gửi If-Match với phiên bản hiện nay của dự thảo."
    ),
    operation_id="takeBackDocx",
    responses={
        409: "not_this_draft, draft_locked, wrong_state",
        412: "draft_changed",
        413: "upload_too_large",
        422: REFUSED,
        428: "revision_needed",
    },
)
def take_back(
    draft_id: str, form_and_files_data: Mapping[str, Any], headers_data: dict[str, str]
) -> tuple[Answer, int, dict[str, str]]:
    revision = matched(drafts.get(parts(), g.actor, draft_id), headers_data.get("revision"))
    upload = _read(form_and_files_data["file"])
    offer = uploaded_docx.offered(parts(), g.actor, draft_id, upload)
    if not (offer.own or form_and_files_data["any_file"]):
        raise NotThisDraft(draft=draft_id)
    left = frozenset() if form_and_files_data["overwrite"] else offer.both
    values = {name: value for name, value in offer.values.items() if name not in left}
    draft = uploaded_docx.accept(parts(), g.actor, draft_id, values, revision, upload.name)
    answer: Answer = {
        "draft": draft_json(draft),
        "changes": changes_json([change for change in offer.changes if change.name not in left]),
        "left": sorted(left),
        "unplaced": list(offer.unplaced),
        "fixed": [{"before": before, "after": after} for before, after in offer.fixed],
    }
    return answer, 200, {"ETag": quote_etag(str(draft.revision))}
