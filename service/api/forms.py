"""The forms an office's software can fill, with their fields as JSON Schema."""

from typing import Any

from apiflask import APIBlueprint
from flask import g, url_for
from flask_babel import lazy_gettext as _l

from doc_templates.form import Form, samples, schema
from service import bodies, people
from service.access import demands
from service.api.schemas import FormList, FormOut
from service.documents import kind_name
from service.forms import form_of, forms
from service.language import current
from service.parts import parts

blueprint = APIBlueprint("api_forms", __name__, tag="forms", url_prefix="/api/v1")


@blueprint.get("/forms")
@demands("read")
@blueprint.output(FormList)
@blueprint.doc(summary=_l("Danh sách mẫu văn bản"), operation_id="listForms")
def list_forms() -> dict[str, object]:
    return {"items": [_item(form) for form in forms(parts(), g.actor.agency_id).values()]}


@blueprint.get("/forms/<form_id>")
@demands("read")
@blueprint.output(FormOut)
@blueprint.doc(summary=_l("Một mẫu, các mục theo JSON Schema"), operation_id="getForm")
def get_form(form_id: str) -> dict[str, object]:
    form = form_of(parts(), g.actor.agency_id, form_id)
    return {**_item(form), "fields": _fields(form), "sample": samples(form)}


def _fields(form: Form) -> dict[str, Any]:
    """The form's JSON Schema; a signer may be given by id or by name, and today's are named with their titles."""
    described: dict[str, Any] = schema(form, current())
    if "issuer" in described["properties"]:
        with parts().db.read() as session:
            issuing = bodies.issuers(session, g.actor.agency_id, parts().today())
        described["properties"]["issuer"]["anyOf"] = [{"const": one.id, "title": one.full_name} for one in issuing]
    if "signer" in described["properties"]:
        with parts().db.read() as session:
            known = people.signers(session, g.actor.agency_id, parts().today())
        choices = [{"const": str(one.id), "title": " ".join([*people.block(one)[0], one.full_name])} for one in known]
        described["properties"]["signer"]["anyOf"] = [*choices, {"type": "string"}]
    return described


def _item(form: Form) -> dict[str, object]:
    return {
        "id": form.id,
        "kind": form.kind,
        "kind_name": kind_name(form.kind),
        "name": form.name[current()],
        "version": form.version,
        "own": bool(form.content),
        "url": url_for("api_forms.get_form", form_id=form.id),
    }
