"""Failures have one form: a code, a status, a sentence; mapped here once, to a page or to application/problem+json.

The rooms raise their own small trees of errors (`code` and `data`, no sentences). This file gives each code its
HTTP status and its sentence; a test holds every error of every room to an entry here.
"""

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, g, json, render_template, request
from flask_babel import gettext, lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

from archive.errors import ArchiveError
from doc_templates.errors import DocTemplatesError
from index.errors import SearchError


class ServiceError(Exception):
    """Something the service was asked for and did not do."""

    code = "service_error"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data


class NotFound(ServiceError):
    """It is not there, or this actor may not see it."""

    code = "not_found"


class Forbidden(ServiceError):
    """The actor is known, but lacks the permission named in `needs`."""

    code = "forbidden"


class LoginNeeded(ServiceError):
    """Nobody is logged in, or the token is unknown, withdrawn or expired."""

    code = "login_needed"


class UnknownForm(ServiceError):
    """No form of that name: see GET /api/v1/forms."""

    code = "unknown_form"


class FormNeeded(ServiceError):
    """The pasted text names no kind that has a form: choose the form by hand."""

    code = "form_needed"


class DraftChanged(ServiceError):
    """Somebody saved the draft since it was read: read it again, then decide."""

    code = "draft_changed"


class DraftLocked(ServiceError):
    """A number is reserved for the draft: finish the issue or void the number."""

    code = "draft_locked"


class WrongState(ServiceError):
    """The draft is in a state that does not allow this step."""

    code = "wrong_state"


class NotReady(ServiceError):
    """The check found problems; `problems` lists them."""

    code = "not_ready"


class IssueInProgress(ServiceError):
    """The same draft is being issued at this moment by another request."""

    code = "issue_in_progress"


class PaperFault(ServiceError):
    """The finished PDF does not show what it must (number, PDF/A): nothing was issued."""

    code = "paper_fault"


class BadInput(ServiceError):
    """A value of the request cannot be used; `field` names it."""

    code = "bad_input"


class InvalidRequest(ServiceError):
    """The request does not have the shape the API asks for; `errors` names each field and what is wrong with it."""

    code = "invalid_request"


class InvalidJson(ServiceError):
    """The body is not JSON, or JSON that cannot be kept (lone surrogates, endless nesting, numbers without end)."""

    code = "invalid_json"


class KeyReused(ServiceError):
    """The Idempotency-Key was used for another request before: send a new key."""

    code = "key_reused"


class RevisionNeeded(ServiceError):
    """A change must say which revision it started from: send If-Match with the draft's ETag."""

    code = "revision_needed"


class FileDamaged(ServiceError):
    """A file of the archive is no longer the one that was issued: run `archive verify`, restore it from the backup."""

    code = "file_damaged"


class TooManyFailures(ServiceError):
    """The account is locked for a while after too many wrong passwords."""

    code = "account_locked"


class WrongPassword(ServiceError):
    """No active account of that name with that password; which of the two is wrong is not told."""

    code = "wrong_password"


class WeakPassword(ServiceError):
    """The new password does not keep the rules; `lacks` lists length, lower, upper, digit, other."""

    code = "weak_password"


class SamePassword(ServiceError):
    """The new password is the old one: choose another."""

    code = "same_password"


class UsernameTaken(ServiceError):
    """Somebody logs in by that name already, perhaps with a closed account: choose another."""

    code = "username_taken"


class UnitTaken(ServiceError):
    """The agency has a unit of that abbreviation already."""

    code = "unit_taken"


class LastAdministrator(ServiceError):
    """Nobody could administer the office any more: give somebody else the role first."""

    code = "last_administrator"


class FormExpired(ServiceError):
    """The form's CSRF token is missing, of another session or too old: load the page again and repeat."""

    code = "form_expired"


