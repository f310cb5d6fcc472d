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
import json
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
