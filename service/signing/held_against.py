"""What the signatures of a PDF are held against: trusted authorities, lists of revoked certificates, a moment; and
since when its time-stamps prove that it was there.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from service.signing.own_loop import in_own_loop

MOST_STAMPS = 30
"""More time-stamps than anybody renews in a lifetime are not looked at."""


@dataclass(frozen=True)
class Lists:
    """What signatures are held against."""

    trust: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    at: datetime | None


def contexts(reader: PdfFileReader, lists: Lists) -> list[ValidationContext]:
    """The strict one first, where lists of revoked certificates are at hand; then one that does without."""
    kept = DocumentSecurityStore.read_dss(reader) if "/DSS" in reader.root else None
    roots = [x509.Certificate.load(each) for each in lists.trust]
    given: dict[str, Any] = {
        "trust_roots": roots,
        "moment": lists.at,
        "best_signature_time": lists.at,
        "crls": list(lists.crls),
    }
    modes = ("require", "soft-fail") if lists.crls or (kept and (kept.crls or kept.ocsps)) else ("soft-fail",)
    made = [{**given, "allow_fetching": False, "revocation_mode": mode} for mode in modes]
    return [kept.as_validation_context(each) if kept else ValidationContext(**each) for each in made]


def proven_since(reader: PdfFileReader, lists: Lists) -> datetime | None:
    """Since when the file is proven to be there: from the newest time-stamp, good today, back to the oldest that was
    good when the next one was made. None where the newest is not.
    """
    moment = None
    try:
        for stamp in list(reader.embedded_timestamp_signatures)[: -MOST_STAMPS - 1 : -1]:
            (*_, context) = contexts(reader, lists if moment is None else replace(lists, at=moment))
            status = in_own_loop(lambda: validate_pdf_timestamp(stamp, context))  # noqa: B023
            if not (status.intact and status.valid and status.trusted):
                break
            moment = status.timestamp
    except Exception:  # a hostile file fails in any way it likes
        return moment
    return moment
