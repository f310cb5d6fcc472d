"""A throw-away certification authority of the demo office, marked as worth nothing, and its keys and pictures."""

from datetime import datetime, timedelta
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw

from service.demo_office import AGENCY, PASSWORD
from service.parts import Parts
from service.signing.keys import add_key

WORTHLESS = "DEMO - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_DAYS = 3650
_BLUE, _RED = (20, 50, 170, 255), (210, 20, 20, 255)


def give_keys(parts: Parts, signer_id: int, signer_name: str, agency_name: str) -> None:
    """A key for the signer and one for the seal, both with the demo's password as PIN; the root is trusted here."""
    now = parts.now()
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = _certificate(f"CA {WORTHLESS}", root_key, None, root_key, now)
    parts.config.trust_dir.mkdir(exist_ok=True)
    (parts.config.trust_dir / "demo.pem").write_bytes(root.public_bytes(Encoding.PEM))
    pictures = {signer_id: _signature(), None: _seal()}
    with parts.db.write() as session:
        for user_id, name in ((signer_id, signer_name), (None, agency_name)):
            key = ec.generate_private_key(ec.SECP256R1())
            made = _certificate(f"{name} ({WORTHLESS})"[:64], key, root, root_key, now)
            lock = BestAvailableEncryption(PASSWORD.encode())
            file = pkcs12.serialize_key_and_certificates(b"demo", key, made, [root], lock)
            add_key(
                session,
                AGENCY,
                user_id,
                file=file,
                pin=PASSWORD,
                picture=pictures[user_id],
                secret_key=parts.config.secret_key,
                by="demo",
            )


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    above: x509.Certificate | None,
    signing: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    authority = above is None
    usage = {"key_cert_sign": authority, "crl_sign": authority, "digital_signature": True, "content_commitment": True}
    unused = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=_DAYS))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(unused, False)), critical=True)
        .sign(signing, hashes.SHA256())
    )


def _signature() -> bytes:
    """A blue stroke that nobody signs with."""
    image = Image.new("RGBA", (480, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    strokes = [(30, 150), (80, 40), (110, 150), (150, 90), (180, 140), (230, 70), (250, 145), (320, 100), (450, 120)]
    pen.line(strokes, fill=_BLUE, width=9, joint="curve")
    pen.arc((60, 20, 300, 190), 200, 350, fill=_BLUE, width=6)
    return _png(image)


def _seal() -> bytes:
    """A red ring with a star and the word DEMO in it."""
    image = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((6, 6, 594, 594), outline=_RED, width=14)
    pen.ellipse((120, 120, 480, 480), outline=_RED, width=6)
    pen.regular_polygon((300, 250, 60), 5, fill=_RED)
    pen.text((300, 390), "DEMO", fill=_RED, anchor="mm", font_size=84)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    image.save(buffer := BytesIO(), "PNG")
    return buffer.getvalue()
