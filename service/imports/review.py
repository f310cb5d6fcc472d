"""Reviewed: what a person says of a file. Nothing is decided without one, and until a file is filed all can be undone.

After an acceptance the worker waits a little before it files, so that a slip can be taken back.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from archive import events
from archive.history import correct_history
from archive.records import Document
from doc_templates.kinds import kinds
from service.actor import Actor
from service.errors import ImportIncomplete, ImportState, NotFound
from service.import_ import remember_numbers
from service.imports import twins
from service.imports.bring import ORIGINAL
from service.imports.fields import all_certain, missing, typed
from service.imports.filing import original_name
from service.imports.rows import ImportFile, ImportRun, folder_of, forget_files, found_file, found_run
from service.parts import Parts
from service.readers import find_seen

UNDO = timedelta(seconds=30)
"""How long an accepted file waits, so that the acceptance can be taken back."""
JOINED = "document.import_joined"


def correct(parts: Parts, actor: Actor, file_id: str, told: Mapping[str, str]) -> ImportFile:
    """Keep what a person says of fields; a field left as it was read is none of his saying, an emptied one is.

    Raises NotFound, BadInput (the field), ImportState (not in review).
    """
    said = {key: typed(key, words) for key, words in told.items()}
    with parts.db.write() as session:
        file = _in_review(session, actor, file_id)
        corrected = dict(file.corrected)
        for key, value in said.items():
            say(file, corrected, key, value, by=actor.name, at=parts.now().isoformat())
        file.corrected = corrected
        remember_numbers(file)
        file.certain = all_certain(file)
        return file


def say(file: ImportFile, corrected: dict[str, Any], key: str, value: Any, *, by: str, at: str) -> None:
    """Lay what a person says of a field over what was read; what is as before is left as it is."""
    read = file.read.get(key, {}).get("value") or None
    before = corrected[key]["value"] if key in corrected else read
    if value == before:
        return
    corrected.pop(key, None)
    if value != read:
        corrected[key] = {"value": value, "by": by, "at": at}


def _in_review(session: Session, actor: Actor, file_id: str) -> ImportFile:
    file = found_file(session, actor, file_id)
    if file.state != "review":
        raise ImportState(state=file.state)
    return file


def accept(parts: Parts, actor: Actor, file_id: str, *, wait: timedelta = UNDO) -> ImportFile:
    """The file is as the row says: it may be filed. Again does nothing.

    Raises NotFound, ImportState, ImportIncomplete.
    """
    with parts.db.write() as session:
        file = found_file(session, actor, file_id)
        if file.state in ("accepted", "filed"):
            return file
        _in_review(session, actor, file_id)
        if lacks := missing(file):
            raise ImportIncomplete(fields=lacks)
        _decide(parts, file, actor, "accepted")
        file.file_from = parts.now() + wait
    parts.imports_soon()
    return file


def _decide(parts: Parts, file: ImportFile, actor: Actor, state: str) -> None:
    file.state, file.decided_by, file.decided_at = state, actor.name, parts.now()


def certain_waiting(session: Session, run_id: str) -> int:
    """How many of the run's files may be accepted unseen."""
    return session.scalar(select(func.count()).where(*_certain(run_id))) or 0


def _certain(run_id: str) -> tuple[Any, ...]:
    return ImportFile.run_id == run_id, ImportFile.state == "review", ImportFile.certain.is_(True)


def accept_certain(parts: Parts, actor: Actor, run_id: str, count: int, *, wait: timedelta = UNDO) -> int:
    """Accept the run's certain files, all at once. count: how many the person was shown; where there are others by
    now nothing is done. Raises NotFound, ImportState (changed, with how many there are)."""
    with parts.db.write() as session:
        found_run(session, actor, run_id)
        there = certain_waiting(session, run_id)
        if there != count:
            raise ImportState(state="changed", count=there)
        at = parts.now()
        values = {"state": "accepted", "decided_by": actor.name, "decided_at": at, "file_from": at + wait}
        session.execute(update(ImportFile).where(*_certain(run_id)).values(**values))
        details = {"run": run_id, "count": there}
        events.append(session, "import.accepted", agency_id=actor.agency_id, actor=actor.name, details=details)
    parts.imports_soon()
    return there


