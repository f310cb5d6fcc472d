"""What a document rests on and what cites it, by software."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Integer, List, Nested, String
from apiflask.validators import Length, Range
from flask import g, url_for
from flask_babel import lazy_gettext as _l

from service.access import demands
from service.api.schemas import DAY, Out
from service.citing.around import Citing, Named, Seen, cited_by, rests_on
from service.cursors import next_cursor, offset_of
from service.documents import document_of, kind_name
from service.parts import parts

blueprint = APIBlueprint("api_citations", __name__, tag="documents", url_prefix="/api/v1")

ROLES = {"description": "basis, mention, replaces, amends, repeals, recalls, corrects"}


class CitationsQuery(Schema):
    limit = Integer(load_default=50, validate=Range(1, 200))
    cursor = String(validate=Length(0, 500))


class SaidOut(Out):
    """What another document says to have done to one that stands as issued: its words, no recorded act."""

    act = String(metadata={"description": "correct, amend, replace, recall"})
    by = String()


class SeenOut(Out):
    """A document of this archive, and where it stands."""

    id = String()
    kind = String()
    kind_name = String()
    reference = String()
    subject = String()
    issued_on = String(metadata=DAY)
    status = String(metadata={"description": "issued, corrected, amended, replaced, recalled"})
    changed_by = String(allow_none=True, metadata={"description": _l("Số, ký hiệu của văn bản làm thay đổi hiệu lực")})
    said = Nested(SaidOut, allow_none=True)
    url = String()


class OutsideOut(Out):
    """What the office's list of legal bases says of a document that is not here."""

    state = String(metadata={"description": "in_force, not_yet, ended"})
    until = String(allow_none=True, metadata=DAY)
    replaced_by = String(allow_none=True)


class NamedOut(Out):
    """A cited document; `document` null: not here, or not for this reader."""

    words = String(metadata={"description": _l("Như văn bản viện dẫn in ra")})
    kind = String(metadata={"description": "as printed: the Vietnamese name of the kind"})
    reference = String(allow_none=True)
    dated = String(allow_none=True, metadata=DAY)
    issuer = String(allow_none=True)
    roles = List(String(), metadata=ROLES)
    within = List(String(), metadata={"description": "the parts of it that are cited"})
    document = Nested(SeenOut, allow_none=True)
    outside = Nested(OutsideOut, allow_none=True)


class CitingOut(Out):
    roles = List(String(), metadata=ROLES)
    document = Nested(SeenOut)


class CitationsOut(Out):
    rests_on = List(Nested(NamedOut))
    cited_by = List(Nested(CitingOut), metadata={"description": _l("Mới nhất trước")})
    cited_by_total = Integer()
    next_cursor = String(allow_none=True, metadata={"description": _l("null khi đã hết")})


@blueprint.get("/documents/<id:document_id>/citations")
@demands("read")
@blueprint.input(CitationsQuery, location="query")
@blueprint.output(CitationsOut)
@blueprint.doc(
    summary=_l("Văn bản này dựa trên văn bản nào, văn bản nào viện dẫn nó"), operation_id="getDocumentCitations"
)
def get_document_citations(document_id: str, query_data: Mapping[str, Any]) -> dict[str, object]:
    document = document_of(parts(), g.actor, document_id)
    question = {"citations": document_id, "agency": g.actor.agency_id}
    offset, limit = offset_of(parts(), question, query_data.get("cursor")), query_data["limit"]
    with parts().db.read() as session:
        named = rests_on(session, g.actor, document, parts().today())
        citing, total = cited_by(session, g.actor, document, limit, offset)
    more = citing and offset + len(citing) < total
    return {
        "rests_on": [_named(one) for one in named],
        "cited_by": [_citing(one) for one in citing],
        "cited_by_total": total,
        "next_cursor": next_cursor(parts(), question, offset + len(citing)) if more else None,
    }


def _seen(document: Seen) -> dict[str, object]:
    return {
        "id": document.id,
        "kind": document.kind,
        "kind_name": kind_name(document.kind),
        "reference": document.reference,
        "subject": document.subject,
        "issued_on": document.issued_on.isoformat(),
        "status": document.status,
        "changed_by": document.by or None,
        "said": {"act": document.said.act, "by": document.said.by} if document.said else None,
        "url": url_for("api_documents.get_document", document_id=document.id),
    }


def _named(one: Named) -> dict[str, object]:
    outside = one.outside and {
        "state": one.outside.state,
        "until": one.outside.until.isoformat() if one.outside.until else None,
        "replaced_by": one.outside.by or None,
    }
    return {
        "words": one.words,
        "kind": one.kind,
        "reference": one.reference or None,
        "dated": one.dated.isoformat() if one.dated else None,
        "issuer": one.issuer or None,
        "roles": one.roles,
        "within": one.within,
        "document": _seen(one.document) if one.document else None,
        "outside": outside,
    }


def _citing(one: Citing) -> dict[str, object]:
    return {"roles": one.roles, "document": _seen(one.document)}
