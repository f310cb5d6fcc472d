"""A person signs: one revision of the PDF with the signature and its picture in a field that was made before."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigner, PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from doc_templates.signable import SEAL
from service.signing.own_loop import in_own_loop
from service.signing.stamps import ROOM, ROOM_STAMPED, SILENT, log, time_stamper

DIGEST = "sha256"


class _PdfSigner(PdfSigner):
    """pyHanko's own, but the file stays PDF 1.7 (a P-256 key would make it 2.0, which PDF/A-2 does not allow), and
    the time is the office's clock.
    """

    at: datetime

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        """PAdES alone is named."""
        pdf_out.ensure_output_version((1, 7))
        pdf_out.register_extension(ESIC_EXTENSION_1)

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """As pyHanko's, at our time."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def sign(
    pdf: bytes,
    signer: signers.Signer,
    *,
    field: str,
    image: bytes | None,
    at: datetime,
    first: bool = False,
    tsa_url: str = "",
) -> bytes:
    """The PDF with one more revision. `first` certifies it: from here on only fields may be filled (DocMDP P=2).

    image: PNG with a transparent background. The time in the signature is `at`; a time-stamp says its own.
    """
    return finish(
        lambda: IncrementalPdfFileWriter(BytesIO(pdf)),
        signer,
        field=field,
        image=image,
        at=at,
        first=first,
        tsa_url=tsa_url,
    )


def finish(
    writer: Callable[[], IncrementalPdfFileWriter],
    signer: signers.Signer,
    *,
    field: str,
    image: bytes | None,
    at: datetime,
    first: bool = False,
    last: bool = False,
    tsa_url: str = "",
) -> bytes:
    """Sign what the writer holds, filled fields and all, as one revision; without a time-stamp if none can be had."""
    if stamper := time_stamper(tsa_url):
        try:
            return _finished(writer(), pdf_signer(signer, field, image, at, first, stamper, last), ROOM_STAMPED)
        except SILENT as why:
            log.warning("no time-stamp from %s: %s", tsa_url, why)
    return _finished(writer(), pdf_signer(signer, field, image, at, first, None, last), ROOM)


def _finished(writer: IncrementalPdfFileWriter, made: PdfSigner, room: int) -> bytes:
    signed = in_own_loop(lambda: made.sign_pdf(writer, existing_fields_only=True, bytes_reserved=room))
    return bytes(signed.getbuffer())


def pdf_signer(
    signer: signers.Signer, field: str, image: bytes | None, at: datetime, first: bool, stamper: TimeStamper | None,
    last: bool = False,
) -> PdfSigner:  # fmt: skip
    """pyHanko's signer for one field, with all that its signature says about later changes."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm=DIGEST,
        certify=first,
        docmdp_permissions=MDPPerm.NO_CHANGES if last or field == SEAL else MDPPerm.FILL_FORMS,
    )
    made = _PdfSigner(metadata, signer=signer, timestamper=stamper, stamp_style=picture(image) if image else None)
    made.at = at
    return made


@lru_cache(maxsize=32)
def picture(image: bytes) -> StaticStampStyle:
    """The image over the whole field: opaque where it is drawn, nothing around it."""
    fit = SimpleBoxLayoutRule(
        AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0), InnerScaling.STRETCH_TO_FIT
    )
    with Image.open(BytesIO(image)) as opened:
        shown = opened.convert("RGBA")
    return StaticStampStyle(background=PdfImage(shown), background_opacity=1, border_width=0, background_layout=fit)
