"""Who was told that a document was recalled, replaced, amended or corrected, and who has acknowledged it."""

from archive.documents import Document
from archive.later import file_later
from service.actor import Actor
from service.errors import NotFound
from service.parts import Parts
from service.readers import find_seen

LONGEST_NOTE = 300


def acknowledge(parts: Parts, actor: Actor, document_id: str, name: str, of: str, note: str = "") -> Document:
    """Keep that `name` has acknowledged what document `of` did to this one; a second time changes nothing.

    Raises NotFound where the document is not there or nobody of that name was told by `of`.
    """
    with parts.db.write() as session:
        document = find_seen(session, actor, document_id)
        told = list(document.details.get("told", ())) if document else []
        place = next((place for place, one in enumerate(told) if (one["name"], one["of"]) == (name, of)), None)
        if document is None or place is None:
            raise NotFound(what="document", id=document_id, name=name)
        if "acknowledged_at" in told[place]:
            return document
        at, note = parts.now(), note.strip()[:LONGEST_NOTE]
        told[place] = {**told[place], "acknowledged_at": at.isoformat(), "note": note, "by": actor.name}
        return file_later(
            session,
            parts.store,
            document_id,
            "document.acknowledged",
            details={"told": told},
            told={"name": name, "of": of, "note": note},
            actor=actor.name,
            at=at,
        )
