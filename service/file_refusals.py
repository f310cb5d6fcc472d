"""Why a PDF from outside is not taken, as an appendix or as the continuation of ours, in words of both languages."""

from service.errors import AppendixRefused, ContinuationRefused

_APPENDIX = {
    "broken": ("tệp hỏng, có mật khẩu hoặc không phải PDF.", "it is damaged, has a password or is no PDF."),
    "active": ("tệp có mã lệnh hoặc biểu mẫu XFA.", "it has scripts or an XFA form in it."),
    "signed": ("tệp đã ký số; ghi thêm số sẽ làm hỏng chữ ký.", "it is signed; our line would break the signature."),
    "many": ("đã đủ 20 tệp.", "there are 20 already."),
}
_CONTINUATION = {
    "not_continued": ("không phải chính tệp đã tải về cộng thêm chữ ký.", "it is not our file with a signature added."),
    "not_last": ("sau chữ ký mới tệp còn bị sửa.", "it was changed after the new signature."),
    "field": (
        "phải thêm đúng một chữ ký vào ô ký dành sẵn, không tạo ô mới.",
        "exactly one signature must be added, in the field that is there for it.",
    ),
    "filled": ("số và ngày do văn thư điền, không điền trước.", "number and date are filled in by the records clerk."),
    "pdfa": ("phần mềm ký đã làm mất PDF/A.", "the signing software has lost PDF/A."),
}
_INVALID = ("có chữ ký không hợp lệ hoặc nội dung bị đổi sau khi ký.", "a signature does not hold.")


def appendix_refused(why: str) -> AppendixRefused:
    """The error for one of these reasons."""
    vietnamese, english = _APPENDIX[why]
    return AppendixRefused(why=why, reason={"vi": vietnamese, "en": english})


def continuation_refused(why: str) -> ContinuationRefused:
    """The error for one of these reasons; what validation says otherwise means that a signature does not hold."""
    vietnamese, english = _CONTINUATION.get(why, _INVALID)
    return ContinuationRefused(why=why, reason={"vi": vietnamese, "en": english})
