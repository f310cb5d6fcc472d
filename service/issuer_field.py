"""The question "who issues?" beside a form's own fields: asked only where the agency has bodies that issue.

It belongs to the office, not to any form, so it is put before the fields wherever a form is looked up.
"""

from dataclasses import replace

from sqlalchemy import exists, select

from doc_templates.fields import Field
from doc_templates.form import Form
from service.bodies import IssuingBody
from service.parts import Parts

NAME = "issuer"
ISSUER = Field(
    NAME,
    "text",
    {"vi": "Nơi ban hành", "en": "Issued by"},
    {
        "vi": "Quyết định tên ở đầu văn bản, ký hiệu, dãy số và người được ký.",
        "en": "Decides the letterhead, the symbol, the number series and who may sign.",
    },
    max_length=20,
)


def with_issuer(parts: Parts, agency_id: str, form: Form) -> Form:
    """The form with the field `issuer` before its own, if the agency has other issuers than itself."""
    if NAME in {field.name for field in form.fields}:
        return form
    with parts.db.read() as session:
        asked = session.scalar(select(exists().where(IssuingBody.agency_id == agency_id)))
    return replace(form, fields=(ISSUER, *form.fields)) if asked else form
