"""An electronic copy gets its text line (ô 14) and the agency's signature, without a picture.

Rule: Nghị định 30/2020/NĐ-CP, Điều 25 khoản 1.c; Điều 33; Phụ lục I, Phần II, I.3; mẫu 3.2.
"""

from pyhanko.sign import signers

from doc_templates.pdf_facts import read_back
from doc_templates.signable import SEAL
from doc_templates.text_line import with_text_line
from service import evidence
from service.copies import Copy
from service.copy_paper import CopyPaper, text_line
from service.errors import PaperFault
from service.parts import Parts
from service.signing.door import key_for, opened
from service.signing.levels import level_of
from service.signing.sign import sign
from service.signing.validate import refuse_unless_valid, validate


def open_seal(parts: Parts, copy: Copy, pin: str) -> signers.Signer | None:
    """Before a number is given, so that a wrong PIN costs none; None for a copy on paper, which is sealed in ink.

    Raises KeyMissing, WrongPin, KeyLocked, KeyExpired, KeyRefused.
    """
    if copy.medium == "paper":
        return None
    key = key_for(parts, copy.agency_id, None)
    return opened(parts, key, pin)


def sealed(parts: Parts, copy: Copy, made: CopyPaper, seal: signers.Signer) -> bytes:
    """The pages with the line and the signature, which allows no change. Raises SignatureRefused, PaperFault."""
    at = parts.now()
    stamped = with_text_line(made.pdf, text_line(parts, copy, made.around, at))
    signed = sign(stamped, seal, field=SEAL, image=None, at=at, first=True, tsa_url=parts.config.tsa_url)
    signed = evidence.at_issue(parts, signed)
    refuse_unless_valid(signed, at=at, continues=stamped)
    if read_back(signed).pdfa != read_back(made.pdf).pdfa:
        raise PaperFault(why="PDF/A-2b")
    return signed


def as_filed(pdf: bytes) -> dict[str, object]:
    """What the filing remembers of the signature."""
    found = validate(pdf).signatures
    return {
        "signatures": [
            {
                "field": each.field,
                "signer": each.signer,
                "issuer": each.issuer,
                "signed_at": each.signed_at.isoformat() if each.signed_at else None,
            }
            for each in found
        ],
        "level": level_of(pdf),
    }
