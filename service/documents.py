"""Reading what has been issued: pages and API fetch a document, its pages and its files through here
alone."""

import base64
import hashlib
import io

from flask import Response, send_file
from flask_babel import get_locale

from archive.events import Event, events_of
from archive.filing import object_id
from archive.records import Document, StoredFile
from doc_templates.kinds import copies, kinds
from service import paper
from service.actor import Actor
from service.errors import FileDamaged, NotFound
from service.parts import Parts
from service.readers import find_seen
from service.signing.trust import trusted
from service.signing.validate import SignatureFound, validate

PDF = "document.pdf"
READING = "reading.pdf"
"""Beside a signed scan that was imported: the same pages with their words, for finding."""
WIDTHS = (160, 794, 1191, 1588)
"""Widths of page images in pixels: a thumbnail, the screen's size of A4, one and a half times, twice."""


def document_of(parts: Parts, actor: Actor, document_id: str) -> Document:
    """The document with parties and files. Raises NotFound: another agency's, or not the actor's to see."""
    with parts.db.read() as session:
        document = find_seen(session, actor, document_id)
    if document is None:
        raise NotFound(what="document", id=document_id)
    return document


def events(parts: Parts, document: Document) -> list[Event]:
    """What happened to the document, oldest first."""
    with parts.db.read() as session:
        return list(events_of(session, document.id))


def kind_name(kind: str) -> str:
    """ "ke-hoach" → "Kế hoạch", on English pages "Plan"; a kind no longer known keeps its id."""
    known = (kinds() | copies()).get(kind)
    if known is None:
        return kind
    return known.english if str(get_locale()) == "en" else known.name


def file_of(parts: Parts, document: Document, name: str) -> tuple[StoredFile, bytes]:
    """A stored file and its bytes, checked against the digest of its issue.

    Raises NotFound for a name the document does not have, FileDamaged where the bytes are no longer
    those issued,
    ObjectMissing where they are gone.
    """
    file = next((file for file in document.files if file.name == name), None)
    if file is None:
        raise NotFound(what="file", id=document.id, name=name)
    content = parts.store.path(object_id(document.id), file.name).read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged(document=document.id, file=file.name)
    return file, content


def signatures_of(parts: Parts, document: Document) -> tuple[SignatureFound, ...]:
    """The signatures of a document that was signed as a file, here or before its import, looked at now; none on the
    paper way."""
    imported = document.details.get("imported") or {}
    if "signatures" not in document.details and not imported.get("signatures"):
        return ()
    return validate(file_of(parts, document, PDF)[1], trusted(parts)).signatures


def file_name_for_people(document: Document, file: StoredFile) -> str:
    """The name a download gets: "01-KH-UBND.pdf", "01-KH-UBND-values.json"; made of letters, digits and
    hyphens."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in document.reference)
    stem, _, ending = file.name.rpartition(".")
    return f"{kept}.{ending}" if stem == "document" else f"{kept}-{stem}.{ending}"


def file_answer(parts: Parts, document: Document, name: str, as_attachment: bool = True) -> Response:
    """A stored file with its digest (RFC 9530), for Range and If-None-Match. Raises as `file_of`."""
    file, content = file_of(parts, document, name)
    answer = send_file(
        io.BytesIO(content),
        mimetype=file.media_type,
        as_attachment=as_attachment,
        download_name=file_name_for_people(document, file),
        etag=file.sha256,
        conditional=True,
    )
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def page_count(document: Document) -> int:
    """Pages of the issued PDF, as read back at its issue."""
    return int(document.details.get("pages") or 1)


def page_image(parts: Parts, document: Document, page: int, width: int) -> bytes:
    """PNG of one page, from 1. Raises PageMissing, FileDamaged."""
    file, content = file_of(parts, document, PDF)
    return paper.page_image(parts, file.sha256[:32], content, page, width)
