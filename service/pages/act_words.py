"""The words for what was done to an issued document, and for what a draft will do."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from archive.documents import Document

ACTS: dict[str, LazyString] = {
    "recall": _l("Thu hồi"),
    "replace": _l("Thay thế"),
    "amend": _l("Sửa đổi, bổ sung"),
    "correct": _l("Đính chính"),
}
STANDINGS: dict[str, LazyString] = {
    "recalled": _l("Đã bị thu hồi"),
    "replaced": _l("Đã được thay thế"),
    "amended": _l("Đã được sửa đổi"),
    "corrected": _l("Đã được đính chính"),
}

STANDINGS_BY: dict[str, LazyString] = {
    "recalled": _l("Đã bị thu hồi theo %(reference)s"),
    "replaced": _l("Đã được thay thế bởi %(reference)s"),
    "amended": _l("Đã được sửa đổi bởi %(reference)s"),
    "corrected": _l("Đã được đính chính bởi %(reference)s"),
}


def standing_words(status: str, by: str = "") -> str:
    """ "recalled" → "Đã bị thu hồi", with what did it "Đã bị thu hồi theo 05/TB-UBND"; "" for one as issued."""
    if by and status in STANDINGS_BY:
        return str(STANDINGS_BY[status]) % {"reference": by}
    return str(STANDINGS.get(status, ""))


def done_words(by: dict[str, str]) -> str:
    """Who did what to the document: "Thu hồi theo 05/QĐ-UBND ngày 02/03/2026"."""
    year, month, date = by["issued_on"].split("-")
    on = f"{date}/{month}/{year}"
    said: str = gettext(
        "%(act)s theo %(reference)s ngày %(day)s", act=ACTS[by["act"]], reference=by["reference"], day=on
    )
    return said


def in_force_words(document: Document) -> str:
    """What the check page says: whether the document is still as it was issued."""
    done = [done_words(by) for by in document.details.get("acted_on_by", ())]
    return "; ".join(done) or gettext("Chưa bị thu hồi, thay thế, sửa đổi hay đính chính")
