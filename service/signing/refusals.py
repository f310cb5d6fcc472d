"""Why a key or a picture is not taken, in words of both languages."""

from service.errors import KeyRefused

_REASONS = {
    "no_key_file": ("tệp không phải khóa .p12 hoặc .pfx.", "the file is no .p12 or .pfx key."),
    "short_pin": ("mã PIN cần ít nhất 6 ký tự.", "the PIN needs at least 6 characters."),
    "expired": ("chứng thư số chưa hoặc không còn hiệu lực.", "the certificate is not valid today."),
    "usage": ("chứng thư số không dùng để ký.", "the certificate is not for signing."),
    "secret": (
        "khóa bí mật của máy chủ đã đổi; hãy thêm lại tệp khóa.",
        "the server's secret has changed; add the key file again.",
    ),
    "no_certificate": ("tệp không phải chứng thư số.", "the file is no certificate."),
    "not_on_token": ("thiết bị không có khóa của chứng thư này.", "the token has no key of this certificate."),
    "picture": ("ảnh phải là tệp .png.", "the picture must be a .png file."),
    "picture_large": ("ảnh quá lớn, tối đa 2 MB.", "the picture is too large, 2 MB at most."),
    "picture_opaque": ("ảnh phải có nền trong suốt.", "the picture needs a transparent background."),
}


def refused(why: str) -> KeyRefused:
    """The error for one of these reasons."""
    vietnamese, english = _REASONS[why]
    return KeyRefused(why=why, reason={"vi": vietnamese, "en": english})
