"""The pages of a certified copy: the original's, whole or in part, with the block of the copy or its text line.

Slow work (LibreOffice): never called inside a database transaction. The original's files are only read.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from archive.numbers import Number
from archive.records import Document
from doc_templates.copies import blocks, copy_model_text, copy_text
from doc_templates.copy_pages import copied_pages, with_block
from doc_templates.fill import Letterhead, SignerBlock, Stamp, fill
from doc_templates.form import clean
from doc_templates.kinds import copies as copy_kinds
from doc_templates.kinds import reference, symbol
from doc_templates.page_images import page_text
from doc_templates.page_words import spots
from doc_templates.pdf_facts import read_back
from doc_templates.text_line import with_text_line
from service import people
from service.bodies import Issuer, issuer_on
from service.copies import Copy, source_file
from service.copy_extract import recreated
from service.documents import file_of
from service.errors import BadInput, PaperFault
from service.paper import Preview, cached
from service.parts import Parts


@dataclass(frozen=True)
class Around:
    """What the office puts around a copy on a day: who copies, who signs it, which symbol."""

    issuer: Issuer
    signer: SignerBlock
    symbol: str


@dataclass(frozen=True)
class CopyPaper:
    """The finished pages, not signed yet; docx: the extract's text, or the block; "" where there is neither."""

    pdf: bytes
    docx: bytes
    around: Around


def around(parts: Parts, copy: Copy, on: date) -> Around:
    """Raises UnknownAgency, NameMissing."""
    with parts.db.read() as session:
        issuer = issuer_on(session, copy.agency_id, "", on)
        signer = people.chosen_signer(session, copy.agency_id, copy.values["signer"])
    lines, name = people.block(signer) if signer else ((), "")
    kind = copy_kinds()[copy.kind]
    return Around(issuer, SignerBlock(lines, name), symbol(kind, issuer.abbreviation))


def make(parts: Parts, copy: Copy, original: Document, number: Number) -> CopyPaper:
    """The numbered pages, looked at; those of an electronic copy wait for line and signature (copy_seal.py).

    Raises PaperFault, TemplateFault, FileDamaged, BrokenPdf, UnknownForm and Pdf… errors.
    """
    set_up = around(parts, copy, number.dated)
    stamp = Stamp(number.symbol, number.number, number.dated)
    made = _made(parts, copy, original, set_up, stamp)
    if copy.medium == "paper":
        _judged(made.pdf, reference(number.number, number.symbol))
    return made


def _made(parts: Parts, copy: Copy, original: Document, set_up: Around, stamp: Stamp) -> CopyPaper:
    title = f"{copy.rule.word} {reference(stamp.number, stamp.symbol)} {original.reference}"
    source, docx = _source(parts, copy, original)
    wanted = read_back(source).pdfa
    pages = copied_pages(source, title=title, pages=shown_pages(copy, original, source))
    if copy.medium == "paper":
        docx = docx or _block(copy, set_up, stamp)
        pages = with_block(pages, parts.pdf.convert(_block(copy, set_up, stamp), title=title))
    if read_back(pages).pdfa != wanted:
        raise PaperFault(why="PDF/A-2b")
    return CopyPaper(pages, docx, set_up)


def _source(parts: Parts, copy: Copy, original: Document) -> tuple[bytes, bytes]:
    """What is copied as PDF, and as .docx where it is an extract's text made anew."""
    if copy.values["excerpt"]:
        docx = recreated(parts, original, copy.values["excerpt"])
        return parts.pdf.convert(docx, title=original.subject), docx
    return file_of(parts, original, source_file(original))[1], b""


def shown_pages(copy: Copy, original: Document, source: bytes) -> tuple[int, ...]:
    """The pages of an extract: those chosen, the first, and the one with the signer's name; () for all.

    An extract has all components of the document (Điều 25 khoản 3.b). Raises BadInput for a page that is not there.
    """
    chosen = copy.values["pages"]
    if not chosen:
        return ()
    last = read_back(source).pages
    if min(chosen) < 1 or max(chosen) > last:
        raise BadInput(field="pages")
    (signed,) = spots(source, [original.signer_name])
    return tuple(sorted({1, *chosen, *([signed.page] if signed else [])}))


def _block(copy: Copy, set_up: Around, stamp: Stamp) -> bytes:
    """Mẫu 3.1, filled."""
    form = blocks()[copy.kind]
    values = {name: copy.values[name] for name in ("recipients", "kept_at")}
    issuer = set_up.issuer
    letterhead = Letterhead(issuer.superior, issuer.name, issuer.place, issuer.full_name)
    return fill(form, clean(form, values), letterhead, set_up.signer, stamp)


def _judged(pdf: bytes, shown: str) -> None:
    facts = read_back(pdf)
    if not any("".join(shown.split()) in _together(pdf, page) for page in range(facts.pages, 0, -1)):
        raise PaperFault(why=shown)


def _together(pdf: bytes, page: int) -> str:
    return "".join(page_text(pdf, page).split())


def text_line(parts: Parts, copy: Copy, set_up: Around, at: datetime | None) -> str:
    """Ô 14 of an electronic copy; at None: as the model has it, before it is signed."""
    if at is None:
        return copy_model_text(copy.kind, set_up.issuer.full_name)
    return copy_text(copy.kind, set_up.issuer.full_name, at.astimezone(ZoneInfo(parts.config.time_zone)))


def preview(parts: Parts, copy: Copy, original: Document) -> Preview:
    """The true pages, without number and time: made once for the same choice. Raises as make()."""
    set_up = around(parts, copy, parts.today())
    told = [copy.kind, copy.medium, copy.values, asdict(set_up), [file.sha256 for file in original.files]]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:32]

    def render() -> bytes:
        made = _made(parts, copy, original, set_up, Stamp(set_up.symbol)).pdf
        return made if copy.medium == "paper" else with_text_line(made, text_line(parts, copy, set_up, None))

    pdf = cached(parts, f"{digest}.pdf", render)
    return Preview(digest, pdf, read_back(pdf).pages)
