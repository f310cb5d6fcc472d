"""Last step of the path, and the second door: waiting rows go into the index, people's words come back as documents."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlalchemy import func, select

from archive.documents import queue_everything
from archive.records import Document, documents, find_many
from archive.to_index import ToIndex, failed, served, waiting
from index.engine import Completion, Entry, Filters, Hit, Order, Results
from index.errors import SearchError
from index.query import parse_query
from service import saved_matching, search_timings
from service.abbreviations import table
from service.actor import Actor
from service.citing.found import read as read_citations
from service.citing.keeping import keep as keep_citations
from service.entry import entry_of
from service.parts import Parts
from service.readers import seen_among, tokens_of

BATCH = 50
log = logging.getLogger(__name__)


def index_waiting(parts: Parts, limit: int = BATCH) -> int:
    """Serve the least tried and oldest waiting rows; answers how many the index took.

    Indexing twice does no harm, forgetting would. A document that the index cannot take is put last with the reason
    and stops nobody else. Raises IndexBroken, IndexBusy; all rows then stay waiting.
    """
    with parts.db.read() as session:
        rows = waiting(session, limit)
    return _serve(parts, rows)


def index_now(parts: Parts, ids: Iterable[str]) -> int:
    """Serve these before their turn: what was limited leaves the index with the answer. Raises as index_waiting."""
    with parts.db.read() as session:
        rows = list(session.scalars(select(ToIndex).where(ToIndex.document_id.in_(list(ids)))))
    return _serve(parts, rows)


def _serve(parts: Parts, rows: list[ToIndex]) -> int:
    since = {row.document_id: row.queued_at for row in rows}
    with parts.db.read() as session:
        found = find_many(session, since)
        entries = [entry_of(document) for document in found]
        cited = [read_citations(document) for document in found]
    taken, refused = _put(parts, entries)
    saved_matching.match(parts, [entry for entry in entries if entry.id not in refused])
    if since:
        with parts.db.write() as session:
            keep_citations(session, cited)
            for document_id in taken:
                served(session, document_id, since[document_id])
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

        abbreviations = table(session)
        parts.engine.rebuild((entry_of(document) for document in documents(session)), count, abbreviations)
    return total


def search(
    parts: Parts, actor: Actor, text: str, filters: Filters, offset: int = 0, limit: int = 20, order: Order = "best"
) -> Results:
    """What the words find of what this actor may see. Never fails for what was typed. Raises IndexBroken."""
    began = time.perf_counter()
    query = parse_query(text, parts.engine.abbreviations())
    results = parts.engine.search(query, _of(parts, actor, filters), offset, limit, order)
    kept = _still_seen(parts, actor, results.hits)
    search_timings.note(parts, (time.perf_counter() - began) * 1000)
    return replace(results, hits=kept, total=results.total - (len(results.hits) - len(kept)))


def complete(parts: Parts, actor: Actor, typed: str, limit: int = 8) -> list[Completion]:
    """What the actor may be typing, of what the actor may see. Raises IndexBroken."""
    return parts.engine.complete(typed, _of(parts, actor, Filters(actor.agency_id)), limit)


def like(parts: Parts, actor: Actor, document_id: str, limit: int = 5) -> list[Hit]:
    """Documents like this one that the actor may see; none for one that the actor may not. Raises IndexBroken."""
    found = parts.engine.like(document_id, _of(parts, actor, Filters(actor.agency_id)), limit)
    return _still_seen(parts, actor, found)


def _of(parts: Parts, actor: Actor, filters: Filters) -> Filters:
    """The filters with the actor's rights: whoever calls cannot choose them."""
    if filters.agency_id != actor.agency_id:
        raise ValueError("the filters name another agency than the actor's")
    return replace(filters, readers=tokens_of(parts, actor))


def _still_seen(parts: Parts, actor: Actor, hits: list[Hit]) -> list[Hit]:
    """Without what was limited to others a moment ago, of which the index does not know yet."""
    seen = seen_among(parts, actor, [hit.id for hit in hits]) if hits else frozenset()
    return [hit for hit in hits if hit.id in seen]


def behind(parts: Parts) -> tuple[int, str | None]:
    """How many documents wait to be indexed, and why the index does not answer (None: it does)."""
    with parts.db.read() as session:
        left = len(waiting(session, 1000))
    try:
        return left, parts.engine.ready()
    except SearchError as error:
        return left, error.code
