"""The signing desk: a checked draft is laid before its signer, who reads the true page, signs it or sends it back.

    submit    the drafter (submission.py)
    sign      initials, then the person competent to sign, then a second signer (signing_steps.py): each in turn,
              one document or the day's documents with one unlock of the key
    refuse    back to the drafter, with the reason

From the last signature on the records clerk's issue() numbers and seals these bytes. Taking the draft back drops the
signature, and the journal says so. Rule: Nghị định 30/2020/NĐ-CP, Điều 13 khoản 7 and Phụ lục I, Phần I, II.7.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyhanko.sign import signers as pyhanko_signers

from service import co_signers, drafts
from service.actor import Actor
from service.appendix_files import appendix_files
from service.draft import Draft
from service.errors import NotFound, NotYourTurn, ServiceError, WrongState
from service.numbered_when_signing import sign_and_issue
from service.parts import Parts
from service.signing.door import key_for, opened
from service.signing.keys import Key
from service.signing.sign import sign as sign_pdf
from service.signing.validate import refuse_unless_valid
from service.signing_steps import DRAFTER, SECOND, UNIT_HEAD, Step, steps_of
from service.signings import SIGNER, Signing, Turn, drop, signing_of, turn_of, waiting_for
from service.submission import move

_EVENTS = {
    DRAFTER: "draft.initialled", UNIT_HEAD: "draft.initialled", SIGNER: "draft.signed", SECOND: "draft.countersigned",
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What became of one document of a batch: `error` is None where it is signed."""

    draft_id: str
    subject: str
    error: ServiceError | None = None


def waiting(parts: Parts, actor: Actor) -> list[tuple[Signing, Draft]]:
    """What waits for this person, oldest first."""
    return [(signing, draft) for signing, draft, _ in waiting_turns(parts, actor)]


def waiting_turns(parts: Parts, actor: Actor) -> list[tuple[Signing, Draft, Turn]]:
    """The same, with the part this person has in each."""
    with parts.db.read() as session:
        found = waiting_for(session, actor.agency_id, actor.user_id)
        return [(each, session.get_one(Draft, each.draft_id), turn) for each, turn in found]


def to_sign(parts: Parts, actor: Actor, draft_id: str) -> tuple[Signing, Draft]:
    """One document that waits for this person, or that this person has signed, with its PDF.

    Raises NotFound, NotYourTurn.
    """
    signing, draft, _ = in_turn(parts, actor, draft_id)
    return signing, draft


def turn(parts: Parts, actor: Actor, draft_id: str) -> Turn | None:
    """What this person is to sign as; None where it is signed already. Raises NotFound, NotYourTurn."""
    return in_turn(parts, actor, draft_id)[2]


def in_turn(parts: Parts, actor: Actor, draft_id: str) -> tuple[Signing, Draft, Turn | None]:
    """The document, its draft, and what this person is to sign as, None where it is signed. Raises as to_sign."""
    with parts.db.read() as session:
        found = signing_of(session, draft_id, whole=True)
        if found is None or found.agency_id != actor.agency_id:
            raise NotFound(what="draft", id=draft_id)
        steps = steps_of(session, draft_id)
        now = turn_of(found, steps)
        if now is not None and actor.user_id is not None and now.user_id == actor.user_id:
            return found, session.get_one(Draft, draft_id), now
        if not _has_signed(found, steps, actor):
            raise NotYourTurn(name=now.name if now else found.signer_name)
        return found, session.get_one(Draft, draft_id), None


def _has_signed(signing: Signing, steps: Sequence[Step], actor: Actor) -> bool:
    as_signer = signing.signed_at is not None and signing.user_id == actor.user_id
    return as_signer or any(step.signed_at is not None and step.user_id == actor.user_id for step in steps)


def current_pdf(parts: Parts, actor: Actor, draft_id: str) -> tuple[bytes, str]:
    """The file as it is now, and a digest that names it. Raises NotFound."""
    with parts.db.read() as session:
        found = signing_of(session, draft_id, whole=True)
        if found is None or found.agency_id != actor.agency_id:
            raise NotFound(what="draft", id=draft_id)
        if drafts.limited_to_others(session, actor, session.get_one(Draft, draft_id)):
            raise NotFound(what="draft", id=draft_id)
    pdf = found.signed or found.prepared
    return pdf, hashlib.sha256(pdf).hexdigest()[:32]


def sign(parts: Parts, actor: Actor, draft_id: str, pin: str) -> None:
    """Sign one document. Raises NotFound, NotYourTurn, KeyMissing, WrongPin, KeyLocked, KeyExpired, KeyRefused."""
    to_sign(parts, actor, draft_id)
    key = key_for(parts, actor.agency_id, actor.user_id)
    _sign(parts, actor, draft_id, key, opened(parts, key, pin))


