"""The archive's safety: when which share was verified, what was found, the last head, the last backup, the replica."""

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.access import demands
from service.archive_state import archive_state
from service.pages.admin.place import blueprint
from service.parts import parts

FINDINGS: dict[str, LazyString] = {
    "file_changed": _l("Tệp đã bị sửa trên đĩa"),
    "file_missing": _l("Tệp không còn trên đĩa"),
    "file_unexpected": _l("Có tệp lạ"),
    "inventory_changed": _l("Bảng kê của đối tượng đã bị sửa"),
    "inventory_differs": _l("Hai bảng kê của đối tượng khác nhau"),
    "object_missing": _l("Đối tượng không còn trong kho"),
    "object_unreadable": _l("Không đọc được đối tượng"),
    "digest_differs": _l("Tệp khác với mã băm ghi khi thu nhận"),
    "digest_missing": _l("Tệp chưa từng được thu nhận"),
    "noted_not_filed": _l("Đã thu nhận nhưng không còn trong kho"),
    "digest_chain_broken": _l("Sổ mã băm bị sửa"),
    "digests_rewritten": _l("Sổ mã băm bị viết lại"),
    "row_differs": _l("Cơ sở dữ liệu khác với bản lưu"),
    "event_changed": _l("Sự kiện trong nhật ký bị sửa"),
    "event_chain_broken": _l("Nhật ký bị đứt chuỗi"),
    "event_missing": _l("Nhật ký thiếu sự kiện"),
    "head_differs": _l("Nhật ký bị viết lại"),
    "head_ahead": _l("Nhật ký bị cắt bớt"),
    "head_of_other_journal": _l("Nhật ký bị thay bằng nhật ký khác"),
    "head_stamp_wrong": _l("Dấu thời gian của nhật ký không đúng"),
    "clock_back": _l("Đồng hồ máy chủ bị lùi"),
    "index_entry_forged": _l("Mục tìm kiếm khác với văn bản"),
    "index_entry_missing": _l("Văn bản không có trong mục lục tìm kiếm"),
    "index_entry_unknown": _l("Mục tìm kiếm không của văn bản nào"),
}


@blueprint.get("/archive")
@demands("administer", "audit")
def archive() -> str:
    return render_template("admin/archive.html", state=archive_state(parts()), words=FINDINGS)
