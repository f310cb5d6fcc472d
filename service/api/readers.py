"""Who may see a document, by software: told, chosen for a draft, asked to be changed for a document."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Integer, List, Nested, String
from apiflask.validators import Length, OneOf
from flask import g
from flask_babel import lazy_gettext as _l

from archive.readers import LEVELS
from service import draft_readers, drafts, reader_changes, reader_choice
from service.access import demands
from service.api.schemas import MOMENT, Out
from service.documents import document_of
from service.draft import Draft
from service.parts import parts
from service.reader_changes import ReaderChange
from service.reader_filing import access_now

blueprint = APIBlueprint("api_readers", __name__, tag="documents", url_prefix="/api/v1")
EXAMPLE = {"level": "limited", "readers": ["unit:VP", "person:nva"], "reason": "Nội dung đang xác minh"}


class OfferedOut(Out):
    """A unit or person that may be named as reader."""

    token = String(metadata={"example": "unit:VP"})
    name = String()
    kind = String(metadata={"enum": ["unit", "person"]})


class OfferedList(Out):
    items = List(Nested(OfferedOut))


class ReaderOut(Out):
    """why: named; or drafter, signer, who stay readers of what they made."""

    token = String()
    name = String()
    why = String(metadata={"enum": ["named", "drafter", "signer"]})


class ChangeOut(Out):
    """A change that awaits somebody's confirmation; what it takes away holds already."""

    id = Integer()
    level = String(metadata={"enum": list(LEVELS)})
    readers = List(Nested(ReaderOut))
    reason = String()
    by = String()
    at = String(metadata=MOMENT)


class AccessOut(Out):
    """Records clerks and auditors see every document and are not listed."""

    level = String(metadata={"enum": list(LEVELS)})
    readers = List(Nested(ReaderOut))
    waiting = Nested(ChangeOut, allow_none=True, metadata={"description": _l("Thay đổi đang chờ xác nhận")})


class AccessIn(Schema):
    """level, and the tokens of those a limited document is for (GET /readers)."""

    level = String(required=True, validate=OneOf(list(LEVELS)))
    readers = List(String(validate=Length(1, 200)), load_default=list, validate=Length(0, reader_choice.MOST))


class ChangeIn(AccessIn):
    reason = String(required=True, validate=Length(1, reader_changes.LONGEST_REASON))


@blueprint.get("/readers")
@demands("draft", "issue")
@blueprint.output(OfferedList)
@blueprint.doc(summary=_l("Đơn vị và người có thể được chọn xem văn bản hạn chế"), operation_id="listReaders")
def list_readers() -> dict[str, object]:
    with parts().db.read() as session:
        offered = reader_choice.offered(session, g.actor.agency_id)
    return {"items": [{"token": one.token, "name": one.name, "kind": one.kind} for one in offered]}


@blueprint.get("/documents/<id:document_id>/access")
@demands("read")
@blueprint.output(AccessOut)
@blueprint.doc(summary=_l("Ai được xem văn bản"), operation_id="getDocumentAccess")
def get_document_access(document_id: str) -> dict[str, object]:
    return _told(document_id)


def _told(document_id: str) -> dict[str, object]:
    document = document_of(parts(), g.actor, document_id)
    with parts().db.read() as session:
        access = access_now(session, document)
    changes = reader_changes.changes_of(parts(), document)
    waiting = next((_change(row) for row in changes if row.state == "waiting"), None)
    return {**_access(access), "waiting": waiting}


@blueprint.put("/documents/<id:document_id>/access")
@demands("issue", "sign")
@blueprint.input(ChangeIn, example=EXAMPLE)
@blueprint.output(AccessOut)
@blueprint.doc(
    summary=_l("Đổi ai được xem văn bản"),
    description=_l("Thu hẹp có hiệu lực ngay; mở rộng có hiệu lực khi người có thẩm quyền khác xác nhận."),
    operation_id="changeDocumentAccess",
    responses={409: "nothing_to_change"},
)
def change_document_access(document_id: str, json_data: dict[str, Any]) -> dict[str, object]:
    reader_changes.change(
        parts(), g.actor, document_id, json_data["level"], json_data["readers"], json_data["reason"]
    )  # fmt: skip
    return _told(document_id)


@blueprint.get("/drafts/<id:draft_id>/access")
@demands("read")
@blueprint.output(AccessOut)
@blueprint.doc(tags=["drafts"], summary=_l("Ai sẽ được xem khi ban hành"), operation_id="getDraftAccess")
def get_draft_access(draft_id: str) -> dict[str, object]:
    return _of_draft(drafts.get(parts(), g.actor, draft_id))


def _of_draft(draft: Draft) -> dict[str, object]:
    with parts().db.read() as session:
        return {**_access(reader_choice.access_of(session, draft)), "waiting": None}


@blueprint.put("/drafts/<id:draft_id>/access")
@demands("draft")
@blueprint.input(AccessIn, example={"level": "limited", "readers": ["unit:VP"]})
@blueprint.output(AccessOut)
@blueprint.doc(
    tags=["drafts"],
    summary=_l("Chọn ai sẽ được xem khi ban hành"),
    description=_l("Văn bản hạn chế truy cập không lúc nào mở cho cả cơ quan."),
    operation_id="limitDraft",
    responses={409: "wrong_state"},
)
def limit_draft(draft_id: str, json_data: dict[str, Any]) -> dict[str, object]:
    return _of_draft(draft_readers.limit(parts(), g.actor, draft_id, json_data["level"], json_data["readers"]))


def _access(access: Mapping[str, Any]) -> dict[str, object]:
    named = [{"why": "named", "name": one["token"], **one} for one in access.get("readers", ())]
    return {"level": access.get("level", "internal"), "readers": named}


def _change(row: ReaderChange) -> dict[str, object]:
    return {**_access(row.wanted), "id": row.id, "reason": row.reason, "by": row.by, "at": row.at.isoformat()}
