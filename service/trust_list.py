"""The list of trusted authorities, kept by the administrator: files in the folder `trust`, so that it can be read and
carried without this program. Who was taken off the list stays in `trust/retired`; the journal tells of each change.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    CertificateRevocationList,
    ExtensionNotFound,
    load_der_x509_crl,
    load_pem_x509_crl,
)

from archive import events
from service.actor import Actor
from service.errors import NotFound, TrustRefused
from service.parts import Parts
from service.signing.keys import common_name
from service.signing.trust import certificates, revocation_lists, trusted_files

LARGEST = 1_000_000
_REASONS = {
    "no_certificate": (
        "tệp không chứa chứng thư hoặc danh sách thu hồi.",
        "the file holds neither a certificate nor a revocation list.",
    ),
    "too_large": ("tệp quá lớn, tối đa 1 MB.", "the file is too large, 1 MB at most."),
    "no_authority": (
        "“%s” là chứng thư của người dùng, không phải của cơ quan chứng thực.",
        "“%s” is somebody's own certificate, not an authority's.",
    ),
    "known": ("đã có trong danh sách.", "it is in the list already."),
}


@dataclass(frozen=True)
class Authority:
    """One trusted certificate. fingerprint: SHA-256, 64 hex digits; issuer: who stands above it, "" for a root."""

    fingerprint: str
    name: str
    issuer: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class RevocationList:
    """One list of revoked certificates at hand: of whom, from when, until when it speaks, how many it names."""

    issuer: str
    since: datetime
    until: datetime | None
    count: int


def authorities(parts: Parts) -> list[Authority]:
    """Whom this office trusts, by name."""
    found = {_fingerprint(each): _told(each) for _, each in trusted_files(parts)}
    return sorted(found.values(), key=lambda each: each.name)


def authority(parts: Parts, fingerprint: str) -> Authority:
    """Raises NotFound."""
    for each in authorities(parts):
        if each.fingerprint == fingerprint:
            return each
    raise NotFound(what="authority", id=fingerprint)


def lists(parts: Parts) -> list[RevocationList]:
    """The lists of revoked certificates in `trust/crls`, by issuer."""
    found = [
        RevocationList(_issuer(each), each.last_update_utc, each.next_update_utc, len(list(each)))
        for each in revocation_lists(parts)
    ]
    return sorted(found, key=lambda each: each.issuer)


def add(parts: Parts, actor: Actor, content: bytes) -> list[str]:
    """Take a file with certificates of authorities, or a revocation list; the names of what was added.

    Raises TrustRefused (too_large, no_certificate, no_authority, known).
    """
    if len(content) > LARGEST:
        raise _refused("too_large")
    found = certificates(content)
    revoked = None if found else _revocation_list(content)
    if revoked is not None:  # an empty list is false
        return [_add_list(parts, actor, revoked)]
    if not found:
        raise _refused("no_certificate")
    for each in found:
        if not _is_authority(each):
            raise _refused("no_authority", common_name(each))
    known = {each.fingerprint for each in authorities(parts)}
    new = [each for each in found if _fingerprint(each) not in known]
    if not new:
        raise _refused("known")
    with parts.db.write() as session:
        for each in new:
            _write(parts.config.trust_dir / f"{_fingerprint(each)[:32]}.pem", each.public_bytes(Encoding.PEM))
            details = {"name": common_name(each), "sha256": _fingerprint(each)}
            events.append(session, "trust.added", agency_id=actor.agency_id, actor=actor.name, details=details)
    return [common_name(each) for each in new]


def retire(parts: Parts, actor: Actor, fingerprint: str) -> Authority:
    """Trust it no longer: its certificate goes to `trust/retired`. Raises NotFound.

    A file that was laid there by hand may hold others too: they stay.
    """
    gone = authority(parts, fingerprint)
    folder = parts.config.trust_dir
    with parts.db.write() as session:
        for file in {file for file, each in trusted_files(parts) if _fingerprint(each) == fingerprint}:
            all_of_it = certificates(file.read_bytes())
            stays = [each for each in all_of_it if _fingerprint(each) != fingerprint]
            for each in all_of_it:
                place = folder / ("retired" if each not in stays else "") / f"{_fingerprint(each)[:32]}.pem"
                _write(place, each.public_bytes(Encoding.PEM))
            if file.name not in {f"{_fingerprint(each)[:32]}.pem" for each in stays}:
                file.unlink()
        details = {"name": gone.name, "sha256": fingerprint}
        events.append(session, "trust.retired", agency_id=actor.agency_id, actor=actor.name, details=details)
    return gone


def _add_list(parts: Parts, actor: Actor, revoked: CertificateRevocationList) -> str:
    """The newer list of an issuer takes the place of the older one."""
    name = _issuer(revoked)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(revoked.issuer.public_bytes())
    with parts.db.write() as session:
        place = parts.config.trust_dir / "crls" / f"{digest.finalize().hex()[:32]}.crl"
        _write(place, revoked.public_bytes(Encoding.DER))
        details = {"name": name}
        events.append(session, "trust.list_added", agency_id=actor.agency_id, actor=actor.name, details=details)
    return name


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all: a validation may be reading the folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(content)
    beside.rename(file)


def _revocation_list(content: bytes) -> CertificateRevocationList | None:
    try:
        return load_pem_x509_crl(content) if b"-----BEGIN" in content else load_der_x509_crl(content)
    except ValueError:
        return None


def _told(certificate: Certificate) -> Authority:
    root = certificate.issuer == certificate.subject
    issuer = "" if root else certificate.issuer.rfc4514_string()
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return Authority(_fingerprint(certificate), common_name(certificate), issuer, since, until)


def _is_authority(certificate: Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (ExtensionNotFound, ValueError):
        return False


def _issuer(revoked: CertificateRevocationList) -> str:
    from cryptography.x509.oid import NameOID

    found = revoked.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else revoked.issuer.rfc4514_string()


def _fingerprint(certificate: Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def _refused(why: str, name: str = "") -> TrustRefused:
    vietnamese, english = (words % name if "%s" in words else words for words in _REASONS[why])
    return TrustRefused(why=why, reason={"vi": vietnamese, "en": english})
