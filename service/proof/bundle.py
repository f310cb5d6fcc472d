"""The proof bundle of a document: one .zip with all that is kept of it, and a README that says how to verify each."""

import hashlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import Response, render_template

from archive.filing import object_id
from archive.heads import file_head, filed_heads
from archive.records import Document
from service.documents import PDF
from service.head_stamps import stamp_of
from service.parts import Parts
from service.proof import journal
from service.proof.signatures import SignatureTakenOut, as_pem, taken_out
from service.signing.trust import trusted

README = "README.md"
SUMS = "SHA256SUMS"
ACTOR = "proof"
"""Who files the head that proves the newest events of a document, where the day's head does not reach them yet."""


def bundle(parts: Parts, document: Document) -> bytes:
    """The .zip. Raises ObjectMissing, ObjectDamaged where the storage no longer holds what was issued."""
    files = _kept(parts, document)
    signatures = taken_out(files[f"document/{PDF}"])
    roots = trusted(parts)
    files |= {f"signatures/{place}.cms": each.cms for place, each in enumerate(signatures, 1)}
    if roots:
        files["signatures/trusted.pem"] = as_pem(roots)
    files |= _journal(parts, document)
    files[README] = _readme(document, signatures, files).encode()
    files[SUMS] = _sums(files)
    return _zipped(document, files)


def proof_answer(parts: Parts, document: Document) -> Response:
    """The .zip as a download."""
    answer = Response(bundle(parts, document), mimetype="application/zip")
    name = "".join(letter if letter.isalnum() else "-" for letter in document.reference)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}-chung-minh.zip")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _kept(parts: Parts, document: Document) -> dict[str, bytes]:
    name = object_id(document.id)
    return {f"document/{file.name}": parts.store.read(name, file.name) for file in document.files}


def _journal(parts: Parts, document: Document) -> dict[str, bytes]:
    with parts.db.read() as session:
        told = journal.told(session, document.id)
    heads = filed_heads(parts.store)
    if not heads or heads[-1].seq < max(told):
        file_head(parts.db, parts.store, at=parts.now(), actor=ACTOR, stamp=stamp_of(parts))
        heads = filed_heads(parts.store)
    with parts.db.read() as session:
        links = journal.chain(session, told, [head.seq for head in heads])
    reached = {link.seq for link in links}
    lines = [f"{link.seq} {link.previous} {link.content} {link.digest}\n" for link in links]
    files = {f"events/{seq}.json": said for seq, said in told.items()} | {"events/chain.txt": "".join(lines).encode()}
    for head in heads:
        if head.seq in reached:
            files |= {f"heads/{name}": content for name, content in head.files.items()}
    return files


def _readme(document: Document, signatures: list[SignatureTakenOut], files: Mapping[str, bytes]) -> str:
    names = sorted(files)
    return render_template(
        "proof/readme.md",
        document=document,
        signatures=signatures,
        files=names,
        heads=[name for name in names if name.startswith("heads/") and name.endswith(".json")],
        stamps=[name for name in names if name.startswith("heads/") and name.endswith(".tsr")],
    )


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _zipped(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Equal contents give equal bytes: every entry bears the day of issue, or the first that a .zip can name."""
    day = max(document.issued_on, date(1980, 1, 1))
    with ZipFile(made := BytesIO(), "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()
