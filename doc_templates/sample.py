"""An invented commune: what a form is tried with before an office uses it, and shown with on the forms page."""

from datetime import date
from typing import TYPE_CHECKING

from doc_templates.fill import Letterhead, SignerBlock, Stamp
from doc_templates.kinds import copies, kinds, symbol

if TYPE_CHECKING:
    from doc_templates.form import Form

LETTERHEAD = Letterhead((), ("ỦY BAN NHÂN DÂN", "XÃ SUỐI NGỌC"), "Suối Ngọc", "Ủy ban nhân dân xã Suối Ngọc")
COUNCIL = Letterhead((), ("HỘI ĐỒNG NHÂN DÂN", "XÃ SUỐI NGỌC"), "Suối Ngọc", "Hội đồng nhân dân xã Suối Ngọc")
FOR_THE_COLLECTIVE = SignerBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Thị Minh Hà")
FOR_THE_COUNCIL = SignerBlock(("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Đình Khôi")
AS_HEAD = SignerBlock(("CHỦ TỊCH",), "Lê Thị Minh Hà")
_HEADS_OWN = ("quyet-dinh", "cong-dien", "giay-uy-quyen", "thu-cong")


def letterhead_for(form: "Form") -> Letterhead:
    """Resolutions are the council's, all else the committee's."""
    return COUNCIL if form.kind == "nghi-quyet" else LETTERHEAD


def signer_for(form: "Form") -> SignerBlock:
    """Rewarding is the head's own competence, so are telegrams; the other samples speak for the collective."""
    if form.kind == "nghi-quyet":
        return FOR_THE_COUNCIL
    return AS_HEAD if form.id in _HEADS_OWN else FOR_THE_COLLECTIVE


def stamp_for(form: "Form") -> Stamp:
    """A number and a date that show the leading zeros of the decree."""
    agency = "HĐND" if form.kind == "nghi-quyet" else "UBND"
    kind = (kinds() | copies())[form.kind]
    return Stamp(symbol(kind, agency, "VHXH" if form.kind == "cong-van" else ""), 5, date(2026, 2, 3))
