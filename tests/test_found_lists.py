"""Lists of what a search found: chosen columns, paper, spreadsheets that run nothing, long ones with progress."""

import csv
import io
import time
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from pypdf import PdfReader

from index.engine import Hit
from service import search
from service.actor import Actor
from service.errors import ListGone, NotFound
from service.found_lists import exports
from service.found_lists.asked import asked_words, wanted
from service.found_lists.columns import COLUMNS, MOST, USUAL, chosen, row
from service.found_lists.exports import begin, file_of_list, progress_of
from service.found_lists.made import Format, Wanted, make
from service.parts import Parts
from service.question import Question
from service.search_views import View, view_of
from tests.archive_samples import Office
from tests.conftest import NOON, actor
from tests.test_access import csrf, log_in
from tests.test_found_list_pdf import words_of_pages

FORMULA = '=HYPERLINK("http://x") & <w:p/> \x07 ]]>'


@pytest.fixture
def office(filed: Parts, tmp_path: Path) -> Parts:
    Office(tmp_path, filed.db, filed.store).issue("tan-hoa", "quyet-dinh", subject=FORMULA, text="Khen thưởng nhanh")
    search.index_waiting(filed)
    return filed


@pytest.fixture
def reader(office: Parts) -> Actor:
    return actor(office, "kiemtra")


def asked(q: str = "", total: int = 24, columns: tuple[str, ...] = USUAL) -> Wanted:
    return wanted(Question(q=q, order="reference"), "tan-hoa", columns, total)


def made(office: Parts, reader: Actor, format: Format, **changed: object) -> bytes:
    return make(office, reader, replace(asked(), **changed), format)  # type: ignore[arg-type]


# columns


def test_columns_are_known_ones_in_our_order_and_bounded() -> None:
    assert chosen(["subject", "nonsense", "reference", "subject"]) == ("reference", "subject")
    assert chosen([]) == USUAL
    assert len(chosen(COLUMNS)) == MOST


def test_facts_become_days_and_numbers_where_they_are_such() -> None:
    facts = (
        ("due_on", "2026-12-05"),
        ("pages", "3"),
        ("urgency", "Khẩn"),
        ("note", "a"),
        ("note", "b"),
        ("copies", "nhiều"),
    )
    hit = Hit("1", 1.0, "01/KH", "ke-hoach", "Kế hoạch", "x", date(2026, 1, 5), "A", facts=facts, status="recalled")
    cells = row(hit, ("due_on", "pages", "urgency", "note", "copies", "status", "arrived_on"))
    assert cells == [date(2026, 12, 5), 3, "Khẩn", "a; b", "nhiều", "Đã bị thu hồi", ""]


def test_a_question_is_said_in_words() -> None:
    question = Question(q="thi đua", kind="quyet-dinh", year=2026, status="recalled", since=date(2026, 1, 5))
    assert (
        asked_words(question) == "“thi đua”; loại: Quyết định; năm: 2026; hiệu lực: Đã bị thu hồi; từ ngày: 05/01/2026"
    )
    assert asked_words(Question()) == ""


def test_a_list_says_that_there_were_more(app: Flask) -> None:
    with app.test_request_context(), force_locale("vi"):
        lines = wanted(Question(), "tan-hoa", USUAL, 12_345).lines
    assert lines[-1] == "Chỉ gồm 10.000 văn bản đầu trong 12.345 văn bản tìm được"


# files


def test_the_docx_is_a_page_of_a_register(office: Parts, reader: Actor) -> None:
    content = made(office, reader, "docx")
    paper = docx.Document(io.BytesIO(content))
    section = paper.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(297, abs=0.2), pytest.approx(210, abs=0.2))
    words = [paragraph.text for paragraph in paper.paragraphs]
    assert "DANH MỤC VĂN BẢN" in words
    assert "24 văn bản; xếp theo: số, ký hiệu" in words
    assert words[-1] == "Bùi Kiểm Tra"
    assert "Tân Hòa, ngày 05 tháng 01 năm 2026" in words
    agency, table = paper.tables
    assert agency.cell(0, 0).text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"]
    assert [cell.text for cell in table.rows[0].cells] == ["STT", *(str(COLUMNS[name].head) for name in USUAL)]
    assert len(table.rows) == 25
    assert [cell.text for cell in table.rows[1].cells][:3] == ["1", "01/KH-UBND", "05/01/2026"]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "người xuất: Bùi Kiểm Tra" in section.footer.paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "PAGE" in package.read("word/header1.xml").decode()
        assert "Times New Roman" in package.read("word/styles.xml").decode()


