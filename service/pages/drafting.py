"""What the drafting page shows around a draft: its fields as texts, who may sign, what is missing, the next number."""

from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import gettext

from archive.errors import NoRegister
from archive.numbers import Register, last_number, register_id
from doc_templates.form import Form
from doc_templates.kinds import reference
from service import check, drafts
from service.actor import Actor
from service.draft import Draft
from service.errors import UnknownForm
from service.forms import forms
from service.language import said
from service.own_forms import PREFIX
from service.pages.bases_offered import basis_marks
from service.pages.field_texts import texts_of
from service.pages.outline import outline
from service.pages.recipients.offers import recipient_marks
from service.paper import setting
from service.parts import Parts
from service.sentences import sentence
from service.series import body_names, series_name, series_of
from service.signing.keys import EXTERNAL, key_of, somebody_signs
from service.signing_steps import steps_of
from service.signings import Signing, Turn, signing_of, turn_of


@dataclass(frozen=True)
class Upcoming:
    """The register a draft would be entered in, and the number and day it has or would get now."""

    name: str
    reference: str
    dated: date


def grouped_forms(parts: Parts, agency_id: str) -> tuple[list[Form], list[Form]]:
    """The agency's own forms, and the built-in ones, each by name."""
    found = sorted(forms(parts, agency_id).values(), key=lambda form: said(form.name))
    own = [form for form in found if form.id.startswith(PREFIX)]
    return own, [form for form in found if not form.id.startswith(PREFIX)]


def problems(parts: Parts, draft: Draft, form: Form) -> list[dict[str, object]]:
    """What stands between the draft and its issue, or should be looked at: field, its label, the sentence."""
    labels = {field.name: said(field.label) for field in form.fields}
    return [
        {
            "field": problem.field,
            "label": labels.get(problem.field, ""),
            "words": sentence(problem.code, problem.data),
            "blocks": problem.blocks,
        }
        for problem in check.problems(parts, draft)
    ]


def outline_of(draft: Draft, form: Form) -> list[dict[str, object]]:
    """The outline of the draft's body, if its form has one."""
    body = next((field.name for field in form.fields if field.type == "body"), "")
    return [asdict(entry) for entry in outline(str(draft.values.get(body) or ""))]


def upcoming(parts: Parts, draft: Draft) -> Upcoming:
    """Raises NoRegister where the agency has no pattern of registers for this year."""
    today = parts.today()
    kind = drafts.form_of_draft(parts, draft).kind
    around = setting(parts, draft, today)
    with parts.db.read() as session:
        names = body_names(session, draft.agency_id)
        held = drafts.reserved_number(session, draft.id)
        if held is not None:
            return Upcoming(series_name(held.series, names), reference(held.number, held.symbol), held.dated)
        series = series_of(session, draft.agency_id, today.year, kind, around.issuer)
        register = session.get(Register, register_id(draft.agency_id, today.year, series))
        last = last_number(session, register.id) if register else None
    first = register.first_number if register else 1
    number = last.number + 1 if last else first
    return Upcoming(series_name(series, names), reference(number, around.symbol), today)


def register_words(parts: Parts, draft: Draft) -> dict[str, str] | None:
    """Register and next number as the issuing dialog names them; None where the agency has no registers this year."""
    try:
        found = upcoming(parts, draft)
    except NoRegister:
        return None
    return {"register": found.name, "number": found.reference}


def held_reference(parts: Parts, draft: Draft) -> str:
    """ "15/KH-UBND" where an interrupted issue left a number with the draft; else ""."""
    with parts.db.read() as session:
        held = drafts.reserved_number(session, draft.id)
    return reference(held.number, held.symbol) if held else ""


def may_be_signed(parts: Parts, draft: Draft) -> bool:
    """Whether the page offers to lay the draft before its signer as a file."""
    with parts.db.read() as session:
        return somebody_signs(session, draft.agency_id)


def seal_outside(parts: Parts, draft: Draft) -> bool:
    """Whether the agency's seal is a key outside: then issuing takes two steps."""
    with parts.db.read() as session:
        key = key_of(session, draft.agency_id, None)
    return key is not None and key.kind == EXTERNAL


def signing(parts: Parts, draft: Draft) -> Signing | None:
    """Where the draft is on its way to be signed; None on the paper way."""
    with parts.db.read() as session:
        return signing_of(session, draft.id)


def awaited(parts: Parts, draft_id: str) -> Turn | None:
    """Whose signature the draft waits for; None on the paper way and once all have signed."""
    with parts.db.read() as session:
        found = signing_of(session, draft_id)
        return turn_of(found, steps_of(session, draft_id)) if found else None


def editable(actor: Actor, draft: Draft, held: str, signed: bool = False) -> bool:
    """Whether the page lets this person type: the drafter until it is handed over, then the records clerk."""
    if held or signed or "draft" not in actor.permissions:
        return False
    return draft.state == "editing" or (draft.state == "handed_over" and "issue" in actor.permissions)


def form_name(parts: Parts, draft: Draft) -> str:
    """The form's name; a form that was taken away leaves its id, so that lists go on."""
    try:
        return said(drafts.form_of_draft(parts, draft).name)
    except UnknownForm:
        return draft.form


def state_words(draft: Draft) -> str:
    return state_name(draft.state)


def state_name(state: str) -> str:
    names: dict[str, str] = {
        "editing": gettext("Đang soạn"),
        "signing": gettext("Chờ ký số"),
        "handed_over": gettext("Chờ văn thư"),
        "issued": gettext("Đã ban hành"),
        "discarded": gettext("Đã bỏ"),
    }
    return names[state]


def current(parts: Parts, draft: Draft) -> dict[str, object]:
    """The draft as it stands on the server, for the page's scripts."""
    form = drafts.form_of_draft(parts, draft)
    return {
        "revision": draft.revision,
        "changed_by": draft.changed_by,
        "texts": texts_of(form, draft.values),
        "problems": problems(parts, draft, form),
        "outline": outline_of(draft, form),
        "bases": basis_marks(draft),
        "recipients": recipient_marks(draft),
        "register": register_words(parts, draft),
    }
