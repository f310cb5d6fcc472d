"""What an old archive holds is opened: what is shown of a file, and its words, by kind."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from doc_templates.form import load_forms, sample_document
from doc_templates.imported.legacy.tables import Encoding
from doc_templates.imported.opened import Opened, open_brought
from doc_templates.page_images import page_text
from doc_templates.pdf import PdfPool
from doc_templates.whole_text import split
from service.signing.own_loop import in_own_loop
from tests.legacy_letters import FONTS, encoded, old_document, saved
from tests.old_files import saved_as
from tests.scanned_paper import Scanner, as_pdf, seen, sheets, written
from tests.signed_forms import key_signer, prepared, sealed, signed

pytestmark = pytest.mark.slow
FORMS = load_forms()
Opener = Callable[..., Opened]


@pytest.fixture
def opening(tmp_path: Path, pdf_pool: PdfPool) -> Opener:
    """Opens bytes under a name; what is left lies in the folder `out`."""

    def opening(content: bytes, name: str = "van ban.docx") -> Opened:
        (tmp_path / "in").write_bytes(content)
        opened = open_brought(tmp_path / "in", name, tmp_path / "out", pdf_pool)
        assert (tmp_path / "in").read_bytes() == content
        return opened

    return opening


def shown(tmp_path: Path) -> bytes:
    return (tmp_path / "out" / "document.pdf").read_bytes()


def left(tmp_path: Path) -> set[str]:
    return {file.name for file in (tmp_path / "out").iterdir()}


def test_a_docx_is_shown_as_pdf_and_read_as_typed(tmp_path: Path, opening: Opener) -> None:
    read = opening(sample_document(FORMS["quyet-dinh"]))
    assert (read.format, read.encoding, read.read_by, read.certainty) == ("docx", "unicode", "text", 1.0)
    assert read.warnings == ()
    assert "| 1 | Thôn Suối Đá |" in read.text
    assert "QUYẾT ĐỊNH\nVề việc khen thưởng tập thể, cá nhân" in read.text
    assert left(tmp_path) == {"document.pdf"}
    with pypdfium2.PdfDocument(shown(tmp_path)) as pdf:
        assert len(pdf) == len(read.pages) == 2
    assert b"pdfaid" in shown(tmp_path)
    assert "Suối Ngọc, ngày 03 tháng 02 năm 2026" in read.pages[0] and "Thôn Suối Đá" in read.pages[1]


def test_old_formats_say_what_the_docx_says(tmp_path: Path, opening: Opener) -> None:
    docx = sample_document(FORMS["quyet-dinh"])
    typed = opening(docx)
    for form, content in saved_as(docx, tmp_path / "old", "doc", "rtf", "odt").items():
        read = opening(content, "van ban.docx")
        assert (read.format, read.warnings, read.encoding) == (form, (), "unicode")
        assert split(read.text) == split(typed.text)
        assert len(read.pages) == 2 and "Thôn Suối Đá" in read.pages[1]
        assert left(tmp_path) == {"document.pdf"} and b"pdfaid" in shown(tmp_path)


@pytest.mark.parametrize("name", ["quyet-dinh", "cong-van", "ke-hoach"])
def test_a_pdf_says_what_its_docx_says(tmp_path: Path, opening: Opener, name: str) -> None:
    """Letterhead and signature in two columns, paragraphs whole: whole_text finds the same fields in both."""
    typed = opening(sample_document(FORMS[name]))
    pdf = shown(tmp_path)
    read = opening(pdf, "van ban.doc")
    assert (read.format, read.certainty, shown(tmp_path)) == ("pdf", 1.0, pdf)
    expected, found = split(typed.text), split(read.text)
    assert found.kind == expected.kind
    for field in ("subject", "bases", "recipients", "addressees", "signer", "kept_at"):
        assert found.values.get(field) == expected.values.get(field), field
    assert found.signer_lines == expected.signer_lines
    assert [line for line in read.text.split("\n") if line.startswith("|")] == [
        line for line in typed.text.split("\n") if line.startswith("|")
    ]


def test_a_scan_becomes_a_pdf_of_two_layers(tmp_path: Path, opening: Opener, pdf_pool: PdfPool) -> None:
    pdf = pdf_pool.convert(sample_document(FORMS["cong-van"]))
    read = opening(as_pdf(sheets(pdf)), "scan.tif")
    assert (read.format, read.read_by, read.searched) == ("scan", "ocr", "document.pdf")
    assert 0.85 < read.certainty < 1
    assert "đăng ký danh hiệu thi đua" in read.pages[0]
    assert "đăng ký danh hiệu thi đua" in page_text(shown(tmp_path), 1)
    assert split(read.text).kind == "cong-van"
    assert left(tmp_path) == {"document.pdf"}


def test_only_the_pages_without_words_are_read_by_tesseract(opening: Opener, pdf_pool: PdfPool) -> None:
    words = pdf_pool.convert(sample_document(FORMS["ke-hoach"]))
    picture = as_pdf([seen(written(["Phụ lục số 1", "Danh sách các thôn"], "x"), Scanner())])
    with pypdfium2.PdfDocument(words) as mixed, pypdfium2.PdfDocument(picture) as more:
        pages = len(mixed)
        mixed.import_pages(more)
        mixed.save(buffer := Buffer())
    read = opening(bytes(buffer.content), "tron.pdf")
    assert (read.format, read.read_by, len(read.pages)) == ("pdf", "ocr", pages + 1)
    assert "Danh sách các thôn" in read.pages[-1] and read.text.endswith("Danh sách các thôn")
    assert 0.9 < read.certainty < 1


class Buffer:
    """What PDFium writes to."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, part: bytes) -> int:
        self.content += part
        return len(part)


