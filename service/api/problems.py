"""What marshmallow finds wrong with a request → the one shape of failures, in the language of the request."""

from collections.abc import Iterator

from apiflask.exceptions import HTTPError
from flask import Response
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.errors import InvalidRequest
from service.failures import answer_for

WORDS: dict[str, LazyString] = {
    "Missing data for required field.": _l("Còn thiếu."),
    "Field may not be null.": _l("Không được là null."),
    "Unknown field.": _l("API không có mục này."),
    "Not a valid string.": _l("Phải là chuỗi ký tự."),
    "Not a valid integer.": _l("Phải là số nguyên."),
    "Not a valid date.": _l("Phải là ngày dạng YYYY-MM-DD."),
    "Not a valid mapping type.": _l("Phải là đối tượng JSON."),
    "Invalid input type.": _l("Phải là đối tượng JSON."),
    "Send one of values, text and from_document.": _l("Gửi một trong ba: “values”, “text”, “from_document”."),
}


def invalid(error: HTTPError) -> Response:
    """The answer to a request of the wrong shape: 422 with every fault, named by place and field."""
    return answer_for(InvalidRequest(errors=list(_flat(error.detail))))


def _flat(detail: object) -> Iterator[dict[str, str]]:
    places = detail if isinstance(detail, dict) else {}
    for place, fields in places.items():
        for field, message in _messages(fields, ""):
            yield {"in": str(place), "field": field, "message": _said(message)}


def _messages(found: object, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from _messages(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(found, list):
        for message in found:
            yield field.removesuffix("._schema").removeprefix("_schema"), str(message)


def _said(message: str) -> str:
    if str(get_locale()) == "en":
        return message
    return str(WORDS.get(message, gettext("Giá trị không dùng được: %(why)s", why=message)))
