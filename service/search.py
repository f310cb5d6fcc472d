"""Last step of the path, and the second door: waiting rows go into the index, people's words come back as documents."""

import logging
from collections.abc import Callable

from sqlalchemy import func, select

from archive.documents import queue_everything
from archive.records import Document, documents, find_many
from archive.to_index import ToIndex, failed, served, waiting
from doc_templates.kinds import kinds
from index.engine import Entry, Filters, Results
from index.errors import SearchError
from index.query import parse_query
from service.actor import Actor
from service.parts import Parts

BATCH = 50
log = logging.getLogger(__name__)


def entry_of(document: Document) -> Entry:
    """What the index knows of an issued document: made from the archive alone, so it can be made again at any time."""
    kind = kinds().get(document.kind)
    return Entry(
        id=document.id,
        agency_id=document.agency_id,
        reference=document.reference,
        number=document.number,
        symbol=document.symbol,
        kind=document.kind,
        kind_name=kind.name if kind else document.kind,
        subject=document.subject,
        issued_on=document.issued_on,
        year=document.year,
        signer=document.signer_name,
        parties=tuple(party.name for party in document.parties),
        bases=tuple(str(line) for line in document.details.get("bases", [])),
        body=document.text,
    )


def index_waiting(parts: Parts, limit: int = BATCH) -> int:
    """Serve the least tried and oldest waiting rows; answers how many the index took.

    Indexing twice does no harm, forgetting would. A document that the index cannot take is put last with the reason
    and stops nobody else. Raises IndexBroken, IndexBusy; all rows then stay waiting.
    """
    with parts.db.read() as session:
        ids = [row.document_id for row in waiting(session, limit)]
        entries = [entry_of(document) for document in find_many(session, ids)]
    taken, refused = _put(parts, entries)
    if ids:
        with parts.db.write() as session:
            for document_id in taken:
                served(session, document_id)
            for document_id, why in refused.items():
                failed(session, document_id, why)
    return len(taken)


def _put(parts: Parts, entries: list[Entry]) -> tuple[list[str], dict[str, str]]:
    """All at once; where that fails, one by one, so that the culprit is known. → ids taken, ids refused and why."""
    if not entries:
        return [], {}
    try:
        parts.engine.put(entries)
    except SearchError:
        raise
    except Exception as error:
        log.exception("the index refused a batch of %d", len(entries))
        if len(entries) == 1:
            return [], {entries[0].id: repr(error)}
        halves = [_put(parts, [entry]) for entry in entries]
        return [id for taken, _ in halves for id in taken], {id: why for _, bad in halves for id, why in bad.items()}
    return [entry.id for entry in entries], {}


def catch_up(parts: Parts) -> None:
    """Queue every document where the index holds fewer than were issued and do not wait: a lost or moved folder.

    Raises IndexBroken.
    """
    with parts.db.write() as session:
        issued = session.scalar(select(func.count()).select_from(Document)) or 0
        queued = session.scalar(select(func.count()).select_from(ToIndex)) or 0
        if parts.engine.count() < issued - queued:
            queue_everything(session)


def rebuild(parts: Parts, progress: Callable[[int, int], None]) -> int:
    """Make the index anew from the archive beside the old one, then switch; `progress` gets (done, total).

    What is issued meanwhile stays waiting: the engine takes nothing until it has switched. Raises IndexBusy.
    """
    done = 0
    with parts.db.read() as session:
        total = session.scalar(select(func.count()).select_from(Document)) or 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, total)

        parts.engine.rebuild((entry_of(document) for document in documents(session)), count)
    return total


def search(parts: Parts, actor: Actor, text: str, filters: Filters, offset: int = 0, limit: int = 20) -> Results:
    """What the words find of what this actor may see. Never fails for what was typed. Raises IndexBroken."""
    if filters.agency_id != actor.agency_id:
        raise ValueError("the filters name another agency than the actor's")
    return parts.engine.search(parse_query(text), filters, offset, limit)


def behind(parts: Parts) -> tuple[int, str | None]:
    """How many documents wait to be indexed, and why the index does not answer (None: it does)."""
    with parts.db.read() as session:
        left = len(waiting(session, 1000))
    try:
        return left, parts.engine.ready()
    except SearchError as error:
        return left, error.code
