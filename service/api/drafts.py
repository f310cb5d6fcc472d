"""Drafts by software: made of values or of a whole text, changed only by who names the revision, then
issued once."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint
from apiflask.schemas import FileSchema
from flask import Response, g, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.http import parse_etags, quote_etag

from doc_templates.whole_text import WholeText
from service import drafts, paper, submission
from service.access import demands
from service.api.bodies import check_body
from service.api.documents import issued_json
from service.api.schemas import (
    BesideIn,
    DraftChange,
    DraftHeaders,
    DraftIn,
    DraftOut,
    IssuedOut,
    KeyHeader,
    MatchHeader,
    NewDraftHeaders,
    SealIn,
)
from service.check import problems
from service.co_signers import Beside
from service.draft import Draft
from service.earlier import draft_from_document
from service.errors import DraftChanged, RevisionNeeded
from service.idempotency import once
from service.issue import issue
from service.parts import parts
from service.pasted import draft_from_text
from service.sentences import sentence

blueprint = APIBlueprint("api_drafts", __name__, tag="drafts", url_prefix="/api/v1")
blueprint.before_request(check_body)

EXAMPLES = {
    "values": {
        "summary": "form + values",
        "value": {"form": "cong-van", "values": {"subject": "báo cáo kết quả thi đua", "unit": "VP"}},
    },
    "text": {
        "summary": "text",
        "value": {
            "text": "KẾ HOẠCH\nTổ chức phong trào thi đua năm 2026\n\nI. MỤC ĐÍCH\n1. Nâng cao chất lượng công tác."
        },
    },
    "from_document": {
        "summary": "from_document",
        "value": {"from_document": "3f0a1c5e8d2b4f6a9c7e1b0d5a8f2c4e"},
    },
}
Answer = dict[str, object]


@blueprint.post("/drafts")
@demands("draft")
@blueprint.input(DraftIn, examples=EXAMPLES)
@blueprint.input(KeyHeader, location="headers")
@blueprint.output(DraftOut, status_code=201, headers=NewDraftHeaders)
@blueprint.doc(
    summary=_l("Tạo dự thảo từ các giá trị, từ cả một văn bản, hoặc từ văn bản đã ban hành"), operation_id="createDraft"
)
def create_draft(json_data: Answer, headers_data: dict[str, str]) -> tuple[Answer, int, dict[str, str]]:
    request = {"POST": "/drafts", "body": json_data}
    answer = once(parts(), g.actor, headers_data.get("key"), request, lambda: _created(json_data))
    location = url_for("api_drafts.get_draft", draft_id=answer["id"])
    return answer, 201, {"Location": location, "ETag": quote_etag(str(answer["revision"]))}


def _created(asked: Mapping[str, object]) -> Answer:
    form_id = asked.get("form")
    if "from_document" in asked:
        return draft_json(draft_from_document(parts(), g.actor, str(asked["from_document"])))
    if "text" not in asked:
        return draft_json(drafts.create(parts(), g.actor, str(form_id), asked["values"]))  # type: ignore[arg-type]
    chosen = None if form_id is None else str(form_id)
    draft, whole = draft_from_text(parts(), g.actor, str(asked["text"]), chosen)
    return draft_json(draft) | left_over(whole)


def left_over(whole: WholeText) -> Answer:
    """What of a whole document became no value: without a place, or printed by the form itself."""
    return {
        "unplaced": [asdict(line) for line in whole.unplaced],
        "recognised": [{"what": what, "words": words} for what, words in whole.recognised],
    }


@blueprint.get("/drafts/<id:draft_id>")
@demands("read")
@blueprint.output(DraftOut, headers=DraftHeaders)
@blueprint.doc(summary=_l("Một dự thảo và những gì còn thiếu trước khi ban hành"), operation_id="getDraft")
def get_draft(draft_id: str) -> tuple[Answer, int, dict[str, str]]:
    return with_etag(drafts.get(parts(), g.actor, draft_id))


@blueprint.patch("/drafts/<id:draft_id>")
@demands("draft")
@blueprint.input(DraftChange, example={"values": {"subject": "Tổ chức phong trào thi đua năm 2026"}})
@blueprint.input(MatchHeader, location="headers")
@blueprint.output(DraftOut, headers=DraftHeaders)
@blueprint.doc(
    summary=_l("Sửa một số mục của dự thảo"),
    description=_l("Chỉ các mục có trong “values” thay đổi; null làm trống mục. Phải gửi If-Match."),
    operation_id="changeDraft",
    responses={409: "draft_locked, wrong_state", 412: "draft_changed", 428: "revision_needed"},
)
def change_draft(
    draft_id: str, json_data: dict[str, Answer], headers_data: dict[str, str]
) -> tuple[Answer, int, dict[str, str]]:
    draft = drafts.get(parts(), g.actor, draft_id)
    revision = matched(draft, headers_data.get("revision"))
    merged = {**draft.values, **json_data["values"]}
    kept = {name: value for name, value in merged.items() if value is not None}
    return with_etag(drafts.save(parts(), g.actor, draft_id, kept, revision))


def matched(draft: Draft, if_match: str | None) -> int:
    """The revision the sender started from. Raises RevisionNeeded without If-Match, DraftChanged on
    another one."""
    if if_match is None:
        raise RevisionNeeded(current_revision=draft.revision)
    if not parse_etags(if_match).contains(str(draft.revision)):
        raise DraftChanged(draft=draft.id, current_revision=draft.revision, changed_by=draft.changed_by)
    return draft.revision


@blueprint.get("/drafts/<id:draft_id>/preview.pdf")
@demands("read")
@blueprint.output(FileSchema(), content_type="application/pdf")
@blueprint.doc(summary=_l("PDF của dự thảo, chỗ số và ngày để trống"), operation_id="previewDraft")
def preview_draft(draft_id: str) -> Response:
    preview = paper.preview(parts(), drafts.get(parts(), g.actor, draft_id))
    answer = Response(preview.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    answer.set_etag(preview.digest)
    return answer


@blueprint.post("/drafts/<id:draft_id>/issue")
@demands("issue")
@blueprint.input(KeyHeader, location="headers")
@blueprint.input(SealIn, location="json")
@blueprint.output(IssuedOut)
@blueprint.doc(
    summary=_l("Ban hành: cấp số, tạo PDF/A, lưu kho"),
    description=_l(
        "Gọi lại bao nhiêu lần cũng chỉ có một số: dự thảo đã ban hành thì trả về chính văn bản đó. "
        "Lỗi 503: đợi theo Retry-After rồi gọi lại."
    ),
    operation_id="issueDraft",
    responses={
        409: "no_register, date_before_last, wrong_state, key_missing, sign_again",
        422: "not_ready, key_reused, wrong_pin",
        503: "pdf_timeout …",
    },
)
def issue_draft(
    draft_id: str, headers_data: dict[str, str], json_data: dict[str, str]
) -> tuple[Answer, int, dict[str, str]]:
    request = {"POST": f"/drafts/{draft_id}/issue"}
    work = lambda: issued_json(issue(parts(), g.actor, draft_id, pin=json_data["pin"]))  # noqa: E731
    answer = once(parts(), g.actor, headers_data.get("key"), request, work)
    return answer, 200, {"Location": str(answer["url"])}


@blueprint.post("/drafts/<id:draft_id>/submission")
@demands("draft")
@blueprint.input(BesideIn, location="json")
@blueprint.output(DraftOut, headers=DraftHeaders)
@blueprint.doc(
    summary=_l("Trình ký số: dự thảo được khóa và chờ người ký"),
    description=_l("Người ký phải có tài khoản và khóa ký. Gọi lại không làm gì thêm."),
    operation_id="submitDraft",
    responses={409: "wrong_state, key_missing", 422: "not_ready, no_place_to_sign"},
)
def submit_draft(draft_id: str, json_data: dict[str, Any]) -> tuple[Answer, int, dict[str, str]]:
    return with_etag(submission.submit(parts(), g.actor, draft_id, Beside(**json_data)))


def with_etag(draft: Draft) -> tuple[Answer, int, dict[str, str]]:
    """A draft as answer, its revision as ETag."""
    return draft_json(draft), 200, {"ETag": quote_etag(str(draft.revision))}


def draft_json(draft: Draft) -> Answer:
    """A draft as JSON values, with what still stands between it and its issue."""
    found = problems(parts(), draft)
    return {
        "id": draft.id,
        "form": draft.form,
        "form_version": draft.form_version,
        "values": draft.values,
        "revision": draft.revision,
        "state": draft.state,
        "author": draft.author_name,
        "changed_by": draft.changed_by,
        "created_at": draft.created_at.isoformat(),
        "updated_at": draft.updated_at.isoformat(),
        "unplaced": draft.unplaced,
        "to_check": draft.to_check,
        "problems": [
            {
                "field": problem.field,
                "code": problem.code,
                "message": sentence(problem.code, problem.data),
                "blocks": problem.blocks,
            }
            for problem in found
        ],
    }