def pdf_in_font(lines: list[str], font: str) -> bytes:
    """A PDF of one page as old printers made it: simple letters in a font that is only named."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    widths = pikepdf.Array([500] * 224)
    named = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name(f"/ABCDEF+{font}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=widths,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(named)))
    said = b"BT /F 12 Tf 14 TL 72 770 Td "
    for line in lines:
        escaped = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        said += b"(" + escaped + b") Tj T* "
    page.Contents = pdf.make_stream(said + b"ET")
    pdf.save(made := BytesIO())
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("font", ["", "TimesNewRoman"])
def test_a_pdf_in_old_letters(tmp_path: Path, opening: Opener, encoding: Encoding, font: str) -> None:
    lines = ["Căn cứ Luật Tổ chức Hội đồng nhân dân;", "Điều 1. Ưu tiên xây dựng đường sá ở các thôn - xã."]
    pdf = pdf_in_font([encoded(line, encoding) for line in lines], font or FONTS[encoding])
    read = opening(pdf, "cu.pdf")
    assert (read.encoding, read.text.split("\n")) == (encoding, lines)
    assert shown(tmp_path) == pdf


@pytest.mark.parametrize("form", ["doc", "rtf", "docx"])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_old_letters_are_read_and_shown_as_unicode(
    tmp_path: Path, opening: Opener, form: str, encoding: Encoding
) -> None:
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Điều 1. Ưu tiên xây dựng đường sá ở các thôn, ấp."]
    docx = saved(old_document(lines, encoding))
    content = docx if form == "docx" else saved_as(docx, tmp_path / "old", form)[form]
    read = opening(content, "cu.doc")
    assert (read.format, read.encoding, read.text.split("\n")) == (form, encoding, lines)
    assert page_text(shown(tmp_path), 1).splitlines() == lines


def test_a_bad_layer_of_words_is_read_anew_and_a_good_one_is_kept(tmp_path: Path, opening: Opener) -> None:
    """Scanners read Vietnamese as if it were English; such words are worse than none."""
    lines = ["Căn cứ Luật Tổ chức Hội đồng nhân dân", "và Uỷ ban nhân dân ngày 21 tháng 6 năm 1994"] * 4
    good = as_pdf([seen(written(lines, "x"), Scanner())])
    for layer, kept in ((["Cän cü Lut T6 chirc Hi dng nhân dan vä Uy ban nhän dan ngäy"] * 8, False), (lines, True)):
        pdf = with_layer(good, layer)
        read = opening(pdf, "quet.pdf")
        assert (read.format, read.read_by) == ("scan", "ocr")
        assert "Hội đồng nhân dân" in read.text and "chirc" not in read.text
        assert (shown(tmp_path) == pdf) is kept


def with_layer(scan: bytes, words: list[str]) -> bytes:
    """The scan with invisible words over it; letters beyond Western European by a font that says what they are."""
    letters = sorted(set("".join(words)))
    codes = {letter: at for at, letter in enumerate(letters, 33)}
    said = "".join(f"<{codes[letter]:02x}> <{ord(letter):04x}>\n" for letter in letters)
    mapped = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(letters)} beginbfchar\n{said}endbfchar"
    with pikepdf.open(BytesIO(scan)) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, FirstChar=33,
            LastChar=33 + len(letters), Widths=pikepdf.Array([500] * (len(letters) + 1)),
            ToUnicode=pdf.make_stream(f"{mapped} endcmap".encode()),
        )  # fmt: skip
        page = pdf.pages[0]
        page.Resources.Font = pikepdf.Dictionary(L=pdf.make_indirect(font))
        shown = "".join(f"<{''.join(f'{codes[letter]:02x}' for letter in line)}> Tj T* " for line in words)
        page.contents_add(f"BT /L 11 Tf 3 Tr 20 TL 60 750 Td {shown} ET".encode())
        pdf.save(made := BytesIO())
    return made.getvalue()


def test_number_and_date_that_were_filled_in_after_the_signature_are_read(opening: Opener, pdf_pool: PdfPool) -> None:
    """They are fields: the text of the page itself has blanks in their place."""
    form = FORMS["cong-van"]
    pdf = sealed(signed(prepared(pdf_pool, form)))
    read = opening(pdf, "da ky.pdf")
    assert "signed" in read.warnings
    assert "Số: 15/UBND" in read.text and "ngày 05 tháng 01 năm 2026" in read.text
    assert "\u2007" not in read.text


def test_a_signed_scan_is_shown_as_it_is_with_its_words_beside_it(tmp_path: Path, opening: Opener) -> None:
    scan = as_pdf([seen(written(["Thông báo về việc tiếp công dân", "hằng tháng tại trụ sở"], "x"), Scanner())])
    with pikepdf.open(BytesIO(scan)) as opened:
        opened.save(whole := BytesIO())
    writer = IncrementalPdfFileWriter(whole)
    meta = PdfSignatureMetadata(field_name="Signature", subfilter=SigSeedSubFilter.PADES)
    signer = PdfSigner(meta, key_signer("Nguyễn Văn A"))
    pdf = in_own_loop(lambda: signer.sign_pdf(writer)).getvalue()
    read = opening(pdf, "scan.pdf")
    assert (read.format, read.searched, "signed" in read.warnings) == ("scan", "reading.pdf", True)
    assert shown(tmp_path) == pdf
    assert left(tmp_path) == {"document.pdf", "reading.pdf"}
    assert "tiếp công dân" in page_text((tmp_path / "out" / "reading.pdf").read_bytes(), 1)


def test_a_scan_that_lay_on_its_side_is_turned(tmp_path: Path, opening: Opener) -> None:
    lines = ["Thông báo về việc tiếp công dân hằng tháng", "tại trụ sở Ủy ban nhân dân xã Tân Hòa"] * 5
    sheet = seen(written(lines, "x"), Scanner(skew=0))
    sheet.paste((255, 255, 255), (0, sheet.height * 7 // 8, sheet.width, sheet.height))  # without its QR code
    read = opening(as_pdf([sheet.rotate(90, expand=True)]), "quet.pdf")
    assert read.text.count("tiếp công dân") > 3 and read.certainty > 0.8
    with pypdfium2.PdfDocument(shown(tmp_path)) as pdf:
        width, height = pdf[0].get_size()
    assert width < height
