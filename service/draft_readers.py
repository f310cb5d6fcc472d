"""Who will see a draft's document: chosen before the issue, so that a limited document is never open for a moment.

A limited draft is seen by its drafter, those who sign or initial it, the records clerks, and of the layout checkers
those who are named. Of a draft that became a document the document's own readers count (reader_changes.py keeps both
alike).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from service import drafts, reader_choice
from service.actor import Actor
from service.draft import Draft
from service.errors import WrongState
from service.locks import one_at_a_time
from service.parts import Parts


def limit(parts: Parts, actor: Actor, draft_id: str, level: str, tokens: Iterable[str]) -> Draft:
    """Choose who will see the document; allowed until it is issued, also while it waits for a signature.

    Waits for an issue that is under way. Raises NotFound, WrongState, BadInput.
    """
    with one_at_a_time(parts, "issue", draft_id), parts.db.write() as session:
        draft = drafts.visible(session, actor, draft_id)
        if draft.state not in ("editing", "signing", "handed_over"):
            raise WrongState(draft=draft.id, state=draft.state)
        draft.access = reader_choice.chosen(session, actor.agency_id, level, tokens, draft.access)
    return draft


def inherited(details: Mapping[str, Any]) -> dict[str, Any]:
    """The access of a draft that begins with the words of a document: limited as that is, to those named there."""
    access = details.get("access") or {}
    if not isinstance(access, Mapping) or access.get("level") != "limited":
        return {}
    readers = [{**one, "why": "named"} for one in access.get("readers", ())]
    return {"level": "limited", "readers": readers}
