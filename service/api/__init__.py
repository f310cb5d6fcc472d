"""API v1: the same functions as the pages, for software. Resources in their own files; failures are
problem+json."""

from apiflask import APIFlask

from service.api import (
    documents,
    draft_files,
    drafts,
    forms,
    layout_checks,
    legal_bases,
    lists,
    openapi,
    own_forms,
    problems,
    recipients,
    registers,
    revisions,
)


def init(app: APIFlask) -> None:
    """Register every resource under /api/v1, the OpenAPI document and its page."""
    app.error_callback = problems.invalid
    for resource in (
        forms,
        own_forms,
        drafts,
        draft_files,
        revisions,
        documents,
        registers,
        recipients,
        legal_bases,
        lists,
        layout_checks,
    ):
        app.register_blueprint(resource.blueprint)
    openapi.init(app)
