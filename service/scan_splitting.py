"""A day's papers scanned in one go: where a page bears the code of another document, another scan begins.

The pieces have names that follow from the whole, so that a repeat after a power cut makes none twice.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from archive.records import Document, find
from doc_templates.scanned.cut import cut
from doc_templates.scanned.read import ScannedPage, take_pages
from service.check_codes import code_in, draft_id_of
from service.parts import Parts
from service.scans import Scan, folder_of


def owner_of(session: Session, agency_id: str, codes: Sequence[str]) -> Document | None:
    """The agency's document that the first known code belongs to."""
    for told in codes:
        draft_id = draft_id_of(session, code) if (code := code_in(told)) else None
        if draft_id and (document := find(session, agency_id, draft_id)):
            return document
    return None


def split(parts: Parts, scan: Scan, pages: Sequence[ScannedPage]) -> tuple[list[ScannedPage], list[str]]:
    """The pages that stay with this scan, and its files; the others become scans of their own, waiting to be read.

    A scan that somebody has given to a document is left whole.
    """
    starts = [1] if scan.document_id else _starts(parts, scan, pages)
    if len(starts) == 1:
        return list(pages), scan.files
    ends = [start - 1 for start in starts[1:]] + [len(pages)]
    pieces = [_piece(parts, scan, first, last) for first, last in zip(starts[1:], ends[1:], strict=True)]
    with parts.db.write() as session:
        session.add_all(piece for piece in pieces if session.get(Scan, piece.id) is None)
    own = folder_of(parts, scan.id) / "in"
    return list(pages[: ends[0]]), _cut(own, scan.files, 1, ends[0], own)


def _starts(parts: Parts, scan: Scan, pages: Sequence[ScannedPage]) -> list[int]:
    """The pages, from 1, at which a document begins."""
    starts, current = [1], ""
    with parts.db.read() as session:
        for number, page in enumerate(pages, 1):
            owner = owner_of(session, scan.agency_id, page.codes)
            if owner is None or owner.id == current:
                continue
            if number > 1:
                starts.append(number)
            current = owner.id
    return starts


def _piece(parts: Parts, scan: Scan, first: int, last: int) -> Scan:
    piece_id = hashlib.sha256(f"{scan.id} {first}".encode()).hexdigest()[:32]
    folder, whole = folder_of(parts, piece_id), folder_of(parts, scan.id)
    (folder / "in").mkdir(parents=True, exist_ok=True)
    files = _cut(whole / "in", scan.files, first, last, folder / "in")
    take_pages(whole / "pages", first, last, folder / "pages")
    name = f"{scan.name[:100]} ({first}–{last})"
    return Scan(id=piece_id, agency_id=scan.agency_id, name=name, state="waiting", files=files, by=scan.by, at=scan.at)


def _cut(whole: Path, files: list[str], first: int, last: int, folder: Path) -> list[str]:
    """The piece of what was brought, where it is a PDF; of pictures the pages themselves are kept, nothing else."""
    name = f"pages-{first}-{last}.pdf"
    is_pdf = len(files) == 1 and files[0].endswith(".pdf")
    return [name] if is_pdf and cut(whole / files[0], first, last, folder / name) else []
