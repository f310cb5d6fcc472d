"""Sổ đăng ký: every number with its document or reason; voiding, the first number, print and table."""

import csv
import html
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from archive.records import Document
from archive.registers import Number
from archive.verify import verify
from service import drafts
from service.actor import Actor
from service.errors import DraftLocked
from service.issue import number_for
from service.pages import registers
from service.parts import Parts
from tests.archive_samples import SO_NOI_VU, Office
from tests.conftest import PLAN
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow  # a whole office each: too long for the fast suite


def text(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


@pytest.fixture
def archive(office: Parts, tmp_path: Path) -> Office:
    return Office(tmp_path, office.db, office.store)


@pytest.fixture
def held(office: Parts, clerk: Actor) -> Number:
    """A number reserved for a draft whose issue was interrupted."""
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    return number_for(office, clerk, draft)


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """The records clerk's browser."""
    log_in(client, "vanthu")
    return client


def post(browser: FlaskClient, address: str, **data: object) -> TestResponse:
    return browser.post(address, data={"csrf_token": csrf(browser, "/account"), **data})


def test_the_register_opens_at_this_year(desk: FlaskClient) -> None:
    assert desk.get("/registers").location == "/registers/2026"
    assert "Chưa có số nào" in text(desk.get("/registers/2026"))


def test_every_number_has_its_document_or_its_reason(desk: FlaskClient, archive: Office, held: Number) -> None:
    document = archive.issue("tan-hoa", "ke-hoach", subject="Văn bản có số")
    page = text(desk.get("/registers/2026"))
    assert f'href="/documents/{document.id}"' in page
    assert "02/KH-UBND" in page
    assert "Đã giữ số, chưa ban hành" in page
    post(desk, f"/registers/numbers/{held.id}/void", reason="Lãnh đạo không ký")
    page = text(desk.get("/registers/2026"))
    assert "Lãnh đạo không ký" in page
    assert "Hủy số…" not in page


def test_a_gap_is_flagged(desk: FlaskClient, archive: Office, office: Parts) -> None:
    for _ in range(3):
        archive.issue("tan-hoa", "ke-hoach")
    with office.db.write() as session:
        session.execute(delete(Number).where(Number.number == 2))
    page = text(desk.get("/registers/2026"))
    assert "Sổ có số bị khuyết" in page
    assert "Khuyết số" in page


def test_the_list_is_sorted_narrowed_and_paged(
    desk: FlaskClient, archive: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "PAGE", 3)
    archive.issue("tan-hoa", "quyet-dinh", subject="Quyết định duy nhất")
    for count in range(1, 5):
        archive.issue("tan-hoa", "ke-hoach", subject=f"Kế hoạch đợt {count}")
    first = text(desk.get("/registers/2026?series=ke-hoach&sort=number"))
    assert "Quyết định duy nhất" not in first
    assert first.index("01/KH-UBND") < first.index("02/KH-UBND")
    assert "đợt 4" not in first
    assert "đợt 4" in text(desk.get("/registers/2026?series=ke-hoach&sort=number&page=2"))
    assert "đợt 4" in text(desk.get("/registers/2026?series=ke-hoach&sort=-number"))
    assert "Chưa có số nào" in text(desk.get("/registers/2026?state=void"))
    for strange in ("sort=x", "page=-1", "page=99999999999", "state=x", "series=%00"):
        assert desk.get(f"/registers/2026?{strange}").status_code == 200


def test_voiding_asks_with_the_numbers_name_and_wants_a_reason(
    desk: FlaskClient, held: Number, office: Parts, clerk: Actor
) -> None:
    address = f"/registers/numbers/{held.id}/void"
    assert "Hủy số 01/KH-UBND?" in text(desk.get(address))
    with pytest.raises(DraftLocked):
        drafts.save(office, clerk, held.draft_id, PLAN, 1)

    refused = post(desk, address, reason="  ")
    assert refused.status_code == 422
    assert "Phải ghi lý do" in text(refused)

    assert post(desk, address, reason="Lãnh đạo không ký").location == "/registers/2026?series=ke-hoach"
    assert drafts.save(office, clerk, held.draft_id, {**PLAN, "subject": "Sửa lại"}, 1).revision == 2
    assert verify(office.db, office.store, lambda done, total: None).ok


def test_an_issued_number_cannot_be_voided(desk: FlaskClient, archive: Office, office: Parts) -> None:
    document: Document = archive.issue("tan-hoa", "ke-hoach")
    answer = post(desk, "/registers/numbers/tan-hoa.2026.ke-hoach.1/void", reason="Nhầm")
    assert answer.status_code == 409
    assert f'href="/documents/{document.id}"' in text(desk.get("/registers/2026"))


def test_only_the_records_clerk_voids_and_sets_numbers(client: FlaskClient, held: Number) -> None:
    log_in(client, "soanthao")
    assert client.get(f"/registers/numbers/{held.id}/void").status_code == 403
    assert post(client, f"/registers/numbers/{held.id}/void", reason="x").status_code == 403
    assert client.get("/registers/2026/first-number").status_code == 403
    assert "Hủy số…" not in text(client.get("/registers/2026"))


def test_another_agencys_number_is_not_there(desk: FlaskClient, archive: Office) -> None:
    archive.add(SO_NOI_VU)
    foreign = archive.reserve("so-noi-vu", "ke-hoach")
    assert desk.get(f"/registers/numbers/{foreign.id}/void").status_code == 404
    assert post(desk, f"/registers/numbers/{foreign.id}/void", reason="x").status_code == 404


def test_the_first_number_is_set_once_with_a_reason(desk: FlaskClient, archive: Office) -> None:
    address = "/registers/2026/first-number"
    for wrong in ({"first": "0"}, {"first": "x"}, {"first": "9" * 50}, {"reason": " "}):
        answer = post(desk, address, **{"series": "ke-hoach", "first": "57", "reason": "Sổ giấy đến số 56", **wrong})
        assert answer.status_code == 422, wrong

    done = post(desk, address, series="ke-hoach", first="57", reason="Sổ giấy đến số 56")
    assert done.location == "/registers/2026?series=ke-hoach"
    again = post(desk, address, series="ke-hoach", first="60", reason="Lần nữa")
    assert again.status_code == 409
    assert archive.issue("tan-hoa", "ke-hoach").reference == "57/KH-UBND"
    assert "bắt đầu từ số 57: Sổ giấy đến số 56" in text(desk.get("/registers/2026"))


def test_a_series_that_is_none_is_refused(desk: FlaskClient) -> None:
    answer = post(desk, "/registers/2026/first-number", series="../x", first="5", reason="x")
    assert 400 <= answer.status_code < 500


def test_the_printed_book_has_the_cover_and_all_ten_columns(desk: FlaskClient, archive: Office, held: Number) -> None:
    archive.issue("tan-hoa", "ke-hoach", subject="Có trong sổ in")
    post(desk, f"/registers/numbers/{held.id}/void", reason="Lãnh đạo không ký")
    page = text(desk.get("/registers/2026/print"))
    for words in (
        "XÃ TÂN HÒA",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        "Năm: 2026",
        "Từ ngày 05/01/2026",
        "Từ số 01 đến số 02",
        "(10)",
    ):
        assert words in page
    for column in ("Số lượng bản", "Ngày chuyển", "Ký nhận", "Đơn vị, người nhận bản lưu"):
        assert column in page
    assert "Hủy số: Lãnh đạo không ký" in page


def test_the_table_holds_the_same_and_no_formula(desk: FlaskClient, archive: Office) -> None:
    archive.issue("tan-hoa", "ke-hoach", subject="Một", signer_name="=HYPERLINK(1)")
    answer = desk.get("/registers/2026.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [len(row) for row in rows] == [10, 10]
    assert rows[1][:4] == ["01/KH-UBND", "05/01/2026", "Kế hoạch Một", "'=HYPERLINK(1)"]


@pytest.mark.parametrize("year", ["1944", "10000", "0", "-1", "99999999999999999999", "x"])
def test_a_year_that_is_none_is_not_there(desk: FlaskClient, year: str) -> None:
    assert desk.get(f"/registers/{year}").status_code == 404
