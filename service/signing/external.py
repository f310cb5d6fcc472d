"""A signature made outside: here the file is prepared and what is to be signed is told; there it is signed; here it is
put into the place that was kept free. Whether it holds is looked at before anything is stored (validate.py).
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.errors import SignatureRefused
from service.signing.own_loop import run_apart
from service.signing.sign import DIGEST, pdf_signer
from service.signing.stamps import ROOM_STAMPED, SILENT, log, time_stamper

Certificates = tuple[bytes, ...]
"""The signer's own, then those above it; DER."""


@dataclass(frozen=True)
class Prepared:
    """A PDF with room for one signature, from start to end (bytes of the file). digest: SHA-256 of all around it.

    attributes: what is to be signed, as DER of a SET: the digest, and which certificate signs.
    """

    pdf: bytes
    start: int
    end: int
    digest: bytes
    attributes: bytes


def prepare(
    writer: IncrementalPdfFileWriter,
    certificates: Certificates,
    *,
    field: str,
    image: bytes | None,
    at: datetime,
    first: bool = False,
) -> Prepared:
    """What the writer holds, with room for a signature in the field; as `sign` would make it."""
    signer = _signer(certificates, bytes(256))
    made = pdf_signer(signer, field, image, at, first, None)
    whole, _, output = run_apart(
        lambda: made.async_digest_doc_for_signing(writer, existing_fields_only=True, bytes_reserved=ROOM_STAMPED)
    )
    attributes = run_apart(lambda: signer.signed_attrs(whole.document_digest, DIGEST, use_pades=True))
    output.seek(0)
    pdf = output.read()
    return Prepared(
        pdf, whole.reserved_region_start, whole.reserved_region_end, whole.document_digest, attributes.dump()
    )


def completed(prepared: Prepared, certificates: Certificates, brought: bytes, tsa_url: str = "") -> bytes:
    """The PDF with what was brought: the bare signature over `attributes`, or a whole detached CMS over the file.

    Raises SignatureRefused where it is too large or of another certificate; whether it holds is for validate to say.
    """
    made = _cms_in(brought) or _cms_around(prepared, certificates, brought, tsa_url)
    if 2 * len(made) > prepared.end - prepared.start - 2:
        raise SignatureRefused(why="too_large")
    output = BytesIO(prepared.pdf)
    whole = PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end)
    PdfTBSDocument.finish_signing(output, whole, made)
    return output.getvalue()


def refuse_unless_by(pdf: bytes, certificates: Certificates, field: str) -> None:
    """The newest signature stands in this field and is of this certificate. Raises SignatureRefused."""
    try:
        last = list(PdfFileReader(BytesIO(pdf), strict=False).embedded_regular_signatures)[-1]
    except Exception as why:  # a hostile file fails in any way it likes
        raise SignatureRefused(why="unreadable") from why
    if last.field_name != field or last.signer_cert.dump() != certificates[0]:
        raise SignatureRefused(why="other_signer")


def _cms_in(brought: bytes) -> bytes:
    """The CMS, if it is one; else b""."""
    try:
        found = cms.ContentInfo.load(brought)
        return bytes(found.dump()) if found["content_type"].native == "signed_data" else b""
    except (ValueError, TypeError, KeyError):
        return b""


def _cms_around(prepared: Prepared, certificates: Certificates, value: bytes, tsa_url: str) -> bytes:
    attributes = cms.CMSAttributes.load(prepared.attributes)
    signer = _signer(certificates, value)
    if stamper := time_stamper(tsa_url):
        try:
            made = run_apart(lambda: signer.async_sign_prescribed_attributes(DIGEST, attributes, timestamper=stamper))
            return bytes(made.dump())
        except SILENT as why:
            log.warning("no time-stamp from %s: %s", tsa_url, why)
    return bytes(run_apart(lambda: signer.async_sign_prescribed_attributes(DIGEST, attributes)).dump())


def _signer(certificates: Certificates, value: bytes) -> signers.ExternalSigner:
    own, *chain = (asn1_x509.Certificate.load(each) for each in certificates)
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    return ExternalSigner(signing_cert=own, cert_registry=store, signature_value=value, embed_roots=False)
