"""Which form a draft is typed into: the built-in ones and the agency's own, looked up in this one place."""

from doc_templates.form import Form
from service import own_forms
from service.errors import UnknownForm
from service.issuer_field import with_issuer
from service.parts import Parts


def forms(parts: Parts, agency_id: str) -> dict[str, Form]:
    """The forms an agency may start a draft with, by id: its own approved ones first."""
    with parts.db.read() as session:
        found = [each for each in own_forms.rows(session, agency_id) if each.state == "approved"]
    own = {each.form: own_forms.as_form(parts.db, each) for each in found}
    return own | parts.forms


def form_of(parts: Parts, agency_id: str, form_id: str, version: int | None = None) -> Form:
    """The form as it is used today, or in the `version` a draft or a document was made with. Raises UnknownForm.

    A built-in form has one version, the program's; a retired form of the office is found by its version only. Where
    the agency has bodies that issue, the form asks first who issues.
    """
    own = form_id.startswith(own_forms.PREFIX)
    found = _own(parts, agency_id, form_id, version) if own else _built_in(parts, form_id)
    return with_issuer(parts, agency_id, found)


def _own(parts: Parts, agency_id: str, form_id: str, version: int | None) -> Form:
    with parts.db.read() as session:
        if version is None:
            found = own_forms.in_use(session, agency_id, form_id)
        else:
            found = own_forms.row(session, agency_id, form_id, version)
    if found is None:
        raise UnknownForm(form=form_id, version=version)
    return own_forms.as_form(parts.db, found)


def _built_in(parts: Parts, form_id: str) -> Form:
    try:
        return parts.forms[form_id]
    except KeyError:
        raise UnknownForm(form=form_id) from None
