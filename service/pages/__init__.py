"""Pages by resource; each module exports `blueprint`, and calls the same functions as the API."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """Every page of the service."""
    from service.pages import account, admin, desk, documents, drafts, forms, registers, search

    return [
        module.blueprint for module in (account, admin, desk, documents, drafts, forms, registers, search)
    ]
