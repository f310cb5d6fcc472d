"""The one place that decides who may: asked before every request, for pages and API alike.

Pages know people by their session, /api/v1 knows software by its bearer token; neither takes the other's key. Every
endpoint demands `read` unless its view @demands more or PUBLIC gives the reason why it is open. What belongs to another
agency or to another's desk is decided by the look-ups, which answer "not found".
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from service import accounts, people, tokens
from service.actor import PERMISSIONS, Actor
from service.errors import Forbidden, FormExpired, LoginNeeded
from service.failures import wants_problem
from service.parts import parts

View = TypeVar("View", bound=Callable[..., object])

PUBLIC: dict[str, str] = {
    "static": "style, scripts and icon of the login page itself",
    "account.login": "this is where one logs in",
    "account.first_use": "answers only while the database has no account",
    "account.language": "the language of the login page; changes nothing but the session",
    "check_page.index": "anybody who holds a document may ask whether it is ours; tells nothing of others",
    "check_page.show": "the same, as the QR code leads there; rate-limited, codes of 130 bits",
    "check_page.upload": "the same by file; nothing is kept of it",
    "api_docs.spec": "describes the API as any installation has it; tells nothing of the office",
    "api_docs.docs": "the same for people, who read it before they have a token",
    "health.healthz": "asked by the machine that watches the service; tells nothing of the office",
    "health.readyz": "asked by the machine that watches the service; tells only which part does not answer",
}
BEFORE_NEW_PASSWORD = {"account.password", "account.logout", "account.language", "static"}
"""What a person with a temporary password may reach."""
API = "/api/v1/"


def demands(*permissions: str) -> Callable[[View], View]:
    """Mark a view: besides a login it needs one of these permissions (a token: one of these scopes)."""
    wanted = frozenset(permissions)
    if not wanted or not wanted <= set(PERMISSIONS):
        raise ValueError(permissions)

    def mark(view: View) -> View:
        view.demands = wanted  # type: ignore[attr-defined]
        return view

    return mark


def demanded(app: Flask, endpoint: str) -> frozenset[str] | None:
    """The permissions of which an endpoint asks for one; None where it is public."""
    if endpoint in PUBLIC:
        return None
    found: frozenset[str] = getattr(app.view_functions[endpoint], "demands", frozenset({"read"}))
    return found


def actor() -> Actor:
    """Who acts in this request. Raises LoginNeeded at public endpoints without a login."""
    found = g.get("actor")
    if found is None:
        raise LoginNeeded()
    assert isinstance(found, Actor)
    return found


def init(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(_guard)


def _guard() -> AnyResponse | None:
    by_token = request.path.startswith(API)
    g.actor = _from_token() if by_token else _from_session()
    if request.endpoint is None:
        return None  # no such address: 404 for everybody
    if not by_token:
        _refuse_foreign_forms()
    needed = demanded(current_app, request.endpoint)
    if needed is None:
        return None
    if g.actor is None:
        return _to_the_door()
    if g.get("must_change_password") and request.endpoint not in BEFORE_NEW_PASSWORD:
        return redirect(url_for("account.password"))
    if not needed & g.actor.permissions:
        raise Forbidden(needs=sorted(needed))
    return None


def _from_session() -> Actor | None:
    person = accounts.person(current_app)
    if person is None:
        return None
    g.must_change_password = person.must_change_password
    return people.actor_of(person)


def _from_token() -> Actor | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    now = parts().now()
    with parts().db.read() as session:
        token = tokens.working_token(session, secret.strip(), now)
    if token is None:
        return None
    if tokens.use_is_news(token, now):
        with parts().db.write() as session:
            tokens.note_use(session, token.id, now)
    return tokens.actor_of_token(token)


def _refuse_foreign_forms() -> None:
    """Raises FormExpired for a form (or a script's request) that another site could have sent."""
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return
    try:
        accounts.csrf.protect()
    except CSRFError as error:
        raise FormExpired(why=error.description) from error


def _to_the_door() -> AnyResponse:
    """Software is told 401; people go to the login page and come back, or to the first-use page of an empty office."""
    door = _door()
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": door})
    if wants_problem():
        raise LoginNeeded()
    return redirect(door)


def _door() -> str:
    with parts().db.read() as session:
        if people.no_office(session):
            return url_for("account.first_use")
    came_for = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    return url_for("account.login", next=came_for)
