"""What a brought file may be the same as: by its bytes, by number, symbol, issuer and year, by near-equal words.

Told, never decided: a person says whether it is another original of the same document, another document, or nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from archive.documents import Document, StoredFile
from doc_templates.imported import near
from service.imports.fields import value_of
from service.imports.rows import ImportFile, TextBand, TextSketch
from service.names import slug
from service.parts import Parts

AT_ONCE = 50
MOST = 10
FIGURES = 0.9
"""Share of figures in common; estimated from 32, so that one of some ten that is misread does not count."""
_GONE = ("dropped", "cancelled", "unreadable", "refused", "duplicate")


@dataclass(frozen=True)
class Twin:
    """id: of a document, or of a file that waits; why: "bytes", "number" or "text"; likeness: of the words, 0..1."""

    id: str
    of: str
    why: str
    likeness: float = 1.0


def same_bytes(session: Session, file: ImportFile, sha256: str) -> Twin | None:
    """A document that has this very file, or one brought before that has it."""
    wanted = select(Document.id).join(StoredFile, StoredFile.document_id == Document.id)
    shown = StoredFile.name.like("original%") | StoredFile.name.in_(("document.pdf", "document.docx", "scan.pdf"))
    document = session.scalar(
        wanted.where(StoredFile.sha256 == sha256, Document.agency_id == file.agency_id, shown).limit(1)
    )
    if document is not None:
        return Twin(document, "document", "bytes")
    others = select(ImportFile.id).where(ImportFile.agency_id == file.agency_id, ImportFile.sha256 == sha256)
    other = session.scalar(others.where(ImportFile.id != file.id, ImportFile.state.not_in(_GONE)).limit(1))
    return Twin(other, "file", "bytes") if other is not None else None


def twins(session: Session, file: ImportFile, sketch: bytes) -> list[Twin]:
    """What the file may be the same as, the likest first."""
    found: dict[str, Twin] = {}
    for twin in (*_same_number(session, file), *_near(session, file, sketch)):
        before = found.get(twin.id)
        if before is None or before.why == "text":
            found[twin.id] = twin
    return sorted(found.values(), key=lambda twin: -twin.likeness)[:MOST]


def _same_number(session: Session, file: ImportFile) -> Iterator[Twin]:
    """The same number and symbol of the same issuer and year; where an issuer is not known it counts as the same."""
    if not file.number or not file.year:
        return
    symbol, issuer = slug(value_of(file, "symbol") or ""), slug(value_of(file, "issuer") or "")
    documents = select(Document).where(
        Document.agency_id == file.agency_id, Document.year == file.year, Document.number == file.number
    )
    for document in session.scalars(documents):
        if slug(document.symbol) == symbol and _alike(issuer, slug(_issuer(document))):
            yield Twin(document.id, "document", "number")
    for other in session.scalars(_others(file).where(ImportFile.year == file.year, ImportFile.number == file.number)):
        told = slug(value_of(other, "symbol") or ""), slug(value_of(other, "issuer") or "")
        if told[0] == symbol and _alike(issuer, told[1]):
            yield Twin(other.id, "file", "number")


def _others(file: ImportFile) -> Select[ImportFile]:
    waiting = ImportFile.state.in_(("review", "accepted"))
    return select(ImportFile).where(ImportFile.agency_id == file.agency_id, ImportFile.id != file.id, waiting)


def _alike(one: str, other: str) -> bool:
    return not one or not other or one == other


def _issuer(document: Document) -> str:
    told = document.details.get("issuer") or document.details.get("agency") or {}
    return str(told.get("full_name") or "")


def _near(session: Session, file: ImportFile, sketch: bytes) -> Iterator[Twin]:
    keys = near.bands(sketch)
    if not keys:
        return
    ids = select(TextBand.id).where(TextBand.agency_id == file.agency_id, TextBand.band.in_(keys)).distinct()
    rows = select(TextSketch.id, TextSketch.sketch).where(TextSketch.id.in_(ids), TextSketch.id != file.id)
    alike = {id: near.compare(sketch, other) for id, other in session.execute(rows)}
    like = [id for id, found in alike.items() if found.likeness >= near.SAME]
    documents = select(Document.id, Document.number, Document.year).where(Document.id.in_(like))
    files = _others(file).with_only_columns(ImportFile.id, ImportFile.number, ImportFile.year)
    for of, others in (("document", documents), ("file", files.where(ImportFile.id.in_(like)))):
        for id, number, year in session.execute(others):
            if _same(alike[id], told_apart=_differ(file.number, number) or _differ(file.year, year)):
                yield Twin(id, of, "text", alike[id].likeness)


def _same(found: near.Alike, *, told_apart: bool) -> bool:
    """Near-equal words, and either the sketches say that they are one, or all figures agree and no number or year was
    read that differs: of a scan the sketch may have taken another document's number for its own."""
    return found.same or (found.figures >= FIGURES and not told_apart)


def _differ(one: int, other: int) -> bool:
    return bool(one and other and one != other)


def keep(session: Session, agency_id: str, id: str, sketch: bytes) -> None:
    """Keep a sketch for those that come later."""
    forget(session, agency_id, id)
    session.add(TextSketch(id=id, agency_id=agency_id, sketch=sketch))
    session.add_all(TextBand(agency_id=agency_id, band=band, id=id) for band in set(near.bands(sketch)))
    session.flush()


def forget(session: Session, agency_id: str, id: str) -> None:
    """The file will never be a document: nothing is like it any more."""
    kept = session.get(TextSketch, id)
    if kept is None:
        return
    bands = TextBand.band.in_(near.bands(kept.sketch))
    session.execute(delete(TextBand).where(TextBand.agency_id == agency_id, TextBand.id == id, bands))
    session.delete(kept)
    session.flush()


def sketch_documents(parts: Parts, agency_id: str, limit: int = AT_ONCE) -> int:
    """Sketch some of the agency's documents that have no sketch yet; how many."""
    lacking = ~exists().where(TextSketch.id == Document.id)
    with parts.db.read() as session:
        wanted = select(Document.id, Document.text).where(Document.agency_id == agency_id, lacking).limit(limit)
        made = [(id, near.sketch(text)) for id, text in session.execute(wanted)]
    if made:
        with parts.db.write() as session:
            for id, sketch in made:
                keep(session, agency_id, id, sketch)
    return len(made)


def as_kept(found: Iterable[Twin]) -> list[dict[str, object]]:
    """Twins as JSON values."""
    return [asdict(twin) for twin in found]
