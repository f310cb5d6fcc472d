"""First step of the path: the draft, values typed into a form; the only thing that may still change.

One table, one life: editing → (signing →) handed over to the records clerk → issued, or discarded (and restored).
Nothing is overwritten silently: a save names the revision it started from.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.numbers import Number
from archive.readers import readers_of
from doc_templates.form import Form, clean
from doc_templates.kinds import reference
from doc_templates.whole_text import Unplaced
from service import people
from service.actor import Actor
from service.draft import Draft
from service.errors import DraftChanged, DraftLocked, DraftSigned, NotFound, WrongState
from service.forms import form_of
from service.parts import Parts
from service.reader_choice import access_of
from service.readers import tokens_in
from service.revisions import How, is_news_to, keep, seal
from service.signings import drop, signing_of


def create(
    parts: Parts,
    actor: Actor,
    form_id: str,
    values: Mapping[str, object],
    unplaced: Sequence[Unplaced] = (),
    *,
    how: How | None = None,
    source: str = "",
    to_check: Sequence[dict[str, object]] = (),
    access: Mapping[str, Any] | None = None,
) -> Draft:
    """A new draft. Raises UnknownForm, and UnknownField, WrongShape or TooLong for values the form does not take."""
    form = form_of(parts, actor.agency_id, form_id)
    now = parts.now()
    draft = Draft(
        id=uuid4().hex,
        agency_id=actor.agency_id,
        form=form.id,
        form_version=form.version,
        values=with_signer(parts, actor, clean(form, values)),
        author_id=actor.user_id,
        author_name=actor.name,
        changed_by=actor.name,
        unplaced=[{"words": line.words, "near": line.near} for line in unplaced],
        to_check=list(to_check),
        access=dict(access or {}),
        created_at=now,
        updated_at=now,
    )
    with parts.db.write() as session:
        session.add(draft)
        session.flush()  # its first revision refers to it
        keep(session, draft, actor, now, how, source)
    return draft


def with_signer(
    parts: Parts, actor: Actor, values: Mapping[str, object], above: Sequence[str] = ()
) -> dict[str, object]:
    """A signer given by name becomes one of the office's signers where the name is one of theirs."""
    name = values.get("signer")
    if not isinstance(name, str) or not name.strip() or name.isdecimal():
        return dict(values)
    with parts.db.read() as session:
        signer = people.match_signer(session, actor.agency_id, name, parts.today(), above)
    return {**values, "signer": str(signer.id)} if signer else dict(values)


