"""From a draft to paper: letterhead, signer's block and stamp are put together, the form is filled, the PDF made.

Slow work (LibreOffice): never called inside a database transaction.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from archive.numbers import Number
from doc_templates.fill import Letterhead, SignerBlock, Stamp, fill
from doc_templates.form import Form
from doc_templates.kinds import kinds, reference, symbol
from doc_templates.page_images import page_png
from doc_templates.pdf_facts import PdfFacts, read_back
from service import people
from service.bodies import Issuer, issuer_on
from service.draft import Draft
from service.drafts import form_of_draft
from service.errors import PaperFault
from service.parts import Parts

PREVIEWS_KEPT = 400


@dataclass(frozen=True)
class Setting:
    """What the office puts around the clerk's values on a given day: who prints, who signs, which symbol."""

    issuer: Issuer
    letterhead: Letterhead
    signer: SignerBlock
    signer_title: str
    symbol: str


@dataclass(frozen=True)
class Paper:
    """A filled document: .docx, PDF/A, what was read back from it, and what the office put around the values."""

    docx: bytes
    pdf: bytes
    facts: PdfFacts
    around: Setting


def setting(parts: Parts, draft: Draft, on: date) -> Setting:
    """Who issues, as it is called and signs on that day. Raises UnknownAgency, NameMissing."""
    form = form_of_draft(parts, draft)
    with parts.db.read() as session:
        issuer = issuer_on(session, draft.agency_id, str(draft.values.get("issuer") or ""), on)
        chosen = str(draft.values.get("signer") or "")
        signer = people.chosen_signer(session, draft.agency_id, chosen)
    lines, name = people.block(signer) if signer else ((), chosen)
    return Setting(
        issuer=issuer,
        letterhead=Letterhead(issuer.superior, issuer.name, issuer.place, issuer.full_name),
        signer=SignerBlock(lines, name, people.other_title(signer, issuer) if signer else ""),
        signer_title=" ".join(lines),
        symbol=symbol(kinds()[form.kind], issuer.abbreviation, str(draft.values.get("unit") or "")),
    )


def make(parts: Parts, draft: Draft, number: Number) -> Paper:
    """The numbered document as it is issued, read back and judged. Raises PaperFault, TemplateFault, Pdf… errors."""
    around = setting(parts, draft, number.dated)
    stamp = Stamp(number.symbol, number.number, number.dated)
    docx = fill(form_of_draft(parts, draft), draft.values, around.letterhead, around.signer, stamp)
    pdf = parts.pdf.convert(docx, title=draft.subject)
    return Paper(docx, pdf, _judged(pdf, reference(number.number, number.symbol)), around)


def _judged(pdf: bytes, shown: str) -> PdfFacts:
    """A document whose first page does not show its number, or that is no PDF/A, must not enter the archive."""
    facts = read_back(pdf)
    if facts.pdfa != "2B":
        raise PaperFault(why="PDF/A-2b")
    if _together(shown) not in _together(facts.first_page_text):
        raise PaperFault(why=shown)
    return facts


def _together(words: str) -> str:
    """Without blanks and line ends: a long symbol is printed on two lines."""
    return "".join(words.split())


@dataclass(frozen=True)
class Preview:
    """A draft's PDF with blanks for number and date; `digest` names its content and its cached files."""

    digest: str
    pdf: bytes
    pages: int


def unnumbered(parts: Parts, draft: Draft) -> bytes:
    """The draft as .docx, blanks for number and date. Raises TemplateFault."""
    around = setting(parts, draft, parts.today())
    return fill(form_of_draft(parts, draft), draft.values, around.letterhead, around.signer, Stamp(around.symbol))


def preview(parts: Parts, draft: Draft) -> Preview:
    """The true page of a draft, made once for the same content. Raises TemplateFault and Pdf… errors."""
    around = setting(parts, draft, parts.today())
    stamp = Stamp(around.symbol)
    form = form_of_draft(parts, draft)
    digest = _digest(draft, around, stamp, form)

    def render() -> bytes:
        docx = fill(form, draft.values, around.letterhead, around.signer, stamp)
        return parts.pdf.convert(docx, title=draft.subject)

    pdf = cached(parts, f"{digest}.pdf", render)
    pages = int(cached(parts, f"{digest}.pages", lambda: str(read_back(pdf).pages).encode()))
    return Preview(digest, pdf, pages)


def _digest(draft: Draft, around: Setting, stamp: Stamp, form: Form) -> str:
    content = [draft.form, draft.form_version, draft.values, asdict(around.letterhead), asdict(around.signer)]
    packed = json.dumps([*content, stamp.symbol, _state_of(form)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()[:32]


def _state_of(form: Form) -> str:
    """Another one once the office has saved the .docx, or the fields of its own form, anew."""
    if not form.content:
        return str(form.path.stat().st_mtime_ns)
    return hashlib.sha256(form.content + repr(form.fields).encode()).hexdigest()


def page_image(parts: Parts, digest: str, pdf: bytes, page: int, width: int) -> bytes:
    """PNG of one page. Raises PageMissing."""
    return cached(parts, f"{digest}-{page}-{width}.png", lambda: page_png(pdf, page, width))


def cached(parts: Parts, name: str, make_it: Callable[[], bytes]) -> bytes:
    """Bytes kept in the cache folder under a name that says their content; the folder may be emptied at any time."""
    kept = parts.config.cache_dir / name
    try:
        content = kept.read_bytes()
        os.utime(kept)
    except FileNotFoundError:
        content = make_it()
        _keep(kept, content)
    return content


def _keep(kept: Path, content: bytes) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=kept.parent, prefix=".", delete=False) as file:
        file.write(content)
    Path(file.name).rename(kept)


def sweep(parts: Parts, keep: int = PREVIEWS_KEPT) -> None:
    """Keep the cache small: the files longest unused go first."""
    files = sorted(parts.config.cache_dir.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[keep:]:
        file.unlink(missing_ok=True)
