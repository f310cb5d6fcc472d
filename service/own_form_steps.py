"""An office's own form in the making: uploaded or copied, described, given another file; its draft may be dropped.

Every step is an event of the journal in the same commit. Approval and what follows are in own_form_life.py.
"""

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from archive import events
from doc_templates.errors import BrokenForm
from doc_templates.fields import Field, Words
from doc_templates.form import Form
from doc_templates.kinds import kinds
from doc_templates.tags.asked import Study, study
from doc_templates.tags.definition import from_json, to_json
from doc_templates.tags.proposed import proposed
from doc_templates.template_file import OF_TAGS
from doc_templates.template_file import faults as file_faults
from service import own_forms
from service.actor import Actor
from service.errors import BadInput, FormWrongState, UnknownForm
from service.names import slug, tidy
from service.own_forms import PREFIX, OfficeForm
from service.parts import Parts

LONGEST_NAME = 150


def start(parts: Parts, actor: Actor, docx: bytes, name: Mapping[str, str], kind: str) -> OfficeForm:
    """A new form of the office, version 1, a draft. Raises TemplateFault for a file that is refused, BadInput."""
    if kind not in kinds():
        raise BadInput(field="kind")
    like = parts.forms.get(kind)
    fields = proposed(read(docx), like=like.fields if like else ())
    return _begin(parts, actor, docx, _named(name), kind, fields)


def copy(parts: Parts, actor: Actor, form_id: str) -> OfficeForm:
    """A form of the office's own that begins as a built-in one: its .docx and its fields. Raises UnknownForm."""
    if form_id not in parts.forms:
        raise UnknownForm(form=form_id)
    form = parts.forms[form_id]
    return _begin(parts, actor, form.docx, form.name, form.kind, form.fields)


def _begin(parts: Parts, actor: Actor, docx: bytes, name: Words, kind: str, fields: Sequence[Field]) -> OfficeForm:
    with parts.db.write() as session:
        form_id = _free_id(session, actor.agency_id, name["vi"])
        return _add(parts, session, actor, OfficeForm(form=form_id, version=1, kind=kind, name=name), docx, fields)


def _free_id(session: Session, agency_id: str, name: str) -> str:
    taken = {each.form for each in own_forms.rows(session, agency_id)}
    wished = f"{PREFIX}{slug(name)[:32].strip('-') or 'mau'}"
    return next(each for each in (wished, *(f"{wished}-{n}" for n in range(2, 10_000))) if each not in taken)


def _add(
    parts: Parts, session: Session, actor: Actor, row: OfficeForm, docx: bytes, fields: Sequence[Field]
) -> OfficeForm:
    row.agency_id, row.state = actor.agency_id, "draft"
    row.approved_by = row.retired_by = ""
    _write(parts, actor, row, fields, docx)
    session.add(row)
    session.flush()
    note(session, "form.uploaded", row, actor)
    return row


def _write(parts: Parts, actor: Actor, row: OfficeForm, fields: Sequence[Field], docx: bytes | None = None) -> None:
    row.fields = to_json(fields)
    row.changed_at, row.changed_by = parts.now(), actor.name
    if docx is not None:
        row.content, row.digest = docx, hashlib.sha256(docx).hexdigest()


def note(session: Session, name: str, row: OfficeForm, actor: Actor, **more: object) -> None:
    """An event of the journal about this version."""
    details = {"form": row.form, "version": row.version, "name": row.name["vi"], "digest": row.digest, **more}
    events.append(session, name, agency_id=row.agency_id, actor=actor.name, details=details)


def read(docx: bytes) -> Study:
    """What the file asks for. Raises TemplateFault for one that is no form at all or may mean harm.

    Tags that cannot be filled are told on its page and keep it from approval, not from being kept.
    """
    for fault in file_faults(docx, ""):
        if fault.data["why"] not in OF_TAGS:
            raise fault
    return study(docx)