SENTENCES: dict[str, tuple[int, LazyString]] = {
    # service
    "service_error": (500, _l("Hệ thống gặp lỗi. Không có gì bị mất; hãy thử lại.")),
    "not_found": (404, _l("Không tìm thấy nội dung này, hoặc bạn không được xem.")),
    "forbidden": (403, _l("Tài khoản của bạn không có quyền làm việc này.")),
    "login_needed": (401, _l("Hãy đăng nhập, hoặc gửi kèm mã truy cập API còn hiệu lực.")),
    "unknown_form": (404, _l("Không có mẫu “%(form)s”.")),
    "form_needed": (422, _l("Không nhận ra loại văn bản trong nội dung dán vào. Hãy chọn mẫu.")),
    "draft_changed": (
        412,
        _l("Dự thảo đã được %(changed_by)s lưu ở nơi khác. Nội dung của bạn chưa bị ghi đè; hãy xem bản mới."),
    ),
    "draft_locked": (
        409,
        _l("Dự thảo đã được cấp số %(reference)s nên không sửa được. Hãy ban hành tiếp hoặc hủy số."),
    ),
    "wrong_state": (409, _l("Dự thảo đang ở trạng thái không cho phép làm bước này.")),
    "not_ready": (422, _l("Dự thảo chưa đủ điều kiện ban hành.")),
    "issue_in_progress": (503, _l("Văn bản này đang được ban hành ở nơi khác. Hãy đợi một lát rồi xem lại.")),
    "paper_fault": (500, _l("Bản PDF tạo ra không đạt yêu cầu (%(why)s). Văn bản chưa được ban hành.")),
    "bad_input": (400, _l("Giá trị của “%(field)s” không dùng được.")),
    "file_damaged": (
        500,
        _l("Tệp trong kho không còn đúng như khi ban hành nên không mở. Hãy báo quản trị kiểm tra kho."),
    ),
    "invalid_request": (422, _l("Yêu cầu không đúng cấu trúc; xem “errors”.")),
    "invalid_json": (400, _l("Nội dung gửi lên không phải JSON hợp lệ.")),
    "key_reused": (422, _l("Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy gửi khóa mới.")),
    "revision_needed": (428, _l("Hãy gửi kèm If-Match với phiên bản dự thảo bạn đang sửa.")),
    "account_locked": (
        429,
        _l("Tài khoản tạm khóa do nhập sai mật khẩu nhiều lần. Hãy thử lại sau %(minutes)s phút."),
    ),
    "wrong_password": (403, _l("Tên đăng nhập hoặc mật khẩu không đúng.")),
    "weak_password": (
        422,
        _l("Mật khẩu cần từ 8 đến 128 ký tự, có đủ chữ thường, chữ hoa, chữ số và ký tự đặc biệt."),
    ),
    "same_password": (422, _l("Mật khẩu mới phải khác mật khẩu đang dùng.")),
    "username_taken": (409, _l("Tên đăng nhập “%(username)s” đã có người dùng. Hãy chọn tên khác.")),
    "unit_taken": (409, _l("Cơ quan đã có đơn vị viết tắt là “%(abbreviation)s”.")),
    "last_administrator": (
        409,
        _l("Cơ quan phải còn ít nhất một người quản trị. Hãy giao quyền quản trị cho người khác trước."),
    ),
    "form_expired": (400, _l("Phiên làm việc đã hết hạn nên chưa ghi gì. Hãy tải lại trang rồi làm lại.")),
    # what stands between a draft and its issue
    "field_missing": (422, _l("Chưa điền mục bắt buộc.")),
    "signer_unknown": (422, _l("“%(name)s” chưa có trong danh sách người ký của cơ quan. Hãy chọn người ký.")),
    "signer_expired": (422, _l("Thẩm quyền ký của %(name)s không còn hoặc chưa có hiệu lực.")),
    "signer_not_for_kind": (422, _l("%(name)s không được ký loại văn bản này.")),
    # doc_templates
    "doc_templates_error": (500, _l("Không tạo được văn bản từ mẫu.")),
    "unknown_field": (422, _l("Mẫu không có mục “%(field)s”.")),
    "wrong_shape": (422, _l("Mục “%(field)s” không đúng kiểu dữ liệu (cần %(expected)s).")),
    "too_long": (422, _l("Mục “%(field)s” quá dài (tối đa %(limit)s ký tự).")),
    "template_fault": (422, _l("Mẫu văn bản có lỗi ở đoạn %(paragraph)s: %(words)s")),
    "pdf_failed": (422, _l("Không chuyển được văn bản sang PDF.")),
    "pdf_timeout": (503, _l("Chuyển sang PDF quá lâu nên đã dừng. Hãy thử lại.")),
    "pdf_unavailable": (503, _l("Máy chủ chưa có LibreOffice hoặc phông chữ. Hãy báo quản trị: %(install)s")),
    "broken_pdf": (422, _l("Tệp PDF bị hỏng.")),
    "page_missing": (404, _l("Văn bản chỉ có %(pages)s trang.")),
    # archive
    "archive_error": (500, _l("Kho lưu trữ gặp lỗi. Không có gì bị mất.")),
    "unknown_agency": (404, _l("Không có cơ quan này.")),
    "no_register": (409, _l("Cơ quan chưa mở sổ đăng ký cho năm này.")),
    "register_in_use": (409, _l("Sổ đã có số nên không đặt lại số đầu được.")),
    "pattern_in_use": (409, _l("Năm nay đã có sổ; cách đánh số mới chỉ áp dụng từ năm sau.")),
    "date_before_last": (409, _l("Ngày văn bản sớm hơn ngày của số vừa cấp trong sổ.")),
    "reason_needed": (422, _l("Phải ghi lý do.")),
    "number_not_reserved": (409, _l("Số này không ở trạng thái đã giữ nên không hủy được.")),
    "document_already_filed": (409, _l("Văn bản đã được đưa vào kho; hãy ban hành tiếp, không hủy số được.")),
    "not_enough_space": (503, _l("Ổ đĩa của kho lưu trữ đã đầy. Văn bản chưa được ban hành; số vẫn được giữ.")),
    # index
    "search_error": (503, _l("Tra cứu đang gặp lỗi. Văn bản vẫn an toàn trong kho.")),
    "index_broken": (503, _l("Chỉ mục tra cứu bị hỏng, cần dựng lại. Văn bản vẫn an toàn trong kho.")),
    "unknown_engine": (500, _l("Cấu hình bộ máy tra cứu không đúng.")),
}
KNOWN = (ServiceError, DocTemplatesError, ArchiveError, SearchError)


