"""★ The path of a certified copy, top to bottom, as issue.py is that of a document.

    choose    kind, direction, signer, recipients, the part of an extract       service/copies.py
    check     allowed by the decree · signer entitled · the agency's key opens  (an electronic copy)
    number    the register of copies gives the next number and the date         archive/numbers.py   (own commit)
    paper     the original's pages, the block below them                        service/copy_paper.py
    seal      of an electronic copy: text line and the agency's signature       service/copy_seal.py
    file      bytes into the archive's storage, a document of its own           archive/store.py
    record    row + events of copy and original + "to index" in ONE commit      archive/records.py

Safe to repeat at any point, like issue(); the original's own object in the storage is never touched.
Rule: Nghị định 30/2020/NĐ-CP, Điều 25 to 27; Phụ lục I, Phần II.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict

from pyhanko.sign.signers import Signer

from archive import events
from archive.agencies import as_it_was
from archive.filing import METADATA, Filing, FilingParty, describe, metadata_json, object_id, read_metadata
from archive.numbers import Number, reserve
from archive.records import Document, file_away, find
from archive.store import Stored
from doc_templates.copies import blocks, copied_subject
from doc_templates.kinds import copies as copy_kinds
from doc_templates.kinds import reference
from doc_templates.page_images import page_text
from doc_templates.pdf_facts import read_back
from service import SOFTWARE, copy_paper, copy_seal, people
from service.actor import Actor
from service.authority import refusal
from service.copies import Copy, allowed, copy_of_id, medium_of
from service.copy_paper import CopyPaper
from service.errors import NotReady
from service.locks import one_at_a_time
from service.parts import Parts
from service.sentences import sentence
from service.series import COPIES


def copy(parts: Parts, actor: Actor, copy_id: str, *, pin: str = "") -> Document:
    """Issue the copy: one action of the records clerk, safe to repeat after any failure at any point.

    pin: opens the agency's seal, for an electronic copy. Raises NotFound, NotReady, NoRegister, DateBeforeLast; as
    copies.allowed(), copy_paper.make() and copy_seal.open_seal(): then the call may be repeated.
    """
    with one_at_a_time(parts, "issue", copy_id):
        with parts.db.read() as session:
            made = find(session, actor.agency_id, copy_id)
        if made is None:
            found, original = copy_of_id(parts, actor, copy_id)
            made = _issued(parts, actor, found, original, pin)
    parts.index_soon()
    return made


def _issued(parts: Parts, actor: Actor, found: Copy, original: Document, pin: str) -> Document:
    name = object_id(found.id)
    if parts.store.has(name):  # filed, then the power was cut: what lies there never changes
        return record(parts, actor, found, read_metadata(parts.store.read(name, METADATA)), parts.store.stored(name))
    check(parts, found, original)
    seal = copy_seal.open_seal(parts, found, pin)
    number = number_for(parts, actor, found)
    made = copy_paper.make(parts, found, original, number)
    pdf = copy_seal.sealed(parts, found, made, seal) if seal else made.pdf
    filing, files = filing_of(parts, actor, found, original, number, made, pdf, seal)
    stored = parts.store.put(name, files, message="copied", user=actor.name, at=filing.issued_at)
    return record(parts, actor, found, filing, stored)


def check(parts: Parts, found: Copy, original: Document) -> None:
    """Raises NotReady where nobody entitled signs it (Điều 27), and as copies.allowed()."""
    allowed(parts, original, found)
    today = parts.today()
    with parts.db.read() as session:
        signer = people.chosen_signer(session, found.agency_id, found.values["signer"])
    issuer = copy_paper.around(parts, found, today).issuer
    refused = refusal(signer, found.kind, issuer, today) if signer else None
    if signer is not None and refused is None:
        return
    code, data = (refused.code, refused.data) if refused else ("signer_unknown", {"name": found.values["signer"]})
    raise NotReady(problems=[{"field": "signer", "code": code, "data": data, "detail": sentence(code, data)}])


def number_for(parts: Parts, actor: Actor, found: Copy) -> Number:
    """The copy's number and date, in a commit of its own; all kinds of copies share one register (II.1.c)."""
    today = parts.today()
    symbol = copy_paper.around(parts, found, today).symbol
    with parts.db.write() as session:
        return reserve(
            session, agency_id=found.agency_id, year=today.year, series=COPIES, symbol=symbol, draft_id=found.id,
            on=today, actor=actor.name, store=parts.store,
        )  # fmt: skip


def filing_of(
    parts: Parts, actor: Actor, found: Copy, original: Document, number: Number, made: CopyPaper, pdf: bytes,
    seal: Signer | None,
) -> tuple[Filing, dict[str, bytes]]:  # fmt: skip
    """What goes into the storage: the filing that the rows are made of, and the files beside it."""
    with parts.db.read() as session:
        agency = as_it_was(session, found.agency_id, number.dated)
    values = {"copy_of": original.id, "kind": found.kind, "medium": found.medium, **found.values}
    files = {"document.pdf": pdf, "values.json": json.dumps(values, ensure_ascii=False, indent=1).encode()}
    files |= {"document.docx": made.docx} if made.docx else {}
    kind, pages = copy_kinds()[found.kind], read_back(pdf).pages
    filing = Filing(
        id=found.id,
        agency=agency,
        form=found.kind,
        form_version=blocks()[found.kind].version,
        kind=found.kind,
        kind_name=kind.name,
        series=number.series,
        year=number.year,
        number=number.number,
        symbol=number.symbol,
        reference=reference(number.number, number.symbol),
        subject=_subject(original),
        issued_on=number.dated,
        issued_at=parts.now(),
        signer_name=made.around.signer.name,
        signer_title="\n".join(made.around.signer.lines),
        parties=tuple(_parties(found, made, actor)),
        bases=(),
        text="\n".join(page_text(pdf, page) for page in range(1, pages + 1)) if found.rule.part else original.text,
        files=describe(files),
        software=SOFTWARE,
        details={
            "pages": pages,
            "kept_at": found.values["kept_at"],
            "via": actor.via,
            **({"access": original.details["access"]} if "access" in original.details else {}),
            "issuer": asdict(made.around.issuer),
            "copy_of": original.id,
            "copy": {
                "medium": found.medium,
                "from": medium_of(original),
                "reference": original.reference,
                "pages": found.values["pages"],
                "article": found.rule.article,
            },
            **(copy_seal.as_filed(pdf) if seal else {}),
        },
    )
    return filing, files | {METADATA: metadata_json(filing)}


def _subject(original: Document) -> str:
    name = str(original.details.get("kind_name") or original.kind)
    return copied_subject(name, original.reference, original.issued_on, original.subject)


def _parties(found: Copy, made: CopyPaper, clerk: Actor) -> Iterator[FilingParty]:
    yield from (FilingParty("recipient", name) for name in found.values["recipients"])
    yield FilingParty("signer", made.around.signer.name)
    yield FilingParty("drafter", found.by)
    yield FilingParty("records_clerk", clerk.name)


def record(parts: Parts, actor: Actor, found: Copy, filing: Filing, stored: Stored) -> Document:
    """The moment of issue: row, events of copy and original, the number's new state, and no open copy any more."""
    with parts.db.write() as session:
        made = file_away(session, filing, stored, actor=actor.name)
        told = {"copy": made.id, "reference": made.reference, "kind": made.kind, "medium": found.medium}
        events.append(
            session, "document.copied", agency_id=made.agency_id, document_id=found.original_id, actor=actor.name,
            details=told,
        )  # fmt: skip
        session.delete(session.get_one(Copy, found.id))
    return made
