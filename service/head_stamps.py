"""Time-stamps of the journal's heads (RFC 3161): asked for where TSA_URL is set, looked at where they were filed."""

import asyncio
import hashlib
import logging

from asn1crypto import cms, tsp
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from archive.heads import Stamp
from service.parts import Parts
from service.signing.own_loop import in_own_loop
from service.signing.stamps import SILENT, time_stamper

log = logging.getLogger(__name__)


def stamp_of(parts: Parts) -> Stamp | None:
    """Asks the office's authority; None where it has none."""
    stamper = time_stamper(parts.config.tsa_url)
    if stamper is None:
        return None

    def stamp(content: bytes) -> bytes | None:
        digest = hashlib.sha256(content).digest()
        try:
            token = in_own_loop(lambda: asyncio.run(stamper.async_timestamp(digest, "sha256")))
        except SILENT as error:
            log.warning("no time-stamp for the head of the journal: %s", error)
            return None
        return _answer(token)

    return stamp


def _answer(token: cms.ContentInfo) -> bytes:
    """The token as the authority's whole answer, which openssl ts reads."""
    status = tsp.PKIStatusInfo({"status": "granted"})
    return bytes(tsp.TimeStampResp({"status": status, "time_stamp_token": token}).dump())


def holds(content: bytes, stamp: bytes) -> str:
    """Is the answer a stamp over these bytes that its own certificate signed? "" if it is, else why not."""
    try:
        signed = tsp.TimeStampResp.load(stamp)["time_stamp_token"]["content"]
        found = in_own_loop(lambda: asyncio.run(_validated(signed, content)))
    except Exception as error:  # a forged stamp fails in any way it likes
        return repr(error)
    return "" if found["intact"] and found["valid"] else "signature"


async def _validated(signed: cms.SignedData, content: bytes) -> dict[str, object]:
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    found = await validate_tst_signed_data(signed, nobody, lambda name: hashlib.new(name, content).digest())
    return dict(found)
