"""What the drafting page asks of the office's list of legal bases: offers for typed words, marks of what ended."""

from flask import Blueprint, Response, jsonify, request

from service.access import demands
from service.bases_in_drafts import marks
from service.basis_matching import matching, replacement
from service.drafts import Draft, reserved_number
from service.legal_bases import KeptBasis
from service.pages.legal_bases import STATES, all_kept, state_of
from service.parts import parts
from service.sentences import sentence

blueprint = Blueprint("bases_offered", __name__)

OFFERED = 12
"""Bases that are shown for what is typed."""


@blueprint.get("/legal-bases/suggestions")
@demands("draft")
def suggestions() -> Response:
    """What the list offers for typed words, to the drafting page."""
    today, bases = parts().today(), all_kept()
    found = matching(bases, request.args.get("q", "")[:300], today)[:OFFERED]
    answer = jsonify([_offer(bases, one) for one in found])
    answer.cache_control.no_store = True
    return answer


def _offer(bases: list[KeptBasis], one: KeptBasis) -> dict[str, str]:
    state = state_of(one)
    by = replacement(bases, one, parts().today())[1] if state == "ended" else ""
    note = str(STATES[state]) if state != "in_force" else ""
    return {"line": one.line, "words": one.words, "state": state, "note": note, "by": by}


@blueprint.app_template_global()
def basis_marks(draft: Draft) -> list[dict[str, object]]:
    """The draft's bases that are not in force, for the page's scripts: line, sentence, and what to write instead."""
    with parts().db.read() as session:
        held = reserved_number(session, draft.id)
        found = marks(session, draft.agency_id, draft.values, held.dated if held else parts().today())
    return [
        {"line": mark.line, "words": mark.words, "why": sentence(mark.code, mark.data), "instead": mark.instead}
        for mark in found
    ]
