"""Pictures of pages and facts read back, from PDFs made here; the pictures are judged by Pillow."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from PIL import Image

from doc_templates.errors import BrokenPdf, DocTemplatesError, PageMissing
from doc_templates.page_images import MOST_PIXELS, WIDEST, page_png
from doc_templates.pdf_facts import read_back

A4 = (595, 842)


def pdf_of(*drawings: bytes, size: tuple[int, int] = A4) -> bytes:
    """A PDF with a page for each content stream; /F1 is a font."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for drawing in drawings:
        page = made.add_blank_page(page_size=size)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = made.make_stream(drawing)
    made.save(buffer := io.BytesIO())
    return buffer.getvalue()


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


BLACK_LEFT_HALF = b"0 0 0 rg 0 0 297.5 842 re f"
RED_TOP_HALF = b"1 0 0 rg 0 421 595 421 re f"


def test_a_page_without_colour_is_grey_and_a_red_one_red() -> None:
    pdf = pdf_of(BLACK_LEFT_HALF, RED_TOP_HALF)
    first, second = opened(page_png(pdf, 1, 300)), opened(page_png(pdf, 2, 301))
    assert (first.mode, first.size) == ("L", (300, 425))
    assert (first.getpixel((75, 200)), first.getpixel((225, 200))) == (0, 255)
    assert (second.mode, second.width) == ("RGB", 301)
    assert (second.getpixel((150, 20)), second.getpixel((150, 400))) == ((255, 0, 0), (255, 255, 255))


@pytest.mark.parametrize("width", [1, 7, 360, 1000, 1001])
def test_the_picture_is_as_wide_as_asked(width: int) -> None:
    assert opened(page_png(pdf_of(BLACK_LEFT_HALF), 1, width)).width == width


def test_no_picture_is_larger_than_the_bounds() -> None:
    assert opened(page_png(pdf_of(b""), 1, 10 * WIDEST)).width == WIDEST
    assert opened(page_png(pdf_of(b""), 1, -5)).width == 1
    tower = opened(page_png(pdf_of(b"", size=(100, 14_000)), 1, WIDEST))
    assert tower.width * tower.height <= MOST_PIXELS * 1.01


def test_fields_filled_after_signing_are_seen() -> None:
    """The number of a signed document is a form field, not part of the page's own content."""
    with pikepdf.open(io.BytesIO(pdf_of(b""))) as made:
        look = made.make_stream(
            b"0 0 0 rg 0 0 100 100 re f",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 100, 100],
        )
        field = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="so",
                V="15",
                F=4,
                Rect=[0, 742, 100, 842],
                AP=pikepdf.Dictionary(N=look),
            )
        )
        made.pages[0].Annots = made.make_indirect(pikepdf.Array([field]))
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        made.save(buffer := io.BytesIO())
    assert opened(page_png(buffer.getvalue(), 1, 595)).getpixel((50, 50)) == 0


@pytest.mark.parametrize("page", [-1, 0, 3])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(PageMissing) as missing:
        page_png(pdf_of(b"", b""), page, 100)
    assert missing.value.data == {"page": page, "pages": 2}


def locked_up() -> bytes:
    with pikepdf.open(io.BytesIO(pdf_of(b""))) as made:
        made.save(buffer := io.BytesIO(), encryption=pikepdf.Encryption(user="mật khẩu", owner="x"))
    return buffer.getvalue()


@pytest.mark.parametrize("read", [lambda pdf: page_png(pdf, 1, 100), read_back], ids=["picture", "facts"])
@pytest.mark.parametrize(
    "pdf", [b"", b"no PDF", pdf_of(b"")[:200], locked_up()], ids=["empty", "text", "cut", "locked"]
)
def test_what_is_no_readable_pdf(read: Callable[[bytes], object], pdf: bytes) -> None:
    with pytest.raises(BrokenPdf):
        read(pdf)


def test_facts_of_a_plain_pdf() -> None:
    facts = read_back(pdf_of(b"BT /F1 12 Tf 72 720 Td (So: 15/QD-UBND) Tj ET", b"", b""))
    assert (facts.pages, facts.pdfa, facts.first_page_text.strip()) == (3, "", "So: 15/QD-UBND")
    assert re.fullmatch(r"1\.[3-7]|2\.0", facts.version)


@pytest.mark.parametrize("style", ["elements", "attributes"])
def test_both_ways_of_declaring_pdfa_are_read(style: str) -> None:
    said = {
        "elements": "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        "attributes": "<rdf:Description pdfaid:part='2' pdfaid:conformance = \"b\"/>",
    }[style]
    with pikepdf.open(io.BytesIO(pdf_of(b""))) as made:
        made.Root.Metadata = made.make_stream(said.encode(), Type=pikepdf.Name.Metadata)
        made.save(buffer := io.BytesIO(), fix_metadata_version=False)
    assert read_back(buffer.getvalue()).pdfa == "2B"


def test_damage_anywhere_is_told_as_damage_or_not_at_all() -> None:
    """Whatever byte is broken: an answer or an error of ours, never another."""
    whole = pdf_of(b"BT /F1 12 Tf 72 720 Td (So: 15/QD-UBND) Tj ET")
    for position in range(0, len(whole), 3):
        broken = whole[:position] + b"\xff" + whole[position + 1 :]
        for read in (lambda pdf: page_png(pdf, 1, 40), read_back):
            try:
                read(broken)
            except DocTemplatesError as error:
                assert error.code in ("broken_pdf", "page_missing")


def test_threads_do_not_disturb_each_other() -> None:
    pdf = pdf_of(BLACK_LEFT_HALF, RED_TOP_HALF)
    alone = [page_png(pdf, page, 200) for page in (1, 2)]
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda turn: page_png(pdf, turn % 2 + 1, 200), range(64)))
    assert all(picture == alone[turn % 2] for turn, picture in enumerate(drawn))
