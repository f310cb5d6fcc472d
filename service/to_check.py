"""What a drafter should look at in a draft made from an earlier document: kept with the draft, ticked one by one.

Written by earlier.py, told by check.py; what no longer stands in the draft needs no tick.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from doc_templates.inline import plain
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.parts import Parts


@dataclass(frozen=True)
class ToCheck:
    """One thing to look at, however often it stands in the field. `what`: a kind of doubts(), basis, rows or signer."""

    field: str
    what: str
    words: str
    near: str
    count: int = 1
    done: bool = False


def text_of(value: object) -> str:
    """A value as the text that is searched: lines, an appendix's title above its words, without marks of look."""
    if isinstance(value, list):
        return "\n".join(map(text_of, value))
    if isinstance(value, Mapping):
        return "\n".join(str(part) for part in value.values())
    return "\n".join(map(plain, str(value or "").split("\n")))


def tick(parts: Parts, actor: Actor, draft_id: str, numbers: set[int] | None, *, done: bool = True) -> Draft:
    """Set what the drafter has looked at (`numbers`: places in the list, None all). Raises NotFound."""
    drafts.get(parts, actor, draft_id)
    with parts.db.write() as session:
        draft = session.get_one(Draft, draft_id)
        draft.to_check = [
            {**entry, "done": done if numbers is None or at in numbers else entry["done"]}
            for at, entry in enumerate(draft.to_check)
        ]
    return draft


def left_to_check(draft: Draft) -> list[int]:
    """Places in the list that are neither ticked nor gone from the text."""
    texts = {name: text_of(value) for name, value in draft.values.items()}
    return [at for at, entry in enumerate(draft.to_check) if not entry["done"] and _still_there(draft, entry, texts)]


def _still_there(draft: Draft, entry: Mapping[str, object], texts: Mapping[str, str]) -> bool:
    field = str(entry["field"])
    if entry["what"] == "signer":
        return not draft.values.get(field)
    return bool(texts.get(field)) if entry["what"] == "rows" else str(entry["words"]) in texts.get(field, "")
