"""Which addresses are a use of what: asked once after every answer, so that no page has to think of it.

Pictures of pages are not counted one by one: who sees them has opened the document's page.
"""

from flask import Flask, Response, g, request

from archive.documents import find
from service import uses
from service.actor import Actor
from service.parts import parts

OF_DOCUMENTS: dict[str, str] = {
    "documents.show": "opened",
    "documents.pdf": "read",
    "acts.to_read": "read",
    "scans.filed": "read",
    "documents.file": "downloaded",
    "documents.proof": "proof",
    "scans.print_": "printed",
    "api_documents.get_document": "fetched",
    "api_documents.get_document_file": "downloaded",
    "api_documents.get_document_proof": "proof",
}
NOT_COUNTED: dict[str, str] = {
    "documents.page": "the picture of a page that was opened",
    "scans.filed_page": "the picture of a page that was opened",
    "copies.new": "the way to a copy, which is an event of the journal",
    "copies.show": "the same",
    "copies.page": "the same",
    "readers.show": "about the document, not in it",
    "uses.of_document": "the same",
    "citations.show": "the same",
    "imports.filed": "its entries, corrected by records clerks who see every document",
    "api_search.find_similar": "a search, of other documents",
    "api_citations.get_document_citations": "the same",
    "api_copies.list_copies": "the same",
    "api_readers.get_document_access": "the same",
    "api_uses.list_document_uses": "the same",
}
"""Addresses of a document that are no use of it, and why."""
SEARCHES = ("search.index", "earlier.index", "acts.index", "api_search.find_documents")
EXPORTS = (
    "search_lists.file", "api_document_lists.get_file", "registers.export", "registers.book", "legal_bases.export",
    "recipients.export", "draft_list.export", "imports.as_csv", "api_imports.get_report", "uses.export",
    "uses.export_log",
)  # fmt: skip
GIVEN = {200, 206, 304}
"""Answers that gave what was asked; 304: the browser had it."""


def init(app: Flask) -> None:
    """Look at every answer."""
    app.after_request(_noted)


def _noted(answer: Response) -> Response:
    actor: Actor | None = g.get("actor")
    endpoint = request.endpoint or ""
    if actor is None or request.method != "GET":
        return answer
    if endpoint in OF_DOCUMENTS:
        _of_document(actor, OF_DOCUMENTS[endpoint], answer.status_code)
    elif answer.status_code in GIVEN and endpoint in SEARCHES:
        _search(actor)
    elif answer.status_code in GIVEN and endpoint in EXPORTS:
        uses.note(parts(), actor, "exported", words=request.full_path.rstrip("?"))
    return answer


def _of_document(actor: Actor, what: str, status: int) -> None:
    asked = request.view_args or {}
    document_id = str(asked.get("document_id", ""))
    if status in GIVEN:
        uses.note(parts(), actor, what, document_id, str(asked.get("name", "")))
    elif status == 404 and _is_there(actor, document_id):
        uses.note(parts(), actor, "refused", document_id)


def _is_there(actor: Actor, document_id: str) -> bool:
    """Whether somebody was kept out, rather than mistaken."""
    with parts().db.read() as session:
        return find(session, actor.agency_id, document_id) is not None


def _search(actor: Actor) -> None:
    words = request.args.get("q", "").strip()
    if words:
        uses.note(parts(), actor, "searched", words=words)
