"""What the words in a search box may become: for the list under it."""

from flask import Blueprint, Response, g, jsonify, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from index.engine import Completion
from index.errors import SearchError
from service.access import demands
from service.found_lists.completions import query_of
from service.parts import parts
from service.search import complete

blueprint = Blueprint("search_completions", __name__)

LONGEST = 200
"""Characters that are completed; what is longer is no beginning."""
OFFERED = 8
WHAT: dict[str, LazyString] = {
    "subject": _l("trích yếu"),
    "signer": _l("người ký"),
    "party": _l("nơi nhận"),
    "issuer": _l("cơ quan ban hành"),
    "reference": _l("số, ký hiệu"),
    "kind": _l("tên loại"),
}


@blueprint.get("/search/completions")
@demands("read")
def index() -> Response:
    """[{text, query, what, count}]: what is shown, what the box then holds, what it is, how many documents have it."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    answer = jsonify([_offer(one) for one in _found(typed)])
    answer.cache_control.no_store = True
    return answer


def _found(typed: str) -> list[Completion]:
    """Nothing where the index does not answer: the box works without."""
    if not typed:
        return []
    try:
        return complete(parts(), g.actor, typed, OFFERED)
    except SearchError:
        return []


def _offer(one: Completion) -> dict[str, object]:
    return {"text": one.text, "query": query_of(one), "what": str(WHAT[one.what]), "count": one.count}
