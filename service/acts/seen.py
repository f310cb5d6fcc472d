"""What documents did to one another, as far as the reader may see both: of the other one no more than its number."""

from typing import Any

from archive.documents import Document
from service.actor import Actor
from service.parts import Parts
from service.readers import seen_among

HIDDEN = {"id": "", "subject": "", "reason": ""}
"""What takes the place of the words of a document that the reader may not see."""
BOTH_WAYS = ("acts_on", "acted_on_by")


def acts_seen(parts: Parts, actor: Actor, document: Document) -> dict[str, list[dict[str, Any]]]:
    """acts_on and acted_on_by of the document, as its details say, the words of those limited to others left out."""
    said = {way: list(document.details.get(way) or ()) for way in BOTH_WAYS}
    seen = seen_among(parts, actor, {one["id"] for way in BOTH_WAYS for one in said[way]})
    return {way: [one if one["id"] in seen else {**one, **HIDDEN} for one in said[way]] for way in BOTH_WAYS}
