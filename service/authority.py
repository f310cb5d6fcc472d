"""May this person sign this document on this day? Asked by the check before issuing and by the drafting page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from doc_templates.signer import ARTICLES
from service.bodies import Issuer
from service.signer_rules import DELEGATED
from service.signers import Signer, signers

SOON = 30
"""Days before its end from which an authority is told to be ending."""


@dataclass(frozen=True)
class Refusal:
    """Why somebody may not sign: a code of sentences.py and its data."""

    code: str
    data: dict[str, object]


def refusal(signer: Signer, kind: str, issuer: Issuer, on: date) -> Refusal | None:
    """Why this authority does not reach to a document of that kind and issuer on that day; None where it does."""
    told: dict[str, object] = {"name": signer.full_name, "article": ARTICLES.get(signer.authority, ARTICLES[""])}
    if str(signer.body_id or "") != issuer.id:
        return Refusal("signer_not_for_body", told | {"issuer": issuer.full_name})
    if signer.valid_from > on:
        return Refusal("signer_not_yet", told | {"since": f"{signer.valid_from:%d/%m/%Y}"})
    if signer.valid_until is not None and signer.valid_until < on:
        return Refusal("signer_expired", told | {"until": f"{signer.valid_until:%d/%m/%Y}"})
    if signer.kinds and kind not in signer.kinds:
        return Refusal("signer_not_for_kind", told)
    if signer.authority in DELEGATED and not signer.document:
        return Refusal("signer_without_document", told | {"authority": signer.authority.partition("+")[0]})
    return None


def ending_soon(session: Session, agency_id: str, on: date) -> list[Signer]:
    """Authorities that end within SOON days and that no later row goes on with, the first to end first."""
    everybody = signers(session, agency_id)
    replaced = {one.replaces_id for one in everybody}
    ending = [one for one in everybody if one.valid(on) and one.valid_until and one.id not in replaced]
    near = [one for one in ending if one.valid_until and (one.valid_until - on).days <= SOON]
    return sorted(near, key=lambda one: (str(one.valid_until), one.id))
