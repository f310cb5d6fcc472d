"""The register of outgoing documents by software: every number of a year with its document or its reason."""

from collections.abc import Mapping

from apiflask import APIBlueprint
from flask import g, url_for
from flask_babel import lazy_gettext as _l

from service.access import demands
from service.api.schemas import RegisterOut, RegisterQuery
from service.parts import parts
from service.registers import Line, book

blueprint = APIBlueprint("api_registers", __name__, tag="registers", url_prefix="/api/v1")


@blueprint.get("/registers/<int:year>")
@demands("read")
@blueprint.input(RegisterQuery, location="query")
@blueprint.output(RegisterOut)
@blueprint.doc(summary=_l("Sổ đăng ký văn bản đi của một năm"), operation_id="getRegister")
def get_register(year: int, query_data: Mapping[str, str]) -> dict[str, object]:
    lines = book(parts(), g.actor, year, query_data.get("series"))
    return {"year": year, "agency": g.actor.agency_id, "items": [_entry(line) for line in lines]}


def _entry(line: Line) -> dict[str, object]:
    address = None
    if line.document_id:
        address = url_for("api_documents.get_document", document_id=line.document_id)
    return {
        "series": line.series,
        "number": line.number,
        "symbol": line.symbol or None,
        "reference": line.reference or None,
        "state": line.state,
        "dated": line.dated.isoformat() if line.dated else None,
        "reason": line.reason,
        "kind": line.kind or None,
        "subject": line.subject or None,
        "signer": line.signer or None,
        "recipients": list(line.recipients),
        "kept_at": line.kept_at or None,
        "limited": line.limited,
        "document": address,
    }
