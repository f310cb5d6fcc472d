"""The signatures of a PDF taken out for openssl to look at: the CMS, and which bytes of the file it signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature


@dataclass(frozen=True)
class SignatureTakenOut:
    """One signature. parts: (offset, length) in bytes of the two parts of the PDF that it covers."""

    field: str
    cms: bytes
    parts: tuple[tuple[int, int], tuple[int, int]]
    signed_at: datetime | None


def taken_out(pdf: bytes) -> list[SignatureTakenOut]:
    """Every signature of people and seal in the file, oldest first; document time-stamps are no signatures."""
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    return [_taken_out(each) for each in reader.embedded_regular_signatures]


def _taken_out(embedded: EmbeddedPdfSignature) -> SignatureTakenOut:
    first, first_length, second, second_length = (int(each) for each in embedded.byte_range)
    return SignatureTakenOut(
        field=str(embedded.field_name),
        cms=cms.ContentInfo.load(embedded.pkcs7_content).dump(),  # without the zeros that fill its place
        parts=((first, first_length), (second, second_length)),
        signed_at=embedded.self_reported_timestamp,
    )


def as_pem(certificates: Sequence[bytes]) -> bytes:
    """DER certificates as one .pem file, each under the name of its subject."""
    return b"\n".join(_pem(each) for each in certificates)


def _pem(der: bytes) -> bytes:
    subject = x509.Certificate.load(der).subject.human_friendly
    return f"# {subject}\n".encode() + bytes(pem.armor("CERTIFICATE", der))
