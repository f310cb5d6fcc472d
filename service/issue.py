"""★ The path of a document, top to bottom.

    draft     values typed into a form                                 service/drafts.py
    check     fields complete · signer allowed to sign                 drafts.problems
    number    the register gives the next number and the date          archive/numbers.py   (own commit)
    paper     letterhead + values + number → .docx → PDF/A, read back  service/paper.py     (slow, no transaction)
    file      bytes into the archive's storage, fsynced                archive/store.py
    record    row + event + "to index" row in ONE commit               archive/records.py   ← the moment of issue
    index     the waiting row is served; may lag, never lies           service/search.py

Every step can be stopped by a power cut and run again: `issue()` called again goes on where it stopped. A number
belongs to its draft from the moment it is reserved; a document that is filed but not recorded is recorded as filed.
The person competent to sign signs on paper, before the draft is handed over to the records clerk.
"""

import fcntl
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from archive.numbers import Number, live_number, reserve
from archive.agencies import series_of
from archive.records import Document, Filing, FilingParty, file_away, find, metadata_json, object_id
from archive.store import Stored
from doc_templates.body import parse
from service import drafts, paper
from service.actor import Actor
from service.drafts import Draft
from service.errors import NotReady
from service.parts import Parts

Step = Literal["number", "paper", "file", "record"]


def issue(
    parts: Parts, actor: Actor, draft_id: str, reached: Callable[[Step], None] = lambda step: None
) -> Document:
    """Issue the draft: one action of the records clerk, safe to repeat after any failure at any point.

    `reached` is told of each finished step. Raises NotFound, WrongState, NotReady (with its problems), NoRegister,
    DateBeforeLast, TemplateFault, PdfFailed, PdfTimeout, PaperFault, NotEnoughSpace; after any of them the draft
    and its number, if it has one, are as before and the call may be repeated.
    """
    with _one_at_a_time(parts, draft_id):
        document = already_issued(parts, actor, draft_id)
        if document is not None:
            return document
        draft = check(parts, actor, draft_id)
        number = number_for(parts, actor, draft)
        reached("number")
        filing, stored = filed(parts, actor, draft, number, reached)
        reached("file")
        document = record(parts, actor, filing, stored)
        reached("record")
    parts.index_soon()
    return document


@contextmanager
def _one_at_a_time(parts: Parts, draft_id: str) -> Iterator[None]:
    """Two clicks, or a click and an API call, must not make the same paper twice; the kernel frees the lock of the dead."""
    slot = zlib.crc32(draft_id.encode()) % 64
    with (parts.config.data_dir / "run" / f"issue-{slot}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def already_issued(parts: Parts, actor: Actor, draft_id: str) -> Document | None:
    """The document, if this draft became one: a repeat answers it and does nothing."""
    with parts.db.read() as session:
        return find(session, actor.agency_id, draft_id)


def check(parts: Parts, actor: Actor, draft_id: str) -> Draft:
    """The draft, complete and signed by somebody who may. Raises NotFound, WrongState, NotReady."""
    draft = drafts.get(parts, actor, draft_id)
    if draft.state == "discarded":
        raise WrongState(draft=draft.id, state=draft.state)
    found = drafts.problems(parts, draft)
    if found:
        raise NotReady(problems=[asdict(problem) | {"detail": sentence(problem.code, problem.data)} for problem in found])
    return draft


def number_for(parts: Parts, actor: Actor, draft: Draft) -> Number:
    """The draft's number and date, reserved in a commit of its own: from here on they belong to this draft."""
    today = parts.today()
    kind = drafts.form_of(parts, draft.form).kind
    symbol = paper.setting(parts, draft, today).symbol
    with parts.db.write() as session:
        return reserve(
            session,
            agency_id=draft.agency_id,
            year=today.year,
            series=series_of(session, draft.agency_id, today.year, kind),
            symbol=symbol,
            draft_id=draft.id,
            on=today,
            actor=actor.name,
        )
