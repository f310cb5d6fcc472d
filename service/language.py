"""Vietnamese first, English second: people choose by a link, software by Accept-Language."""

from collections.abc import Mapping

from flask import Flask, request, session
from flask_babel import Babel, get_locale

LANGUAGES = ("vi", "en")


def chosen() -> str:
    """The language of this request: pages remember a choice, software is answered in English where it asks for it."""
    kept = session.get("language")
    if kept in LANGUAGES:
        return str(kept)
    if request.path.startswith("/api/"):
        return request.accept_languages.best_match(LANGUAGES, "vi") or "vi"
    return "vi"


def current() -> str:
    """The language in which this request is answered; outside of a request the source language."""
    return str(get_locale() or "vi")


def said(words: Mapping[str, str]) -> str:
    """Words that come in both languages, such as those of a form or a layout rule, in the language of the request."""
    return words.get(current()) or words.get("vi", "")


def init(app: Flask) -> None:
    """The source language of every sentence is Vietnamese; `translations/en` translates."""
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    Babel(app, locale_selector=chosen, default_domain="messages")
    app.jinja_env.globals["language"] = current