def test_words_that_look_like_formulas_or_markup_stay_words(office: Parts, reader: Actor) -> None:
    [paper] = [made(office, reader, "docx", q="khen thưởng nhanh", order="best")]
    assert '=HYPERLINK("http://x") & <w:p/> ]]>' in docx.Document(io.BytesIO(paper)).tables[1].rows[1].cells[4].text
    sheet = openpyxl.load_workbook(io.BytesIO(made(office, reader, "xlsx", q="khen thưởng nhanh", order="best"))).active
    assert sheet is not None
    cell = next(cell for line in sheet.iter_rows() for cell in line if "HYPERLINK" in str(cell.value))
    assert cell.data_type == "s" and cell.hyperlink is None
    lines = made(office, reader, "csv", q="khen thưởng nhanh", order="best").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(lines)))[1][3].startswith("'=HYPERLINK")


def test_the_spreadsheet_has_real_days_and_numbers_and_a_head_that_stays(office: Parts, reader: Actor) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(office, reader, "xlsx")))
    sheet = book["Danh mục"]
    head = next(line for line in sheet.iter_rows() if line[0].value == "STT")
    first = sheet[head[0].row + 1]
    assert first[0].value == 1
    assert first[2].value.date() == date(2026, 1, 5)  # type: ignore[union-attr]
    assert sheet.freeze_panes == f"A{head[0].row + 1}"
    assert sheet.print_title_rows == f"${head[0].row}:${head[0].row}"
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.slow
def test_the_pdf_repeats_its_head_and_numbers_its_pages(office: Parts, reader: Actor) -> None:
    pages = PdfReader(io.BytesIO(made(office, reader, "pdf"))).pages
    assert len(pages) >= 2
    assert pages[0].mediabox.width > pages[0].mediabox.height
    texts = [page.extract_text() for page in pages]
    assert all("Số, ký hiệu" in text for text in texts[:2])
    assert texts[1].lstrip().startswith("2") or "\n2\n" in texts[1]