@dataclass(frozen=True)
class Failure:
    """What is told of an error: one shape for pages and API (RFC 9457)."""

    status: int
    code: str
    detail: str
    data: dict[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase


def sentence(code: str, data: dict[str, object] | None = None) -> str:
    """The sentence for people, in the language of the request."""
    text = str(SENTENCES[code][1])
    try:
        return text % (data or {})
    except KeyError:
        return text.split("%(")[0].rstrip(" “(:")


def explain(error: Exception) -> Failure:
    """Any exception → what may be told of it; what we do not know is a 500 without details."""
    if isinstance(error, KNOWN):
        code = error.code if error.code in SENTENCES else "service_error"
        return Failure(SENTENCES[code][0], code, sentence(code, error.data), _plain(error.data))
    if isinstance(error, HTTPException):
        return _explain_http(error)
    return Failure(500, "service_error", sentence("service_error"))


def _plain(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if isinstance(value, (str, int, float, bool, list, dict))}


HTTP_SENTENCES: dict[int, LazyString] = {
    400: _l("Yêu cầu không đúng."),
    401: _l("Hãy đăng nhập, hoặc gửi kèm mã truy cập API còn hiệu lực."),
    403: _l("Tài khoản của bạn không có quyền làm việc này."),
    404: _l("Không tìm thấy nội dung này, hoặc bạn không được xem."),
    405: _l("Địa chỉ này không nhận cách gọi đó."),
    413: _l("Nội dung gửi lên quá lớn."),
    415: _l("Kiểu nội dung gửi lên không dùng được; hãy gửi JSON."),
    428: _l("Hãy gửi kèm If-Match với phiên bản dự thảo bạn đang sửa."),
    429: _l("Quá nhiều lần thử. Hãy đợi một lát."),
}


def _explain_http(error: HTTPException) -> Failure:
    status = error.code or 500
    text = str(HTTP_SENTENCES.get(status, gettext("Yêu cầu không thực hiện được.")))
    return Failure(status, HTTPStatus(status).phrase.lower().replace(" ", "_").replace("-", "_"), text)


def problem_response(failure: Failure) -> Response:
    """application/problem+json (RFC 9457)."""
    body = {
        **failure.data,
        "type": "about:blank",
        "title": failure.title,
        "status": failure.status,
        "detail": failure.detail,
        "code": failure.code,
    }
    answer = Response(json.dumps(body), failure.status, mimetype="application/problem+json")
    return _with_retry(answer, failure)


def _with_retry(answer: Response, failure: Failure) -> Response:
    if failure.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "5"
    if failure.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def wants_problem() -> bool:
    """Software gets problem+json, people get a page."""
    if request.path.startswith(("/api/", "/healthz", "/readyz")) or request.is_json:
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def answer_for(error: Exception) -> Response:
    """The one answer to any failure."""
    failure = explain(error)
    if wants_problem():
        return problem_response(failure)
    page = Response(render_template("error.html", failure=failure), failure.status, mimetype="text/html")
    return _with_retry(page, failure)


def init(app: Flask) -> None:
    """Route every failure through `answer_for`; unknown ones are logged with their trace."""

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.response is not None:
            return Response.force_type(error.response)
        if explain(error).status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            app.logger.exception("%s failed (actor %s)", request.path, getattr(g, "actor", None), exc_info=error)
        return answer_for(error)
