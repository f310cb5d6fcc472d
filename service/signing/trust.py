"""Whom the office trusts: certificates that the administrator puts into the folder `trust` of the data folder, and
the lists of revoked certificates beside them, in `trust/crls`.
"""

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509 import (
    Certificate,
    CertificateRevocationList,
    load_der_x509_certificate,
    load_der_x509_crl,
    load_pem_x509_certificates,
    load_pem_x509_crl,
)

from service.parts import Parts
from service.signing.levels import Sources

ENDINGS = (".pem", ".crt", ".cer", ".p7b")
LIST_ENDINGS = (".crl", ".pem")


def trusted(parts: Parts) -> tuple[bytes, ...]:
    """The trusted certificates, DER; files that hold none are passed over."""
    return tuple(each.public_bytes(Encoding.DER) for _, each in trusted_files(parts))


def trusted_files(parts: Parts) -> list[tuple[Path, Certificate]]:
    """The same, each with the file it lies in."""
    files = _files(parts.config.trust_dir, ENDINGS)
    return [(file, each) for file in files for each in certificates(file.read_bytes())]


def revocation_lists(parts: Parts) -> list[CertificateRevocationList]:
    """The lists of revoked certificates that were laid into `trust/crls`."""
    files = _files(parts.config.trust_dir / "crls", LIST_ENDINGS)
    return [each for file in files for each in _lists(file.read_bytes())]


def sources(parts: Parts) -> Sources:
    """Where this office's evidence comes from."""
    lists = tuple(each.public_bytes(Encoding.DER) for each in revocation_lists(parts))
    return Sources(trusted(parts), lists, parts.config.fetch_revocation, parts.config.tsa_url)


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in endings)


def certificates(content: bytes) -> list[Certificate]:
    """Those of a file: PEM, DER or PKCS#7 (.p7b); empty for what holds none."""
    readers: tuple[Callable[[bytes], list[Certificate]], ...] = (
        load_pem_x509_certificates,
        lambda der: [load_der_x509_certificate(der)],
        pkcs7.load_pem_pkcs7_certificates,
        pkcs7.load_der_pkcs7_certificates,
    )
    for read in readers:
        try:
            return read(content)
        except Exception:  # what is no certificate fails in any way it likes
            continue
    return []


def _lists(content: bytes) -> list[CertificateRevocationList]:
    try:
        return [load_pem_x509_crl(content) if b"-----BEGIN" in content else load_der_x509_crl(content)]
    except ValueError:
        return []
