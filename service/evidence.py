"""Evidence that comes later: documents issued while the time-stamp authority or a revocation list was out of reach are
completed by the jobs worker, and archive time-stamps are renewed before the certificate behind them runs out.

The longer file begins with the bytes of the one before, which stays in the storage as an earlier version. Rule and
numbers: evidence.toml. A row only serves: where it is missing it is made again from the document.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base, Utc
from archive.documents import ISSUED, Document
from archive.filing import object_id
from archive.later import file_later
from service.documents import PDF
from service.locks import one_at_a_time
from service.parts import Parts
from service.signing.levels import Level, Strengthened, level_of, stamped_until, strengthened
from service.signing.trust import sources

EVENT = "document.evidence_added"
ACTOR = "jobs"
_ORDER: tuple[Level, ...] = ("", "B-B", "B-T", "B-LT", "B-LTA")


class Evidence(Base):
    """How far an issued document's evidence goes. level: "" for what is not signed as a file; the lowest of its files.

    next_at: when to look again, to complete or to renew; None: never. why, failures: of the last try.
    """

    __tablename__ = "evidence"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    level: Mapped[str] = mapped_column(String(5))
    stamped_until: Mapped[datetime | None] = mapped_column(Utc)
    next_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    failures: Mapped[int]
    why: Mapped[str] = mapped_column(String(20))


@dataclass(frozen=True)
class Rules:
    """renew_before: the certificate's end. first, longest: the pauses between tries."""

    renew_before: timedelta
    first: timedelta
    longest: timedelta


@lru_cache(maxsize=1)
def rules() -> Rules:
    """What evidence.toml says."""
    said = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    first, longest = (timedelta(minutes=said["retry"][each]) for each in ("first_minutes", "longest_minutes"))
    return Rules(timedelta(days=said["renewal"]["days_before"]), first, longest)


def at_issue(parts: Parts, pdf: bytes) -> bytes:
    """The sealed file with all the evidence that can be had at once; as it is where its own time-stamp was silent."""
    if not parts.config.tsa_url or level_of(pdf) == "B-B":
        return pdf
    return strengthened(pdf, sources(parts)).pdf


def step(parts: Parts, most: int = 10) -> int:
    """Serve what is due: complete or renew at most so many documents; how many got more evidence.

    Stops at the first that finds the authority silent: the others would wait for it too.
    """
    note_new(parts)
    if not parts.config.tsa_url:
        return 0
    with parts.db.read() as session:
        due = select(Evidence.document_id).where(Evidence.next_at <= parts.now())
        ids = list(session.scalars(due.order_by(Evidence.next_at).limit(most)))
    return serve(parts, ids)


def serve(parts: Parts, ids: list[str]) -> int:
    """Complete or renew these documents, in order; how many got more evidence."""
    served = 0
    for document_id in ids:
        added, why = add_evidence(parts, document_id)
        served += added
        if why == "no_time_stamp":
            break
    return served


def waiting(parts: Parts) -> list[str]:
    """The documents whose evidence is not complete, whenever their next turn is."""
    note_new(parts)
    with parts.db.read() as session:
        wanted = select(Evidence.document_id).where(Evidence.next_at.is_not(None), Evidence.level != "B-LTA")
        return list(session.scalars(wanted))


def weakening(parts: Parts) -> list[str]:
    """The documents whose archive time-stamp is to be renewed now."""
    note_new(parts)
    with parts.db.read() as session:
        wanted = select(Evidence.document_id).where(Evidence.level == "B-LTA", Evidence.next_at <= parts.now())
        return list(session.scalars(wanted))


def counts(parts: Parts) -> dict[str, int]:
    """How many documents stand at each level."""
    note_new(parts)
    with parts.db.read() as session:
        rows = session.execute(select(Evidence.level, func.count()).group_by(Evidence.level))
        return {level: count for level, count in rows if level}


def note_new(parts: Parts) -> None:
    """A row for every document of ours that has none: issued since, or restored from the storage.

    An imported one is kept byte for byte as it came: nothing is added to it.
    """
    ours = Document.origin == ISSUED
    with parts.db.read() as session:
        missing = select(Document).outerjoin(Evidence, Evidence.document_id == Document.id)
        new = list(session.scalars(missing.where(ours, Evidence.document_id.is_(None)).limit(500)))
    rows = [_row(parts, document) for document in new]
    if rows:
        with parts.db.write() as session:
            session.add_all(row for row in rows if session.get(Evidence, row.document_id) is None)


def add_evidence(parts: Parts, document_id: str) -> tuple[bool, str]:
    """Complete or renew one document: whether a new version was filed, and what stopped it short, "" for nothing.

    The network is asked outside the transaction; two at once wait for each other. Raises ObjectMissing.
    """
    with one_at_a_time(parts, "evidence", document_id):
        before = _signed_files(parts, document_id)
        found = sources(parts)
        after = {name: strengthened(pdf, found) for name, pdf in before.items()}
        longer = {name: made.pdf for name, made in after.items() if made.pdf != before[name]}
        why = next((made.why for made in after.values() if made.why), "")
        with parts.db.write() as session:
            if longer:
                details = _details(session.get_one(Document, document_id), before, longer, after)
                file_later(
                    session, parts.store, document_id, EVENT, files=longer, details=details,
                    told={"level": details["level"]}, actor=ACTOR, at=parts.now(),
                )  # fmt: skip
            row = session.get_one(Evidence, document_id)
            _noted(parts, row, {name: made.pdf for name, made in after.items()}, why)
    return bool(longer), why


def _details(
    document: Document, before: dict[str, bytes], longer: dict[str, bytes], after: dict[str, Strengthened]
) -> dict[str, object]:
    """earlier_sha256: of every edition there was before, so that whoever holds one is told that it is ours."""
    digests = [hashlib.sha256(before[name]).hexdigest() for name in longer]
    earlier = [*document.details.get("earlier_sha256", []), *digests]
    return {"level": _lowest([made.pdf for made in after.values()]), "earlier_sha256": list(dict.fromkeys(earlier))}


def _row(parts: Parts, document: Document) -> Evidence:
    row = Evidence(document_id=document.id, agency_id=document.agency_id, failures=0, why="")
    files = _signed_files(parts, document.id) if document.details.get("signatures") else {}
    _noted(parts, row, files, "")
    if row.level not in ("", "B-LTA"):
        row.next_at = parts.now()
    return row


def _noted(parts: Parts, row: Evidence, files: dict[str, bytes], why: str) -> None:
    row.level, row.why = _lowest(list(files.values())), why
    row.failures = row.failures + 1 if why else 0
    ends = [end for end in map(stamped_until, files.values()) if end is not None]
    row.stamped_until = min(ends, default=None)
    if why:
        pause = rules().first * 2 ** min(row.failures - 1, 12)
        row.next_at = parts.now() + min(pause, rules().longest)
    else:
        row.next_at = row.stamped_until - rules().renew_before if row.stamped_until else None


def _lowest(pdfs: list[bytes]) -> Level:
    return min(map(level_of, pdfs), key=_ORDER.index, default="")


def _signed_files(parts: Parts, document_id: str) -> dict[str, bytes]:
    """The document and its appendices in files of their own, as far as they are signed."""
    name = object_id(document_id)
    wanted = [each.name for each in parts.store.stored(name).files]
    pdfs = [each for each in wanted if each == PDF or (each.startswith("appendix-") and each.endswith(".pdf"))]
    read = {each: parts.store.read(name, each) for each in pdfs}
    return {each: pdf for each, pdf in read.items() if level_of(pdf)}
