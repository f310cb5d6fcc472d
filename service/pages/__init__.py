"""Pages by resource; each module exports `blueprint`, and calls the same functions as the API."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """Every page of the service."""
    from service.pages.account import blueprint as account
    from service.pages.admin import blueprint as admin
    from service.pages.bases_offered import blueprint as bases_offered
    from service.pages.body import blueprint as body
    from service.pages.desk import blueprint as desk
    from service.pages.documents import blueprint as documents
    from service.pages.draft_files import blueprint as draft_files
    from service.pages.draft_layout import blueprint as draft_layout
    from service.pages.draft_list import blueprint as draft_list
    from service.pages.drafts import blueprint as drafts
    from service.pages.earlier import blueprint as earlier
    from service.pages.forms import blueprint as forms
    from service.pages.layout_checks import blueprint as layout_checks
    from service.pages.legal_bases import blueprint as legal_bases
    from service.pages.lists import blueprint as lists
    from service.pages.own_forms import blueprint as own_forms
    from service.pages.recipients import blueprint as recipients
    from service.pages.registers import blueprint as registers
    from service.pages.revisions import blueprint as revisions
    from service.pages.search import blueprint as search

    return [
        account,
        admin,
        bases_offered,
        body,
        desk,
        documents,
        draft_files,
        draft_layout,
        draft_list,
        drafts,
        earlier,
        forms,
        layout_checks,
        legal_bases,
        lists,
        own_forms,
        recipients,
        registers,
        revisions,
        search,
    ]
