"""★ The path of an old document, top to bottom.

    brought    sent, or found in a folder or .zip; kept byte for byte     service/imports/bring.py, gather.py
    opened     in processes with limits: what is shown, and its words     doc_templates/imported/opened.py
    read       number, day, issuer … each with its certainty              doc_templates/imported/reading.py
    reviewed   a person looks, corrects, accepts; certain ones in bulk    service/imports/review.py
    filed      bytes into the archive's storage, fsynced                  archive/store.py
    recorded   row + event + "to index" row in ONE commit                 archive/history.py
    indexed    the waiting row is served; may lag, never lies             service/search.py

No number and no register is touched. Every step can be stopped by a power cut and done again: a file waits until what
was made of it is recorded, and its id is the document's from the beginning, so nothing is lost and nothing doubled.
Who does the steps, and in which order: service/imports/worker.py.
"""

import hashlib
import json
import shutil
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.disk import space
from archive.history import file_history
from archive.records import Document, object_id
from archive.store import Stored
from doc_templates.errors import Unreadable
from doc_templates.imported import near
from doc_templates.imported.opened import Opened, open_brought
from doc_templates.imported.reading import read_fields
from service.errors import PdfUnreadable
from service.imports import twins
from service.imports.bring import ORIGINAL, largest
from service.imports.fields import all_certain, as_kept, first_day, value_of
from service.imports.filing import WORDS, files_of, filing_of, read_metadata_of
from service.imports.known import known_of
from service.imports.rows import ImportFile, ImportRun, change, folder_of, forget_files
from service.imports.settle import corrections_of_lost
from service.locks import one_at_a_time
from service.parts import Parts
from service.validations import validate_outside

ATTEMPTS = 5
"""A file at which this process was ended so often is named as unreadable, so that the others go on."""


def take(parts: Parts, file_id: str) -> str:
    """Brought → opened → read: until it waits for a person, or is told what is wrong with it; answers its state.

    Raises PdfUnavailable, NotEnoughSpace, ArchiveBusy: then it waits as before.
    """
    began = time.monotonic()
    file, run = _begun(parts, file_id)
    if file.state != "waiting":
        return file.state
    try:
        original = brought(parts, run, file)
        if _is_known(parts, file, original):
            return "duplicate"
        opened = open_brought(original, file.name, original.parent, parts.pdf)
        return recorded(parts, file, opened, (time.monotonic() - began))
    except Unreadable as error:
        return _refused(parts, file, "unreadable", str(error.data["why"]))


def _begun(parts: Parts, file_id: str) -> tuple[ImportFile, ImportRun]:
    with parts.db.write() as session:
        file = session.get_one(ImportFile, file_id)
        if file.state == "waiting":
            file.attempts += 1
            if file.attempts > ATTEMPTS:
                file.state, file.problem = "unreadable", "failed"
        return file, session.get_one(ImportRun, file.run_id)


def brought(parts: Parts, run: ImportRun, file: ImportFile) -> Path:
    """The file in a folder of ours; one of a folder on the server is copied now. Raises Unreadable:
    gone, too_large."""
    kept = folder_of(parts, file.id) / ORIGINAL
    if not kept.exists():
        source = Path(run.place, file.name)
        _check_source(run, source)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with space(kept.parent):
            shutil.copyfile(source, kept.with_name("copying"))
            kept.with_name("copying").rename(kept)
    return kept


def _check_source(run: ImportRun, source: Path) -> None:
    """The folder may have changed since it was looked at: what is opened lies in it, and is a file."""
    if run.source != "folder" or source.is_symlink() or not source.is_file():
        raise Unreadable(why="gone")
    if not source.resolve().is_relative_to(Path(run.place).resolve()):
        raise Unreadable(why="gone")
    if source.stat().st_size > largest():
        raise Unreadable(why="too_large")


def _is_known(parts: Parts, file: ImportFile, original: Path) -> bool:
    """Whether these very bytes are there already: then the row says where, and they are not kept twice."""
    with original.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    size = original.stat().st_size
    with parts.db.write() as session:
        row = session.get_one(ImportFile, file.id)
        row.size, row.sha256 = size, sha256
        twin = twins.same_bytes(session, row, sha256) if size else None
        if twin is not None:
            row.state, row.twins = "duplicate", twins.as_kept([twin])
            row.document_id = twin.id if twin.of == "document" else None
    if twin is not None:
        forget_files(parts, file.id)
    return twin is not None


