"""Evidence in the file itself (PAdES B-T, B-LT, B-LTA): time-stamps, certificates and revocation lists as further
revisions, so that a signature can be judged when its certificates have run out and their servers are gone.

Every revision only adds: the bytes before stay, and so do the signatures over them.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import DocumentSecurityStore, collect_validation_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError
from pyhanko_certvalidator.fetchers import OwnedFetcherBackend
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from service.signing.own_loop import in_own_loop
from service.signing.stamps import ROOM_STAMPED, SILENT, WAIT, log, time_stamper

Level = Literal["", "B-B", "B-T", "B-LT", "B-LTA"]
Why = Literal["", "no_authority", "no_time_stamp", "no_revocation_data"]
DIGEST = "sha256"
_NO_DATA = (ValidationError, PathBuildingError, SignatureValidationError, SigningError, OSError, ValueError)
"""What a revocation list that is missing, old or out of reach leads to; or an authority that nobody trusts."""


@dataclass(frozen=True)
class Sources:
    """Where evidence comes from. trust, crls: DER; fetch: whether the addresses in the certificates are asked."""

    trust: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    fetch: bool = False
    tsa_url: str = ""


@dataclass(frozen=True)
class Strengthened:
    """A file that begins with the bytes it was made from; why: what stopped it short of B-LTA, "" for nothing."""

    pdf: bytes
    level: Level
    why: Why


def strengthened(pdf: bytes, sources: Sources) -> Strengthened:
    """As much evidence as can be had now: up to B-LTA, and where it is B-LTA already a newer archive time-stamp.

    Raises nothing for what others' machines do: what could not be had is said.
    """
    stamper = time_stamper(sources.tsa_url)
    if stamper is None:
        return Strengthened(pdf, level_of(pdf), "no_authority")
    try:
        proven = pdf if level_of(pdf) != "B-B" else _stamped(IncrementalPdfFileWriter(BytesIO(pdf)), stamper)
        whole = _archived(proven, stamper, sources)
    except SILENT as why:
        log.warning("no time-stamp from %s: %s", sources.tsa_url, why)
        return Strengthened(pdf, level_of(pdf), "no_time_stamp")
    return Strengthened(whole or proven, level_of(whole or proven), "" if whole else "no_revocation_data")


def _archived(pdf: bytes, stamper: TimeStamper, sources: Sources) -> bytes | None:
    """With everything that its signatures need, under one more time-stamp; None where not everything can be had."""
    reader = PdfFileReader(BytesIO(pdf))
    context = _context(sources, reader)
    try:
        paths = in_own_loop(lambda: asyncio.run(_paths(reader, context)))
    except _NO_DATA as why:
        log.warning("no evidence for the signatures: %s", why)
        return None
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    DocumentSecurityStore.supply_dss_in_writer(writer, None, paths=paths, validation_context=context)
    return _stamped(writer, stamper)


async def _paths(reader: PdfFileReader, context: ValidationContext) -> list[Any]:
    try:
        signatures = [*reader.embedded_regular_signatures, *reader.embedded_timestamp_signatures]
        found = [await collect_validation_info(each, context) for each in signatures]
        return [path for paths in found for path in paths]
    finally:
        await context.aclose()


def _context(sources: Sources, reader: PdfFileReader) -> ValidationContext:
    """Every certificate must be shown not to be revoked; lists that lie in the file already are taken too."""
    known = _kept_in(reader)
    return ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in sources.trust],
        other_certs=list(known.load_certs()) if known else [],
        crls=list(sources.crls),
        allow_fetching=sources.fetch,
        fetcher_backend=OwnedFetcherBackend(AIOHttpFetcherBackend(per_request_timeout=WAIT)) if sources.fetch else None,
        revocation_mode="require",
    )


def _stamped(writer: IncrementalPdfFileWriter, stamper: TimeStamper) -> bytes:
    """What the writer holds as one revision under a document time-stamp."""
    made = in_own_loop(lambda: PdfTimeStamper(stamper).timestamp_pdf(writer, DIGEST, bytes_reserved=ROOM_STAMPED))
    return bytes(made.getbuffer())


def level_of(pdf: bytes) -> Level:
    """How far the evidence in the file goes; "" for what is not signed. Trusts nobody: validate() judges."""
    reader = PdfFileReader(BytesIO(pdf))
    signatures, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
    if not signatures:
        return ""
    kept = _kept_in(reader)
    has_lists = kept is not None and bool(kept.crls or kept.ocsps)
    if has_lists and any("/DSS" in reader.get_historical_root(each.signed_revision) for each in stamps):
        return "B-LTA"
    if not all(_time_proven(each, stamps) for each in signatures):
        return "B-B"
    return "B-LT" if has_lists else "B-T"


def _time_proven(signature: EmbeddedPdfSignature, stamps: Sequence[EmbeddedPdfSignature]) -> bool:
    later = any(each.signed_revision > signature.signed_revision for each in stamps)
    return later or any(extract_tst_data_iter(signature.signer_info, signed=False))


def _kept_in(reader: PdfFileReader) -> DocumentSecurityStore | None:
    return DocumentSecurityStore.read_dss(reader) if "/DSS" in reader.root else None


def stamped_until(pdf: bytes) -> datetime | None:
    """When the certificate behind the newest archive time-stamp runs out; None without one."""
    stamps = PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures
    if not stamps:
        return None
    until: datetime = stamps[-1].signer_cert.not_valid_after
    return until
