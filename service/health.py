"""Is it alive, may it be sent work: two public addresses for whoever watches the machine. No names, no
paths."""

import os
from collections.abc import Callable

from apiflask import APIBlueprint
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from archive.store import Store
from service.api.schemas import Health
from service.parts import Parts, parts
from service.search import behind

blueprint = APIBlueprint("health", __name__, tag="health")
MUST = ("database", "storage")
"""Without these nothing can be done; without the others the office goes on in part."""


@blueprint.get("/healthz")
@blueprint.output(Health)
@blueprint.doc(summary=_l("Tiến trình còn sống"), operation_id="healthz")
def healthz() -> dict[str, object]:
    return {"status": "ok", "checks": {}}


@blueprint.get("/readyz")
@blueprint.output(Health)
@blueprint.doc(
    summary=_l("Sẵn sàng nhận việc"),
    description=_l("503 khi cơ sở dữ liệu hoặc kho không dùng được; “degraded” khi chỉ mục hoặc PDF chưa sẵn sàng."),
    operation_id="readyz",
    responses={503: "unready"},
)
def readyz() -> tuple[dict[str, object], int]:
    checks = {name: check(parts()) for name, check in CHECKS.items()}
    if any(checks[name] != "ok" for name in MUST):
        return {"status": "unready", "checks": checks}, 503
    status = "ready" if all(word == "ok" for word in checks.values()) else "degraded"
    return {"status": status, "checks": checks}, 200


def _database(parts: Parts) -> str:
    try:
        with parts.db.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return "unavailable"
    return "ok"


def _storage(parts: Parts) -> str:
    store: Store = parts.store
    return "ok" if os.access(store.root, os.R_OK | os.W_OK | os.X_OK) else "unavailable"


def _index(parts: Parts) -> str:
    try:
        waiting, why = behind(parts)
    except SQLAlchemyError:
        return "unknown"
    return why or ("ok" if waiting < FAR_BEHIND else "behind")


def _pdf(parts: Parts) -> str:
    return "ok" if parts.pdf.ready() else "not_started"


FAR_BEHIND = 100
"""Documents waiting for the index: below it is the ordinary second of delay."""
CHECKS: dict[str, Callable[[Parts], str]] = {
    "database": _database,
    "storage": _storage,
    "index": _index,
    "pdf": _pdf,
}
