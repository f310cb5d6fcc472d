"""PKCS#12 files, as certification authorities hand them out."""

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import Certificate

from service.errors import WrongPin
from service.signing.key_signer import PrivateKey
from service.signing.refusals import refused

LARGEST = 100_000
SHORTEST_PIN = 6


def repacked(file: bytes, pin: str) -> tuple[bytes, Certificate, list[Certificate]]:
    """The same key and certificates under AES-256, and the certificates. Raises WrongPin, KeyRefused."""
    if len(pin) < SHORTEST_PIN:
        raise refused("short_pin")
    key, certificate, chain = _opened(file, pin)
    lock = BestAvailableEncryption(pin.encode())
    return pkcs12.serialize_key_and_certificates(b"key", key, certificate, chain, lock), certificate, chain


def private_key(file: bytes, pin: str) -> PrivateKey:
    """The key. Raises WrongPin, KeyRefused."""
    return _opened(file, pin)[0]


def _opened(file: bytes, pin: str) -> tuple[PrivateKey, Certificate, list[Certificate]]:
    if not file.startswith(b"\x30") or len(file) > LARGEST:
        raise refused("no_key_file")
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(file, pin.encode())
    except ValueError as why:
        wrong = "password" in str(why).lower() or "mac" in str(why).lower()
        raise (WrongPin() if wrong else refused("no_key_file")) from why
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or certificate is None:
        raise refused("no_key_file")
    return key, certificate, list(chain)
