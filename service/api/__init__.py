"""API v1: the same functions as the pages, for software. Resources in their own files; failures are
problem+json."""

from apiflask import APIFlask

from service.api import (
    acts,
    citations,
    copies,
    document_lists,
    documents,
    draft_files,
    drafts,
    external_signing,
    forms,
    imports,
    layout_checks,
    legal_bases,
    lists,
    openapi,
    own_forms,
    problems,
    readers,
    recipients,
    registers,
    revisions,
    saved_searches,
    scans,
    search,
    uses,
    validations,
)


def init(app: APIFlask) -> None:
    """Register every resource under /api/v1, the OpenAPI document and its page."""
    app.error_callback = problems.invalid
    for resource in (
        forms,
        own_forms,
        drafts,
        draft_files,
        external_signing,
        revisions,
        acts,
        search,
        documents,
        citations,
        saved_searches,
        document_lists,
        readers,
        uses,
        registers,
        recipients,
        legal_bases,
        lists,
        layout_checks,
        scans,
        imports,
        copies,
        validations,
    ):
        app.register_blueprint(resource.blueprint)
    openapi.init(app)
