"""Another beginning of the path: a whole pasted document, taken apart into the fields of a form."""

from collections.abc import Mapping
from dataclasses import replace

from doc_templates.form import Form
from doc_templates.from_word.tables import into_tables
from doc_templates.whole_text import Unplaced, WholeText, split
from doc_templates.whole_text.lines import plain
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.errors import FormNeeded, SecretDocument
from service.forms import form_of, forms
from service.parts import Parts
from service.revisions import How


def draft_from_text(parts: Parts, actor: Actor, text: str, form_id: str | None = None) -> tuple[Draft, WholeText]:
    """A draft from a whole pasted document, and what was recognised and left unplaced in it.

    Raises FormNeeded where the text names no kind that has a form and none was chosen, SecretDocument.
    """
    return draft_from_whole(parts, actor, split(text), form_id, how="pasted")


def draft_from_whole(
    parts: Parts, actor: Actor, whole: WholeText, form_id: str | None, *, how: How, source: str = ""
) -> tuple[Draft, WholeText]:
    """A draft from a document that was taken apart; raises what draft_from_text raises."""
    _not_secret(parts, whole)
    chosen = form_id or _form_for(whole, forms(parts, actor.agency_id))
    if chosen is None:
        raise FormNeeded(kind=whole.kind or "")
    form = form_of(parts, actor.agency_id, chosen)
    values = drafts.with_signer(parts, actor, {**whole.values, **_stamps(form, whole)}, whole.signer_lines)
    fitting, homeless = _fit(form, into_tables(form, values))
    placed = _with_homeless(whole, homeless)
    return drafts.create(parts, actor, form.id, fitting, placed.unplaced, how=how, source=source), placed


def _form_for(whole: WholeText, known: Mapping[str, Form]) -> str | None:
    """The form called as the kind, or another of that kind that has a place for more of what was found."""
    if whole.kind is None or whole.kind not in known:
        return None
    alike = [form for form in known.values() if form.kind == whole.kind and form.id != whole.kind]
    return max((known[whole.kind], *alike), key=lambda form: len(_fit(form, whole.values)[0])).id


def _stamps(form: Form, whole: WholeText) -> dict[str, object]:
    """The urgency and the limits of circulation that the document bears, where the form may print them."""
    choices = {(field.name, plain(one.value)): one.value for field in form.fields for one in field.choices}
    found = ((what, choices.get((what, plain(words)))) for what, words in whole.recognised)
    return {what: value for what, value in found if what in ("urgency", "circulation") and value}


def _not_secret(parts: Parts, whole: WholeText) -> None:
    marks = [words for what, words in whole.recognised if what == "secrecy"]
    if marks and not parts.config.offline:
        raise SecretDocument(mark=marks[0])


def _fit(form: Form, values: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    names = {field.name for field in form.fields}
    fitting = {name: value for name, value in values.items() if name in names}
    homeless = {name: value for name, value in values.items() if name not in names and value}
    return fitting, homeless


def _with_homeless(whole: WholeText, homeless: Mapping[str, object]) -> WholeText:
    """What the chosen form has no field for is shown with the unplaced, never dropped."""
    lines = [line for value in homeless.values() for line in _words(value)]
    extra = tuple(Unplaced(line=0, words=line, near="") for line in lines)
    return replace(whole, unplaced=whole.unplaced + extra)


def _words(value: object) -> list[str]:
    """The lines of a value: of a text, of a list, of appendices with title and body."""
    if isinstance(value, Mapping):
        return [line for part in value.values() for line in _words(part)]
    if isinstance(value, list):
        return [line for part in value for line in _words(part)]
    return [line for line in str(value).splitlines() if line.strip()]
