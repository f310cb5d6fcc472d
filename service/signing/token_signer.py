"""Keys on a token (PKCS#11): the key never leaves it. The library breaks when several threads open it at once, and a
session outlives nothing: so each signature opens the token, signs and shuts it again, one after the other.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pkcs11
from asn1crypto import x509 as asn1_x509
from pkcs11 import Attribute, Mechanism, ObjectClass
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error
from pkcs11.util.ec import encode_ecdsa_signature
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.errors import TokenFailed, WrongPin

_ONE_AT_A_TIME = Lock()
_WRONG_PIN = (PinIncorrect, PinInvalid, PinLenRange)


@dataclass(frozen=True)
class OnToken:
    """A certificate on a token: the token's label, the id (hex) that it shares with its key, the certificate and those
    of authorities beside it, in DER."""

    token: str
    id: str
    certificate: bytes
    chain: tuple[bytes, ...] = ()


class TokenSigner(signers.Signer):
    """Signs on the token. The PIN is kept as long as this object is: one unlock serves the day's documents."""

    def __init__(self, module: str, place: OnToken, pin: str) -> None:
        self.module, self.place, self.pin = module, place, pin
        store = SimpleCertificateStore()
        store.register_multiple(asn1_x509.Certificate.load(each) for each in place.chain)
        super().__init__(
            signing_cert=asn1_x509.Certificate.load(place.certificate), cert_registry=store, embed_roots=False
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature over SHA-256, PKCS#1 v1.5 or ECDSA. Raises TokenFailed, WrongPin."""
        if dry_run or digest_algorithm != "sha256":
            return bytes(512)
        return signed_on(self.module, self.place, self.pin, data)


def signed_on(module: str, place: OnToken, pin: str, data: bytes) -> bytes:
    """Sign these bytes. Raises WrongPin, TokenFailed (no token, no key, it was pulled out)."""
    with _session(module, place.token, pin) as session:
        found = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: bytes.fromhex(place.id)}
        key = next(iter(session.get_objects(found)), None)
        if key is None:
            raise TokenFailed(why="no_key")
        kind = asn1_x509.Certificate.load(place.certificate).public_key.algorithm
        if kind == "rsa":
            return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))
        digest = hashlib.sha256(data).digest()  # tokens that hash for ECDSA themselves are rare
        return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=Mechanism.ECDSA)))


def on_tokens(module: str) -> list[OnToken]:
    """The certificates on all tokens that are plugged in; none without a module. Raises TokenFailed."""
    return [each for label in _labels(module) for each in _certificates(module, label)] if module else []


def _labels(module: str) -> list[str]:
    with _library(module) as library:
        slots = library.get_slots(token_present=True)
        return [token.label for token in (slot.get_token() for slot in slots) if token.label]


def _certificates(module: str, label: str) -> list[OnToken]:
    with _session(module, label) as session:
        objects = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        found = [(bytes(each[Attribute.ID]).hex(), bytes(each[Attribute.VALUE])) for each in objects]
    chain = tuple(certificate for _, certificate in found if asn1_x509.Certificate.load(certificate).ca)
    return [OnToken(label, id, certificate, chain) for id, certificate in found if certificate not in chain]


@contextmanager
def _library(module: str) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        try:
            library = pkcs11.lib(module)
            library.reinitialize()  # sees what was plugged in or pulled out since
            yield library
        except _WRONG_PIN as why:
            raise WrongPin() from why
        except PinLocked as why:
            raise TokenFailed(why="locked") from why
        except (PKCS11Error, RuntimeError) as why:
            raise TokenFailed(why=type(why).__name__) from why


@contextmanager
def _session(module: str, label: str, pin: str | None = None) -> Iterator[Any]:
    with _library(module) as library, library.get_token(token_label=label).open(user_pin=pin) as session:
        yield session
