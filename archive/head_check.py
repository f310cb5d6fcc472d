"""Filed heads ↔ journal: was the journal rewritten, cut short or begun anew; do clock and time-stamps agree?"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.db import now
from archive.events import Event
from archive.finding import Finding
from archive.head import FiledHead, Head
from archive.heads import all_heads
from archive.store import Store

Proves = Callable[[bytes, bytes], str]
"""Looks at a time-stamp's answer (second) over these bytes (first): "" if it holds, else why not."""

TOLERANCE = timedelta(minutes=1)
"""So much a clock may be put right without a word."""
EXPLAINED = "clock.explained"
"""The event by which somebody answers for a clock that went back: details {"seq": the event that came too early}."""


def trusting(_content: bytes, _stamp: bytes) -> str:
    """Asks nobody whose stamp it is."""
    return ""


def check_heads(session: Session, store: Store, proves: Proves = trusting) -> Iterator[Finding]:
    """Every filed head must be what the journal says of that event, and bear a stamp over itself or none."""
    heads = all_heads(store)
    journal = session.scalar(select(Event.digest).where(Event.seq == 1)) or ""
    former = _former(journal, heads)
    for filed in heads:
        data: dict[str, object] = {"object_id": filed.object_id, "seq": filed.seq}
        place = f"head of event {filed.seq}"
        if filed.head.journal == journal:
            yield from _in_the_journal(session, filed, place, data)
        elif filed.head.journal in former:
            yield Finding("head_of_former_journal", place, data, fault=False)
        else:
            yield Finding("head_of_other_journal", place, data)
        why = proves(filed.content, filed.stamp) if filed.stamp and filed.stamp_is_of_it else ""
        if not filed.stamp_is_of_it or why:
            yield Finding("head_stamp_wrong", place, {**data, "why": why or "another imprint"})
    yield from _clock(session, heads)


def _former(journal: str, heads: list[FiledHead]) -> set[str]:
    """The journals that this one, by a head filed at a rebuild, says it follows."""
    reached = {journal}
    for filed in reversed(heads):
        if filed.head.journal in reached:
            reached |= set(filed.head.former)
    return reached - {journal}


def _in_the_journal(session: Session, filed: FiledHead, place: str, data: dict[str, object]) -> Iterator[Finding]:
    event = session.get(Event, filed.seq)
    if event is None:
        yield Finding("head_ahead", place, data)
    elif event.digest != filed.head.digest:
        yield Finding("head_differs", place, {**data, "filed": filed.head.digest, "found": event.digest})
    elif filed.head.at < event.at - TOLERANCE:
        yield Finding("clock_back", place, {**data, **_moments(filed.head, event.at)})


def _moments(head: Head, before: datetime) -> dict[str, object]:
    return {"at": head.at.isoformat(), "before": before.isoformat()}


def _clock(session: Session, heads: list[FiledHead]) -> Iterator[Finding]:
    """Events run in the order of time, and nothing was filed in the future."""
    answered = {event.details.get("seq") for event in session.scalars(select(Event).where(Event.name == EXPLAINED))}
    latest = now() + TOLERANCE
    before: datetime | None = None
    moments = select(Event.seq, Event.at).order_by(Event.seq)
    for seq, at in session.execute(moments.execution_options(yield_per=1000)):
        if (before is not None and at < before - TOLERANCE) or at > latest:
            data: dict[str, object] = {"seq": seq, "at": at.isoformat(), "before": str(before or latest)}
            yield Finding("clock_back", f"event {seq}", data, fault=seq not in answered)
        before = at
    for filed in heads:
        if filed.head.at > latest:
            data = {"seq": filed.seq, **_moments(filed.head, latest)}
            yield Finding("clock_back", f"head of event {filed.seq}", data)
