"""Other readers of an issued document, filed: a new version of its object, its copies with it, its draft alike."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.documents import Document
from archive.later import file_later
from doc_templates.copy_rules import copy_rules
from index.errors import SearchError
from service import reader_choice, search
from service.actor import Actor
from service.draft import Draft
from service.parts import Parts
from service.reader_choice import Access


def access_now(session: Session, document: Document) -> Access:
    """Who may see the document, its makers among them also where it was filed before that was said of documents."""
    kept = document.details.get("access")
    if isinstance(kept, Mapping) and "readers" in kept:
        return dict(kept)
    draft = session.get(Draft, document.id)
    return reader_choice.with_own({}, reader_choice.makers(session, draft) if draft else [])


def file_access(
    parts: Parts, session: Session, actor: Actor, document: Document, access: Access, event: str, told: dict[str, Any]
) -> None:
    """Let these be the readers of the document, and of the copies made of it; in the caller's write block.

    Each object gets a version that says so, and waits for the index.
    """
    for each in (document, *_copies_of(session, document)):
        file_later(
            session, parts.store, each.id, event, details={"access": access}, told=told, actor=actor.name,
            at=parts.now(),
        )  # fmt: skip
    draft = session.get(Draft, document.id)
    if draft is not None:
        draft.access = access


def _copies_of(session: Session, document: Document) -> Iterator[Document]:
    """Those made of it, and those made of them."""
    wanted = select(Document).where(
        Document.agency_id == document.agency_id,
        Document.kind.in_(copy_rules()),
        Document.details["copy_of"].as_string() == document.id,
    )
    for copy in list(session.scalars(wanted)):
        yield copy
        yield from _copies_of(session, copy)


def index_at_once(parts: Parts, document_id: str) -> None:
    """What was narrowed is out of counts and completion with the answer; where the index is busy, in its next turn."""
    with parts.db.read() as session:
        document = session.get_one(Document, document_id)
        ids = [each.id for each in (document, *_copies_of(session, document))]
    try:
        search.index_now(parts, ids)
    except SearchError:
        parts.index_soon()
