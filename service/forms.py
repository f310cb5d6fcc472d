"""Which form a draft is typed into: the built-in ones and the agency's own, looked up in this one place."""

from doc_templates.form import Form
from service.errors import UnknownForm
from service.parts import Parts


def forms(parts: Parts, agency_id: str) -> dict[str, Form]:  # noqa: ARG001
    """The forms an agency may start a draft with, by id."""
    return dict(parts.forms)


def form_of(parts: Parts, agency_id: str, form_id: str, version: int | None = None) -> Form:
    """The form as it is used today, or in the `version` a draft or a document was made with. Raises UnknownForm.

    A built-in form has one version, the program's.
    """
    found = forms(parts, agency_id).get(form_id)
    if found is None:
        raise UnknownForm(form=form_id, version=version)
    return found
