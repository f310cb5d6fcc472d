"""What the signatures of a PDF are worth: whole, by whom, when, and what was changed after each.

Nothing is fetched from the network: what is needed lies in the file, in the office's list of trusted authorities or in
the lists of revoked certificates beside it.
A hostile file is answered like any other: with what is wrong with it.
"""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from threading import Lock
from typing import Literal

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from service.errors import SignatureRefused
from service.signing import fast_reading
from service.signing.held_against import Lists, contexts, proven_since
from service.signing.own_loop import in_own_loop

State = Literal["valid", "unknown_signer", "revoked", "changed", "broken"]
Revocation = Literal["good", "unknown", "revoked"]
After = Literal["nothing", "evidence", "fields_filled", "other"]
_AFTER: dict[ModificationLevel, After] = {
    ModificationLevel.NONE: "nothing",
    ModificationLevel.LTA_UPDATES: "evidence",
    ModificationLevel.FORM_FILLING: "fields_filled",
}
KEPT = 128
"""Results that are remembered, a few hundred bytes each: the same file is asked for again and again."""
fast_reading.use()
logging.getLogger("pyhanko").setLevel(logging.ERROR)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class SignatureFound:
    """One signature. after: what was done to the file since. time: "time-stamp" is proven, "claimed" is the signer's.

    state: valid; unknown_signer (whole, but the authority is not trusted here); revoked (whole, but the certificate was
    withdrawn); changed (the file was altered after it in a way it does not allow); broken (its bytes are not what was
    signed, or it cannot be read). revocation: "good" where lists at hand show that no certificate above it was revoked.
    """

    field: str
    signer: str
    issuer: str
    signed_at: datetime | None
    time: Literal["time-stamp", "claimed", "none"]
    state: State
    after: After
    revocation: Revocation = "unknown"
    until: datetime | None = None
    """When the signer's certificate runs out."""


@dataclass(frozen=True)
class Validation:
    """All signatures, oldest first; `readable` is False for what is no PDF."""

    signatures: tuple[SignatureFound, ...]
    readable: bool = True

    @property
    def whole(self) -> bool:
        """Signed, and nothing is changed or broken, whoever signed."""
        return bool(self.signatures) and all(each.state in ("valid", "unknown_signer") for each in self.signatures)

    @property
    def valid(self) -> bool:
        """Whole, and every signer's authority is trusted."""
        return bool(self.signatures) and all(each.state == "valid" for each in self.signatures)


def validate(
    pdf: bytes, trust: Sequence[bytes] = (), *, at: datetime | None = None, crls: Sequence[bytes] = ()
) -> Validation:
    """Look at every signature of a PDF. trust: certificates of authorities; crls: lists of revoked ones; DER.

    at: the moment it is judged for, now by default. Never raises on a bad file. The answer is remembered for a minute,
    or as long as there is room for one about a moment that was named.
    """
    moment = at or datetime.now(UTC).replace(second=0, microsecond=0)
    key = hashlib.sha256(b"".join((hashlib.sha256(pdf).digest(), *trust, b"/", *crls))).digest(), moment
    with _lock:
        known = _known.get(key)
    if known is None:
        known = validate_anew(pdf, trust, at=at, crls=crls)
        with _lock:
            _known[key] = known
            while len(_known) > KEPT:
                _known.popitem(last=False)
    return known


def validate_anew(
    pdf: bytes, trust: Sequence[bytes] = (), *, at: datetime | None = None, crls: Sequence[bytes] = ()
) -> Validation:
    """As validate(), whatever is remembered."""
    return _validated(pdf, Lists(tuple(trust), tuple(crls), at))


_known: OrderedDict[tuple[bytes, datetime], Validation] = OrderedDict()
_lock = Lock()


def _validated(pdf: bytes, lists: Lists) -> Validation:
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_regular_signatures)
        now = contexts(reader, lists)
    except Exception:  # a hostile file fails in any way it likes; it all means "cannot be read"
        return Validation((), readable=False)
    found = tuple(_looked_at(each, now) for each in embedded)
    if any(each.state == "unknown_signer" for each in found) and (proven := proven_since(reader, lists)):
        earlier = contexts(reader, replace(lists, at=proven))
        then = [_looked_at(each, earlier) for each in embedded]
        found = tuple(_better(*both) for both in zip(found, then, strict=True))
    return Validation(found)


def _better(now: SignatureFound, then: SignatureFound) -> SignatureFound:
    """A certificate that has run out since was good when a time-stamp proves that the signature was there."""
    return then if now.state == "unknown_signer" and then.state == "valid" else now


def _looked_at(embedded: EmbeddedPdfSignature, contexts: Sequence[ValidationContext]) -> SignatureFound:
    try:
        status, proven = _judged(embedded, contexts)
    except Exception:  # as above
        return SignatureFound(str(embedded.field_name), "", "", None, "none", "broken", "other")
    certificate = status.signing_cert
    stamp = status.timestamp_validity
    stamp = stamp if stamp and stamp.intact and stamp.valid and stamp.trusted else None
    return SignatureFound(
        field=str(embedded.field_name),
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        signed_at=stamp.timestamp if stamp else status.signer_reported_dt,
        time="time-stamp" if stamp else ("claimed" if status.signer_reported_dt else "none"),
        state=_state(status),
        after=_AFTER.get(status.modification_level or ModificationLevel.NONE, "other"),
        revocation="revoked" if status.revoked else ("good" if proven else "unknown"),
        until=certificate.not_valid_after,
    )


def _judged(embedded: EmbeddedPdfSignature, contexts: Sequence[ValidationContext]) -> tuple[PdfSignatureStatus, bool]:
    """And whether it is shown that nothing was revoked. What changed since is looked for once: it takes longest."""
    strict = in_own_loop(lambda: validate_pdf_signature(embedded, contexts[0]))
    if len(contexts) == 1 or strict.trusted or strict.revoked:
        return strict, len(contexts) > 1 and strict.trusted
    return in_own_loop(lambda: validate_pdf_signature(embedded, contexts[1], skip_diff=True)), False


def _state(status: PdfSignatureStatus) -> State:
    if not (status.intact and status.valid):
        return "broken"
    if status.docmdp_ok is False or status.modification_level == ModificationLevel.OTHER:
        return "changed"
    if status.revoked:
        return "revoked"
    return "valid" if status.trusted else "unknown_signer"


def _name(name: x509.Name) -> str:
    said = name.native.get("common_name") or name.human_friendly
    return str(said[0] if isinstance(said, list) else said)


def refuse_unless_valid(signed: bytes, *, at: datetime, continues: bytes) -> None:
    """A signature is looked at before it is kept. Raises SignatureRefused.

    The file must begin with the bytes that were to be signed, and every signature in it must hold.
    """
    if not signed.startswith(continues):
        raise SignatureRefused(why="not_continued")
    found = validate(signed, at=at)
    if not found.whole:
        raise SignatureRefused(why=",".join(each.state for each in found.signatures) or "unsigned")
    if found.signatures[-1].after not in ("nothing", "evidence"):
        raise SignatureRefused(why="not_last")
