"""What a signature is worth, in plain words."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from doc_templates.anchors import DRAFTER, SECOND, UNIT_HEAD
from service.signing.validate import SignatureFound

_STATES: dict[str, LazyString] = {
    "valid": _l("Chữ ký hợp lệ"),
    "unknown_signer": _l("Nguyên vẹn, chưa rõ nơi cấp chứng thư"),
    "revoked": _l("Chứng thư của người ký đã bị thu hồi"),
    "changed": _l("Tệp bị sửa sau khi ký"),
    "broken": _l("Chữ ký không hợp lệ"),
}
_AFTER: dict[str, LazyString] = {
    "nothing": _l("Từ khi ký, tệp không thay đổi."),
    "evidence": _l("Từ khi ký chỉ thêm bằng chứng xác thực."),
    "fields_filled": _l("Từ khi ký chỉ điền số, ngày và đóng dấu."),
    "other": _l("Từ khi ký, tệp đã bị thay đổi."),
}
_BESIDE = {
    DRAFTER: _l("Ký nháy của người soạn thảo."),
    UNIT_HEAD: _l("Ký nháy của lãnh đạo đơn vị."),
    SECOND: _l("Người ký thứ hai."),
}


def state_words(found: SignatureFound) -> str:
    """ "Chữ ký hợp lệ"."""
    return str(_STATES[found.state])


def after_words(found: SignatureFound) -> str:
    """As what it was signed, where not as signer or seal, and what was done to the file since.

    Nothing is said of what cannot be read.
    """
    if found.state == "broken":
        return ""
    return " ".join(filter(None, [str(_BESIDE.get(found.field, "")), str(_AFTER[found.after])]))
