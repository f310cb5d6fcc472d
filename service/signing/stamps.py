"""Time-stamps: with TSA_URL set, every signature carries one (PAdES B-T); without, or while it is silent, none.

Nothing waits for the authority: an issue must not stop because somebody else's machine does.
"""

import logging
from functools import lru_cache

from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError

log = logging.getLogger(__name__)

ROOM = 9216
"""Hex digits kept free for a signature alone: known beforehand, so that no key has to sign twice."""
ROOM_STAMPED = 24576
SILENT = (TimestampRequestError, OSError, ValueError)
"""What an authority that does not answer, or answers nonsense, leads to."""
WAIT = 5
"""Seconds."""


@lru_cache(maxsize=4)
def time_stamper(url: str) -> TimeStamper | None:
    """Asks the authority at this address (RFC 3161); None without an address."""
    return HTTPTimeStamper(url, timeout=WAIT) if url else None
