"""A long list as PDF, laid out in pieces: the reader sees one table, and no row is lost or there twice."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import pikepdf
import pypdfium2
import pytest

from doc_templates.errors import PdfFailed
from doc_templates.found_list import pdf
from doc_templates.found_list.docx import docx_of
from doc_templates.found_list.model import Cell, Column, FoundList
from doc_templates.found_list.pdf import pdf_of
from doc_templates.pdf import PdfPool
from doc_templates.pdf_facts import read_back
from tests.conftest import NOON

pytestmark = pytest.mark.slow

ROWS = 230
COLUMNS = (Column("STT", 4, True), Column("Số, ký hiệu", 10), Column("Ngày văn bản", 8, True), Column("Trích yếu", 32))


def rows(count: int, tall: Sequence[int] = ()) -> Iterator[list[Cell]]:
    """Of one to five lines; those of `tall` do not fit on a page."""
    for number in range(1, count + 1):
        lines = 60 if number in tall else number % 5
        yield [number, f"{number}/QĐ-UBND", date(2026, 1, 5), f"Dòng {number}: khen thưởng" + " tập thể" * 8 * lines]


def listed(count: int = ROWS, tall: Sequence[int] = ()) -> FoundList:
    return FoundList(
        ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"], "DANH MỤC VĂN BẢN", ["Mọi văn bản"], COLUMNS, rows(count, tall), "Tân Hòa",
        date(2026, 1, 5), "Bùi Kiểm Tra", "Xuất từ hệ thống", NOON,
    )  # fmt: skip


def words_of_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def numbers(content: bytes) -> list[int]:
    """The rows, by the words in their cells, in the order of the pages."""
    words = "".join(words_of_pages(content))
    return [int(part.split(":")[0]) for part in words.split("Dòng ")[1:]]


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "AT_ONCE", 70)


def test_pieces_come_out_as_the_pages_of_one_table(pdf_pool: PdfPool, in_pieces: None) -> None:
    told: list[int] = []
    pieced = pdf_of(listed(), pdf_pool.convert, told.append)
    whole = pdf_pool.convert(docx_of(listed()))
    assert words_of_pages(pieced) == words_of_pages(whole)
    assert numbers(pieced) == list(range(1, ROWS + 1))
    assert told == sorted(set(told)) and 3 <= len(told) <= 4
    assert told[0] <= 70 and ROWS - told[-1] <= 70
    assert len(pieced) < len(whole)


def test_the_file_is_pdf_a_with_every_row_tagged_once(pdf_pool: PdfPool, in_pieces: None) -> None:
    content = pdf_of(listed(), partial(pdf_pool.convert, title="Danh mục văn bản"))
    facts = read_back(content)
    assert (facts.pdfa, facts.version) == ("2B", "1.7")
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert str(opened.open_metadata()["dc:title"]) == "Danh mục văn bản"
        tags = opened.Root.StructTreeRoot
        pages = {page.obj.objgen for page in opened.pages}
        paragraphs = pikepdf.NumberTree(tags.ParentTree)
        assert [int(page.StructParents) for page in opened.pages] == sorted(paragraphs)
        _agency, *tables = [each for each in tags.K[0].K if each.S == "/Table"]
        assert len(tables) == 4
        assert sum(len(table.K) - 1 for table in tables) == ROWS
        assert {each.Pg.objgen for each in below(tags.K[0])} <= pages
        assert all(str(head.A[1].Scope) == "/Column" for table in tables for head in table.K[0].K)
        assert {str(each.S) for each in below(tags.K[0])} <= {*map(str, tags.RoleMap.keys())}


def below(tag: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for each in tag.get("/K", ()):
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from below(each)


@pytest.mark.parametrize("tall", [(69,), (70,), (71,), (1, 69, 70), (66, 67, 68, 69, 70, 71)])
def test_rows_taller_than_a_page_are_there_once(pdf_pool: PdfPool, in_pieces: None, tall: tuple[int, ...]) -> None:
    content = pdf_of(listed(150, tall), pdf_pool.convert)
    assert numbers(content) == list(range(1, 151))
    words = "".join(words_of_pages(content))
    assert words.count("thể") == sum(str(row[3]).count("thể") for row in rows(150, tall))


@pytest.mark.parametrize("at_once", [1, 2, 7, 15, 16, 17])
def test_pieces_as_short_as_a_page_go_on(pdf_pool: PdfPool, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Where the table ends at the foot of a page, LibreOffice makes one more, without a row."""
    monkeypatch.setattr(pdf, "AT_ONCE", at_once)
    content = pdf_of(listed(18), pdf_pool.convert)
    assert numbers(content) == list(range(1, 19))
    assert all("Dòng" in words or "NGƯỜI LẬP" in words for words in words_of_pages(content))


def test_a_short_list_is_one_piece(pdf_pool: PdfPool) -> None:
    assert numbers(pdf_of(listed(5), pdf_pool.convert)) == [1, 2, 3, 4, 5]
    assert numbers(pdf_of(listed(0), pdf_pool.convert)) == []


def test_a_piece_that_cannot_be_made_ends_the_list(pdf_pool: PdfPool, in_pieces: None) -> None:
    def convert(docx: bytes) -> bytes:
        return pdf_pool.convert(b"" if told else docx)

    told: list[int] = []
    with pytest.raises(PdfFailed):
        pdf_of(listed(), convert, told.append)
    assert len(told) == 1
