"""Words of a question marked on the pages: which words, where on the page, what the page says of them."""

import io
import re
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from archive.records import Document
from doc_templates.errors import BrokenPdf
from doc_templates.page_words import Box
from doc_templates.pdf import PdfPool
from doc_templates.word_places import placed_pages
from index.query import parse_query
from service.marking import best, lit
from service.marks import marks_of
from service.parts import Parts
from tests import archive_samples
from tests.archive_samples import Office
from tests.pdf_samples import saved
from tests.test_access import log_in


def words(text: str, q: str) -> list[str]:
    return [text[one.start : one.end] for one in lit(text, parse_query(q))]


# which words


def test_neighbours_are_lit_together_and_not_each_by_itself() -> None:
    text = "Phong trào thi đua, khen thưởng. Thi hành án. Đua ghe. Quỹ Thi đua"
    assert words(text, "thi đua khen thưởng") == ["thi đua, khen thưởng", "Thi đua"]


def test_a_word_without_its_neighbours_is_lit_alone() -> None:
    assert words("Giao ông Hùng thực hiện khen thưởng", "Hùng khen thưởng") == ["Hùng", "khen thưởng"]


def test_marks_that_were_typed_are_meant_and_others_do_not_matter() -> None:
    text = "Hội đồng họp; hỏi đông người; HOI DONG"
    assert words(text, "hội đồng") == ["Hội đồng"]
    assert words(text, "hoi dong") == ["Hội đồng", "hỏi đông", "HOI DONG"]
    assert words("hoi dong xet", "hội đồng") == ["hoi dong"], "a scan read without marks"


def test_a_phrase_is_lit_whole() -> None:
    text = "lao động tiên tiến; tiên tiến; lao động"
    assert words(text, '"lao động tiên tiến"') == ["lao động tiên tiến"]


def test_quiet_words_are_lit_with_their_neighbours_alone() -> None:
    text = "của các đơn vị và của xã; thi đua của xã"
    assert words(text, "thi đua của xã") == ["của xã", "thi đua của xã"]


def test_references_days_and_abbreviations_are_lit_as_the_document_writes_them() -> None:
    text = "Căn cứ Kế hoạch số 15 /KH - UBND ngày 05 tháng 01 năm 2026 của UBND xã"
    assert words(text, "15/KH-UBND") == ["15 /KH - UBND"]
    assert words(text, "5/1/2026") == ["ngày 05 tháng 01 năm 2026"]
    assert words(text, "ủy ban nhân dân xã") == ["UBND", "UBND xã"]


def test_nothing_is_lit_for_what_is_not_there() -> None:
    assert words("Kế hoạch", "không có đâu") == []
    assert words("Kế hoạch", "") == []
    assert words("", "kế hoạch") == []


def test_the_reader_begins_where_most_of_the_question_stands_together() -> None:
    text = "khen thưởng " + "chữ " * 60 + "khen thưởng cho học sinh " + "chữ " * 60 + "học sinh"
    found = lit(text, parse_query("khen thưởng học sinh"))
    assert best(found) == 1


# where on the page


@pytest.fixture(scope="module")
def pdf(pdf_pool: PdfPool) -> bytes:
    made = docx.Document()
    for number in range(1, 38):
        made.add_paragraph(f"Dòng {number} của kế hoạch năm nay")
    made.add_paragraph("Khen thưởng học sinh giỏi " * 6)
    return pdf_pool.convert(saved(made))


@pytest.mark.slow
def test_every_word_has_its_place(pdf: bytes) -> None:
    pages = placed_pages(pdf)
    assert len(pages) == 2
    word = next(word for word in pages[0].words if pages[0].text[word.start : word.end] == "Dòng")
    assert 0.1 < word.box.left < 0.2 and 0 < word.box.top < 0.2 and word.box.height < 0.05
    assert all(one.end <= two.start for one, two in zip(pages[0].words, pages[0].words[1:], strict=False))


@pytest.mark.slow
def test_places_are_those_of_the_picture_on_turned_and_cropped_pages(pdf: bytes) -> None:
    """Turned to the right, what stood at the top left stands at the top right; cropped, the edges are nearer."""
    turned, cropped = PdfWriter(PdfReader(io.BytesIO(pdf))), PdfWriter(PdfReader(io.BytesIO(pdf)))
    for page in turned.pages:
        page.rotate(90)
    for page in cropped.pages:
        page.cropbox.lower_left, page.cropbox.upper_right = (50, 50), (545, 792)
    [plain, right, near] = [_first_line(made) for made in (pdf, _bytes(turned), _bytes(cropped))]
    assert right.left > 0.8 and right.height > right.width
    assert near.left < plain.left and near.width > plain.width


def _first_line(pdf: bytes) -> Box:
    page = placed_pages(pdf)[0]
    return next(word.box for word in page.words if word.start == page.text.index("Dòng 1 "))


def _bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(BrokenPdf):
        placed_pages(b"%PDF-1.7 no")


# on the document's page


@pytest.fixture
def document(filed: Parts, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(archive_samples, "PDF", pdf)
    return Office(tmp_path, filed.db, filed.store).issue("tan-hoa", "ke-hoach", details={"pages": 2})


@pytest.fixture
def office(filed: Parts) -> Parts:
    return filed


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    log_in(client, "kiemtra")
    return client


@pytest.mark.slow
def test_marks_are_counted_by_page_and_their_words_kept_from_the_first_reading(
    office: Parts, document: Document
) -> None:
    found = marks_of(office, document, "khen thưởng học sinh")
    assert found.pages == [2]
    assert len(found.marks) == 6
    assert any(len(mark.boxes) == 2 for mark in found.marks), "words broken over two lines have two boxes"
    [kept] = office.config.cache_dir.glob("*.words")
    kept.touch()
    assert marks_of(office, document, "khen thưởng học sinh") == found


@pytest.mark.slow
def test_the_page_draws_them_and_leads_from_the_result_to_the_best(
    reader: FlaskClient, office: Parts, document: Document
) -> None:
    page = reader.get(f"/documents/{document.id}?back=q%3Dkhen%2Bth%25C6%25B0%25E1%25BB%259Fng").get_data(as_text=True)
    assert page.count("data-mark=") == 6
    assert page.count("data-first") == 1
    assert re.search(r'aria-label="6 chỗ trên trang 2"', page)
    assert not re.search(r"\sstyle=", page), "the security policy forbids it"
    own = reader.get(f"/documents/{document.id}?q=d%C3%B2ng+7+%3Cb%3E").get_data(as_text=True)
    assert "<b>&#34;" not in own and 'data-mark="1"' in own
    assert "Không thấy các từ này" in reader.get(f"/documents/{document.id}?q=xyz").get_data(as_text=True)


def test_a_broken_pdf_stops_the_marks_alone(office: Parts) -> None:
    with office.db.read() as session:
        document = session.scalars(select(Document).limit(1)).one()
    assert marks_of(office, document, "thi đua").marks == ()
