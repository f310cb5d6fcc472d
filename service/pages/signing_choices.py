"""Whom the drafting page offers as issuer and as signer: who may sign this kind today, and why others may not."""

from dataclasses import dataclass
from datetime import date, timedelta

from service import people
from service.authority import refusal
from service.bodies import issuer_on, issuers
from service.draft import Draft
from service.drafts import form_of_draft
from service.parts import Parts
from service.sentences import sentence

STILL_SHOWN = timedelta(days=90)
"""How long the drafting page still names somebody whose authority has ended, so that one sees why."""


@dataclass(frozen=True)
class SignerChoice:
    """One entry of the choice of signer; `lines` stand above the signature, `other` above the name (ô 7b).

    issuer: the body signed for, "" for the agency; why: the reason why not this kind or today, "" where it is allowed.
    """

    id: str
    name: str
    title: str
    lines: tuple[str, ...]
    other: str
    issuer: str
    why: str


@dataclass(frozen=True)
class IssuerChoice:
    """One entry of the choice of issuer; value "" is the agency itself."""

    value: str
    name: str


def issuer_choices(parts: Parts, draft: Draft) -> list[IssuerChoice]:
    """Who may issue today and, even if no longer, whom the draft names."""
    chosen = str(draft.values.get("issuer") or "")
    with parts.db.read() as session:
        found = issuers(session, draft.agency_id, parts.today())
        named = issuer_on(session, draft.agency_id, chosen, parts.today())
    if named.id not in {issuer.id for issuer in found}:
        found.append(named)
    return [IssuerChoice(issuer.id, issuer.full_name) for issuer in found]


def signer_choices(parts: Parts, draft: Draft) -> list[SignerChoice]:
    """Who may sign today for any issuer, then those who may not with the reason; always whom the draft names."""
    kind, today = form_of_draft(parts, draft).kind, parts.today()
    chosen = str(draft.values.get("signer") or "")
    with parts.db.read() as session:
        found = people.signers(session, draft.agency_id)
        own = {one.id: issuer_on(session, draft.agency_id, str(one.body_id or ""), today) for one in found}
    choices = []
    for one in found:
        if not _recent(one, today) and str(one.id) != chosen:
            continue
        refused = refusal(one, kind, own[one.id], today)
        why = sentence(refused.code, refused.data) if refused else ""
        lines, name = people.block(one)
        other = people.other_title(one, own[one.id])
        choices.append(SignerChoice(str(one.id), name, ", ".join(lines), lines, other, str(one.body_id or ""), why))
    return sorted(choices, key=lambda choice: bool(choice.why))


def _recent(signer: people.Signer, today: date) -> bool:
    return signer.valid_until is None or signer.valid_until + STILL_SHOWN >= today
