"""Sessions of the pages, by Flask-Security; their forms are in pages/account.py, the rules of the door in logins.py.

Flask-Security keeps who is logged in (and later TOTP and WebAuthn); its own pages, mails and tokens are not used.
"""

from datetime import timedelta

from flask import Flask, session
from flask_security import Security, SQLAlchemySessionUserDatastore, current_user, login_user, logout_user
from flask_wtf import CSRFProtect
from sqlalchemy.orm import scoped_session, sessionmaker

from service.parts import Parts
from service.people import Role, User

IDLE = timedelta(hours=12)
"""A session ends that long after its last request, and whenever the password changes or the account is closed."""

csrf = CSRFProtect()


def init(app: Flask, parts: Parts) -> None:
    """Plug sessions and CSRF protection in; access.py decides where each is demanded."""
    app.config.update(_settings())
    sessions = scoped_session(sessionmaker(parts.db.engine, expire_on_commit=False))
    security = Security(app, SQLAlchemySessionUserDatastore(sessions, User, Role), register_blueprint=False)
    # one door less: Flask-Security would take its own signed tokens from any request
    security.login_manager.request_loader(lambda _request: None)
    csrf.init_app(app)

    @app.teardown_appcontext
    def give_back(error: BaseException | None) -> None:  # noqa: ARG001
        sessions.remove()


def _settings() -> dict[str, object]:
    return {
        # the same argon2 strings as service/passwords.py makes, without a pepper that a moved folder would lose
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "PERMANENT_SESSION_LIFETIME": IDLE,
        # a clerk may type for hours: a form is good as long as its session
        "WTF_CSRF_TIME_LIMIT": None,
        # access.py asks for the token at the pages' door; the API has no cookie to protect
        "WTF_CSRF_CHECK_DEFAULT": False,
    }


def person(app: Flask) -> User | None:
    """Whoever is logged in at the pages; the look-up's transaction is ended, because slow work may follow."""
    found = current_user._get_current_object() if current_user.is_authenticated else None
    app.extensions["security"].datastore.commit()
    return found if isinstance(found, User) else None


def open_session(logged_in: User) -> None:
    """A fresh session for this person; only the chosen language outlives the old one."""
    language = session.get("language")
    session.clear()
    login_user(logged_in)
    session.permanent = True
    if language:
        session["language"] = language


def close_session() -> None:
    """Log out; only the chosen language stays."""
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language
