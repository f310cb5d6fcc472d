"""Signing and sealing with a key outside (a browser plug-in, a remote service), in two steps each.

begin    what is to be signed is prepared and told; the draft stays as it is
bring    the signature, a CMS, or (for a person's signature) the whole signed file comes back, is looked at, and
         only then kept: the signature as at the signing desk, the seal by issue(), which files just this PDF
"""

import hashlib
from datetime import timedelta
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from archive.records import Document
from doc_templates.signable import SEAL
from service import issue as path
from service import sealed_paper, signing_desk
from service.actor import Actor
from service.appendix_files import appendix_files
from service.errors import AppendicesNeedKey, KeyMissing, OutsideExpired, SignatureRefused, WrongState
from service.locks import one_at_a_time
from service.parts import Parts
from service.signing.door import key_for
from service.signing.external import Prepared, completed, prepare, refuse_unless_by
from service.signing.keys import EXTERNAL, Key
from service.signing.seal import filled, values_of
from service.signing.validate import refuse_unless_valid
from service.signings_outside import Outside

LASTS = timedelta(minutes=15)


def begin(parts: Parts, actor: Actor, draft_id: str) -> Prepared:
    """Prepare what this person is to sign. Raises NotFound, NotYourTurn, WrongState (signed already), KeyMissing."""
    waits, _, now = signing_desk.in_turn(parts, actor, draft_id)
    if now is None:
        raise WrongState(draft=draft_id, state="signed")
    key, before, at = _key(parts, actor.agency_id, actor.user_id), waits.signed or waits.prepared, parts.now()
    writer = IncrementalPdfFileWriter(BytesIO(before))
    prepared = prepare(writer, _certificates(key), field=now.field, image=key.picture, at=at, first=now.first)
    _keep(parts, draft_id, now.field, key, before, prepared)
    return prepared


def bring(parts: Parts, actor: Actor, draft_id: str, brought: bytes) -> None:
    """Take the signature: bare, as CMS, or in the whole signed file.

    Raises as begin, OutsideExpired, SignatureRefused.
    """
    waits, _, now = signing_desk.in_turn(parts, actor, draft_id)
    if now is None:
        raise WrongState(draft=draft_id, state="signed")
    key, before, at = _key(parts, actor.agency_id, actor.user_id), waits.signed or waits.prepared, parts.now()
    signed = brought if brought.startswith(b"%PDF-") else _completed(parts, draft_id, now.field, key, before, brought)
    refuse_unless_valid(signed, at=at, continues=before)
    refuse_unless_by(signed, _certificates(key), now.field)
    signing_desk.keep(parts, actor, waits, now, signed, at, key)


def begin_seal(parts: Parts, actor: Actor, draft_id: str) -> Prepared:
    """Reserve the number, fill it and prepare the seal. Raises as issue(), and AppendicesNeedKey.

    The number belongs to the draft from here on, as when an issue was interrupted: a repeat goes on with it.
    """
    with one_at_a_time(parts, "issue", draft_id):
        draft = path.check(parts, actor, draft_id)
        signing = sealed_paper.signed(parts, draft)
        if signing is None:
            raise WrongState(draft=draft.id, state=draft.state)
        with parts.db.read() as session:
            if appendix_files(session, draft_id):
                raise AppendicesNeedKey()
        key, before = _key(parts, actor.agency_id, None), signing.signed or b""
        number = path.number_for(parts, actor, draft)
        writer = filled(before, values_of(number.number, number.dated))
        prepared = prepare(writer, _certificates(key), field=SEAL, image=key.picture, at=parts.now())
        _keep(parts, draft_id, SEAL, key, before, prepared)
    return prepared


def bring_seal(parts: Parts, actor: Actor, draft_id: str, brought: bytes) -> Document:
    """Take the seal's signature, bare or as CMS, and issue. Raises OutsideExpired, SignatureRefused, and as issue()."""
    document = path.already_issued(parts, actor, draft_id)
    if document is not None:
        return document
    signing = sealed_paper.signed(parts, path.check(parts, actor, draft_id))
    before, key = (signing.signed if signing else None) or b"", _key(parts, actor.agency_id, None)
    sealed = _completed(parts, draft_id, SEAL, key, before, brought)
    refuse_unless_valid(sealed, at=parts.now(), continues=before)
    refuse_unless_by(sealed, _certificates(key), SEAL)
    with parts.db.write() as session:
        session.get_one(Outside, (draft_id, SEAL)).sealed = sealed
    return path.issue(parts, actor, draft_id)


def _key(parts: Parts, agency_id: str, user_id: int | None) -> Key:
    key = key_for(parts, agency_id, user_id)
    if key.kind != EXTERNAL:
        raise KeyMissing(whose=key.label)
    return key


def _certificates(key: Key) -> tuple[bytes, ...]:
    return key.certificate, *key.certificates


def _keep(parts: Parts, draft_id: str, field: str, key: Key, before: bytes, made: Prepared) -> None:
    row = Outside(
        draft_id=draft_id, field=field, key_id=key.id, before_sha256=hashlib.sha256(before).hexdigest(), pdf=made.pdf,
        start=made.start, end=made.end, digest=made.digest, attributes=made.attributes, at=parts.now(), sealed=None,
    )  # fmt: skip
    with parts.db.write() as session:
        session.merge(row)


def _completed(parts: Parts, draft_id: str, field: str, key: Key, before: bytes, brought: bytes) -> bytes:
    with parts.db.read() as session:
        row = session.get(Outside, (draft_id, field))
    same = row is not None and (row.key_id, row.before_sha256) == (key.id, hashlib.sha256(before).hexdigest())
    if row is None or not same or parts.now() - row.at > LASTS:
        raise OutsideExpired()
    prepared = Prepared(row.pdf, row.start, row.end, row.digest, row.attributes)
    try:
        return completed(prepared, _certificates(key), brought, parts.config.tsa_url)
    except (ValueError, TypeError, KeyError) as why:
        raise SignatureRefused(why="unreadable") from why
