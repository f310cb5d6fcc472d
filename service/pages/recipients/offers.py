"""What the drafting page asks of the recipient book while somebody types: offers, marks, "add to the book"."""

from dataclasses import asdict

from flask import Response, g, jsonify, request
from flask_babel import gettext, ngettext

from service.access import demands
from service.draft import Draft
from service.errors import BadInput
from service.pages.recipients.place import blueprint
from service.parts import parts
from service.recipient_changes import add_recipient
from service.recipients import Found, RecipientGroup, find, groups, holds, used_before
from service.recipients_in_drafts import FIELDS, NO_NAME, RecipientMark, marks

OFFERED = 12


@blueprint.get("/recipients/suggestions")
@demands("draft")
def suggestions() -> Response:
    """Offers for typed words: recipients, groups as lines or as one line; without words, those used most before."""
    typed = request.args.get("q", "").strip()[:300]
    role = FIELDS.get(request.args.get("field", ""), "recipient")
    with parts().db.read() as session:
        sets = [one for one in groups(session, g.actor.agency_id) if not typed or holds(one.name, typed)]
        if typed:
            offers = [_offer(hit) for hit in find(session, g.actor.agency_id, typed, OFFERED)]
        else:
            used = used_before(session, g.actor, role, request.args.get("kind", "")[:50], 2 * OFFERED)
            often = [name for name in used if not NO_NAME.match(name)][: OFFERED // 2]
            offers = [{"lines": [name], "words": name, "note": gettext("đã dùng trước đây")} for name in often]
    answer = jsonify([*offers, *(offer for one in sets[:OFFERED] for offer in _group_offers(one))])
    answer.cache_control.no_store = True
    return answer


def _offer(hit: Found) -> dict[str, object]:
    note = gettext("tên cũ: %(name)s", name=hit.former) if hit.former else hit.recipient.code
    return {"lines": [hit.recipient.name], "words": hit.recipient.name, "note": note}


def _group_offers(one: RecipientGroup) -> list[dict[str, object]]:
    names = [member.name for member in one.recipients]
    each = ngettext("nhóm: thêm %(num)d nơi, mỗi nơi một dòng", "nhóm: thêm %(num)d nơi, mỗi nơi một dòng", len(names))
    as_one = {"lines": [one.name], "words": one.name, "note": gettext("nhóm: ghi một dòng")}
    return [{"lines": names, "words": one.name, "note": each}, as_one] if names else [as_one]


@blueprint.post("/recipients/from-draft")
@demands("draft")
def add_from_draft() -> Response:
    """A name typed in a draft goes into the book. Raises RecipientTaken, BadInput."""
    name = request.form.get("name", "")
    if not name.strip():
        raise BadInput(field="name")
    with parts().db.write() as session:
        added = add_recipient(session, g.actor.agency_id, name=name, by=g.actor.name)
    return jsonify({"name": added.name})


@blueprint.app_template_global()
def recipient_marks(draft: Draft) -> list[dict[str, object]]:
    """What to tell of the draft's addressees and recipients, in the words of the page."""
    with parts().db.read() as session:
        found = marks(session, draft.agency_id, draft.values)
    return [{**asdict(one), "until": None, "why": _why(one)} for one in found]


def _why(mark: RecipientMark) -> str:
    words, now = mark.words, mark.now
    if mark.state == "unknown":
        told = gettext("“%(words)s” chưa có trong sổ nơi nhận.", words=words)
    elif mark.until:
        day = f"{mark.until:%d/%m/%Y}"
        told = gettext("“%(words)s” là tên cũ (đến %(day)s), nay là “%(now)s”.", words=words, day=day, now=now)
    else:
        told = gettext("“%(words)s” là tên cũ, nay là “%(now)s”.", words=words, now=now)
    return str(told)
