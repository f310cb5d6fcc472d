"""The one door to a key: opened by its PIN, it signs any number of documents, and is shut again."""

from datetime import datetime, timedelta

from pyhanko.sign import signers

from service.errors import KeyExpired, KeyLocked, KeyMissing, SignOutside, WrongPin
from service.parts import Parts
from service.signing.key_signer import KeySigner
from service.signing.keys import EXTERNAL, TOKEN, Key, key_of, unwrapped
from service.signing.pkcs12 import private_key
from service.signing.token_signer import OnToken, TokenSigner, signed_on

MOST_FAILURES = 5
_AGENCY = {"vi": "cơ quan", "en": "the agency"}
_YOU = {"vi": "bạn", "en": "you"}
LOCKED_FOR = timedelta(minutes=15)


def opened(parts: Parts, key: Key, pin: str) -> signers.Signer:
    """A signer with the key in memory, until it is let go of.

    Raises WrongPin, KeyLocked (five wrong PINs lock a key for a quarter of an hour), KeyExpired, KeyRefused,
    TokenFailed, SignOutside (the key is not here).
    """
    at = parts.now()
    _check_open(key, at)
    if key.kind == EXTERNAL:
        raise SignOutside(whose=key.label)
    try:
        signer = _on_token(parts, key, pin) if key.kind == TOKEN else _from_file(parts, key, pin)
    except WrongPin:
        _failed(parts, key, at)
        raise
    if key.failures:
        _count(parts, key, 0, None)
    return signer


def _from_file(parts: Parts, key: Key, pin: str) -> signers.Signer:
    private = private_key(unwrapped(key, parts.config.secret_key), pin)
    return KeySigner(private, key.certificate, key.certificates)


def _on_token(parts: Parts, key: Key, pin: str) -> signers.Signer:
    """A first signature, over nothing, tells a wrong PIN and a token that is not there before anything is begun."""
    place = OnToken(key.place["token"], key.place["id"], key.certificate, key.certificates)
    signed_on(parts.config.pkcs11_module, place, pin, b"")
    return TokenSigner(parts.config.pkcs11_module, place, pin)


def key_for(parts: Parts, agency_id: str, user_id: int | None) -> Key:
    """The key of a person, or the seal's (None). Raises KeyMissing."""
    with parts.db.read() as session:
        key = key_of(session, agency_id, user_id)
    if key is None:
        raise KeyMissing(whose=_AGENCY if user_id is None else _YOU)
    return key


def _check_open(key: Key, at: datetime) -> None:
    if key.locked_until is not None and at < key.locked_until:
        raise KeyLocked(until=key.locked_until.isoformat(timespec="minutes"))
    since, until = key.loaded.not_valid_before_utc, key.loaded.not_valid_after_utc
    if not since <= at <= until:
        raise KeyExpired(since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")


def _failed(parts: Parts, key: Key, at: datetime) -> None:
    failures = key.failures + 1
    locked = failures >= MOST_FAILURES
    _count(parts, key, 0 if locked else failures, at + LOCKED_FOR if locked else None)


def _count(parts: Parts, key: Key, failures: int, locked_until: datetime | None) -> None:
    with parts.db.write() as session:
        row = session.get_one(Key, key.id)
        row.failures, row.locked_until = failures, locked_until
