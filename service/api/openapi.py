"""The API described: OpenAPI 3.1 for software at /api/openapi.json, a page for people at /api/docs, from
one source."""

import copy
import re
from typing import Any, cast

from apiflask import APIFlask
from flask import Blueprint, Response, current_app, json
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.access import demanded
from service.api import manual
from service.api.schemas import Problem
from service.language import current

blueprint = Blueprint("api_docs", __name__)
Spec = dict[str, Any]
TOKEN = "token"
ID = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
ABOUT = _l(
    "Điền mẫu, ban hành, tìm và tải văn bản bằng phần mềm. Gửi mã truy cập trong đầu mục "
    "“Authorization: Bearer …”; quyền của mã ghi ở từng lời gọi. Mọi lỗi có dạng application/problem+json "
    "(RFC 9457) với “code” ổn định: 4xx là do yêu cầu, đừng gửi lại như cũ; "
    "503 kèm Retry-After thì gửi lại được. "
    "Trong /api/v1, những gì đã công bố không đổi; trường mới có thể thêm vào."
)
FAULTS: dict[str, LazyString] = {
    "400": _l("JSON hỏng, con trỏ hỏng"),
    "401": _l("Thiếu mã truy cập, hoặc mã không còn hiệu lực"),
    "403": _l("Mã truy cập không có quyền này"),
    "404": _l("Không có, hoặc không được xem"),
    "413": _l("Nội dung quá lớn"),
    "415": _l("Nội dung không phải JSON"),
    "422": _l("Yêu cầu sai cấu trúc; “errors” nói rõ từng mục"),
}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
AS_GOOD = {"{name}": ("206",), "readyz": ("503",)}
"""Answers of the same shape as the good one: a part of a file, a service that is not ready."""
MAY_MISS = {("DraftOut", "recognised"), ("Problem", "errors")}
"""Fields that not every answer of that shape has."""
TAGS: dict[str, LazyString] = {
    "forms": _l("Mẫu văn bản"),
    "drafts": _l("Dự thảo và ban hành"),
    "documents": _l("Văn bản đã ban hành"),
    "imports": _l("Nhập kho cũ"),
    "registers": _l("Sổ đăng ký"),
    "recipients": _l("Nơi ban hành và nơi nhận"),
    "layout": _l("Kiểm tra thể thức"),
    "signatures": _l("Chữ ký số"),
    "legal-bases": _l("Căn cứ pháp lý"),
    "health": _l("Tình trạng máy chủ"),
}


@blueprint.get("/api/openapi.json")
def spec() -> Response:
    answer = Response(json.dumps(description()), mimetype="application/json")
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get("/api/docs")
def docs() -> str:
    return manual.page(description())


def description() -> Spec:
    """The OpenAPI document in the language of the request; made once a process for each language."""
    kept: dict[str, Spec] = current_app.extensions.setdefault("openapi", {})
    language = current()
    if language not in kept:
        app = cast(APIFlask, current_app._get_current_object())  # type: ignore[attr-defined]
        kept[language] = _finished(app)
    return kept[language]


def _finished(app: APIFlask) -> Spec:
    """What APIFlask made of the views, with the API's words, scopes, and the answers that every call
    may give."""
    spec = cast(Spec, _said(copy.deepcopy(app.spec)))
    scopes = _scopes(app)
    spec["info"]["title"] = gettext("API Văn phòng")
    spec["info"]["description"] = str(ABOUT)
    spec["servers"] = [{"url": "/"}]
    spec["tags"] = [{"name": name, "description": str(words)} for name, words in TAGS.items()]
    spec["components"]["securitySchemes"] = {TOKEN: {"type": "http", "scheme": "bearer"}}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            scope = scopes[path, method]
            operation["security"] = [{TOKEN: sorted(scope)}] if scope else []
            _finish(path, operation)
    for name, schema in spec["components"]["schemas"].items():
        if schema["additionalProperties"] is True:
            schema["required"] = [field for field in schema["properties"] if (name, field) not in MAY_MISS]
    spec["paths"] = dict(sorted(spec["paths"].items()))
    return spec


def _scopes(app: APIFlask) -> dict[tuple[str, str], frozenset[str] | None]:
    """What each operation demands, as access.py enforces it."""
    return {
        (re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule), method.lower()): demanded(app, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _finish(path: str, operation: Spec) -> None:
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path" and parameter["name"].endswith(("draft_id", "document_id")):
            parameter["schema"] = ID
        if parameter["name"] == "If-Match":
            parameter["required"] = True
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
    responses = operation["responses"]
    for status in _faults(path, operation):
        responses.setdefault(status, {"description": str(FAULTS[status])})
    responses.setdefault("default", {"description": gettext("Lỗi khác, cùng một dạng")})
    for status, answer in responses.items():
        if status == "304":
            answer.pop("content", None)
        elif status in ("206", "503") and status in AS_GOOD.get(path.rsplit("/", 1)[-1], ()):
            answer["content"] = responses["200"]["content"]
        elif status == "default" or status >= "400":
            answer["content"] = PROBLEM
    operation["responses"] = dict(sorted(responses.items()))


def _faults(path: str, operation: Spec) -> list[str]:
    found = ["401", "403"] if operation.get("security") else []
    found += ["404"] if "{" in path else []
    found += ["400", "413", "415", "422"] if "requestBody" in operation else []
    found += ["400", "422"] if any(parameter["in"] == "query" for parameter in operation["parameters"]) else []
    return found


def _said(value: object) -> object:
    """Lazy sentences become words of the request's language."""
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner) for inner in value]
    return str(value) if isinstance(value, LazyString) else value


def init(app: APIFlask) -> None:
    """Give APIFlask's own answers the API's one shape of failures; serve the description."""
    app.config.update(
        HTTP_ERROR_SCHEMA=Problem,
        VALIDATION_ERROR_SCHEMA=Problem,
        SUCCESS_DESCRIPTION=_l("Thành công"),
        NOT_FOUND_DESCRIPTION=FAULTS["404"],
        VALIDATION_ERROR_DESCRIPTION=FAULTS["422"],
        AUTH_ERROR_DESCRIPTION=FAULTS["401"],
    )
    app.register_blueprint(blueprint)
