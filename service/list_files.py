"""Lists on their way into a draft: a file or pasted rows → tables, looked at on a page, taken into a field, undone.

Between the looks nothing is kept on the server: the tables travel with the page and are read as anything sent is.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict

from doc_templates.fields import Field
from doc_templates.lists.match import MatchedList, match
from doc_templates.lists.model import ListTable, Note, Row
from doc_templates.lists.pipes import as_appendix
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.draft_history import revision
from service.drafts import form_of_draft
from service.errors import BadInput, ListHasErrors, NotFound
from service.parts import Parts
from service.revisions import latest

LARGEST = 20 * 1024 * 1024
TYPES = ("table", "appendices")
LONGEST_SOURCE = 100


def field_of(parts: Parts, draft: Draft, name: str) -> Field:
    """The field of the draft's form that takes a list. Raises NotFound."""
    found = next((one for one in form_of_draft(parts, draft).fields if one.name == name and one.type in TYPES), None)
    if found is None:
        raise NotFound(what="field", id=name)
    return found


def packed(tables: list[ListTable]) -> str:
    """The tables as they travel with a page."""
    return json.dumps([asdict(table) for table in tables], ensure_ascii=False)


def unpacked(text: str) -> list[ListTable]:
    """The tables that came back. Raises BadInput."""
    try:
        return [_table(given) for given in json.loads(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadInput(field="tables") from None


def _table(given: Mapping[str, object]) -> ListTable:
    rows = tuple(Row(int(row["number"]), tuple(map(str, row["cells"]))) for row in given["rows"])  # type: ignore[attr-defined]
    notes = tuple(
        Note(str(note["code"]), str(note["place"]), dict(note["data"]), str(note["severity"]))
        for note in given["notes"]  # type: ignore[attr-defined]
    )
    return ListTable(str(given["name"]), rows, notes, bool(given["hidden"]))


def take_rows(
    parts: Parts, actor: Actor, draft_id: str, field: Field, found: MatchedList, *, append: bool, source: str
) -> Draft:
    """The matched rows into a table field. Raises ListHasErrors, and all that drafts.save raises."""
    if found.errors:
        raise ListHasErrors(
            field=field.name, errors=[f"{note.place} {note.code}".strip() for note in found.errors[:20]]
        )
    return _save(parts, actor, draft_id, field, list(found.rows), append=append, source=source)


def take_appendix(
    parts: Parts,
    actor: Actor,
    draft_id: str,
    field: Field,
    table: ListTable,
    *,
    title: str,
    numbered: bool,
    append: bool,
    source: str,
) -> Draft:
    """The table as one more appendix, or as the only one. Raises ListTooLarge, and all that drafts.save raises."""
    made = {"title": title, "body": as_appendix(table, numbered=numbered)}
    return _save(parts, actor, draft_id, field, [made], append=append, source=source)


def _save(
    parts: Parts, actor: Actor, draft_id: str, field: Field, taken: list[dict[str, str]], *, append: bool, source: str
) -> Draft:
    draft = drafts.get(parts, actor, draft_id)
    there = draft.values.get(field.name)
    value = [*there, *taken] if append and isinstance(there, list) else taken
    values = {**draft.values, field.name: value}
    return drafts.save(parts, actor, draft_id, values, draft.revision, how="uploaded", source=source[-LONGEST_SOURCE:])


def number_now(parts: Parts, draft: Draft) -> int:
    """The number of the draft's newest revision: what `put_back` returns to."""
    with parts.db.read() as session:
        found = latest(session, draft.id)
    return found.number if found else 0


def put_back(parts: Parts, actor: Actor, draft_id: str, name: str, number: int) -> Draft:
    """The field as it was in that revision, everything else as it is now. Raises NotFound and all of drafts.save."""
    before = revision(parts, actor, draft_id, number)
    draft = drafts.get(parts, actor, draft_id)
    field = field_of(parts, draft, name)
    values = {**draft.values, field.name: before.values.get(field.name)}
    return drafts.save(parts, actor, draft_id, values, draft.revision, how="restored", source=str(number))


def matched(field: Field, table: ListTable, chosen: Mapping[str, int | None] | None) -> MatchedList | None:
    """How the table fits a table field; None for an appendix, which takes any."""
    return match(field, table, chosen) if field.type == "table" else None
