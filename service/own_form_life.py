"""The life of an office's own form once it is made: approved, followed by a version, retired, taken up again.

Slow work (filling, printing) is done before the commit, which then makes sure that the row is still the one that was
looked at. Every step is an event of the journal in the same commit.
"""

from dataclasses import asdict

from sqlalchemy.orm import Session

from doc_templates.form import Form
from service import own_form_check, own_forms
from service.actor import Actor
from service.errors import FormBreaks, FormNotReady, FormWrongState
from service.form_sentences import told
from service.own_form_steps import draft_of, form_of_row, get, got, note
from service.own_forms import OfficeForm
from service.parts import Parts


def approve(parts: Parts, actor: Actor, form_id: str, version: int, *, accept: bool = False) -> OfficeForm:
    """From now on drafts begin with this version; the one in use until now is retired and stays with what it made.

    `accept`: although it breaks what the version in use can do. Raises FormNotReady, FormBreaks, FormWrongState.
    """
    seen = get(parts, actor, form_id, version)
    if seen.state != "draft":
        raise FormWrongState(form=form_id, version=version, state=seen.state)
    form = form_of_row(parts, seen)
    tried = own_form_check.trial(parts, actor.agency_id, form)
    if tried.errors:
        raise FormNotReady(problems=[told(each) for each in tried.errors])
    broken = broken_by(parts, actor, form)
    if broken and not accept:
        raise FormBreaks(problems=[told(each) for each in broken])
    with parts.db.write() as session:
        row = draft_of(session, actor, form_id, version)
        if (row.digest, row.changed_at) != (seen.digest, seen.changed_at):
            raise FormWrongState(form=form_id, version=version, state="changed")
        _put_in_use(parts, session, actor, row, [asdict(each) for each in broken])
    return row


def broken_by(parts: Parts, actor: Actor, form: Form) -> list[own_form_check.FormProblem]:
    """What this version breaks of the one in use; nothing where there is none."""
    with parts.db.read() as session:
        used = own_forms.in_use(session, actor.agency_id, form.id)
    if used is None or used.version == form.version:
        return []
    return own_form_check.breaks(parts, actor.agency_id, form_of_row(parts, used), form)


def _put_in_use(
    parts: Parts, session: Session, actor: Actor, row: OfficeForm, accepted: list[dict[str, object]]
) -> None:
    used = own_forms.in_use(session, actor.agency_id, row.form)
    if used is not None:
        _retire(parts, session, actor, used)
    row.state, row.approved_at, row.approved_by = "approved", parts.now(), actor.name
    note(session, "form.approved", row, actor, accepted=accepted)


def retire(parts: Parts, actor: Actor, form_id: str, version: int) -> OfficeForm:
    """No draft begins with it any more; drafts and documents made with it keep it. Raises FormWrongState."""
    with parts.db.write() as session:
        row = got(session, actor, form_id, version)
        if row.state != "approved":
            raise FormWrongState(form=form_id, version=version, state=row.state)
        _retire(parts, session, actor, row)
    return row


def _retire(parts: Parts, session: Session, actor: Actor, row: OfficeForm) -> None:
    row.state, row.retired_at, row.retired_by = "retired", parts.now(), actor.name
    note(session, "form.retired", row, actor)


def restore(parts: Parts, actor: Actor, form_id: str, version: int) -> OfficeForm:
    """Undo `retire`, where no other version is in use meanwhile. Raises FormWrongState."""
    with parts.db.write() as session:
        row = got(session, actor, form_id, version)
        if row.state != "retired" or own_forms.in_use(session, actor.agency_id, form_id) is not None:
            raise FormWrongState(form=form_id, version=version, state=row.state)
        row.state, row.retired_at, row.retired_by = "approved", None, ""
        note(session, "form.restored", row, actor)
    return row
