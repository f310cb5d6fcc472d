"""Open drafts of an older version of the office's form: offered the new one, moved when their drafter says so."""

from collections.abc import Mapping

from doc_templates.errors import DocTemplatesError
from doc_templates.fields import Field
from doc_templates.form import Form, clean
from doc_templates.whole_text import Unplaced
from service import drafts, own_forms
from service.actor import Actor
from service.draft import Draft
from service.errors import FormWrongState
from service.forms import form_of
from service.own_forms import PREFIX
from service.parts import Parts


def newer(parts: Parts, draft: Draft) -> int | None:
    """The version in use where the draft is typed into an older one."""
    if not draft.form.startswith(PREFIX):
        return None
    with parts.db.read() as session:
        used = own_forms.in_use(session, draft.agency_id, draft.form)
    return used.version if used is not None and used.version > draft.form_version else None


def move(parts: Parts, actor: Actor, draft_id: str, revision: int) -> tuple[Draft, list[str]]:
    """The draft in the version in use, and the labels of what found no place there.

    Nothing is dropped: it is shown with the lines that could not be placed. Raises FormWrongState where no version is
    newer, and as drafts.save.
    """
    draft = drafts.get(parts, actor, draft_id)
    if newer(parts, draft) is None:
        raise FormWrongState(form=draft.form, version=draft.form_version, state="newest")
    old, new = drafts.form_of_draft(parts, draft), form_of(parts, draft.agency_id, draft.form)
    values, homeless = placed(old, new, draft.values)
    lost = [Unplaced(line=0, words=line, near=each.label["vi"]) for each in homeless for line in _lines(draft, each)]
    moved = drafts.change_form(parts, actor, draft_id, new, values, lost, revision)
    return moved, [each.label["vi"] for each in homeless]


def placed(old: Form, new: Form, values: Mapping[str, object]) -> tuple[dict[str, object], list[Field]]:
    """What the new version takes of the values, and the fields of the old one whose values it does not."""
    taken: dict[str, object] = {}
    homeless: list[Field] = []
    for each in old.fields:
        value = values.get(each.name)
        if not value:
            continue
        try:
            taken |= clean(new, {each.name: value})
        except DocTemplatesError:
            homeless.append(each)
    return taken, homeless


def _lines(draft: Draft, field: Field) -> list[str]:
    value = draft.values[field.name]
    rows = value if isinstance(value, list) else str(value).split("\n")
    told = (" · ".join(map(str, row.values())) if isinstance(row, Mapping) else str(row) for row in rows)
    return [line for line in told if line.strip()]