def undo(parts: Parts, actor: Actor, *, run_id: str = "", file_id: str = "") -> int:
    """Back to review: a file, or all of the run that are accepted and not filed yet; how many. Raises NotFound."""
    with parts.db.write() as session:
        if file_id:
            run_id = found_file(session, actor, file_id).run_id
        found_run(session, actor, run_id)
        wanted = update(ImportFile).where(ImportFile.run_id == run_id, ImportFile.state == "accepted")
        if file_id:
            wanted = wanted.where(ImportFile.id == file_id)
        back = {"state": "review", "decided_by": "", "decided_at": None, "file_from": None}
        done = session.execute(wanted.values(**back))
        return int(getattr(done, "rowcount", 0))


def drop(parts: Parts, actor: Actor, file_id: str) -> ImportFile:
    """It does not belong into the archive; the row stays for the report, the file goes.

    Raises NotFound, ImportState.
    """
    with parts.db.write() as session:
        file = _in_review(session, actor, file_id)
        _decide(parts, file, actor, "dropped")
        twins.forget(session, file.agency_id, file.id)
    forget_files(parts, file_id)
    return file


def is_another(parts: Parts, actor: Actor, file_id: str) -> ImportFile:
    """It is another document than those it was like. Raises NotFound, ImportState."""
    with parts.db.write() as session:
        file = _in_review(session, actor, file_id)
        file.twins = []
        file.certain = all_certain(file)
        return file


def join(parts: Parts, actor: Actor, file_id: str, document_id: str) -> Document:
    """It is the same as a document that is here, which gets it as another original: a new version of its object.

    Raises NotFound, ImportState; NotEnoughSpace.
    """
    with parts.db.write() as session:
        file = _in_review(session, actor, file_id)
        document = find_seen(session, actor, document_id)
        if document is None or document.origin != "imported":
            raise NotFound(what="document", id=document_id)
        content = (folder_of(parts, file.id) / ORIGINAL).read_bytes()
        number = 1 + sum(one.name.startswith("original") for one in document.files)
        name = original_name(file, content, number)
        told = {"name": file.name, "sha256": file.sha256, "file": name, "by": actor.name}
        others = [*document.details.get("other_originals", []), told]
        joined = correct_history(
            session, parts.store, document_id, JOINED,
            files={name: content}, details={"other_originals": others}, told={"name": file.name},
            actor=actor.name, at=parts.now(),
        )  # fmt: skip
        _decide(parts, file, actor, "joined")
        file.document_id = document_id
        twins.forget(session, file.agency_id, file.id)
    forget_files(parts, file_id)
    parts.index_soon()
    return joined


def kinds_to_choose() -> list[tuple[str, str]]:
    """(id, name) of the kinds of the decree."""
    return [(kind.id, kind.name) for kind in kinds().values()]


def next_in_review(session: Session, file: ImportFile, *, back: bool = False) -> str | None:
    """The file after this one, or before it, in the order in which a run is reviewed."""
    order = review_order(session, file.run_id)
    if file.id not in order:
        return order[0] if order else None
    at = order.index(file.id) + (-1 if back else 1)
    return order[at] if 0 <= at < len(order) else None


def review_order(session: Session, run_id: str) -> list[str]:
    """The ids of the run's files in review: those with twins first, then doubtful ones, certain ones at the end."""
    wanted = select(ImportFile.id).where(ImportFile.run_id == run_id, ImportFile.state == "review")
    return list(session.scalars(wanted.order_by(ImportFile.certain, ImportFile.place)))


def run_of_file(session: Session, file: ImportFile) -> ImportRun:
    return session.get_one(ImportRun, file.run_id)