def sign_many(
    parts: Parts, actor: Actor, draft_ids: Iterable[str], pin: str, done: Callable[[Result], None] = lambda _: None
) -> list[Result]:
    """Sign the day's documents with one unlock of the key; what fails says why, stays, and stops nothing.

    Raises KeyMissing, WrongPin, KeyLocked, KeyExpired, KeyRefused: then nothing is signed.
    """
    key = key_for(parts, actor.agency_id, actor.user_id)
    signer = opened(parts, key, pin)
    results = []
    for draft_id in draft_ids:
        results.append(attempt(parts, actor, draft_id, key, signer))
        done(results[-1])
    return results


def attempt(parts: Parts, actor: Actor, draft_id: str, key: Key, signer: pyhanko_signers.Signer) -> Result:
    """Sign one document of many with a key that is open already."""
    subject = ""
    try:
        subject = to_sign(parts, actor, draft_id)[1].subject
        _sign(parts, actor, draft_id, key, signer)
    except ServiceError as error:
        return Result(draft_id, subject, error)
    return Result(draft_id, subject)


def _sign(parts: Parts, actor: Actor, draft_id: str, key: Key, signer: pyhanko_signers.Signer) -> None:
    """Sign outside any transaction, look at the result, then keep it. Whoever signs first certifies the file."""
    waits, _, now = in_turn(parts, actor, draft_id)
    if now is None:
        return
    if waits.numbers:
        sign_and_issue(parts, actor, waits, key, signer)
        return
    at, before = parts.now(), waits.signed or waits.prepared
    signed = sign_pdf(
        before, signer, field=now.field, image=key.picture, at=at, first=now.first,
        tsa_url=parts.config.tsa_url,
    )  # fmt: skip
    keep(parts, actor, waits, now, signed, at, key)


def keep(
    parts: Parts, actor: Actor, waits: Signing, now: Turn, signed: bytes, at: datetime, key: Key | None = None
) -> None:
    """The signed file is looked at and kept; after the last signature the draft is the records clerk's.

    waits, now: as they were when it was signed. Raises SignatureRefused, and NotFound where it was taken back, or
    signed in another window, in the meantime.
    """
    refuse_unless_valid(signed, at=at, continues=waits.signed or waits.prepared)
    with parts.db.write() as session:
        row = session.get(Signing, waits.draft_id)
        steps = steps_of(session, waits.draft_id)
        if row is None or row.submitted_at != waits.submitted_at or turn_of(row, steps) != now:
            raise NotFound(what="draft", id=waits.draft_id)
        _noted(row, steps, now, signed, at, key.id if key else None)
        details: dict[str, object] = {
            "sha256": hashlib.sha256(signed).hexdigest(), "name": now.name, "certificate": key.label if key else "",
            "appendices": [file.sha256 for file in appendix_files(session, waits.draft_id)],
        }  # fmt: skip
        state = "signing" if turn_of(row, steps) else "handed_over"
        move(parts, session, actor, session.get_one(Draft, waits.draft_id), state, _EVENTS[now.role], details)


def take_continuation(parts: Parts, actor: Actor, draft_id: str, content: bytes) -> None:
    """Keep the file that a second signer outside has signed. Raises NotFound, NotYourTurn, ContinuationRefused."""
    signing, now = co_signers.continued(parts, actor, draft_id, content)
    keep(parts, actor, signing, now, content, parts.now())


def _noted(row: Signing, steps: Sequence[Step], now: Turn, signed: bytes, at: datetime, key_id: str | None) -> None:
    if now.role == SIGNER:
        row.signed, row.signed_at, row.key_id = signed, at, key_id
        return
    if now.position < 0:
        row.prepared = signed
    else:
        row.signed = signed
    step = next(step for step in steps if step.position == now.position)
    step.signed_at, step.key_id = at, key_id


def refuse(parts: Parts, actor: Actor, draft_id: str, note: str) -> Draft:
    """Back to the drafter, with the reason, by whoever's turn it is. Raises NotFound, NotYourTurn, WrongState."""
    if turn(parts, actor, draft_id) is None:
        raise WrongState(draft=draft_id, state="signed")
    with parts.db.write() as session:
        draft = drafts.visible(session, actor, draft_id)
        if draft.state != "signing":
            raise WrongState(draft=draft.id, state=draft.state)
        drop(session, actor, draft_id, note)
        draft.state, draft.note = "editing", note
        drafts.touch(parts, actor, draft)
    return draft
