"""What the pages of imports say: states, certainty, warnings, the names of fields."""

from flask_babel import gettext, ngettext, pgettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from archive.records import Document
from service.imports.fields import certainty_of, is_sure, value_of
from service.imports.rows import ImportFile, ImportRun

RUNS: dict[str, tuple[LazyString, str]] = {
    "open": (_l("Đang nhận tệp"), "waiting"),
    "gathering": (_l("Đang liệt kê tệp"), "waiting"),
    "running": (_l("Đang đọc"), "waiting"),
    "paused": (_l("Tạm dừng"), "open"),
    "cancelled": (_l("Đã hủy"), "void"),
    "done": (_l("Đã đọc xong"), "done"),
}
FIELDS: dict[str, LazyString] = {
    "kind": _l("Loại văn bản"),
    "number": _l("Số"),
    "symbol": _l("Ký hiệu"),
    "dated": _l("Ngày văn bản"),
    "issuer": _l("Cơ quan ban hành"),
    "superior": _l("Cơ quan chủ quản"),
    "subject": _l("Trích yếu"),
    "signer": _l("Người ký"),
    "signer_title": _l("Chức vụ, quyền hạn"),
    "authority": _l("Thẩm quyền ký"),
    "place": _l("Địa danh"),
    "urgency": _l("Độ khẩn"),
    "addressees": _l("Kính gửi"),
    "recipients": _l("Nơi nhận"),
    "bases": _l("Căn cứ"),
    "kept_at": _l("Lưu"),
}
WARNINGS: dict[str, LazyString] = {
    "macros": _l("Tệp gốc có macro; bản để xem không chạy macro."),
    "active_content": _l("Tệp gốc có thành phần động; bản để xem đã bỏ."),
    "external_links": _l("Tệp gốc gọi nội dung ở nơi khác; bản để xem không mở."),
    "foreign_parts": _l("Tệp gốc có phần lạ; bản để xem đã bỏ."),
    "embedded_objects": _l("Tệp gốc nhúng tệp khác; hãy xem tệp gốc nếu cần."),
    "javascript": _l("PDF có mã lệnh; hệ thống không chạy."),
    "launch": _l("PDF có lệnh mở chương trình; hệ thống không chạy."),
    "attachments": _l("PDF đính kèm tệp khác; hãy xem tệp gốc nếu cần."),
    "encrypted_but_readable": _l("PDF bị hạn chế in, chép nhưng vẫn đọc được."),
    "truncated_pages": _l("Văn bản rất dài; chỉ đọc chữ các trang đầu."),
    "mended": _l("Tệp hỏng nhẹ, đã đọc được phần còn lại."),
    "signed": _l("PDF có chữ ký số."),
    "unread_pages": _l("Có trang không nhận dạng được chữ."),
    "bad_text_layer": _l("Lớp chữ có sẵn bị sai nên đã nhận dạng lại từ ảnh."),
}


def run_words(run: ImportRun) -> tuple[str, str]:
    """A run's state in words, and the mark beside them."""
    words, mark = RUNS[run.state]
    return str(words), mark


def certainty_words(file: ImportFile, key: str) -> tuple[str, str]:
    """How sure a field is, in words, and the mark beside them."""
    if key in file.corrected:
        return str(gettext("người sửa: %(name)s", name=file.corrected[key]["by"])), "done"
    if key not in file.read:
        return str(gettext("không đọc thấy")), "void"
    if is_sure(file, key):
        return str(pgettext("certainty", "chắc")), "done"
    words = gettext("nên xem") if certainty_of(file, key) >= 0.5 else gettext("rất không chắc")
    return str(words), "waiting"


def where_words(file: ImportFile, key: str) -> str:
    """The words that a field was read from, and what was read before somebody corrected it."""
    read = file.read.get(key)
    if read is None:
        return ""
    where = str(gettext("Đọc từ: “%(words)s”", words=read["where"]))
    if key not in file.corrected:
        return where
    before = gettext("Máy đọc: “%(words)s”.", words=shown(read["value"]))
    return f"{before} {where}"


def shown(value: object) -> str:
    """A value as it stands in a field."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def typed_value(file: ImportFile, key: str) -> str:
    """A field's value as a person types it: days as 17/03/1998, 03/1998 or 1998."""
    value = shown(value_of(file, key))
    return as_typed(value) if key == "dated" else value


def as_typed(day: str) -> str:
    """1998-03-17 as 17/03/1998."""
    return "/".join(reversed(day.split("-")))


def time_words(seconds: float | None) -> str:
    """About how long the rest takes; "" where nobody knows."""
    if seconds is None:
        return ""
    if seconds < 60:
        return str(gettext("còn chưa đến một phút"))
    minutes = round(seconds / 60)
    if minutes < 90:
        return str(ngettext("còn khoảng %(num)s phút", "còn khoảng %(num)s phút", minutes))
    return str(gettext("còn khoảng %(hours)s giờ", hours=round(minutes / 60)))


def warning_words(file: ImportFile) -> list[str]:
    """What is worth knowing of the file itself."""
    told = [str(WARNINGS[code]) for code in file.opened.get("warnings", ()) if code in WARNINGS]
    letters = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "mixed": "TCVN3, VNI"}.get(str(file.opened.get("encoding")))
    return told + ([str(gettext("Chữ %(letters)s đã được chuyển sang Unicode.", letters=letters))] if letters else [])


def imported_day(document: Document) -> str:
    """The day of an imported document, as exactly as it is known: 17/03/1998, 03/1998 or 1998."""
    return as_typed(str(document.details.get("dated") or document.issued_on.isoformat()))


def corrections(document: Document) -> list[tuple[str, str, str]]:
    """What people corrected of an imported document: (field, what was read, who)."""
    read = document.details.get("read") or {}
    return [
        (str(FIELDS[key]), shown(one.get("value")), str(one["corrected"]["by"]))
        for key, one in read.items()
        if "corrected" in one and key in FIELDS
    ]
