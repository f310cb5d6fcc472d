"""A draft is laid before its signer, and before those who sign besides: checked whole, filled, made into a PDF with
empty fields for all that comes later. The next step stands in signing_desk.py.
"""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from archive import events
from doc_templates.anchors import SIGNATURE
from doc_templates.fill import Stamp, fill
from doc_templates.signable import signable
from service import check_codes, co_signers, drafts, paper, people
from service.actor import Actor
from service.check import blocking
from service.co_signers import ALONE, Beside
from service.draft import Draft
from service.errors import KeyMissing, NotReady, WrongState
from service.names import name_key
from service.numbered_when_signing import chosen
from service.parts import Parts
from service.revisions import seal
from service.sentences import sentence
from service.signing.keys import EXTERNAL, key_of
from service.signing_steps import SECOND, Step, forget_steps
from service.signings import Signing


def submit(parts: Parts, actor: Actor, draft_id: str, beside: Beside = ALONE) -> Draft:
    """Lay the draft before its signer, and before those who sign besides. Safe to repeat.

    Raises NotFound, WrongState, NotReady, KeyMissing (somebody has no account with a key), NoPlaceToSign, BadInput
    (who should sign besides is nobody who may), and TemplateFault and Pdf… errors.
    """
    draft = drafts.get(parts, actor, draft_id)
    if draft.state == "signing":
        return draft
    if draft.state != "editing":
        raise WrongState(draft=draft.id, state=draft.state)
    _ready(parts, draft)
    steps = co_signers.steps(parts, draft, beside)
    row = _prepared(parts, actor, draft, steps)
    with parts.db.write() as session:
        drafts.still_at(session, draft)
        draft = drafts.unfinished(session, actor, draft_id)
        session.merge(row)
        forget_steps(session, draft_id)
        session.add_all(steps)
        move(parts, session, actor, draft, "signing", "draft.submitted", {"signer": row.signer_name})
        seal(session, draft_id, "handed_over")
    return draft


def move(
    parts: Parts, session: Session, actor: Actor, draft: Draft, state: str, name: str, details: dict[str, object]
) -> None:
    """Another state of a draft on its way to be signed, and an event of its own name."""
    draft.state, draft.note = state, ""
    drafts.touch(parts, actor, draft)
    events.append(session, name, agency_id=draft.agency_id, document_id=draft.id, actor=actor.name, details=details)


def _ready(parts: Parts, draft: Draft) -> None:
    if found := blocking(parts, draft):
        raise NotReady(problems=[asdict(each) | {"detail": sentence(each.code, each.data)} for each in found])


def _prepared(parts: Parts, actor: Actor, draft: Draft, steps: Sequence[Step]) -> Signing:
    today = parts.today()
    around = paper.setting(parts, draft, today)
    user = signing_user(parts, draft)
    if user is None:
        raise KeyMissing(whose=around.signer.name)
    second = next((step.name for step in steps if step.role == SECOND), "")
    initials = tuple(step.field for step in steps if step.role != SECOND)
    stamp = Stamp(around.symbol, anchored=True, year=today.year, second=second, initials=initials)
    fields = {SIGNATURE, *(step.field for step in steps)}
    numbers = _signer_numbers(parts, draft, user, steps)
    docx = fill(drafts.form_of_draft(parts, draft), draft.values, around.letterhead, around.signer, stamp)
    mark = check_codes.mark_of(parts, draft)
    return Signing(
        draft_id=draft.id,
        agency_id=draft.agency_id,
        signer_name=around.signer.name,
        user_id=user.id,
        year=today.year,
        symbol=around.symbol,
        mark=mark,
        prepared=signable(
            parts.pdf.convert(docx, title=draft.subject), mark=mark, signed_by=fields, sealed=not numbers
        ),
        numbers=numbers,
        submitted_by=actor.name,
        submitted_at=parts.now(),
    )


def _signer_numbers(parts: Parts, draft: Draft, user: people.User, steps: Sequence[Step]) -> bool:
    """Where the office wants it so, nobody else signs, and the signature is made here."""
    kind = drafts.form_of_draft(parts, draft).kind
    with parts.db.read() as session:
        key = key_of(session, draft.agency_id, user.id)
        return kind in chosen(session, draft.agency_id) and not steps and key is not None and key.kind != EXTERNAL


def signing_user(parts: Parts, draft: Draft) -> people.User | None:
    """The account of the draft's signer, if it has a key: linked to the signer, or of the same name."""
    with parts.db.read() as session:
        signer = people.chosen_signer(session, draft.agency_id, str(draft.values.get("signer") or ""))
        if signer is None:
            return None
        for user in people.users(session, draft.agency_id):
            same = user.id == signer.user_id or name_key(user.full_name) == name_key(signer.full_name)
            if same and user.active and "sign" in user.permissions and key_of(session, draft.agency_id, user.id):
                return user
    return None
