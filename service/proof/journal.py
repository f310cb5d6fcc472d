"""The events of one document, and the chain from each of them to the next head that was filed and time-stamped.

Of other documents' events only digests are shown: enough to follow the chain, too little to read them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.events import Event, canonical, events_of

FIRST_EDITION = "-"


@dataclass(frozen=True)
class Link:
    """One event's place in the chain; digests in hex, content "-" where the event is of the first edition."""

    seq: int
    previous: str
    content: str
    digest: str


def told(session: Session, document_id: str) -> dict[int, bytes]:
    """What the document's events say, as the bytes that are digested, by number."""
    return {event.seq: canonical(event) for event in events_of(session, document_id)}


def chain(session: Session, seqs: Iterable[int], heads: Sequence[int]) -> list[Link]:
    """The links from each of these events to the first head at or after it; to the event itself if there is none."""
    wanted: set[int] = set()
    for seq in seqs:
        head = next((head for head in sorted(heads) if head >= seq), seq)
        wanted.update(range(seq, head + 1))
    links = []
    for first, last in _runs(sorted(wanted)):
        between = select(Event).where(Event.seq.between(first, last)).order_by(Event.seq)
        links += [_link(event) for event in session.scalars(between.execution_options(yield_per=1000))]
    return links


def _runs(seqs: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for seq in seqs:
        if runs and runs[-1][1] == seq - 1:
            runs[-1] = (runs[-1][0], seq)
        else:
            runs.append((seq, seq))
    return runs


def _link(event: Event) -> Link:
    return Link(event.seq, event.previous or FIRST_EDITION, event.content or FIRST_EDITION, event.digest)
