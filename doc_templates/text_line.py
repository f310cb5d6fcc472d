"""The text line of the agency's signature on a file of its own that goes with a document: top right of its page 1.

Number and symbol, time of signing; Times New Roman, upright, size 10, black; no image (Nghị định 30/2020/NĐ-CP, Phụ lục
I, Phần I, II.8.b and III.1.d). It is drawn into the page and an invisible field is made for the signature over it.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from doc_templates import field_font
from doc_templates.errors import BrokenPdf
from doc_templates.signable import SEAL

SIZE = 10
_MM = 72 / 25.4
_FROM_RIGHT, _FROM_TOP = 15 * _MM, 10 * _MM


def with_text_line(pdf: bytes, words: str) -> bytes:
    """The PDF with the line on its first page, as that page is looked at, and an empty field to be signed.

    Raises BrokenPdf; KeyError for a letter that Times New Roman does not have.
    """
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            _draw(opened, words)
            _add_field(opened)
            opened.save(buffer := io.BytesIO(), deterministic_id=True)
            return buffer.getvalue()
    except pikepdf.PdfError as why:
        raise BrokenPdf(detail=str(why)[:200]) from why


def _draw(pdf: Pdf, words: str) -> None:
    page, part = pdf.pages[0], field_font.part("".join(sorted(set(words))))
    font = page.add_resource(field_font.embedded(pdf, part), Name.Font)
    width, height, matrix = _as_seen(page)
    left = width - _FROM_RIGHT - part.width(words, SIZE)
    placed = f"{matrix} cm 0 g BT {font} {SIZE} Tf {left:.2f} {height - _FROM_TOP:.2f} Td ".encode()
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q /Artifact BMC q " + placed + part.shown(words) + b" Tj ET Q EMC"))


def _as_seen(page: pikepdf.Page) -> tuple[float, float, str]:
    """Width and height of the page as it is turned for the reader, and the matrix from there to its own axes."""
    left, low, right, high = (float(edge) for edge in page.cropbox)
    width, height = right - left, high - low
    turned = int(page.obj.get("/Rotate", _inherited(page, "/Rotate", 0))) % 360
    if turned == 90:
        return height, width, f"0 1 -1 0 {right:g} {low:g}"
    if turned == 180:
        return width, height, f"-1 0 0 -1 {right:g} {high:g}"
    if turned == 270:
        return height, width, f"0 -1 1 0 {left:g} {high:g}"
    return width, height, f"1 0 0 1 {left:g} {low:g}"


def _inherited(page: pikepdf.Page, name: str, otherwise: int) -> int:
    above = page.obj.get("/Parent")
    while above is not None:
        if name in above:
            return int(above[name])
        above = above.get("/Parent")
    return otherwise


def _add_field(pdf: Pdf) -> None:
    page = pdf.pages[0]
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=pikepdf.String(SEAL), F=132,
            Rect=Array([0, 0, 0, 0]), P=page.obj,
        )
    )  # fmt: skip
    if "/AcroForm" not in pdf.Root:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array()))
    pdf.Root.AcroForm.SigFlags = 3
    pdf.Root.AcroForm.Fields.append(field)
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(field)