def get(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """The draft, if this actor may see it. Raises NotFound: what you may not see is not there.

    What somebody else has seen is no longer folded away: the newest revision is sealed when it is news to the actor.
    """
    with parts.db.read() as session:
        draft = visible(session, actor, draft_id)
        news = is_news_to(session, draft_id, actor)
    if news:
        with parts.db.write() as session:
            seal(session, draft_id, "seen")
    return draft


def visible(session: Session, actor: Actor, draft_id: str) -> Draft:
    """The row, if this actor may see it. Raises NotFound."""
    draft = session.get(Draft, draft_id)
    if draft is None or draft.agency_id != actor.agency_id or not _may_see(session, actor, draft):
        raise NotFound(what="draft", id=draft_id)
    return draft


def _may_see(session: Session, actor: Actor, draft: Draft) -> bool:
    own = actor.user_id is not None and draft.author_id == actor.user_id
    by_office = bool(actor.permissions & {"issue", "sign", "layout"})
    return own or (by_office and not limited_to_others(session, actor, draft))


def limited_to_others(session: Session, actor: Actor, draft: Draft) -> bool:
    """Whether the draft is limited to readers that the actor is not among."""
    if draft.access.get("level") != "limited":
        return False
    return set(readers_of({"access": access_of(session, draft)})).isdisjoint(tokens_in(session, actor))


def save(
    parts: Parts,
    actor: Actor,
    draft_id: str,
    values: Mapping[str, object],
    revision: int,
    *,
    how: How | None = None,
    source: str = "",
) -> Draft:
    """Replace the values of revision `revision`.

    Raises DraftChanged where somebody saved in between, DraftLocked where a number is already reserved,
    WrongState where the draft is issued or discarded, or handed over and the actor is no records clerk (what was signed
    must not change behind the clerk's back: take it back first), and the form's errors for values it does not take.
    """
    cleaned = with_signer(parts, actor, clean(form_of_draft(parts, get(parts, actor, draft_id)), values))
    with parts.db.write() as session:
        draft = still_editable(session, actor, draft_id)
        _at_revision(draft, revision)
        if cleaned != draft.values:
            draft.values = cleaned
            touch(parts, actor, draft)
            keep(session, draft, actor, draft.updated_at, how, source)
    return draft


def change_form(
    parts: Parts,
    actor: Actor,
    draft_id: str,
    form: Form,
    values: Mapping[str, object],
    unplaced: Sequence[Unplaced],
    revision: int,
) -> Draft:
    """Go on in another version of the draft's form. Raises as save."""
    cleaned = clean(form, values)
    with parts.db.write() as session:
        draft = still_editable(session, actor, draft_id)
        _at_revision(draft, revision)
        draft.form_version, draft.values = form.version, cleaned
        draft.unplaced = [*draft.unplaced, *({"words": line.words, "near": line.near} for line in unplaced)]
        touch(parts, actor, draft)
        keep(session, draft, actor, draft.updated_at)
    return draft


def _at_revision(draft: Draft, revision: int) -> None:
    if draft.revision != revision:
        raise DraftChanged(
            draft=draft.id, current_revision=draft.revision, changed_by=draft.changed_by, revision=revision
        )


def still_at(session: Session, seen: Draft) -> None:
    """The draft as it was seen is the draft as it is. Raises DraftChanged."""
    _at_revision(session.get_one(Draft, seen.id), seen.revision)


def unfinished(session: Session, actor: Actor, draft_id: str) -> Draft:
    """A draft that is neither issued nor put away and holds no number. Raises NotFound, WrongState, DraftLocked."""
    draft = visible(session, actor, draft_id)
    if draft.state not in ("editing", "handed_over"):
        raise WrongState(draft=draft.id, state=draft.state)
    unlocked(session, draft)
    return draft


def still_editable(session: Session, actor: Actor, draft_id: str) -> Draft:
    """A draft that this actor may change now. Raises as unfinished, and DraftSigned."""
    draft = unfinished(session, actor, draft_id)
    if draft.state == "handed_over" and not actor.may("issue"):
        raise WrongState(draft=draft.id, state=draft.state)
    signing = signing_of(session, draft_id)
    if signing is not None:
        raise DraftSigned(name=signing.signer_name)
    return draft


def reserved_number(session: Session, draft_id: str) -> Number | None:
    """The number that an interrupted issue left with the draft."""
    return session.scalar(select(Number).where(Number.draft_id == draft_id, Number.state == "reserved"))


def unlocked(session: Session, draft: Draft) -> None:
    """Nothing, unless a number is reserved for it: then raises DraftLocked."""
    number = reserved_number(session, draft.id)
    if number is not None:
        raise DraftLocked(draft=draft.id, reference=reference(number.number, number.symbol))


def touch(parts: Parts, actor: Actor, draft: Draft) -> None:
    """Another revision, by this actor, now."""
    draft.revision += 1
    draft.changed_by = actor.name
    draft.updated_at = parts.now()


def _move(parts: Parts, actor: Actor, draft_id: str, allowed: set[str], state: str, note: str = "") -> Draft:
    with parts.db.write() as session:
        draft = visible(session, actor, draft_id)
        if draft.state not in allowed:
            raise WrongState(draft=draft.id, state=draft.state)
        unlocked(session, draft)
        drop(session, actor, draft_id, note)
        draft.state, draft.note = state, note
        touch(parts, actor, draft)
        if state == "handed_over":
            seal(session, draft_id, "handed_over")
    return draft


def clear_unplaced(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """The drafter has placed what could not be placed by itself."""
    with parts.db.write() as session:
        draft = visible(session, actor, draft_id)
        draft.unplaced = []
    return draft


def hand_over(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """Give the draft to the records clerk: the signer has signed the paper or said yes."""
    return _move(parts, actor, draft_id, {"editing"}, "handed_over")


def take_back(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """The drafter takes the draft back to go on editing; a signature that it bears counts no more."""
    return _move(parts, actor, draft_id, {"handed_over", "signing"}, "editing")


def return_with_note(parts: Parts, actor: Actor, draft_id: str, note: str) -> Draft:
    """The records clerk gives the draft back and says why."""
    return _move(parts, actor, draft_id, {"handed_over"}, "editing", note)


def discard(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """Put the draft away; `restore` brings it back."""
    return _move(parts, actor, draft_id, {"editing", "handed_over", "signing"}, "discarded")


def restore(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """Undo `discard`."""
    return _move(parts, actor, draft_id, {"discarded"}, "editing")


def mine(parts: Parts, actor: Actor, limit: int = 200) -> list[Draft]:
    """The actor's own drafts that are not issued or discarded, newest change first."""
    wanted = select(Draft).where(
        Draft.agency_id == actor.agency_id,
        Draft.author_id == actor.user_id,
        Draft.state.in_(("editing", "signing", "handed_over")),
    )
    with parts.db.read() as session:
        return list(session.scalars(wanted.order_by(Draft.updated_at.desc()).limit(limit)))


def waiting(parts: Parts, actor: Actor, limit: int = 200) -> list[Draft]:
    """What waits for records clerk and layout checker: handed over, and drafts whose issue was interrupted."""
    if not actor.permissions & {"issue", "layout"}:
        return []
    reserved = select(Number.draft_id).where(Number.state == "reserved")
    wanted = select(Draft).where(
        Draft.agency_id == actor.agency_id,
        (Draft.state == "handed_over") | ((Draft.state == "editing") & Draft.id.in_(reserved)),
    )
    with parts.db.read() as session:
        found = session.scalars(wanted.order_by(Draft.updated_at).limit(limit))
        return [draft for draft in found if not limited_to_others(session, actor, draft)]


def form_of_draft(parts: Parts, draft: Draft) -> Form:
    """The form a draft is typed into, in the version it was begun with. Raises UnknownForm."""
    return form_of(parts, draft.agency_id, draft.form, draft.form_version)
