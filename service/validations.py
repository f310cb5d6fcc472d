"""Every signed PDF from outside is looked at before anybody relies on it; nothing of it is kept."""

from service.parts import Parts
from service.signing.outside import Examined, examined
from service.signing.trust import sources


def validate_outside(parts: Parts, pdf: bytes) -> Examined:
    """Its signatures, held against the office's list of trusted authorities. Raises PdfUnreadable.

    No address in the file is asked: a stranger's file must not make this machine call anybody.
    """
    lists = sources(parts)
    return examined(pdf, lists.trust, lists.crls, parts.now())
