"""Recall, replacement, amendment and correction by software: what a draft will do, and who acknowledged it."""

from apiflask import APIBlueprint, Schema
from apiflask.fields import List, Nested, String
from apiflask.validators import Length, OneOf
from flask import g
from flask_babel import lazy_gettext as _l

from archive.documents import Document
from service.access import demands
from service.acts import pointing, told
from service.acts.pointing import Act
from service.acts.rules import rules
from service.api.documents import document_json
from service.api.schemas import DocumentOut, Out
from service.parts import parts

blueprint = APIBlueprint("api_acts", __name__, tag="drafts", url_prefix="/api/v1")
ID = Length(32, 32)


class ActIn(Schema):
    """What the draft will do to one issued document."""

    act = String(required=True, validate=OneOf(list(rules())))
    target = String(required=True, validate=ID, metadata={"description": _l("Mã của văn bản đã ban hành")})
    reason = String(required=True, validate=Length(1, pointing.LONGEST_REASON))


class ActOut(Out):
    act = String()
    target = String()
    reference = String()
    subject = String()
    reason = String()


class ActList(Out):
    items = List(Nested(ActOut))


class AcknowledgementIn(Schema):
    """name: one of the document's `told`; of: the id of the document that told of it."""

    name = String(required=True, validate=Length(1, 300))
    of = String(required=True, validate=ID)
    note = String(load_default="", validate=Length(0, told.LONGEST_NOTE))


def acts_json(draft_id: str) -> dict[str, object]:
    """What the draft points at, as JSON values."""
    found = pointing.of_draft(parts(), g.actor, draft_id)
    return {"items": [_act(act, target) for act, target in found]}


def _act(act: Act, target: Document) -> dict[str, str]:
    said = {"act": act.act, "target": target.id, "reason": act.reason}
    return said | {"reference": target.reference, "subject": target.subject}


@blueprint.get("/drafts/<id:draft_id>/acts")
@demands("read")
@blueprint.output(ActList)
@blueprint.doc(summary=_l("Văn bản mà dự thảo thu hồi, thay thế, sửa đổi, đính chính"), operation_id="listActs")
def list_acts(draft_id: str) -> dict[str, object]:
    return acts_json(draft_id)


@blueprint.post("/drafts/<id:draft_id>/acts")
@demands("draft")
@blueprint.input(ActIn, example={"act": "recall", "target": "3f0a1c5e8d2b4f6a9c7e1b0d5a8f2c4e", "reason": "Sai"})
@blueprint.output(ActList)
@blueprint.doc(
    summary=_l("Ghi văn bản mà dự thảo thu hồi, thay thế, sửa đổi hoặc đính chính"),
    description=_l("Có hiệu lực khi dự thảo được ban hành. Ghi lại cùng văn bản thì lời sau thay lời trước."),
    operation_id="pointAtDocument",
    responses={409: "act_refused, draft_locked, draft_signed, wrong_state"},
)
def point(draft_id: str, json_data: dict[str, str]) -> dict[str, object]:
    pointing.point(parts(), g.actor, draft_id, json_data["act"], json_data["target"], json_data["reason"])
    return acts_json(draft_id)


@blueprint.delete("/drafts/<id:draft_id>/acts/<id:target_id>")
@demands("draft")
@blueprint.output(ActList)
@blueprint.doc(summary=_l("Bỏ một văn bản khỏi việc thu hồi, thay thế… của dự thảo"), operation_id="unpointAtDocument")
def unpoint(draft_id: str, target_id: str) -> dict[str, object]:
    pointing.unpoint(parts(), g.actor, draft_id, target_id)
    return acts_json(draft_id)


@blueprint.post("/documents/<id:document_id>/acknowledgements")
@demands("issue")
@blueprint.input(AcknowledgementIn)
@blueprint.output(DocumentOut)
@blueprint.doc(
    summary=_l("Ghi phản hồi của nơi đã được báo"),
    description=_l("Ghi lần nữa không thay đổi gì."),
    operation_id="acknowledge",
)
def acknowledge(document_id: str, json_data: dict[str, str]) -> dict[str, object]:
    said = told.acknowledge(parts(), g.actor, document_id, json_data["name"], json_data["of"], json_data["note"])
    return document_json(said)
