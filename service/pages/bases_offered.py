"""What the drafting page asks of the office's list of legal bases: offers for typed words, marks of what ended."""

from flask import Blueprint, Response, g, jsonify, request

from service.access import demands
from service.bases_in_drafts import FIELD, marks
from service.basis_matching import matching, replacement
from service.citing.in_drafts import cited_marks
from service.draft import Draft
from service.drafts import reserved_number
from service.legal_bases import KeptBasis
from service.pages.legal_bases import STATES, all_kept, state_of
from service.parts import parts
from service.readers import tokens_in
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
    """The draft's bases that are not in force, for the page's scripts: line, sentence, and what to write instead.

    Those that the office's list knows, and those that cite a document of ours, as far as the reader may see it.
    """
    with parts().db.read() as session:
        held = reserved_number(session, draft.id)
        on = held.dated if held else parts().today()
        listed = marks(session, draft.agency_id, draft.values, on)
        ours = cited_marks(session, tokens_in(session, g.actor), draft.agency_id, draft.values, on)
    return [
        *(_marked(one.line, one.words, sentence(one.code, one.data), one.instead, ended=True) for one in listed),
        *(
            _marked(one.line, one.words, sentence(one.code, one.data), one.instead, ended=one.ended)
            for one in ours
            if one.field == FIELD
        ),
    ]


def _marked(line: int, words: str, why: str, instead: str, *, ended: bool) -> dict[str, object]:
    return {"line": line, "words": words, "why": why, "instead": instead, "ended": ended}
