"""From paper back to a file, without an office: pages found, turned, straightened, measured, read; and what harms."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from doc_templates.errors import ScanUnreadable
from doc_templates.page_images import page_text
from doc_templates.pdf_facts import read_back
from doc_templates.scanned import pictures
from doc_templates.scanned.read import AT_ONCE, ScannedPage, pages_in, read_some
from tests.scanned_paper import Scanner, as_jpeg, as_pdf, seen, two_layer_sample, written

pytestmark = pytest.mark.slow

MARK = "https://vanthu.example.gov.vn/kiem-tra/ABCDEFGHJKLMNPQRSTUVWXYZ23"
LINES = [f"{number}. Đẩy mạnh phong trào thi đua yêu nước trên địa bàn xã" for number in range(1, 25)]


def brought(folder: Path, *files: bytes) -> list[ScannedPage]:
    for number, content in enumerate(files):
        (folder / f"in-{number}").write_bytes(content)
    while not read_some([folder / f"in-{number}" for number in range(len(files))], folder / "pages"):
        pass
    return pages_in(folder / "pages")


def test_crooked_turned_and_coarse_pages_come_out_upright_and_true(tmp_path: Path) -> None:
    """A scanner's PDF on its side; a photograph held sideways that knows no size; a coarse grey page after it."""
    scanner, camera = Scanner(skew=1), Scanner(230, skew=-2)
    on_its_side = seen(written(LINES, MARK), scanner).rotate(90, expand=True)
    photograph = seen(written(LINES, MARK, 230), camera)
    grey = seen(written(LINES, "x", 150), Scanner(150)).convert("L")
    first, second, third = brought(
        tmp_path,
        as_pdf([on_its_side]),
        as_jpeg(photograph, camera, dpi=False, orientation=6),
        as_jpeg(grey, Scanner(150)),
    )
    assert (first.turned, first.codes, first.dpi) == (270, (MARK,), 200)
    assert (second.turned, second.codes, second.width, second.height) == (0, (MARK,), 210, 297)
    assert (third.dpi, third.colour, third.codes) == (150, False, ("x",))
    assert [round(page.skew) for page in (first, second)] == [1, -2]
    assert round(first.width) == 210 and round(first.height) == 297


def test_many_pages_are_read_some_at_a_time(tmp_path: Path) -> None:
    """Small sheets in two files, one page more than a step reads; after each step the next one goes on."""
    small = [Image.new("RGB", (80, 110), (200, 200, shade)) for shade in range(AT_ONCE)]
    (tmp_path / "a").write_bytes(as_pdf(small, Scanner(20)))
    (tmp_path / "b").write_bytes(as_jpeg(Image.new("RGB", (90, 110), "red")))
    files, folder = [tmp_path / "a", tmp_path / "b"], tmp_path / "pages"
    assert [read_some(files, folder), read_some(files, folder), read_some(files, folder)] == [False, True, True]
    assert len(pages_in(folder)) == AT_ONCE + 1
    assert [page.height for page in pages_in(folder)][-1] == 297


def test_two_layers_say_what_is_seen(tmp_path: Path) -> None:
    """What veraPDF says of it: test_pdfa_judge.py."""
    pdf = two_layer_sample(tmp_path)
    assert "thi đua yêu nước" in page_text(pdf, 1)
    assert read_back(pdf).pdfa == "2B"


def bomb() -> bytes:
    """A PNG of 400 million dots in some 50 KB."""
    Image.new("1", (20000, 20000)).save(made := io.BytesIO(), "PNG")
    return made.getvalue()


def many_pages() -> bytes:
    with pikepdf.Pdf.new() as pdf:
        for _ in range(pictures.MOST_PAGES + 1):
            pdf.add_blank_page()
        pdf.save(made := io.BytesIO())
    return made.getvalue()


def locked() -> bytes:
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made := io.BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def endless() -> bytes:
    """A TIFF whose directory of pictures names itself as the next one."""
    Image.new("L", (8, 8)).save(made := io.BytesIO(), "TIFF")
    tiff = bytearray(made.getvalue())
    at = int.from_bytes(tiff[4:8], "little")
    end = at + 2 + 12 * int.from_bytes(tiff[at : at + 2], "little")
    tiff[end : end + 4] = tiff[4:8]
    return bytes(tiff)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (bomb(), "too_large"),
        (many_pages(), "too_many_pages"),
        (locked(), "encrypted"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (as_jpeg(Image.new("RGB", (400, 500), "red"))[:900], "damaged"),
        (b"GIF89a" + bytes(50), "not_a_scan"),
        (b"<html><script>alert(1)</script>", "not_a_scan"),
    ],
    ids=["bomb", "pages", "locked", "no-pdf", "half-jpeg", "gif", "html"],
)
def test_what_harms_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ScanUnreadable) as refused:
        list(pictures.pages_of([tmp_path / "file"]))
    assert refused.value.data["why"] == why


def test_a_tiff_without_end_ends(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(endless())
    assert len(list(pictures.pages_of([tmp_path / "file"]))) <= pictures.MOST_PAGES


def test_a_process_that_dies_of_a_file_is_a_refusal(tmp_path: Path) -> None:
    """In the process of its own the limits hold, and what it said comes back."""
    with pytest.raises(ScanUnreadable) as refused:
        brought(tmp_path, bomb())
    assert refused.value.data["why"] == "too_large"
    assert not (tmp_path / "pages").exists()
