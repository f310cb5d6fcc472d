"""A form's sample as a draft that is never kept: what the pages of forms show."""

from doc_templates.form import Form, samples
from service import people
from service.draft import Draft
from service.parts import Parts


def sample_draft(parts: Parts, agency_id: str, form: Form) -> Draft:
    """The form's sample values, signed by the first who signs for the agency itself today."""
    values = samples(form)
    with parts.db.read() as session:
        found = people.signers(session, agency_id, parts.today())
    first = next((signer for signer in found if signer.body_id is None), None)
    if first is not None and any(field.type == "signer" for field in form.fields):
        values["signer"] = str(first.id)
    return Draft(id="", agency_id=agency_id, form=form.id, form_version=form.version, values=values, author_name="")
