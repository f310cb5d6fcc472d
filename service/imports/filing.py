"""What of a reviewed file goes into the archive: its original, what is shown of it, and metadata.json."""

import json
from typing import Any

from archive.agencies import as_it_was
from archive.filing import METADATA, Filing, FilingParty, describe, metadata_json, read_metadata
from archive.history import SERIES
from doc_templates.kinds import kinds
from service import SOFTWARE
from service.documents import PDF, READING
from service.imports.bring import ORIGINAL
from service.imports.fields import KINDS_OF_VALUE, first_day, reference_of, value_of
from service.imports.rows import ImportFile, ImportRun, folder_of
from service.parts import Parts

NO_NUMBER = "không số"
"""Stands for number and symbol where a document has neither: a fact of the document, not a sentence of ours."""
WORDS = "words.json"
"""The text and the words of each page, in a file's folder."""
ENDINGS = {"docx": "docx", "doc": "doc", "odt": "odt", "rtf": "rtf", "pdf": "pdf"}
_STARTS = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)


def files_of(parts: Parts, file: ImportFile) -> dict[str, bytes]:
    """The files of the object, but for metadata.json, by name; the original byte for byte."""
    folder = folder_of(parts, file.id)
    original = (folder / ORIGINAL).read_bytes()
    files = {PDF: (folder / PDF).read_bytes(), original_name(file, original): original}
    if file.opened.get("searched") == READING:
        files[READING] = (folder / READING).read_bytes()
    return files


def original_name(file: ImportFile, content: bytes, number: int = 1) -> str:
    """ "original.doc", that of a second one "original-2.pdf"; by what the file is, not by what it was called."""
    ending = ENDINGS.get(str(file.opened.get("format")), "")
    if not ending:
        ending = next((kind for start, kind in _STARTS if content.startswith(start)), "bin")
    return f"original.{ending}" if number == 1 else f"original-{number}.{ending}"


def filing_of(
    parts: Parts, run: ImportRun, file: ImportFile, files: dict[str, bytes]
) -> tuple[Filing, dict[str, bytes]]:
    """The filing that the rows are made of, and the files with it."""
    with parts.db.read() as session:
        holder = as_it_was(session, file.agency_id, parts.today())
    filing = Filing(
        id=file.id,
        agency=holder,
        form="",
        form_version=0,
        series=SERIES,
        issued_at=file.decided_at or parts.now(),
        text=words_of(parts, file)["text"],
        files=describe(files),
        software=SOFTWARE,
        details=details_of(run, file),
        **fields_of(file),
    )
    return filing, files | {METADATA: metadata_json(filing)}


def fields_of(file: ImportFile) -> dict[str, Any]:
    """What was read or corrected, as a filing has it (FIELDS of archive/history.py)."""
    day = first_day(str(value_of(file, "dated")))
    if day is None:
        raise ValueError(f"file {file.id} has no day")
    kind = str(value_of(file, "kind"))
    known = kinds().get(kind)
    return {
        "kind": kind,
        "kind_name": known.name if known else kind,
        "year": day.year,
        "number": int(value_of(file, "number") or 0),
        "symbol": str(value_of(file, "symbol") or "")[:60],
        "reference": (reference_of(file) or NO_NUMBER)[:80],
        "subject": str(value_of(file, "subject")),
        "issued_on": day,
        "signer_name": str(value_of(file, "signer") or ""),
        "signer_title": str(value_of(file, "signer_title") or ""),
        "parties": tuple(_parties(file)),
        "bases": tuple(value_of(file, "bases") or ()),
    }


def _parties(file: ImportFile) -> list[FilingParty]:
    named = [("addressee", "addressees"), ("recipient", "recipients")]
    parties = [FilingParty(role, name) for role, key in named for name in value_of(file, key) or ()]
    signer = value_of(file, "signer")
    return [*parties, FilingParty("signer", str(signer))] if signer else parties


def details_of(run: ImportRun, file: ImportFile) -> dict[str, Any]:
    """What no column has. dated: as exactly as it is known; read: every field, how surely, and who corrected it."""
    told = {key: value_of(file, key) for key in ("urgency", "kept_at", "place", "superior", "authority", "dated")}
    return {
        "origin": "imported",
        "issuer": issuer_of(file),
        "pages": file.opened.get("pages") or 1,
        **{key: value for key, value in told.items() if value},
        **({"access": run.access} if run.access else {}),
        "read": readings(file),
        "imported": {
            "run": run.id,
            "run_name": run.name,
            "name": file.name,
            "sha256": file.sha256,
            "by": run.by,
            "accepted_by": file.decided_by,
            **{
                key: file.opened.get(key)
                for key in ("format", "encoding", "read_by", "certainty", "warnings", "searched")
            },
            "signatures": file.signatures,
        },
    }


def issuer_of(file: ImportFile) -> dict[str, Any]:
    """Who issued it, in the shape that issuers of our own documents have; never one of our bodies by id."""
    superior, name = str(value_of(file, "superior") or ""), str(value_of(file, "issuer") or "")
    lines = {"superior": [superior] if superior else [], "name": [name] if name else []}
    return {"id": "", **lines, "full_name": name, "abbreviation": "", "place": str(value_of(file, "place") or "")}


def readings(file: ImportFile) -> dict[str, Any]:
    """Of every field what was read and how surely; of corrected ones also what a person made of it, who and when."""
    keys = [key for key in (*KINDS_OF_VALUE, "reference", "secrecy") if key in file.read or key in file.corrected]
    return {key: file.read.get(key, {}) | ({"corrected": c} if (c := file.corrected.get(key)) else {}) for key in keys}


def words_of(parts: Parts, file: ImportFile) -> dict[str, Any]:
    """{"text": the whole, "pages": the words of each page} of a file that is not filed yet."""
    found: dict[str, Any] = json.loads((folder_of(parts, file.id) / WORDS).read_text(encoding="utf-8"))
    return found


def read_metadata_of(parts: Parts, object_name: str) -> Filing:
    """The filing of an object that is in the storage."""
    return read_metadata(parts.store.read(object_name, METADATA))
