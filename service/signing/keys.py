"""The office's keys: whose they are, where they lie, which picture goes with them.

A key from a PKCS#12 file is packed anew under the person's PIN (AES-256) and wrapped once more under the
installation's secret, so that neither the database nor a PIN alone opens it. The PIN is never kept.
"""

from base64 import b64decode, b64encode, urlsafe_b64encode
from datetime import datetime
from uuid import uuid4

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509 import (
    Certificate,
    ExtensionNotFound,
    KeyUsage,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.oid import NameOID
from sqlalchemy import JSON, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive import events
from archive.db import Base, Utc, now
from service.signing.pictures import checked_picture
from service.signing.pkcs12 import repacked
from service.signing.refusals import refused
from service.signing.token_signer import OnToken

FILE, TOKEN, EXTERNAL = "file", "token", "external"


class Key(Base):
    """A key to sign with. user_id None: the agency's own, behind its seal. chain: base64 of DER, nearest first.

    kind: "file" (secret: the wrapped PKCS#12), "token" (place: token and id) or "external" (only its certificate is
    here). failures and locked_until: wrong PINs in a row. retired_at: no longer signs.
    """

    __tablename__ = "signing_keys"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    label: Mapped[str] = mapped_column(String(200))
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    chain: Mapped[list[str]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(10), default=FILE)
    place: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    picture: Mapped[bytes | None] = mapped_column(LargeBinary)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Utc)
    added_at: Mapped[datetime] = mapped_column(Utc)
    added_by: Mapped[str] = mapped_column(String(100))
    retired_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """Those above its own, DER."""
        return tuple(b64decode(each) for each in self.chain)

    @property
    def loaded(self) -> Certificate:
        return load_der_x509_certificate(self.certificate)


def key_of(session: Session, agency_id: str, user_id: int | None) -> Key | None:
    """The key a person signs with now; of nobody (None): the agency's seal."""
    wanted = select(Key).where(Key.agency_id == agency_id, Key.user_id == user_id, Key.retired_at.is_(None))
    return session.scalar(wanted.order_by(Key.added_at.desc()).limit(1))


def somebody_signs(session: Session, agency_id: str) -> bool:
    """Whether anybody of the agency has a key: without one, signing files is not offered."""
    wanted = select(Key.id).where(Key.agency_id == agency_id, Key.user_id.is_not(None), Key.retired_at.is_(None))
    return session.scalar(wanted.limit(1)) is not None


def add_key(
    session: Session,
    agency_id: str,
    user_id: int | None,
    *,
    file: bytes,
    pin: str,
    picture: bytes | None,
    secret_key: str,
    by: str,
) -> Key:
    """Take a PKCS#12 file; the key that was there before is retired.

    Raises WrongPin, KeyRefused (no key in it, expired, not for signing; a picture that is no transparent PNG).
    """
    packed, certificate, chain = repacked(file, pin)
    secret = _wrapping(secret_key).encrypt(packed)
    return _added(session, agency_id, user_id, [certificate, *chain], picture, by, kind=FILE, secret=secret)


def add_token_key(
    session: Session, agency_id: str, user_id: int | None, place: OnToken, *, picture: bytes | None, by: str
) -> Key:
    """A key that stays on its token; it was tried before. Raises KeyRefused."""
    certificates = [load_der_x509_certificate(each) for each in (place.certificate, *place.chain)]
    where = {"token": place.token, "id": place.id}
    return _added(session, agency_id, user_id, certificates, picture, by, kind=TOKEN, place=where)


def add_external(
    session: Session, agency_id: str, user_id: int | None, file: bytes, *, picture: bytes | None, by: str
) -> Key:
    """A key outside, in a browser plug-in or a remote service: its certificate, and those above it, in PEM or DER.

    Raises KeyRefused.
    """
    return _added(session, agency_id, user_id, _certificates(file), picture, by, kind=EXTERNAL)


def _certificates(file: bytes) -> list[Certificate]:
    try:
        if b"-----BEGIN" in file:
            return load_pem_x509_certificates(file)
        return [load_der_x509_certificate(file)]
    except ValueError as why:
        raise refused("no_certificate") from why


def _added(
    session: Session, agency_id: str, user_id: int | None, certificates: list[Certificate], picture: bytes | None,
    by: str, *, kind: str, place: dict[str, str] | None = None, secret: bytes | None = None,
) -> Key:  # fmt: skip
    certificate, *chain = certificates
    _check_use(certificate)
    made = Key(
        id=uuid4().hex,
        agency_id=agency_id,
        user_id=user_id,
        label=common_name(certificate),
        certificate=_der(certificate),
        chain=[b64encode(_der(each)).decode() for each in chain],
        kind=kind,
        place=place or {},
        secret=secret,
        picture=checked_picture(picture) if picture else None,
        added_at=now(),
        added_by=by,
    )
    retire(session, agency_id, user_id, by=by)
    session.add(made)
    session.flush()
    _tell(session, "key.added", made, by)
    return made


def retire(session: Session, agency_id: str, user_id: int | None, *, by: str) -> None:
    """Sign with it no longer; what it signed stays valid."""
    key = key_of(session, agency_id, user_id)
    if key is not None:
        key.retired_at = now()
        session.flush()
        _tell(session, "key.retired", key, by)


def unwrapped(key: Key, secret_key: str) -> bytes:
    """The PKCS#12 of a key, still under its PIN. Raises KeyRefused where the installation's secret has changed."""
    try:
        return _wrapping(secret_key).decrypt(key.secret or b"")
    except Exception as why:  # InvalidToken and whatever a damaged row leads to
        raise refused("secret") from why


def common_name(certificate: Certificate) -> str:
    """Whom the certificate names."""
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value)[:200] if found else certificate.subject.rfc4514_string()[:200]


def _check_use(certificate: Certificate) -> None:
    if not certificate.not_valid_before_utc <= now() <= certificate.not_valid_after_utc:
        raise refused("expired")
    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise refused("usage")


def _der(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _wrapping(secret_key: str) -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"signing keys").derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(derived))


def _tell(session: Session, name: str, key: Key, by: str) -> None:
    details = {"key": key.id, "label": key.label, "user_id": key.user_id}
    events.append(session, name, agency_id=key.agency_id, actor=by, details=details)
