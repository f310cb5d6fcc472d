"""The service tells the story: the only room that knows forms, archive and index. `create_app` plugs them together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the supervisor imports this package too, and should start in no time
    from flask import Flask, Response

    from service.config import Config
    from service.parts import Parts

SOFTWARE = "van-phong 0.1"
"""Name and version, as metadata.json remembers it."""
CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LARGEST_REQUEST = 32 * 1024 * 1024


def create_app(config: "Config | None" = None, parts: "Parts | None" = None) -> "Flask":
    """The application; `parts` may be handed in by tests and by the demo."""
    from apiflask import APIFlask

    from service import (
        access,
        accounts,
        api,
        cli,
        failures,
        form_cli,
        health,
        ids,
        jobs,
        language,
        layout_cli,
        pages,
        signature_cli,
        token_cli,
        uses_noted,
    )
    from service.config import Config
    from service.imports import cli as import_cli
    from service.parts import build

    parts = parts or build(config or Config.from_environment())
    app = APIFlask(__name__, title="Văn phòng", version="1", docs_path=None, spec_path=None, json_errors=False)
    app.url_map.converters |= {"id": ids.IdConverter, "int": ids.RowIntegerConverter}
    app.extensions["parts"] = parts
    app.config.update(_settings(parts.config))
    parts.index_soon = jobs.register(jobs.queue(parts.config), parts)
    failures.init(app)
    language.init(app)
    accounts.init(app, parts)
    # after accounts: Flask-Security puts a JSON provider of its own in place
    app.json.ensure_ascii = app.json.sort_keys = False  # type: ignore[attr-defined]
    access.init(app)
    uses_noted.init(app)
    for blueprint in pages.blueprints():
        app.register_blueprint(blueprint)
    app.register_blueprint(health.blueprint)
    api.init(app)
    cli.init(app)
    token_cli.init(app)
    layout_cli.init(app)
    form_cli.init(app)
    signature_cli.init(app)
    import_cli.init(app)
    app.after_request(_with_headers)
    return app


def _settings(config: "Config") -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.behind_https,
    }


def _with_headers(answer: "Response") -> "Response":
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer
