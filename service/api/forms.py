"""The forms an office's software can fill, with their fields as JSON Schema."""

from apiflask import APIBlueprint
from flask import url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from doc_templates.form import Form, schema
from doc_templates.kinds import kinds
from service.access import demands
from service.api.schemas import FormList, FormOut
from service.drafts import form_of
from service.parts import parts

blueprint = APIBlueprint("api_forms", __name__, tag="forms", url_prefix="/api/v1")


@blueprint.get("/forms")
@demands("read")
@blueprint.output(FormList)
@blueprint.doc(summary=_l("Danh sách mẫu văn bản"), operation_id="listForms")
def list_forms() -> dict[str, object]:
    return {"items": [_item(form) for form in parts().forms.values()]}


@blueprint.get("/forms/<form_id>")
@demands("read")
@blueprint.output(FormOut)
@blueprint.doc(summary=_l("Một mẫu, các mục theo JSON Schema"), operation_id="getForm")
def get_form(form_id: str) -> dict[str, object]:
    form = form_of(parts(), form_id)
    sample = {field.name: field.sample for field in form.fields if field.sample not in (None, "", [])}
    return {**_item(form), "fields": schema(form), "sample": sample}


def _item(form: Form) -> dict[str, object]:
    language = str(get_locale() or "vi")
    return {
        "id": form.id,
        "kind": form.kind,
        "kind_name": kinds()[form.kind].name,
        "name": form.name.get(language, form.name["vi"]),
        "version": form.version,
        "url": url_for("api_forms.get_form", form_id=form.id),
    }
