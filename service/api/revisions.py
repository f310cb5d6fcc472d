"""The revisions of a draft by software: the list, one state, what changed between two, and back to an earlier one."""

from collections.abc import Mapping, Sequence
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Dict, Integer, List, Nested, String
from apiflask.validators import Range
from flask import g
from flask_babel import lazy_gettext as _l

from doc_templates.redline import FieldChange, Line
from service import draft_history, drafts
from service.access import demands
from service.api.drafts import matched, with_etag
from service.api.schemas import MOMENT, DraftHeaders, DraftOut, MatchHeader, Out
from service.parts import parts
from service.revisions import Revision

blueprint = APIBlueprint("api_revisions", __name__, tag="drafts", url_prefix="/api/v1/drafts/<id:draft_id>/revisions")
Answer = dict[str, object]


class RevisionItem(Out):
    """One saved state; autosaves of one person that follow each other closely are one."""

    number = Integer(metadata={"description": _l("Thứ tự trong dự thảo, từ 1"), "example": 3})
    revision = Integer(metadata={"description": _l("Phiên bản (ETag) của dự thảo ở lần lưu cuối")})
    author = String()
    how = String(metadata={"enum": ["typed", "sent", "pasted", "uploaded", "copied", "restored"]})
    source = String(metadata={"description": _l("Tên tệp đã nhận, hoặc số của bản được khôi phục")})
    sealed = String(metadata={"description": _l("Vì sao bản này được giữ nguyên: seen, downloaded, handed_over; rỗng")})
    begun_at = String(metadata=MOMENT)
    at = String(metadata=MOMENT)


class RevisionList(Out):
    items = List(Nested(RevisionItem))


class RevisionOut(RevisionItem):
    values = Dict()


class RunOut(Out):
    kind = String(metadata={"enum": ["same", "inserted", "deleted"]})
    text = String()


class LineOut(Out):
    """One line (paragraph, item, row) of a field, on its old side, its new side, or both."""

    what = String(
        metadata={
            "enum": ["same", "changed", "renumbered", "inserted", "deleted", "moved_here", "moved_away"],
            "description": _l("renumbered: chỉ đổi số thứ tự"),
        }
    )
    old = Integer(allow_none=True, metadata={"description": _l("Số dòng ở bản cũ; null nếu không có")})
    new = Integer(allow_none=True, metadata={"description": _l("Số dòng ở bản mới; null nếu không có")})
    moved = Integer(allow_none=True, metadata={"description": _l("Dòng chuyển chỗ: số dòng ở phía kia")})
    runs = List(Nested(RunOut))


class FieldChangeOut(Out):
    field = String(metadata={"example": "body"})
    lines = List(Nested(LineOut))


class ChangesOut(Out):
    """Only fields that differ; applied, the runs give back both sides."""

    since = Integer()
    number = Integer()
    changes = List(Nested(FieldChangeOut))


class ChangesQuery(Schema):
    since = Integer(validate=Range(1), metadata={"description": _l("So với bản số mấy; mặc định là bản liền trước")})


@blueprint.get("")
@demands("read")
@blueprint.output(RevisionList)
@blueprint.doc(summary=_l("Các bản đã lưu của một dự thảo, mới nhất trước"), operation_id="listRevisions")
def list_revisions(draft_id: str) -> Answer:
    _, found = draft_history.listed(parts(), g.actor, draft_id)
    return {"items": [_item(one) for one in found]}


@blueprint.get("/<int:number>")
@demands("read")
@blueprint.output(RevisionOut)
@blueprint.doc(summary=_l("Một bản đã lưu, với các giá trị khi đó"), operation_id="getRevision")
def get_revision(draft_id: str, number: int) -> Answer:
    found = draft_history.revision(parts(), g.actor, draft_id, number)
    return _item(found) | {"values": found.values}


@blueprint.get("/<int:number>/changes")
@demands("read")
@blueprint.input(ChangesQuery, location="query")
@blueprint.output(ChangesOut)
@blueprint.doc(
    summary=_l("Những gì đã đổi từ một bản đến bản này, theo từng dòng, từng chữ"), operation_id="getChanges"
)
def get_changes(draft_id: str, number: int, query_data: Mapping[str, Any]) -> Answer:
    since = query_data.get("since") or max(number - 1, 1)
    changes = draft_history.between(parts(), g.actor, draft_id, since, number)
    return {"since": since, "number": number, "changes": changes_json(changes)}


@blueprint.post("/<int:number>/restoration")
@demands("draft")
@blueprint.input(MatchHeader, location="headers")
@blueprint.output(DraftOut, headers=DraftHeaders)
@blueprint.doc(
    summary=_l("Lấy lại một bản đã lưu"),
    description=_l("Thành bản mới nhất; các bản khác vẫn còn. Phải gửi If-Match."),
    operation_id="restoreRevision",
    responses={409: "draft_locked, wrong_state", 412: "draft_changed", 428: "revision_needed"},
)
def restore_revision(draft_id: str, number: int, headers_data: dict[str, str]) -> tuple[Answer, int, dict[str, str]]:
    over = matched(drafts.get(parts(), g.actor, draft_id), headers_data.get("revision"))
    return with_etag(draft_history.restore(parts(), g.actor, draft_id, number, over))


def _item(one: Revision) -> Answer:
    return {
        "number": one.number,
        "revision": one.revision,
        "author": one.author_name,
        "how": one.how,
        "source": one.source,
        "sealed": one.sealed,
        "begun_at": one.begun_at.isoformat(),
        "at": one.at.isoformat(),
    }


def changes_json(changes: Sequence[FieldChange]) -> list[Answer]:
    """A redline as JSON values."""
    return [{"field": one.name, "lines": [_line(line) for line in one.lines]} for one in changes]


def _line(line: Line) -> Answer:
    runs = [{"kind": run.kind, "text": run.text} for run in line.runs]
    return {"what": line.what, "old": line.old, "new": line.new, "moved": line.moved, "runs": runs}
