"""An invented commune: what a form is tried with before an office uses it, and shown with on the forms page."""

from datetime import date
from typing import TYPE_CHECKING

from doc_templates.fill import Letterhead, SignerBlock, Stamp
from doc_templates.kinds import kinds, symbol

if TYPE_CHECKING:
    from doc_templates.form import Form

LETTERHEAD = Letterhead((), ("ỦY BAN NHÂN DÂN", "XÃ SUỐI NGỌC"), "Suối Ngọc", "Ủy ban nhân dân xã Suối Ngọc")
FOR_THE_COLLECTIVE = SignerBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Thị Minh Hà")
AS_HEAD = SignerBlock(("CHỦ TỊCH",), "Lê Thị Minh Hà")


def signer_for(form: "Form") -> SignerBlock:
    """Rewarding is the head's own competence, the other samples speak for the collective."""
    return AS_HEAD if form.kind == "quyet-dinh" else FOR_THE_COLLECTIVE


def stamp_for(form: "Form") -> Stamp:
    """A number and a date that show the leading zeros of the decree."""
    return Stamp(symbol(kinds()[form.kind], "UBND", "VHXH" if form.kind == "cong-van" else ""), 5, date(2026, 2, 3))