def recorded(parts: Parts, file: ImportFile, opened: Opened, seconds: float) -> str:
    """What was opened is read, and all of it becomes the file's row in one commit; its text a file before."""
    found = read_fields(opened.text, opened.pages, file.name, known_of(parts, file.agency_id), opened.certainty)
    if "secrecy" in found and not parts.config.offline:
        return _refused(parts, file, "refused", "secret")
    folder = folder_of(parts, file.id)
    _write(folder / WORDS, {"text": opened.text, "pages": opened.pages})
    signatures = _signatures(parts, folder / ORIGINAL) if "signed" in opened.warnings else []
    sketch = near.sketch(opened.text)
    with parts.db.write() as session:
        row = session.get_one(ImportFile, file.id)
        row.read, row.signatures = as_kept(found), signatures
        row.corrected = row.corrected or corrections_of_lost(session, row)
        row.opened = {**asdict(opened), "text": "", "pages": len(opened.pages)}
        remember_numbers(row)
        row.twins = twins.as_kept(twins.twins(session, row, sketch))
        twins.keep(session, row.agency_id, row.id, sketch)
        row.certain = all_certain(row)
        row.state = "review"
        session.get_one(ImportRun, row.run_id).seconds += seconds
    return "review"


def remember_numbers(row: ImportFile) -> None:
    """Number and year beside the values, so that others are found by them."""
    day = first_day(str(value_of(row, "dated") or ""))
    row.number, row.year = int(value_of(row, "number") or 0), day.year if day else 0


def _write(path: Path, content: dict[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.new")
    with space(path.parent):
        beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        beside.rename(path)


def _signatures(parts: Parts, original: Path) -> list[dict[str, Any]]:
    """What the signatures were worth on the day of the import; "unknown" where the file is too much to look at."""
    try:
        found = validate_outside(parts, original.read_bytes()).validation
    except PdfUnreadable:
        return [{"state": "unknown", "signer": "", "issuer": "", "signed_at": None}]
    if not found.readable:
        return [{"state": "unknown", "signer": "", "issuer": "", "signed_at": None}]
    return [json.loads(json.dumps(asdict(one), default=datetime.isoformat)) for one in found.signatures]


def _refused(parts: Parts, file: ImportFile, state: str, why: str) -> str:
    """It goes no further, and nothing of it is kept here; whoever brought it has the file, and the report says why."""
    change(parts, file.id, {"state": state, "problem": why})
    forget_files(parts, file.id)
    return state


def file_away(parts: Parts, file_id: str) -> Document | None:
    """Accepted → filed → recorded. A repeat answers the document that is there; None: it is not accepted (any more).

    Raises NotEnoughSpace, ArchiveBusy: then it stays accepted.
    """
    with one_at_a_time(parts, "import", file_id):
        with parts.db.read() as session:
            file = session.get_one(ImportFile, file_id)
            run = session.get_one(ImportRun, file.run_id)
        if file.state not in ("accepted", "filed"):
            return None
        if file.state == "filed":
            with parts.db.read() as session:
                return session.get(Document, file_id)
        document = _recorded(parts, run, file)
        forget_files(parts, file_id)
    parts.index_soon()
    return document


def _recorded(parts: Parts, run: ImportRun, file: ImportFile) -> Document:
    """The moment of import: document, event, "to index" row and the file's new state in ONE commit."""
    name = object_id(file.id)
    if parts.store.has(name):  # an import that was stopped here: what is filed is recorded as it is
        filing, stored = read_metadata_of(parts, name), parts.store.stored(name)
    else:
        filing, files = filing_of(parts, run, file, files_of(parts, file))
        stored = _stored(parts, name, files, file.decided_by, filing.issued_at)
    with parts.db.write() as session:
        document = file_history(session, filing, stored, actor=file.decided_by)
        row = session.get_one(ImportFile, file.id)
        row.state, row.document_id = "filed", document.id
    return document


def _stored(parts: Parts, name: str, files: dict[str, bytes], by: str, at: datetime) -> Stored:
    return parts.store.put(name, files, message="imported", user=by, at=at)
