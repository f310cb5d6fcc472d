"""Pages by resource; each module exports `blueprint`, and calls the same functions as the API."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """Every page of the service."""
    from service.pages.account import blueprint as account
    from service.pages.acts import blueprint as acts
    from service.pages.admin import blueprint as admin
    from service.pages.appendix_files import blueprint as appendix_files
    from service.pages.bases_offered import blueprint as bases_offered
    from service.pages.body import blueprint as body
    from service.pages.check_page import blueprint as check_page
    from service.pages.citations import blueprint as citations
    from service.pages.copies import blueprint as copies
    from service.pages.desk import blueprint as desk
    from service.pages.documents import blueprint as documents
    from service.pages.draft_files import blueprint as draft_files
    from service.pages.draft_layout import blueprint as draft_layout
    from service.pages.draft_list import blueprint as draft_list
    from service.pages.drafts import blueprint as drafts
    from service.pages.earlier import blueprint as earlier
    from service.pages.external_signing import blueprint as external_signing
    from service.pages.forms import blueprint as forms
    from service.pages.imports import blueprint as imports
    from service.pages.layout_checks import blueprint as layout_checks
    from service.pages.legal_bases import blueprint as legal_bases
    from service.pages.lists import blueprint as lists
    from service.pages.own_forms import blueprint as own_forms
    from service.pages.readers import blueprint as readers
    from service.pages.recipients import blueprint as recipients
    from service.pages.registers import blueprint as registers
    from service.pages.revisions import blueprint as revisions
    from service.pages.saved_searches import blueprint as saved_searches
    from service.pages.scans import blueprint as scans
    from service.pages.search import blueprint as search
    from service.pages.search_completions import blueprint as search_completions
    from service.pages.search_lists import blueprint as search_lists
    from service.pages.signing import blueprint as signing
    from service.pages.signing_keys import blueprint as signing_keys
    from service.pages.submission import blueprint as submission
    from service.pages.uses import blueprint as uses
    from service.pages.validation import blueprint as validation

    return [
        account,
        acts,
        admin,
        appendix_files,
        bases_offered,
        body,
        check_page,
        citations,
        copies,
        desk,
        documents,
        draft_files,
        draft_layout,
        draft_list,
        drafts,
        earlier,
        external_signing,
        forms,
        imports,
        layout_checks,
        legal_bases,
        lists,
        own_forms,
        readers,
        recipients,
        registers,
        revisions,
        saved_searches,
        scans,
        search,
        search_completions,
        search_lists,
        signing,
        signing_keys,
        submission,
        uses,
        validation,
    ]
