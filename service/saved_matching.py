"""Which kept searches a batch of newly indexed documents matches: the documents alone are made a small index of, and
every kept question is put to it. So it matches what a search would find, and what is indexed already costs nothing.

News is what comes into the archive after the search was kept: a document indexed again is none.
"""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.events import Event
from index.engine import EVERYBODY, Entry, Results
from index.engines import open_engine
from index.query import parse_query
from service.parts import Parts
from service.saved_searches import SavedSearch, note_matches

log = logging.getLogger(__name__)

ARRIVALS = ("document.issued", "document.imported")
"""Events by which a document comes into the archive."""
LOOSE = {"partial", "reference_not_found", "number_not_found", "date_not_found"}
"""Notes of an answer that did not take the question whole: in so small an index that is no match."""


def match(parts: Parts, entries: Sequence[Entry]) -> None:
    """Note what matches. A failure is logged: notices may be missed, indexing may not."""
    try:
        with parts.db.read() as session:
            agencies = {entry.agency_id for entry in entries}
            searches = list(session.scalars(select(SavedSearch).where(SavedSearch.agency_id.in_(agencies))))
            came = _arrivals(session, [entry.id for entry in entries]) if searches else {}
        new = [entry for entry in entries if entry.id in came]
        found = list(_found(parts, searches, new, came)) if new else []
        if found:
            with parts.db.write() as session:
                note_matches(session, found, parts.now())
    except Exception:
        log.exception("kept searches were not matched with %d documents", len(entries))


def _arrivals(session: Session, ids: Sequence[str]) -> dict[str, datetime]:
    came = select(Event.document_id, func.min(Event.at)).where(Event.document_id.in_(ids), Event.name.in_(ARRIVALS))
    return {id: at for id, at in session.execute(came.group_by(Event.document_id)) if id is not None}


def _found(
    parts: Parts, searches: Sequence[SavedSearch], new: Sequence[Entry], came: dict[str, datetime]
) -> Iterator[tuple[str, str]]:
    youngest = max(came.values())
    wanted = [search for search in searches if search.since < youngest]
    if not wanted:
        return
    with tempfile.TemporaryDirectory(dir=parts.config.data_dir / "run", prefix="news-") as folder:
        engine = open_engine(f"whoosh://{folder}")
        try:
            # who may see them is asked when somebody is told
            engine.put([replace(entry, readers=(EVERYBODY,)) for entry in new])
            for search in wanted:
                question = search.question
                filters = question.filters(search.agency_id)
                results = engine.search(parse_query(question.q, engine.abbreviations()), filters, limit=len(new))
                yield from ((search.id, hit) for hit in _whole(results) if came[hit] > search.since)
        finally:
            engine.close()


def _whole(results: Results) -> list[str]:
    if any(note.code in LOOSE for note in results.understood.notes):
        return []
    return [hit.id for hit in results.hits]
