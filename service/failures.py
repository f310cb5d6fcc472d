"""Failures have one form: any exception becomes a page with a sentence, or application/problem+json (RFC 9457)."""

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, g, json, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from archive.errors import ArchiveError
from doc_templates.errors import DocTemplatesError
from index.errors import SearchError
from service.errors import ServiceError
from service.sentences import HTTP_SENTENCES, SENTENCES, sentence

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


def explain(error: Exception) -> Failure:
    """Any exception → what may be told of it; what we do not know is a 500 without details."""
    if isinstance(error, KNOWN):
        code = error.code if error.code in SENTENCES else "service_error"
        return Failure(SENTENCES[code][0], code, sentence(code, error.data), _plain(error.data))
    if isinstance(error, HTTPException):
        return _explain_http(error)
    return Failure(500, "service_error", sentence("service_error"))


INSIDE = {"folder", "url"}
"""Data that says where things lie on the machine: for the log, not for whoever asks."""


def _plain(data: dict[str, object]) -> dict[str, object]:
    told = (str, int, float, bool, list, dict)
    return {key: value for key, value in data.items() if key not in INSIDE and isinstance(value, told)}


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
    return _with_retry(Response(_page(failure), failure.status, mimetype="text/html"), failure)


def _page(failure: Failure) -> str:
    """In the frame of every page; where what that needs is what failed (the database), the bare sentence."""
    try:
        return render_template("error.html", failure=failure)
    except SQLAlchemyError:
        return str(BARE.format(failure.detail, failure.status, failure.code))


BARE = Markup('<!doctype html><meta charset="utf-8"><title>{1}</title><p>{0}</p><p><code>{1} {2}</code></p>')


def init(app: Flask) -> None:
    """Route every failure through `answer_for`; unknown ones are logged with their trace."""

    @app.errorhandler(Exception)
    def failed(error: Exception) -> ResponseReturnValue:
        if isinstance(error, HTTPException) and error.response is not None:
            return error
        if explain(error).status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            app.logger.exception("%s failed (actor %s)", request.path, getattr(g, "actor", None), exc_info=error)
        return answer_for(error)
