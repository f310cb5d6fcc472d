"""The signed PDF becomes the issued one: number and date into their fields and the agency's seal, in one revision.

The key of the seal is opened before a number is given, so that a wrong PIN costs none. What comes out is looked at
before it is filed: every signature holds, the fields say and show what the register says, PDF/A is kept.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pyhanko.sign import signers

from archive.filing import object_id
from archive.numbers import Number
from doc_templates.fill import Stamp, fill
from doc_templates.pdf_facts import read_back
from doc_templates.signable import SEAL
from service import evidence, paper
from service.draft import Draft
from service.drafts import form_of_draft, reserved_number
from service.errors import PaperFault, SignAgain
from service.paper import Paper
from service.parts import Parts
from service.signing.agreement import disagreements
from service.signing.door import key_for, opened
from service.signing.keys import EXTERNAL, Key
from service.signing.levels import level_of
from service.signing.seal import fill_and_seal, values_of
from service.signing.validate import SignatureFound, refuse_unless_valid, validate
from service.signings import Signing, signing_of
from service.signings_outside import Outside


@dataclass(frozen=True)
class Seal:
    """A draft that its signer has signed, and the agency's key, open; or what was sealed outside already.

    field: the signer's own, where the signer numbers the document (numbered_when_signing.py): then nobody seals it.
    """

    signing: Signing
    key: Key
    signer: signers.Signer | None = None
    sealed: bytes = b""
    field: str = SEAL

    @property
    def before(self) -> bytes:
        """The PDF that the last revision is laid upon."""
        return (self.signing.signed if self.field == SEAL else self.signing.prepared) or b""


def open_seal(parts: Parts, draft: Draft, pin: str) -> Seal | None:
    """The seal for a signed draft; None on the paper way, and where the document is filed already.

    Raises KeyMissing, WrongPin, KeyLocked, KeyExpired, KeyRefused, and SignAgain where the signed page says another
    year or symbol than the register would give.
    """
    signing = None if parts.store.has(object_id(draft.id)) else signed(parts, draft)
    if signing is None:
        return None
    key = key_for(parts, draft.agency_id, None)
    if key.kind == EXTERNAL and (sealed := _sealed_outside(parts, draft, key)):
        return Seal(signing, key, sealed=sealed)
    return Seal(signing, key, opened(parts, key, pin))


def signed(parts: Parts, draft: Draft) -> Signing | None:
    """What its signer has signed; None on the paper way. Raises SignAgain as open_seal."""
    with parts.db.read() as session:
        signing = signing_of(session, draft.id, whole=True)
        held = reserved_number(session, draft.id)
    if signing is None or signing.signed is None:
        return None
    _still_true(parts, draft, signing, held.dated if held else parts.today())
    return signing


def _sealed_outside(parts: Parts, draft: Draft, key: Key) -> bytes:
    with parts.db.read() as session:
        row = session.get(Outside, (draft.id, SEAL))
        return row.sealed or b"" if row is not None and row.key_id == key.id else b""


def _still_true(parts: Parts, draft: Draft, signing: Signing, dated: date) -> None:
    symbol = paper.setting(parts, draft, dated).symbol
    if (signing.year, signing.symbol) != (dated.year, symbol):
        raise SignAgain(signed=f"{signing.symbol}, {signing.year}", now=f"{symbol}, {dated.year}")


def make(parts: Parts, draft: Draft, number: Number, seal: Seal) -> Paper:
    """The numbered, sealed document, looked at. Raises PaperFault, SignatureRefused, FieldTooNarrow, TemplateFault."""
    around = paper.setting(parts, draft, number.dated)
    stamp = Stamp(number.symbol, number.number, number.dated)
    docx = fill(form_of_draft(parts, draft), draft.values, around.letterhead, around.signer, stamp)
    values, at = values_of(number.number, number.dated), parts.now()
    before = seal.before
    pdf = evidence.at_issue(parts, seal.sealed or _sealed(parts, seal, before, values, at))
    refuse_unless_valid(pdf, at=at, continues=before)
    if wrong := disagreements(pdf, values):
        raise PaperFault(why=", ".join(wrong))
    facts = read_back(pdf)
    if facts.pdfa != "2B":
        raise PaperFault(why="PDF/A-2b")
    return Paper(docx, pdf, facts, around)


def _sealed(parts: Parts, seal: Seal, before: bytes, values: Mapping[str, str], at: datetime) -> bytes:
    assert seal.signer is not None
    image, tsa_url = seal.key.picture, parts.config.tsa_url
    return fill_and_seal(before, seal.signer, values=values, field=seal.field, image=image, at=at, tsa_url=tsa_url)


def as_filed(seal: Seal | None, pdf: bytes) -> dict[str, object]:
    """What the filing remembers of signatures and check code: nothing on the paper way."""
    if seal is None:
        return {}
    return {
        "check_code": seal.signing.mark.rsplit("/", 1)[-1],
        "signatures": [_told(each) for each in validate(pdf).signatures],
        "level": level_of(pdf),
        "signed_sha256": hashlib.sha256(seal.before).hexdigest(),
    }


def _told(found: SignatureFound) -> dict[str, object]:
    at = found.signed_at.isoformat() if found.signed_at else None
    return {"field": found.field, "signer": found.signer, "issuer": found.issuer, "signed_at": at}
