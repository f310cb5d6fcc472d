"""A throw-away certification authority for tests: a root, an authority below it, people's and an office's keys."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Issued:
    """A key and its certificate, with those above it."""

    key: Key
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def pkcs12(self, pin: str) -> bytes:
        """The .p12 as a certification authority hands it out."""
        secret = BestAvailableEncryption(pin.encode())
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, list(self.chain), secret)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    common: str, key: Key, above: Issued | None, *, authority: bool, since: datetime = START, until: datetime = END
) -> x509.Certificate:
    issuer, signing = (above.certificate.subject, above.key) if above else (_name(common), key)
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    return made.sign(signing, hashes.SHA256())


@lru_cache(maxsize=1)
def root() -> Issued:
    """The one whose certificate an office trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Issued(key, _certificate("Gốc thử nghiệm", key, None, authority=True), ())


@lru_cache(maxsize=1)
def authority() -> Issued:
    """The one that issues people's certificates."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Issued(key, _certificate("CA thử nghiệm", key, root(), authority=True), (root().certificate,))


@lru_cache(maxsize=32)
def person(name: str, kind: str = "P-256", *, days: int | None = None) -> Issued:
    """A key of its own for a name: "P-256" or "RSA-2048"; `days`: how long it is valid from START."""
    key: Key = ec.generate_private_key(ec.SECP256R1()) if kind == "P-256" else rsa.generate_private_key(65537, 2048)
    until = END if days is None else START + timedelta(days=days)
    made = _certificate(name, key, authority(), authority=False, until=until)
    return Issued(key, made, (authority().certificate,))


def crl(above: Issued, *revoked: Issued) -> bytes:
    """The authority's list of revoked certificates of this hour, DER."""
    at = datetime.now(UTC)
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(above.certificate.subject)
        .last_update(at - timedelta(hours=1))
        .next_update(at + timedelta(days=7))
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key()), critical=False)
    )
    for each in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(each.certificate.serial_number)
        made = made.add_revoked_certificate(entry.revocation_date(at - timedelta(hours=2)).build())
    return made.sign(above.key, hashes.SHA256()).public_bytes(Encoding.DER)


def crls() -> tuple[bytes, ...]:
    """Of the root and of the authority: nobody is revoked."""
    return crl(root()), crl(authority())


def trust() -> tuple[bytes, ...]:
    """The roots that the tests trust, DER."""
    return (root().certificate.public_bytes(Encoding.DER),)
