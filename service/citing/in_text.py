"""The words of a document with those cut out that cite documents the reader may see."""

import unicodedata
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.documents import Document
from service.actor import Actor
from service.citing.around import Seen, seen_of
from service.citing.rows import Cited


def linked(session: Session, actor: Actor, document: Document) -> list[tuple[str, Seen | None]]:
    """The whole text in pieces, each with the document it cites, or None."""
    rows = select(Cited).where(
        Cited.document_id == document.id, Cited.part == "text", Cited.target_id.is_not(None), Cited.end > Cited.start
    )
    found = session.scalars(rows.order_by(Cited.start)).all()
    seen = seen_of(session, actor, {row.target_id for row in found if row.target_id})
    return list(_pieces(unicodedata.normalize("NFC", document.text), found, seen))


def _pieces(text: str, rows: Sequence[Cited], seen: dict[str, Seen]) -> Iterator[tuple[str, Seen | None]]:
    at = 0
    for row in rows:
        cited = seen.get(row.target_id or "")
        words = text[row.start : row.end]
        # rows are made when the document is indexed: what was corrected since is not linked in the wrong place
        if cited is None or row.start < at or not _same(words, row.words):
            continue
        if row.start > at:
            yield text[at : row.start], None
        yield words, cited
        at = row.end
    if at < len(text):
        yield text[at:], None


def _same(words: str, kept: str) -> bool:
    return " ".join(words.split()).startswith(kept)
