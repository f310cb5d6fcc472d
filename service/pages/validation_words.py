"""What an examined PDF is worth, in plain words: the whole of it, and each signature under five heads."""

from datetime import datetime

from flask_babel import gettext, pgettext

from service.pages.shown import clock, day
from service.pages.signature_words import after_words, state_words
from service.signing.outside import Examined
from service.signing.validate import SignatureFound


def verdict(found: Examined) -> str:
    """One sentence for the whole file."""
    validation = found.validation
    if not validation.readable:
        return str(gettext("Không đọc được tệp này: tệp hỏng, hoặc không phải PDF."))
    if not validation.signatures:
        return str(gettext("Tệp không có chữ ký số nào."))
    if validation.valid:
        return str(gettext("Mọi chữ ký hợp lệ, nội dung không bị sửa."))
    if validation.whole:
        return str(gettext("Nội dung không bị sửa, nhưng có chữ ký chưa rõ nơi cấp chứng thư."))
    return str(gettext("Không nên tin tệp này: có chữ ký không hợp lệ, bị thu hồi, hoặc tệp đã bị sửa."))


def heads(found: SignatureFound) -> list[tuple[str, str]]:
    """What is said of a signature, head by head; nothing of what is not known."""
    said = [
        (gettext("Kết luận"), state_words(found)),
        (gettext("Nơi cấp chứng thư"), chain_words(found)),
        (gettext("Thời điểm ký"), time_words(found)),
        (gettext("Thu hồi"), revocation_words(found)),
        (gettext("Sau khi ký"), after_words(found)),
        (gettext("Chứng thư hết hạn"), day(found.until)),
    ]
    return [(head, words) for head, words in said if words]


def chain_words(found: SignatureFound) -> str:
    """Whether somebody whom the office trusts stands behind the signer."""
    if found.state == "broken" or not found.issuer:
        return ""
    if found.state in ("valid", "revoked") or found.revocation == "good":
        return str(gettext("%(name)s, thuộc danh sách cơ quan được tin", name=found.issuer))
    if found.state == "unknown_signer":
        return str(gettext("%(name)s, không dẫn tới cơ quan nào trong danh sách được tin", name=found.issuer))
    return found.issuer


def time_words(found: SignatureFound) -> str:
    """When, and who says so."""
    if found.time == "time-stamp":
        return str(gettext("%(time)s, theo dấu thời gian", time=_said(found.signed_at)))
    if found.time == "claimed":
        return str(
            gettext("%(time)s, theo máy của người ký; chưa có dấu thời gian chứng minh", time=_said(found.signed_at))
        )
    return str(pgettext("signing time", "Không ghi"))


def revocation_words(found: SignatureFound) -> str:
    """What the lists of revoked certificates say."""
    if found.state == "broken":
        return ""
    words = {
        "good": gettext("Danh sách thu hồi xác nhận chứng thư còn hiệu lực"),
        "revoked": gettext("Chứng thư đã bị thu hồi"),
        "unknown": gettext("Không có danh sách thu hồi phù hợp để tra"),
    }
    return str(words[found.revocation])


def _said(at: datetime | None) -> str:
    """Always with its day: it may be copied into another document."""
    return f"{clock(at)} · {day(at)}" if at else ""
