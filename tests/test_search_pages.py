"""Tra cứu and the document's page, as browsers ask for them; what typing looks like is in tests/browser."""

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from archive.filing import object_id
from archive.records import Document
from service import create_app, search
from service.parts import Parts
from service.question import Question, read, read_back
from tests.archive_samples import SO_NOI_VU, Office
from tests.filed_office import two_pages
from tests.test_access import csrf, log_in


def text(client: FlaskClient, address: str, **headers: str) -> str:
    answer = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == 200, answer.status
    return html.unescape(answer.get_data(as_text=True))


@pytest.fixture
def office(filed: Parts) -> Parts:
    """This file's office has documents to search."""
    return filed


@pytest.fixture
def archive(office: Parts, tmp_path: Path) -> Office:
    return Office(tmp_path, office.db, office.store)


@pytest.fixture
def plans(office: Parts) -> list[Document]:
    """The filed documents: plans by number, then decisions."""
    with office.db.read() as session:
        return list(session.scalars(select(Document).order_by(Document.kind, Document.number)))


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    log_in(client, "kiemtra")
    return client


# the question in the address


def test_a_question_comes_back_from_its_address() -> None:
    asked = MultiDict({"q": "thi đua", "kind": "ke-hoach", "year": "2026", "from": "2026-01-05", "page": "3"})
    question = read(asked)
    assert read_back(question.encoded()) == question
    assert question.but(kind=None).page == 1


@pytest.mark.parametrize(("typed", "day"), [("2026-01-05", 5), ("05/01/2026", 5), ("5/1/2026", 5)])
def test_days_are_read_as_browsers_and_people_write_them(typed: str, day: int) -> None:
    since = read({"from": typed}).since
    assert since is not None
    assert (since.year, since.month, since.day) == (2026, 1, day)


@pytest.mark.parametrize("args", [{"year": "hai"}, {"from": "30/02/2026"}, {"to": "x"}, {"year": "9" * 400}])
def test_what_cannot_be_read_is_left_out_and_named(args: dict[str, str]) -> None:
    assert read(args).ignored == tuple(args)


def test_an_address_may_hold_anything() -> None:
    assert read({"page": "-3"}).page == 1
    assert read({"page": "9" * 30}).page == 1
    assert len(read({"q": "x" * 9999}).q) == 1000
    assert read_back("https://evil.example/?x") in (None, Question())


# the list


def test_the_page_lists_the_newest_first_when_nothing_is_asked(reader: FlaskClient, plans: list[Document]) -> None:
    page = text(reader, "/search")
    assert "Văn bản mới nhất" in page
    assert page.count("<article") == 20


def test_words_are_lit_and_what_clerks_typed_is_escaped(reader: FlaskClient, plans: list[Document]) -> None:
    raw = reader.get("/search?q=thi+dua+dot+7").get_data(as_text=True)
    assert "<mark>" in raw
    assert "&amp; &lt;b&gt;" in raw
    assert "& <b>" not in raw


def test_a_reference_is_one_unit(reader: FlaskClient, plans: list[Document]) -> None:
    page = text(reader, "/search?q=" + quote_plus("07 /KH - UBND"))
    assert "07/KH-UBND" in page.split("<article", 1)[1].split("</article>", 1)[0]


def test_facets_narrow_and_widen_again(reader: FlaskClient, plans: list[Document]) -> None:
    page = text(reader, "/search")
    assert "kind=quyet-dinh" in page
    narrowed = text(reader, "/search?kind=quyet-dinh")
    assert narrowed.count("<article") == 2
    assert 'aria-current="true"' in narrowed
    assert re.search(r'class="chip" href="/search\?"', narrowed)


def test_pages_follow_each_other_to_the_last(reader: FlaskClient, plans: list[Document]) -> None:
    second = text(reader, "/search?page=2")
    assert second.count("<article") == 3
    assert "Trang 2 trên 2" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_days_bound_the_list(reader: FlaskClient, plans: list[Document]) -> None:
    assert "23" in text(reader, "/search?from=2026-01-05&to=2026-01-05").split("result-count")[1][:40]
    assert "Không tìm thấy" in text(reader, "/search?from=2026-01-06")


def test_an_empty_answer_helps_on(reader: FlaskClient, plans: list[Document]) -> None:
    page = text(reader, "/search?q=" + quote_plus('"không hề có"') + "&year=2026")
    assert "Không tìm thấy văn bản nào" in page
    assert "Bỏ các điều kiện lọc" in page
    assert "Tìm không có dấu ngoặc kép: không hề có" in page


def test_what_was_not_understood_is_said(reader: FlaskClient, plans: list[Document]) -> None:
    assert "Không đọc được năm nên đã bỏ qua." in text(reader, "/search?q=thi+dua&year=hai")
    assert "Không có mục “mùa:”" in text(reader, "/search?q=" + quote_plus("mùa:xuân thi đua"))


def test_how_a_question_was_taken_is_said_where_it_is_more_than_words(
    reader: FlaskClient, plans: list[Document]
) -> None:
    page = text(reader, "/search?q=" + quote_plus("thi đua loại:kế hoạch từ ngày:05/01/2026 mức độ khẩn:khẩn"))
    line = re.sub(r"<[^>]+>", "", page.split('understood">')[1].split("</p>")[0])
    assert line == "Đang tìm · các từ thi đua · loại Kế hoạch · độ khẩn Khẩn · từ ngày 05/01/2026"
    assert 'class="quiet understood"' not in text(reader, "/search?q=thi+dua")