def get(parts: Parts, actor: Actor, form_id: str, version: int) -> OfficeForm:
    """Raises UnknownForm, also for a form of another agency."""
    with parts.db.read() as session:
        return got(session, actor, form_id, version)


def got(session: Session, actor: Actor, form_id: str, version: int) -> OfficeForm:
    """Raises UnknownForm."""
    found = own_forms.row(session, actor.agency_id, form_id, version)
    if found is None:
        raise UnknownForm(form=form_id, version=version)
    return found


def draft_of(session: Session, actor: Actor, form_id: str, version: int) -> OfficeForm:
    """A version that may still change. Raises UnknownForm, FormWrongState."""
    found = got(session, actor, form_id, version)
    if found.state != "draft":
        raise FormWrongState(form=form_id, version=version, state=found.state)
    return found


def next_version(parts: Parts, actor: Actor, form_id: str, docx: bytes | None = None) -> OfficeForm:
    """A draft after the newest version, with its fields, and its .docx unless another is given. Raises UnknownForm,
    FormWrongState where a draft waits already, TemplateFault."""
    found = read(docx) if docx is not None else None
    with parts.db.write() as session:
        newest = _newest_done(session, actor, form_id)
        fields = from_json(newest.fields, form_id)
        if found is not None:
            fields = proposed(found, kept=fields)
        row = OfficeForm(form=form_id, version=newest.version + 1, kind=newest.kind, name=dict(newest.name))
        return _add(parts, session, actor, row, docx or newest.content, fields)


def _newest_done(session: Session, actor: Actor, form_id: str) -> OfficeForm:
    newest = next(iter(own_forms.versions(session, actor.agency_id, form_id)), None)
    if newest is None:
        raise UnknownForm(form=form_id)
    if newest.state == "draft":
        raise FormWrongState(form=form_id, version=newest.version, state=newest.state)
    return newest


def replace(parts: Parts, actor: Actor, form_id: str, version: int, docx: bytes) -> OfficeForm:
    """Another .docx for a draft version, edited in Word meanwhile; its fields are kept where it still asks for them.

    Raises FormWrongState, TemplateFault.
    """
    found = read(docx)
    with parts.db.write() as session:
        row = draft_of(session, actor, form_id, version)
        _write(parts, actor, row, proposed(found, kept=from_json(row.fields, form_id)), docx)
        note(session, "form.uploaded", row, actor)
    return row


def define(
    parts: Parts, actor: Actor, form_id: str, version: int, *, name: Mapping[str, str], kind: str, fields: object
) -> OfficeForm:
    """Name, kind and fields of a draft version. `fields`: as doc_templates.tags.definition reads them.

    Raises FormWrongState, BrokenForm, BadInput.
    """
    defined = from_json(fields, form_id)
    if "subject" not in {each.name for each in defined}:
        raise BrokenForm(form=form_id, why="no_subject", where="subject")
    if kind not in kinds():
        raise BadInput(field="kind")
    with parts.db.write() as session:
        row = draft_of(session, actor, form_id, version)
        row.name, row.kind = _named(name), kind
        _write(parts, actor, row, defined)
    return row


def _named(name: Mapping[str, str]) -> Words:
    vi = tidy(str(name.get("vi") or ""))
    if not 1 <= len(vi) <= LONGEST_NAME:
        raise BadInput(field="name")
    return {"vi": vi, "en": tidy(str(name.get("en") or vi))[:LONGEST_NAME]}


def form_of_row(parts: Parts, row: OfficeForm) -> Form:
    """The version as a form to fill."""
    return own_forms.as_form(parts.db, row)


def discard(parts: Parts, actor: Actor, form_id: str, version: int) -> None:
    """Drop a draft version that nobody ever used. Raises FormWrongState."""
    with parts.db.write() as session:
        row = draft_of(session, actor, form_id, version)
        note(session, "form.discarded", row, actor)
        session.delete(row)
