"""Reading what was brought, by the jobs worker: pages, QR code, words, two layers; one page a step.

Each step leaves its work in the scan's folder and then says so in the row: what a killed process leaves is taken up.
Steps are short, because the worker has the index to serve as well.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from archive.records import Document, find
from doc_templates.errors import ScanUnreadable
from doc_templates.scanned.read import ScannedPage, pages_in, picture_of, read_some
from doc_templates.scanned.two_layers import two_layers
from doc_templates.scanned.words import read_words
from service.check_codes import code_in
from service.locks import one_at_a_time
from service.parts import Parts
from service.scan_checks import compared
from service.scan_splitting import owner_of, split
from service.scans import Scan, folder_of

READING_DPI = 300
"""As finely as pages are kept at most (doc_templates/scanned/sheets.py); coarser ones are read as they are."""


def step(parts: Parts) -> bool:
    """Do the next piece of work on the oldest scan that is not read; False where there is none."""
    with parts.db.read() as session:
        wanted = select(Scan.id).where(Scan.state.in_(("waiting", "reading"))).order_by(Scan.at, Scan.id)
        scan_id = session.scalar(wanted.limit(1))
    if scan_id is None:
        return False
    with one_at_a_time(parts, "scan", scan_id):
        _step(parts, scan_id)
    return True


def _step(parts: Parts, scan_id: str) -> None:
    with parts.db.read() as session:
        scan = session.get(Scan, scan_id)
    if scan is None:
        return
    try:
        if scan.state == "waiting":
            _open(parts, scan)
        elif scan.state == "reading":
            _read_page(parts, scan)
    except ScanUnreadable as error:
        _change(parts, scan.id, state="refused", problem=str(error.data["why"]))


def _open(parts: Parts, scan: Scan) -> None:
    folder = folder_of(parts, scan.id)
    if not read_some([folder / "in" / name for name in scan.files], folder / "pages"):
        return
    pages, files = split(parts, scan, pages_in(folder / "pages"))
    facts = facts_of(pages)
    with parts.db.read() as session:
        owner = owner_of(session, scan.agency_id, [code for page in pages for code in page.codes])
    facts["owner"] = {"id": owner.id, "reference": owner.reference} if owner else None
    matched = {} if scan.document_id or owner is None else {"document_id": owner.id, "matched_by": "code"}
    _change(parts, scan.id, state="reading", pages=len(pages), done=0, facts=facts, files=files, **matched)


def facts_of(pages: list[ScannedPage]) -> dict[str, Any]:
    """What the pages show together: the coarsest resolution, whether any has colour, all codes, what was turned."""
    return {
        "dpi": min(page.dpi for page in pages),
        "colour": any(page.colour for page in pages),
        "codes": sorted({found for page in pages for code in page.codes if (found := code_in(code))}),
        "turned": [number for number, page in enumerate(pages, 1) if page.turned],
        "skew": max((page.skew for page in pages), key=abs),
        "sheets": sorted({(round(page.width), round(page.height)) for page in pages}),
    }


def _read_page(parts: Parts, scan: Scan) -> None:
    """One page's words; after the last one the pages are put together."""
    folder = folder_of(parts, scan.id)
    pages = pages_in(folder / "pages")[: scan.pages]
    if scan.done < len(pages):
        page = pages[scan.done]
        read_words(picture_of(folder / "pages", scan.done + 1), min(page.dpi, READING_DPI))
        _change(parts, scan.id, done=scan.done + 1)
    if scan.done + 1 >= len(pages):
        _put_together(parts, scan, folder, pages)


def _put_together(parts: Parts, scan: Scan, folder: Path, pages: list[ScannedPage]) -> None:
    pictures = [picture_of(folder / "pages", number) for number in range(1, len(pages) + 1)]
    texts = [each.with_suffix(".txt") for each in pictures]
    words = "\n".join(text.read_text(encoding="utf-8") for text in texts if text.exists())
    pdf = two_layers(list(zip(pages, pictures, strict=True)), title=scan.name, at=scan.at)
    for name, content in (("scan.pdf", pdf), ("words.txt", words.encode())):
        (folder / f"{name}.new").write_bytes(content)
        (folder / f"{name}.new").rename(folder / name)
    facts = {**scan.facts, "unread": sum(not text.exists() for text in texts)}
    document = _document(parts, scan)
    _change(parts, scan.id, state="read", facts=facts | (compared(parts, document, words) if document else {}))


def _document(parts: Parts, scan: Scan) -> Document | None:
    with parts.db.read() as session:
        return find(session, scan.agency_id, scan.document_id) if scan.document_id else None


def _change(parts: Parts, scan_id: str, **values: object) -> None:
    with parts.db.write() as session:
        scan = session.get(Scan, scan_id)
        if scan is not None:  # dropped meanwhile
            for name, value in values.items():
                setattr(scan, name, value)