def test_htmx_gets_the_results_alone_and_history_the_whole_page(reader: FlaskClient, plans: list[Document]) -> None:
    part = reader.get("/search?q=thi+dua", headers={"HX-Request": "true"})
    assert "<html" not in part.get_data(as_text=True)
    assert "HX-Request" in part.headers["Vary"]
    back = text(reader, "/search?q=thi+dua", HX_Request="true", HX_History_Restore_Request="true")
    assert "<html" in back


def test_a_broken_index_is_said_and_the_rest_works(plans: list[Document], office: Parts) -> None:
    for file in Path(office.config.index_url.removeprefix("whoosh://")).rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00broken")
    browser = create_app(parts=replace(office)).test_client()
    log_in(browser, "kiemtra")
    page = text(browser, "/search?q=thi+dua")
    assert "Chưa tra cứu được" in page
    assert "<article" not in page
    assert browser.get(f"/documents/{plans[0].id}").status_code == 200
    assert "01/KH-UBND" in text(browser, "/registers/2026?sort=number")
    assert browser.get("/readyz").json["status"] == "degraded"


def test_documents_that_wait_for_the_index_are_counted(
    reader: FlaskClient, plans: list[Document], archive: Office
) -> None:
    archive.issue("tan-hoa", "bao-cao")
    assert "Còn 1 văn bản mới ban hành đang chờ" in text(reader, "/search")


def test_the_list_can_be_taken_away_as_a_table(reader: FlaskClient, plans: list[Document], archive: Office) -> None:
    answer = reader.post(
        "/search/lists", data={"csrf_token": csrf(reader, "/search"), "asked": "q=thi+dua", "format": "csv"}
    )
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(plans)
    assert rows[0][0] == "Số, ký hiệu"


def test_the_help_page_links_examples(reader: FlaskClient) -> None:
    assert "/search?q=" in text(reader, "/search/help")


# a document


def test_a_document_shows_pages_facts_events_and_files(reader: FlaskClient, plans: list[Document]) -> None:
    page = text(reader, f"/documents/{plans[0].id}")
    assert page.count("<img ") == 2
    assert 'alt="Trang 1 trong 2 của Kế hoạch 01/KH-UBND: ' in page
    for words in (
        "Nguyễn Văn Ký",
        "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        "Các ban, ngành",
        "Ban hành và lưu kho",
        "05/01/2026",
    ):
        assert words in page
    for file in plans[0].files:
        assert file.sha256 in page
    assert 'data-copies="01/KH-UBND"' in page


def test_the_way_back_leads_to_the_search_it_came_from(reader: FlaskClient, plans: list[Document]) -> None:
    raw = reader.get("/search?q=thi+dua&year=2026").get_data(as_text=True)
    link = html.unescape(re.search(r'<h3><a href="([^"]+)"', raw)[1])  # type: ignore[index]
    page = text(reader, link)
    assert 'href="/search?q=thi+dua&year=2026"' in page
    evil = text(reader, f"/documents/{plans[0].id}?back={quote_plus('//evil.example/?q=x')}")
    assert 'href="//evil' not in evil
    assert 'href="/search?q=x"' not in evil


def test_pages_of_the_pdf_are_images_that_browsers_may_keep(reader: FlaskClient, plans: list[Document]) -> None:
    answer = reader.get(f"/documents/{plans[0].id}/pages/2-794.png")
    assert answer.mimetype == "image/png"
    assert Image.open(io.BytesIO(answer.data)).width == 794
    assert "immutable" in answer.headers["Cache-Control"]
    assert reader.get(f"/documents/{plans[0].id}/pages/3-794.png").status_code == 404
    assert reader.get(f"/documents/{plans[0].id}/pages/1-795.png").status_code == 404
    assert reader.get(f"/documents/{plans[0].id}/pages/0-794.png").status_code == 404


def test_files_are_read_in_the_browser_or_taken_away(reader: FlaskClient, plans: list[Document]) -> None:
    inline = reader.get(f"/documents/{plans[0].id}/pdf")
    assert inline.headers["Content-Disposition"].startswith("inline; filename=01-KH-UBND.pdf")
    taken = reader.get(f"/documents/{plans[0].id}/files/values.json")
    assert taken.headers["Content-Disposition"].startswith("attachment; filename=01-KH-UBND-values.json")
    assert reader.get(f"/documents/{plans[0].id}/files/x.pdf").status_code == 404


def test_a_file_that_was_changed_on_disk_is_not_shown(
    reader: FlaskClient, plans: list[Document], office: Parts
) -> None:
    office.store.path(object_id(plans[0].id), "document.pdf").write_bytes(two_pages() + b"%")
    answer = reader.get(f"/documents/{plans[0].id}/pdf")
    assert answer.status_code == 500
    assert "không còn đúng như khi ban hành" in answer.get_data(as_text=True)
    assert reader.get(f"/documents/{plans[0].id}").status_code == 200


def test_another_agencys_document_is_not_there(reader: FlaskClient, archive: Office, office: Parts) -> None:
    archive.add(SO_NOI_VU)
    foreign = archive.issue("so-noi-vu", "ke-hoach")
    search.index_waiting(office)
    for address in ("", "/pdf", "/pages/1-794.png", "/files/document.pdf"):
        assert reader.get(f"/documents/{foreign.id}{address}").status_code == 404
    assert "23" in text(reader, "/search").split("result-count")[1][:60]
