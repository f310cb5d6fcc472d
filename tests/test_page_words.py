"""Where words stand on paper: found through line breaks, told apart where they come twice."""

from itertools import pairwise

import docx
import pytest

from doc_templates.errors import BrokenPdf
from doc_templates.page_words import Spot, spots
from doc_templates.pdf import PdfPool
from tests.pdf_samples import saved

LONG = "Chủ tịch Ủy ban nhân dân xã quyết định tặng Giấy khen cho các tập thể, cá nhân có thành tích. " * 5

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pdf(pdf_pool: PdfPool) -> bytes:
    many = [f"{number}. Nội dung công việc thứ {number} của kế hoạch" for number in range(1, 90)]
    made = docx.Document()
    for words in ["KẾ HOẠCH", LONG, *many, "KẾ HOẠCH đến đây là hết", LONG]:
        made.add_paragraph(words)
    return pdf_pool.convert(saved(made))


def test_words_are_found_on_their_page(pdf: bytes) -> None:
    first, last = spots(
        pdf, ["1. Nội dung công việc thứ 1 của kế hoạch", "89. NỘI DUNG công  việc thứ 89 của kế hoạch"]
    )
    assert first is not None and last is not None
    assert first.page == 1
    assert last.page > 1
    assert 0 < first.boxes[0].left < 0.5
    assert 0 < first.boxes[0].height < 0.05


def test_a_long_passage_has_a_box_a_line(pdf: bytes) -> None:
    [spot] = spots(pdf, [LONG])
    assert spot is not None and len(spot.boxes) > 3
    assert all(lower.top > upper.top for upper, lower in pairwise(spot.boxes))


def test_the_same_words_again_are_the_later_ones(pdf: bytes) -> None:
    found = spots(pdf, [LONG, "70. Nội dung công việc thứ 70 của kế hoạch", LONG])
    early, _, late = [spot for spot in found if isinstance(spot, Spot)]
    assert early.page == 1 < late.page


def test_words_that_are_not_there(pdf: bytes) -> None:
    assert spots(pdf, ["không có ở đây", "", " . "]) == [None, None, None]


def test_no_pdf() -> None:
    with pytest.raises(BrokenPdf):
        spots(b"%PDF-1.7 no", ["a"])
