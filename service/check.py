"""Second step of the path: is the draft complete, and may its signer sign? Asked before the number is given."""

from dataclasses import dataclass

from doc_templates.form import Form, missing
from service import people
from service.drafts import Draft, form_of_draft, reserved_number
from service.parts import Parts


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
    chosen = str(draft.values.get("signer") or "")
    if chosen:
        found += _signer_problems(parts, draft, form, chosen)
    return found


def _signer_problems(parts: Parts, draft: Draft, form: Form, chosen: str) -> list[Problem]:
    with parts.db.read() as session:
        signer = people.chosen_signer(session, draft.agency_id, chosen)
        held = reserved_number(session, draft.id)
    if signer is None:
        return [Problem("signer", "signer_unknown", {"name": chosen})]
    dated = held.dated if held else parts.today()  # an interrupted issue goes on with the day of its number
    data: dict[str, object] = {"name": signer.full_name}
    if signer.valid_from > dated or (signer.valid_until is not None and signer.valid_until < dated):
        return [Problem("signer", "signer_expired", data)]
    if signer.kinds and form.kind not in signer.kinds:
        return [Problem("signer", "signer_not_for_kind", data)]
    return []