@pytest.mark.slow
def test_a_long_pdf_tells_how_many_rows_are_on_pages(
    office: Parts, reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(office, reader, "pdf")
    monkeypatch.setattr("doc_templates.found_list.pdf.AT_ONCE", 23)
    told: list[int] = []
    in_pieces = make(office, reader, asked(), "pdf", told.append)
    assert len(told) == 1 and 0 < told[0] < 23
    assert words_of_pages(in_pieces) == words_of_pages(whole)


def test_only_what_may_be_seen_is_listed(office: Parts, tmp_path: Path) -> None:
    access = {"access": {"level": "limited", "readers": [{"token": "person:lanhdao"}]}}
    Office(tmp_path, office.db, office.store).issue("tan-hoa", "quyet-dinh", subject="Việc riêng", details=access)
    search.index_waiting(office)
    auditor, drafter = actor(office, "kiemtra"), actor(office, "soanthao")
    assert "Việc riêng" in made(office, auditor, "csv").decode()
    assert "Việc riêng" not in made(office, drafter, "csv").decode()


# in the background


def ready(office: Parts, who: Actor, list_id: str) -> str:
    end = time.monotonic() + 60
    while (state := progress_of(office, who, list_id).state) == "making" and time.monotonic() < end:
        time.sleep(0.02)
    return state


def test_a_long_list_is_made_in_the_background_for_its_owner_alone(office: Parts, reader: Actor) -> None:
    list_id = begin(office, reader, asked(), "xlsx", 24)
    assert ready(office, reader, list_id) == "made"
    assert file_of_list(office, reader, list_id).startswith(b"PK")
    with pytest.raises(NotFound):
        progress_of(office, actor(office, "soanthao"), list_id)
    much_later = replace(office, now=lambda: NOON + timedelta(days=4))
    begin(much_later, reader, asked(), "csv", 24)
    with pytest.raises(NotFound):
        file_of_list(office, reader, list_id)


def test_a_list_that_fails_says_why_and_one_that_fell_silent_says_so(
    office: Parts, reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "make", lambda *_: 1 / 0)
    failed = begin(office, reader, asked(), "csv", 24)
    assert ready(office, reader, failed) == "failed"
    assert progress_of(office, reader, failed).code == "service_error"
    with pytest.raises(ListGone):
        file_of_list(office, reader, failed)
    monkeypatch.setattr(exports.Thread, "start", lambda self: None)  # its process is killed at once
    silent = begin(office, reader, asked(), "csv", 24)
    assert progress_of(office, reader, silent).state == "making"
    later = replace(office, now=lambda: NOON + timedelta(hours=1))
    assert progress_of(later, reader, silent).state == "stopped"


# the pages


@pytest.fixture
def visitor(client: FlaskClient) -> FlaskClient:
    log_in(client, "kiemtra")
    return client


def test_a_short_list_comes_at_once(visitor: FlaskClient) -> None:
    token = csrf(visitor, "/search")
    answer = visitor.post("/search/lists", data={"csrf_token": token, "asked": "q=thi+dua", "format": "docx"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="danh-muc-van-ban.docx"'
    assert len(docx.Document(io.BytesIO(answer.data)).tables[1].rows) == 25
    wrong = visitor.post("/search/lists", data={"csrf_token": token, "asked": "", "format": "exe"})
    assert wrong.status_code == 400


def test_a_long_one_shows_how_far_it_is(
    visitor: FlaskClient, office: Parts, reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.pages.search_lists.DIRECT", 3)
    sent = {"csrf_token": csrf(visitor, "/search"), "asked": "q=thi+dua", "format": "xlsx"}
    answer = visitor.post("/search/lists", data=sent)
    assert answer.status_code == 303
    address = answer.headers["Location"]
    ready(office, reader, address.rpartition("/")[2])
    page = visitor.get(address).get_data(as_text=True)
    assert "Danh mục đã xong." in page
    assert "<html" not in visitor.get(address, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert visitor.get(f"{address}/file").data.startswith(b"PK")


def test_a_long_pdf_shows_its_reading_and_then_its_pages(
    visitor: FlaskClient, office: Parts, reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports.Thread, "start", lambda self: None)  # read on, step by step, by this test
    address = f"/search/lists/{(list_id := begin(office, reader, asked(), 'pdf', 9000))}"
    page = visitor.get(address).get_data(as_text=True)
    assert "Đang đọc 9000 văn bản." in page and 'value="0"' not in page
    exports._tell(office, list_id, done=480)
    page = visitor.get(address).get_data(as_text=True)
    assert "Đã dựng trang PDF cho 480 trên 9000 văn bản." in page and 'value="480"' in page


def test_columns_and_look_are_kept_for_the_person(visitor: FlaskClient, office: Parts, reader: Actor) -> None:
    token = csrf(visitor, "/search")
    sent = {"csrf_token": token, "columns": "1", "column": ["subject", "status", "x"], "asked": "q=thi+dua&page=2"}
    answer = visitor.post("/search/view", data=sent)
    assert answer.headers["Location"] == "/search?q=thi+dua&page=2"
    visitor.post("/search/view", data={"csrf_token": token, "look": "table", "asked": ""})
    assert view_of(office, reader) == View("table", ("subject", "status"))
    page = visitor.get("/search?q=thi+dua").get_data(as_text=True)
    assert "found-table" in page
    assert "Còn hiệu lực" in page
    assert view_of(office, actor(office, "soanthao")) == View()
    answer = visitor.post("/search/lists", data={"csrf_token": token, "asked": "", "format": "csv"})
    assert answer.get_data(as_text=True).startswith("\ufeffTrích yếu,Hiệu lực")
