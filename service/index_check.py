"""The index ↔ the archive: does any entry say something else than the rows, is one missing, was one made up?"""

from collections.abc import Iterator

from sqlalchemy import func, select

from archive.filing import object_id
from archive.finding import Finding, Progress, unseen
from archive.records import Document, documents
from archive.share import ALL, Share
from archive.to_index import ToIndex
from index.engine import Entry
from service.entry import entry_of
from service.parts import Parts

CODES = {"missing": "index_entry_missing", "forged": "index_entry_forged", "unknown": "index_entry_unknown"}


def check_index(parts: Parts, progress: Progress = unseen, share: Share = ALL) -> list[Finding]:
    """Compare every entry of the share with its document; what waits for the index is not asked for.

    Raises IndexBroken. The remedy for whatever is found is a rebuild of the index; progress gets (done, total).
    """
    with parts.db.read() as session:
        waiting = set(session.scalars(select(ToIndex.document_id)))
        total = session.scalar(select(func.count()).select_from(Document)) or 0

        def entries() -> Iterator[Entry]:
            for done, document in enumerate(documents(session), 1):
                if document.id not in waiting and share.holds_object(object_id(document.id)):
                    yield entry_of(document)
                progress(done, total)

        found = list(parts.engine.check(entries(), whole=share == ALL))
        wrong = [(id, what) for id, what in found if id not in waiting]
    with parts.db.read() as session:  # what was issued and indexed meanwhile is known now
        return [
            Finding(CODES[what], f"index {id}", {"document_id": id})
            for id, what in wrong
            if what != "unknown" or session.get(Document, id) is None
        ]
