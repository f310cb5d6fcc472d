"""Second step of the path: is the draft complete, its signer entitled, are its bases in force? Asked first of all."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from sqlalchemy.orm import Session

from archive.readers import EVERYBODY
from doc_templates.errors import DocTemplatesError
from doc_templates.form import Form, missing
from service import layout_checks, people
from service.acts.pointing import faults
from service.acts.rules import rules
from service.authority import refusal
from service.bases_in_drafts import FIELD, marks
from service.bodies import chosen_body, issuer_on
from service.citing.in_drafts import cited_marks
from service.draft import Draft
from service.drafts import form_of_draft, reserved_number
from service.parts import Parts
from service.to_check import left_to_check


@dataclass(frozen=True)
class Problem:
    """Something that stands between a draft and its issue, or (`blocks` false) that should be looked at before.

    `field` is "" where it concerns the whole.
    """

    field: str
    code: str
    data: dict[str, object]
    blocks: bool = True


def blocking(parts: Parts, draft: Draft) -> list[Problem]:
    """What keeps this draft from being issued."""
    return [problem for problem in problems(parts, draft) if problem.blocks]


def problems(parts: Parts, draft: Draft) -> list[Problem]:
    """What stands between this draft and its issue, and what to look at: the second step of the path, `check`."""
    form = form_of_draft(parts, draft)
    found = [Problem(name, "field_missing", {}) for name in missing(form, draft.values)]
    with parts.db.read() as session:
        held = reserved_number(session, draft.id)
        dated = held.dated if held else parts.today()  # an interrupted issue goes on with the day of its number
        found += _issuer_problems(session, draft, dated)
        found += _signer_problems(session, draft, form, dated)
        found += _bases_problems(session, draft, dated)
        found += _cited_problems(session, draft, dated)
        found += _act_problems(session, draft, form)
    if left := left_to_check(draft):
        found.append(Problem("", "to_check_left", {"count": len(left)}, blocks=False))
    # a held number locked the draft as it was checked; blanks and an unknown signer look wrong on the page as well
    told_enough = held is not None or any(problem.blocks for problem in found)
    return found if told_enough else found + _layout_problems(parts, draft)


def _issuer_problems(session: Session, draft: Draft, dated: date) -> list[Problem]:
    chosen = str(draft.values.get("issuer") or "")
    body = chosen_body(session, draft.agency_id, chosen)
    if not chosen or (body is not None and body.valid(dated)):
        return []
    if body is None:
        return [Problem("issuer", "issuer_unknown", {})]
    data: dict[str, object] = {"name": body.name_on(dated).full_name, "since": f"{body.valid_from:%d/%m/%Y}"}
    if body.valid_until is None or dated < body.valid_from:
        return [Problem("issuer", "issuer_not_yet", data)]
    return [Problem("issuer", "issuer_ended", data | {"until": f"{body.valid_until:%d/%m/%Y}"})]


def _signer_problems(session: Session, draft: Draft, form: Form, dated: date) -> list[Problem]:
    chosen = str(draft.values.get("signer") or "")
    if not chosen:
        return []
    signer = people.chosen_signer(session, draft.agency_id, chosen)
    if signer is None:
        return [Problem("signer", "signer_unknown", {"name": chosen})]
    issuer = issuer_on(session, draft.agency_id, str(draft.values.get("issuer") or ""), dated)
    refused = refusal(signer, form.kind, issuer, dated)
    return [Problem("signer", refused.code, refused.data)] if refused else []


def _bases_problems(session: Session, draft: Draft, dated: date) -> list[Problem]:
    """Bases that the office's list knows to be no longer, or not yet, in force: to be looked at, not a bar."""
    found = marks(session, draft.agency_id, draft.values, dated)
    return [Problem(FIELD, mark.code, mark.data, blocks=False) for mark in found]


def _cited_problems(session: Session, draft: Draft, dated: date) -> list[Problem]:
    """Our own documents that the draft cites and that were recalled, replaced, amended or corrected since.

    Told to whoever looks at the draft, hence of documents that are open to the office alone.
    """
    found = cited_marks(session, {EVERYBODY}, draft.agency_id, draft.values, dated)
    return [Problem(mark.field, mark.code, mark.data, blocks=False) for mark in found]


def _act_problems(session: Session, draft: Draft, form: Form) -> list[Problem]:
    """What the draft was to do to issued documents and can no longer do, or not on this form (Điều 18)."""
    return [
        Problem("", f"act_{why}", {"reference": target.reference, "article": rules()[act.act].article})
        for act, target, why in faults(session, draft, form.kind)
    ]


def _layout_problems(parts: Parts, draft: Draft) -> list[Problem]:
    """What the decree's layout has against the page of a draft that is complete."""
    try:
        judged = layout_checks.judged(parts, draft)
    except DocTemplatesError as error:
        return [Problem("", error.code, error.data)]
    return [_layout_problem(one) for one in judged if one.overruled is None]


def _layout_problem(one: layout_checks.Judged) -> Problem:
    words = shorten(one.finding.place.words, 60, placeholder="…")
    where = f"“{words}”: " if words else ""
    message = {language: where + said for language, said in one.finding.message.items()}
    data: dict[str, object] = {"message": message, "article": one.finding.article}
    field = layout_checks.FIELD_OF.get(one.finding.component, "")
    return Problem(field, f"layout_{one.finding.severity}", data, one.blocks)
