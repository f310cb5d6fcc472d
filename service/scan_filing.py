"""A scan becomes part of the record: matched with its document, looked at beside it, then filed as a later version."""

import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from archive.later import file_later
from archive.records import ISSUED, Document
from service.actor import Actor
from service.documents import document_of
from service.errors import ScanNotReady, SignedAsFile
from service.locks import one_at_a_time
from service.parts import Parts
from service.readers import seen_in_lists
from service.scan_checks import compared
from service.scans import SCAN, Scan, folder_of, forget_files, scan_with_document

MOST = 10
TO_BE_SURE = {"code", "pages", "similarity"}
"""Checks that ask the clerk to say: I have looked, it is this document."""


def candidates(parts: Parts, actor: Actor, words: str) -> list[Document]:
    """Paper documents whose number and symbol begin like that ("12", "12/KH-UBND"), newest first, at most ten."""
    told = re.sub(r"\s", "", words).casefold()
    wanted = select(Document).where(Document.origin == ISSUED)
    if told.split("/")[0].isdigit():
        wanted = wanted.where(Document.number == int(told.split("/")[0][:9]))
    wanted = wanted.order_by(Document.issued_at.desc())
    if not told:
        return []
    with parts.db.read() as session:
        rows = session.scalars(wanted.where(seen_in_lists(session, actor)))
        found = (each for each in rows if _begins(each, told))
        return [each for each, _ in zip(found, range(MOST), strict=False)]


def _begins(document: Document, told: str) -> bool:
    reference = document.reference.casefold()
    return "signatures" not in document.details and reference.lstrip("0").startswith(told.lstrip("0"))


def choose(parts: Parts, actor: Actor, scan_id: str, document_id: str) -> Scan:
    """Say by hand whose paper it is. Raises NotFound, SignedAsFile, ScanNotReady (filed already)."""
    document = document_of(parts, actor, document_id)
    refuse_signed_file(document)
    with one_at_a_time(parts, "scan", scan_id):
        scan, _ = scan_with_document(parts, actor, scan_id)
        words = folder_of(parts, scan_id) / "words.txt"
        facts = compared(parts, document, words.read_text(encoding="utf-8")) if scan.state == "read" else {}
        with parts.db.write() as session:
            row = session.get_one(Scan, scan_id)
            if row.state in ("accepted", "refused"):
                raise ScanNotReady(state=row.state)
            row.document_id, row.matched_by, row.facts = document.id, "hand", {**row.facts, **facts}
            return row


def drop(parts: Parts, actor: Actor, scan_id: str) -> None:
    """The scan goes, files and all. Raises NotFound, ScanNotReady (part of the record: nothing of that is dropped)."""
    with one_at_a_time(parts, "scan", scan_id):
        scan_with_document(parts, actor, scan_id)
        with parts.db.write() as session:
            row = session.get_one(Scan, scan_id)
            if row.state == "accepted":
                raise ScanNotReady(state=row.state)
            session.delete(row)
        forget_files(parts, scan_id)


def accept(parts: Parts, actor: Actor, scan_id: str) -> Document:
    """File the scan with its document, as a further version; a scan that was filed before stays in its version.

    Safe to repeat. Raises NotFound, ScanNotReady, SignedAsFile, FileDamaged, NotEnoughSpace.
    """
    with one_at_a_time(parts, "scan", scan_id):
        scan, document = scan_with_document(parts, actor, scan_id)
        if document is None or scan.state not in ("read", "accepted"):
            raise ScanNotReady(state=scan.state)
        if scan.state == "read":
            document = _filed(parts, actor, scan, document)
        forget_files(parts, scan_id)
    parts.index_soon()
    return document


def _filed(parts: Parts, actor: Actor, scan: Scan, document: Document) -> Document:
    refuse_signed_file(document)
    folder = folder_of(parts, scan.id)
    pdf = (folder / "scan.pdf").read_bytes()
    originals = _originals(folder / "in", scan.files)
    details = _details(scan, pdf, *originals)
    told = {"pages": scan.pages, "similarity": details["similarity"], "matched_by": scan.matched_by}
    with parts.db.write() as session:
        filed = file_later(
            session, parts.store, document.id, "document.scanned", files={SCAN: pdf, **originals},
            details={"scan": details}, told=told, actor=actor.name, at=parts.now(),
        )  # fmt: skip
        session.get_one(Scan, scan.id).state = "accepted"
    return filed


def _details(scan: Scan, pdf: bytes, original: str = "") -> dict[str, Any]:
    """What the record says of its scan: nothing of the moment of filing, so that a repeat says the same."""
    return {
        "pages": scan.pages,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "similarity": scan.facts.get("similarity", 0),
        "dpi": scan.facts["dpi"],
        "colour": scan.facts["colour"],
        "matched_by": scan.matched_by,
        "original": original,
        "by": scan.by,
        "at": scan.at.isoformat(),
    }


def _originals(folder: Path, names: list[str]) -> dict[str, bytes]:
    """What was brought, byte for byte: the file, or a .zip of the pictures of single pages; nothing of a piece that
    could not be cut out (scan_splitting.py)."""
    if not names:
        return {}
    if len(names) == 1:
        return {f"scan-original.{names[0].rpartition('.')[2]}": (folder / names[0]).read_bytes()}
    with zipfile.ZipFile(made := io.BytesIO(), "w") as packed:
        for name in names:
            packed.writestr(zipfile.ZipInfo(name), (folder / name).read_bytes())
    return {"scan-original.zip": made.getvalue()}


def refuse_signed_file(document: Document) -> None:
    """A document that was signed as a file has its proof in itself: paper of it is a copy. Raises SignedAsFile."""
    if "signatures" in document.details:
        raise SignedAsFile(reference=document.reference)
