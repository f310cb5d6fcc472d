"""What pages say of scans: each check in a sentence, and why a file could not be read."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from doc_templates.errors import ScanUnreadable
from service.scan_checks import Check

CHECKS: dict[tuple[str, bool], LazyString] = {
    ("code", True): _l("Mã QR trên bản quét là của văn bản này."),
    ("pages", True): _l("Đủ số trang (%(issued)s)."),
    ("pages", False): _l("Bản quét có %(scanned)s trang, văn bản có %(issued)s trang."),
    ("similarity", True): _l("Chữ trên bản quét giống bản đã ban hành %(percent)s%%."),
    ("similarity", False): _l("Chữ trên bản quét chỉ giống bản đã ban hành %(percent)s%% (thường từ %(least)s%%)."),
    ("reference", True): _l("Thấy số, ký hiệu %(reference)s trên bản quét."),
    ("reference", False): _l("Không đọc ra số, ký hiệu %(reference)s trên bản quét."),
    ("resolution", True): _l("Độ phân giải %(dpi)s dpi."),
    ("resolution", False): _l("Độ phân giải %(dpi)s dpi, dưới %(least)s dpi (%(article)s Nghị định 30/2020/NĐ-CP)."),
    ("colour", True): _l("Ảnh màu."),
    ("colour", False): _l("Không thấy màu: văn bản số hóa phải là ảnh màu (%(article)s Nghị định 30/2020/NĐ-CP)."),
    ("words", True): _l("Đã nhận dạng chữ trên mọi trang."),
    ("words", False): _l("%(unread)s trang chưa nhận dạng được chữ; ảnh trang vẫn đủ."),
}
PROBLEMS: dict[str, LazyString] = {
    "empty": _l("tệp trống"),
    "not_a_scan": _l("không phải PDF, JPG, PNG hoặc TIFF"),
    "damaged": _l("tệp bị hỏng"),
    "encrypted": _l("tệp có mật khẩu"),
    "too_many_pages": _l("nhiều hơn 500 trang"),
    "too_large": _l("ảnh quá lớn"),
    "too_slow": _l("đọc quá lâu"),
    "lost": _l("tệp không có trong bản sao lưu đã dùng để khôi phục"),
}


def check_words(check: Check) -> str:
    """The check in a sentence."""
    if check.code == "code" and not check.well:
        return _code_words(check)
    words = str(CHECKS[check.code, check.well])
    return words % check.data if check.data else words


def _code_words(check: Check) -> str:
    if "reference" in check.data:
        return str(gettext("Mã QR trên bản quét là của %(reference)s.", reference=check.data["reference"]))
    return str(gettext("Không đọc được mã QR trên bản quét; văn bản do người chọn."))


def problem_words(problem: str) -> str:
    """Why a file could not be read."""
    return str(PROBLEMS[problem])


def refused_words(refused: ScanUnreadable) -> str:
    """The same beside the choice of files, with the name of the file."""
    if refused.data["why"] == "empty" and not refused.data["name"]:
        return str(gettext("Chưa chọn tệp."))
    return f"“{refused.data['name']}”: {problem_words(str(refused.data['why']))}."
