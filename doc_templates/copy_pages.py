"""The pages of a copy: those of the original as they are looked at, and below their last line the block of the copy.

What was a signed file becomes plain pages: pictures of signatures and numbers in fields are drawn into the page, since
a signature holds only in the file it was made in. The original's bytes are never touched.
Rule: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II; figures: copy_rules.toml.
"""

import io
from collections.abc import Collection

import pikepdf
import pypdfium2
from pikepdf import Name, Pdf
from PIL import Image, ImageChops

from doc_templates.copy_rules import block_room
from doc_templates.errors import BrokenPdf
from doc_templates.page_images import LOCK
from doc_templates.signable import saved

_MM = 72 / 25.4
_A4 = (210 * _MM, 297 * _MM)
_SCALE = 100 / 72  # pixels a point when looking for ink
_DARK = 150  # of 255: letters, seals and lines of a scan are darker than its paper
_EDGE = 10 * _MM  # shadows at the sides of a scan
_FOOT = 18 * _MM  # the check page's code stands below
_INK = 3  # dark pixels that make a line of the page
_FILE_ONLY = ("/AcroForm", "/Perms", "/DSS", "/Extensions")
_STRUCTURE = ("/StructTreeRoot", "/Outlines", "/Dests", "/PageLabels")


def copied_pages(pdf: bytes, *, title: str, pages: Collection[int] = ()) -> bytes:
    """The PDF without fields and signatures, their pictures drawn into the pages; `pages` (from 1) alone if given.

    Keeps PDF/A; title: what the file is called then. Raises BrokenPdf.
    """
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            opened.flatten_annotations("all")
            _drop_fields(opened)
            _drop(opened, _FILE_ONLY)
            if pages and len({*pages}) < len(opened.pages):
                _keep(opened, pages)
            return _saved(opened, title)
    except pikepdf.PdfError as why:
        raise BrokenPdf(detail=str(why)[:200]) from why


def _drop_fields(pdf: Pdf) -> None:
    """Fields that show nothing, such as those of invisible signatures, are left by the flattening."""
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = pikepdf.Array([each for each in page.Annots if each.get("/Subtype") != Name.Widget])


def _keep(pdf: Pdf, pages: Collection[int]) -> None:
    for number in range(len(pdf.pages), 0, -1):
        if number not in pages:
            del pdf.pages[number - 1]
    _drop(pdf, _STRUCTURE)  # they point at pages that are gone
    if "/MarkInfo" in pdf.Root:
        del pdf.Root.MarkInfo
    for page in pdf.pages:
        if "/StructParents" in page:
            del page.StructParents


def _drop(pdf: Pdf, names: Collection[str]) -> None:
    for name in names:
        if name in pdf.Root:
            del pdf.Root[name]


def with_block(pdf: bytes, block: bytes) -> bytes:
    """The pages with the block: on the last sheet below its last line where it fits, else on a sheet of its own.

    pdf: as copied_pages gives it. block: a PDF of the block alone, from the top of an A4 page on. Raises BrokenPdf.
    """
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened, Pdf.open(io.BytesIO(block)) as other:
            down = _room(pdf, block) if len(other.pages) == 1 and _plain_a4(opened.pages[-1]) else None
            for page in other.pages:
                _untag(other, page)
            if down is None:
                opened.pages.extend(other.pages)
            else:
                _draw(opened, other, down)
            return _saved(opened)
    except pikepdf.PdfError as why:
        raise BrokenPdf(detail=str(why)[:200]) from why


def _room(pdf: bytes, block: bytes) -> float | None:
    """How many points the block goes up (below 0: down) to stand under the last line; None where it does not fit."""
    above, foot = block_room()
    page, _, last = _ink(pdf, -1)
    _, top, low = _ink(block, 0)
    moved = last - above * _MM - top
    return moved if page and low + moved >= foot * _MM else None


def _ink(pdf: bytes, page: int) -> tuple[bool, float, float]:
    """Whether anything is drawn, and the heights of its highest and lowest line above the foot of the page."""
    picture = _looked_at(pdf, page)
    rows = [at for at in range(picture.height) if picture.crop((0, at, picture.width, at + 1)).histogram()[255] >= _INK]
    high = picture.height / _SCALE + _FOOT
    if not rows:
        return False, high, high
    return True, high - rows[0] / _SCALE, high - (rows[-1] + 1) / _SCALE


def _looked_at(pdf: bytes, page: int) -> Image.Image:
    """White where the page is dark, without its edges; colours count as dark as their darkest part."""
    with LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                shown: Image.Image = document[page % len(document)].render(scale=_SCALE).to_pil().convert("RGB")
        except pypdfium2.PdfiumError as why:
            raise BrokenPdf(detail=str(why)) from why
    red, green, blue = shown.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    edge, foot = round(_EDGE * _SCALE), round(_FOOT * _SCALE)
    inner = darkest.crop((edge, 0, shown.width - edge, shown.height - foot))
    return inner.point([255 if level < _DARK else 0 for level in range(256)])


def _plain_a4(page: pikepdf.Page) -> bool:
    left, low, right, high = (float(each) for each in page.mediabox)
    upright = int(page.obj.get("/Rotate", 0)) % 360 == 0
    same = all(abs(size - wanted) < 3 * _MM for size, wanted in zip((right - left, high - low), _A4, strict=True))
    return upright and same and (left, low) == (0, 0)


def _draw(pdf: Pdf, other: Pdf, up: float) -> None:
    page = pdf.pages[-1]
    drawn = pdf.copy_foreign(other.pages[0].as_form_xobject())
    name = page.add_resource(drawn, Name.XObject)
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(f"Q q 1 0 0 1 0 {up:.2f} cm {name} Do Q".encode()))


def _untag(pdf: Pdf, page: pikepdf.Page) -> None:
    """Takes the tags out: they belong to a structure that does not come along."""
    kept = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) not in ("BDC", "BMC", "EMC")]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    for name in ("/StructParents", "/Annots"):
        if name in page:
            del page.obj[name]


def _saved(pdf: Pdf, title: str = "") -> bytes:
    if title:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
            told["dc:title"] = title
    return saved(pdf)
