"""★ The path of a document, top to bottom.

    draft     values typed into a form                                 service/drafts.py
    check     fields complete · signer allowed to sign                 service/check.py
    sign      the competent person signs the PDF, or the paper         service/signing_desk.py
    number    the register gives the next number and the date          archive/numbers.py   (own commit)
    paper     letterhead + values + number → .docx → PDF/A, read back  service/paper.py     (slow, no transaction)
              of a signed PDF: number into its fields, and the seal    service/sealed_paper.py
    file      bytes into the archive's storage, fsynced                archive/store.py
    record    row + event + "to index" row in ONE commit               archive/records.py   ← the moment of issue
    index     the waiting row is served; may lag, never lies           service/search.py

Every step can be stopped by a power cut and run again: `issue()` called again goes on where it stopped. A number
belongs to its draft from the moment it is reserved; a document that is filed but not recorded is recorded as filed.
The person competent to sign has signed before: the file itself at the signing desk, or the paper.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Literal

from archive.agencies import as_it_was
from archive.filing import (
    METADATA,
    Filing,
    FilingParty,
    describe,
    metadata_json,
    object_id,
    read_metadata,
)
from archive.numbers import Number, reserve
from archive.records import Document, file_away, find
from archive.store import Stored
from doc_templates.kinds import kinds, reference
from service import SOFTWARE, document_words, drafts, paper, sealed_paper
from service.actor import Actor
from service.acts import done
from service.appendix_files import forget_files
from service.appendix_sealing import sealed_appendices
from service.check import blocking
from service.check_codes import code_for, code_of
from service.draft import Draft, lines
from service.entry import FACTS
from service.errors import NotReady, WrongState
from service.layout_checks import still_overruled
from service.layout_overrules import as_filed
from service.locks import one_at_a_time
from service.paper import Paper, Setting
from service.parts import Parts
from service.reader_choice import access_of
from service.revisions import keep_final
from service.sealed_paper import Seal
from service.sentences import sentence
from service.series import series_of
from service.signings import forget

Step = Literal["number", "paper", "file", "record"]
KEPT_AT = "VT"
"""What the paper says after "Lưu:" where the draft says nothing; the register says the same."""


def issue(
    parts: Parts, actor: Actor, draft_id: str, reached: Callable[[Step], None] = lambda _: None, *, pin: str = ""
) -> Document:
    """Issue the draft: one action of the records clerk, safe to repeat after any failure at any point.

    `reached` is told of each finished step; `pin` opens the agency's seal, for a draft that is signed as a file.
    Raises NotFound, WrongState, NotReady (with its problems), NoRegister, DateBeforeLast, TemplateFault, PdfFailed,
    PdfTimeout, PaperFault, NotEnoughSpace; and of the seal KeyMissing, WrongPin, KeyLocked, KeyExpired, SignAgain;
    after any of them the draft and its number, if it has one, are as before and the call may be repeated.
    """
    with one_at_a_time(parts, "issue", draft_id):
        document = already_issued(parts, actor, draft_id)
        if document is not None:
            return document
        draft = check(parts, actor, draft_id)
        document = onward(parts, actor, draft, sealed_paper.open_seal(parts, draft, pin), reached)
    parts.index_soon()
    return document


def onward(
    parts: Parts, actor: Actor, draft: Draft, seal: Seal | None, reached: Callable[[Step], None] = lambda _: None
) -> Document:
    """From the number on, for a draft that was checked; one at a time for each draft."""
    number = number_for(parts, actor, draft)
    reached("number")
    filing, stored = filed(parts, actor, draft, number, seal, reached)
    reached("file")
    document = record(parts, actor, filing, stored)
    reached("record")
    return document


def already_issued(parts: Parts, actor: Actor, draft_id: str) -> Document | None:
    """The document, if this draft became one: a repeat answers it and does nothing."""
    with parts.db.read() as session:
        return find(session, actor.agency_id, draft_id)


def check(parts: Parts, actor: Actor, draft_id: str, *, state: str = "") -> Draft:
    """The draft, complete and signed by somebody who may. Raises NotFound, WrongState, NotReady.

    state: "signing" where its signer numbers it (numbered_when_signing.py). What an interrupted issue has filed was
    checked on its day and cannot be voided: it can only be recorded.
    """
    draft = drafts.get(parts, actor, draft_id)
    if draft.state in {"discarded", "signing"} - {state}:
        raise WrongState(draft=draft.id, state=draft.state)
    found = [] if parts.store.has(object_id(draft.id)) else blocking(parts, draft)
    if found:
        told = [asdict(problem) | {"detail": sentence(problem.code, problem.data)} for problem in found]
        raise NotReady(problems=told)
    return draft


def number_for(parts: Parts, actor: Actor, draft: Draft) -> Number:
    """The draft's number and date, reserved in a commit of its own: from here on they belong to this draft.

    Raises DraftChanged where somebody saved it since it was checked.
    """
    today = parts.today()
    kind = drafts.form_of_draft(parts, draft).kind
    around = paper.setting(parts, draft, today)
    with parts.db.write() as session:
        drafts.still_at(session, draft)
        code_for(session, draft.agency_id, draft.id)
        return reserve(
            session,
            agency_id=draft.agency_id,
            year=today.year,
            series=series_of(session, draft.agency_id, today.year, kind, around.issuer),
            symbol=around.symbol,
            draft_id=draft.id,
            on=today,
            actor=actor.name,
            store=parts.store,
        )


def filed(
    parts: Parts, actor: Actor, draft: Draft, number: Number, seal: Seal | None, reached: Callable[[Step], None]
) -> tuple[Filing, Stored]:
    """The document in the storage. What an interrupted issue filed already is taken as it is: it never changes."""
    name = object_id(draft.id)
    if parts.store.has(name):
        return read_metadata(parts.store.read(name, METADATA)), parts.store.stored(name)
    made = sealed_paper.make(parts, draft, number, seal) if seal else paper.make(parts, draft, number)
    reached("paper")
    filing, files = filing_of(parts, actor, draft, number, made, seal)
    stored = parts.store.put(name, files, message="issued", user=actor.name, at=filing.issued_at)
    return filing, stored


def filing_of(
    parts: Parts, actor: Actor, draft: Draft, number: Number, made: Paper, seal: Seal | None
) -> tuple[Filing, dict[str, bytes]]:
    """What goes into the storage: the filing that the rows are made of, and the files beside it."""
    around = made.around
    with parts.db.read() as session:
        agency = as_it_was(session, draft.agency_id, number.dated)
        acts_on = done.as_filed(session, draft.id)
        access = access_of(session, session.get_one(Draft, draft.id))
    values = json.dumps(draft.values, ensure_ascii=False, sort_keys=True, indent=1).encode()
    appendices, told = sealed_appendices(parts, draft, number, seal)
    files = {"document.pdf": made.pdf, "document.docx": made.docx, "values.json": values} | appendices
    filing = Filing(
        id=draft.id,
        agency=agency,
        form=draft.form,
        form_version=draft.form_version,
        kind=drafts.form_of_draft(parts, draft).kind,
        kind_name=kinds()[drafts.form_of_draft(parts, draft).kind].name,
        series=number.series,
        year=number.year,
        number=number.number,
        symbol=number.symbol,
        reference=reference(number.number, number.symbol),
        subject=draft.subject,
        issued_on=number.dated,
        issued_at=parts.now(),
        signer_name=around.signer.name,
        signer_title="\n".join(filter(None, [*around.signer.lines, around.signer.other_title])),
        parties=tuple(_parties(draft, around, actor)),
        bases=tuple(lines(draft, "bases")),
        text=document_words.words(draft),
        files=describe(files),
        software=SOFTWARE,
        details={
            "pages": made.facts.pages,
            "kept_at": draft.values.get("kept_at") or KEPT_AT,
            "facts": {name: draft.values[name] for name in FACTS if draft.values.get(name)},
            "via": actor.via,
            "access": access,
            "issuer": asdict(around.issuer),
            "layout_overruled": as_filed(still_overruled(parts, draft)),
            "check_code": code_of(parts, draft),
            "appendix_files": told,
            **acts_on,
            **sealed_paper.as_filed(seal, made.pdf),
        },
    )
    return filing, files | {METADATA: metadata_json(filing)}


def _parties(draft: Draft, around: Setting, clerk: Actor) -> Iterator[FilingParty]:
    for role, field in (("addressee", "addressees"), ("recipient", "recipients")):
        yield from (FilingParty(role, name) for name in lines(draft, field))
    yield FilingParty("signer", around.signer.name)
    yield FilingParty("drafter", draft.author_name)
    yield FilingParty("records_clerk", clerk.name)


def record(parts: Parts, actor: Actor, filing: Filing, stored: Stored) -> Document:
    """The moment of issue: row, event, "to index" row, the number's and the draft's new state in ONE commit."""
    with parts.db.write() as session:
        document = file_away(session, filing, stored, actor=actor.name)
        done.do(parts, session, filing, actor.name)
        draft = session.get_one(Draft, filing.id)
        draft.state, draft.access = "issued", filing.details.get("access", {})
        keep_final(session, filing.id)
        forget(session, filing.id)
        forget_files(session, filing.id)
    return document
