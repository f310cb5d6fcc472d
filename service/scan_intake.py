"""Scans and photographs are brought: kept as they are, each with a row, to be read by the jobs worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from archive.disk import space, write_files
from doc_templates.errors import ScanUnreadable
from service.actor import Actor
from service.documents import document_of
from service.errors import UploadTooLarge
from service.parts import Parts
from service.scan_filing import refuse_signed_file
from service.scans import Scan, folder_of
from service.uploaded_docx import shown_name

LARGEST = 64 << 20
LARGEST_REQUEST = 128 << 20
"""A day's scans are larger than any form: what may be sent at once."""
STARTS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("pdf", (b"%PDF-",)),
    ("jpg", (b"\xff\xd8\xff",)),
    ("png", (b"\x89PNG\r\n\x1a\n",)),
    ("tiff", (b"II*\0", b"MM\0*")),
)
"""How files of each kind begin; what its name ends with counts for nothing."""


@dataclass(frozen=True)
class Brought:
    """A file as it was sent."""

    name: str
    content: bytes


def bring(
    parts: Parts, actor: Actor, sent: Sequence[Brought], *, document_id: str = "", together: bool = False
) -> list[Scan]:
    """Keep the files: a scan each, or `together` one scan whose pages they are, in their order.

    document_id: whose paper it is, where that is known; else the QR code tells. Raises NotFound, SignedAsFile,
    UploadTooLarge, ScanUnreadable (why: empty, not_a_scan; name): then nothing is kept.
    """
    sent = [each for each in sent if each.name or each.content]
    if not sent:
        raise ScanUnreadable(why="empty", name="")
    if document_id:
        refuse_signed_file(document_of(parts, actor, document_id))
    kinds = [_kind(each) for each in sent]
    kinded = list(zip(sent, kinds, strict=True))
    heaps = [kinded] if together else [[one] for one in kinded]
    made = [_kept(parts, actor, heap, document_id) for heap in heaps]
    with parts.db.write() as session:
        session.add_all(made)
    parts.scans_soon()
    return made


def _kind(sent: Brought) -> str:
    if len(sent.content) > LARGEST:
        raise UploadTooLarge(megabytes=LARGEST >> 20)
    for kind, starts in STARTS:
        if sent.content.startswith(starts):
            return kind
    raise ScanUnreadable(why="not_a_scan" if sent.content else "empty", name=shown_name(sent.name))


def _kept(parts: Parts, actor: Actor, heap: Sequence[tuple[Brought, str]], document_id: str) -> Scan:
    """The files first: a row without them could not be read, files without a row are swept."""
    scan_id = uuid4().hex
    folder = folder_of(parts, scan_id) / "in"
    folder.mkdir(parents=True)
    names = [f"{number:04d}.{kind}" for number, (_, kind) in enumerate(heap, 1)]
    with space(folder):
        write_files({folder / name: sent.content for name, (sent, _) in zip(names, heap, strict=True)})
    return Scan(
        id=scan_id,
        agency_id=actor.agency_id,
        name=shown_name(heap[0][0].name),
        state="waiting",
        files=names,
        document_id=document_id or None,
        matched_by="hand" if document_id else "",
        by=actor.name,
        at=parts.now(),
    )
