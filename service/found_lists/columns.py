"""The columns of a list of documents: fields of Phụ lục VI, Phần II that a hit knows, to be shown as people choose.

Rule: Nghị định 30/2020/NĐ-CP, Phụ lục VI, III.6.đ.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from doc_templates.found_list.model import Cell
from index.engine import Hit
from service.documents import kind_name


@dataclass(frozen=True)
class Shown:
    """A column: its head, its share of a table's width, whether it stands in the middle, and the cell of a hit."""

    head: LazyString
    share: int
    centred: bool
    cell: Callable[[Hit], Cell]


def fact(hit: Hit, name: str) -> str:
    """A named fact of a document; several of one name with semicolons, "" for none."""
    return "; ".join(value for known, value in hit.facts if known == name)


def _of_fact(
    name: str, head: LazyString, share: int, *, centred: bool = False, read: Callable[[str], Cell] = str
) -> Shown:
    return Shown(head, share, centred, lambda hit: read(fact(hit, name)))


def _day(words: str) -> Cell:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def _number(words: str) -> Cell:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else words


STATUSES: dict[str, LazyString] = {
    "issued": _l("Còn hiệu lực"),
    "corrected": _l("Đã được đính chính"),
    "amended": _l("Đã được sửa đổi"),
    "replaced": _l("Đã được thay thế"),
    "recalled": _l("Đã bị thu hồi"),
}
ORIGINS: dict[str, LazyString] = {
    "issued": _l("Ban hành tại đây"),
    "imported": _l("Nhập từ kho cũ"),
}

COLUMNS: dict[str, Shown] = {
    "reference": Shown(_l("Số, ký hiệu"), 10, False, lambda hit: hit.reference),
    "issued_on": Shown(_l("Ngày văn bản"), 8, True, lambda hit: hit.issued_on),
    "kind": Shown(_l("Tên loại"), 9, False, lambda hit: kind_name(hit.kind) or hit.kind_name),
    "subject": Shown(_l("Trích yếu"), 32, False, lambda hit: hit.subject),
    "issuer": Shown(_l("Cơ quan ban hành"), 14, False, lambda hit: hit.issuer),
    "signer": Shown(_l("Người ký"), 12, False, lambda hit: hit.signer),
    "signer_title": _of_fact("signer_title", _l("Chức vụ người ký"), 12),
    "status": Shown(_l("Hiệu lực"), 10, False, lambda hit: str(STATUSES.get(hit.status, hit.status))),
    "urgency": _of_fact("urgency", _l("Mức độ khẩn"), 7, centred=True),
    "origin": Shown(_l("Nguồn"), 9, False, lambda hit: str(ORIGINS.get(hit.origin, hit.origin))),
    "due_on": _of_fact("due_on", _l("Hạn trả lời"), 8, centred=True, read=_day),
    "pages": _of_fact("pages", _l("Số trang"), 5, centred=True, read=_number),
    "copies": _of_fact("copies", _l("Số bản"), 5, centred=True, read=_number),
    "language": _of_fact("language", _l("Ngôn ngữ"), 8),
    "arrived_on": _of_fact("arrived_on", _l("Ngày đến"), 8, centred=True, read=_day),
    "arrival_number": _of_fact("arrival_number", _l("Số đến"), 6, centred=True, read=_number),
    "kept_at": _of_fact("kept_at", lazy_pgettext("where the original is", "Lưu"), 8),
    "note": _of_fact("note", _l("Ghi chú"), 12),
}
"""By name, in the order in which they are shown."""

USUAL = ("reference", "issued_on", "kind", "subject", "signer")
MOST = 10
"""Columns of one list: more are unreadable on A4."""


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Known columns of these, in our order, at most MOST; the usual ones where none is left."""
    wanted = set(names)
    return tuple(name for name in COLUMNS if name in wanted)[:MOST] or USUAL


def row(hit: Hit, names: Sequence[str]) -> list[Cell]:
    """The cells of a hit."""
    return [COLUMNS[name].cell(hit) for name in names]
