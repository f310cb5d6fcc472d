"""Quản trị as its administrator uses it: each page, what it changes and refuses, and what it says beside a field."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy import text as sql
from werkzeug.test import TestResponse

from archive.agencies import add_agency, agency_on, pattern_in
from archive.events import Event
from archive.numbers import reserve
from archive.verify import verify
from service import create_app, people, signers, tokens
from service.parts import Parts
from tests.conftest import NOON, PASSWORD
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow  # every page of a whole office: too long for the fast suite

AGENCY = "tan-hoa"
TODAY = NOON.date()


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    assert log_in(client, "quantri").status_code == 302
    return client


def page(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def send(client: FlaskClient, address: str, /, **data: object) -> TestResponse:
    return client.post(address, data={**data, "csrf_token": csrf(client, "/admin")})


def told(client: FlaskClient, answer: TestResponse) -> str:
    """The message on the page that an answer leads to."""
    assert answer.status_code == 302, page(answer)
    return re.sub(r"<[^>]+>|\s+", " ", page(client.get(answer.location)).split('id="messages"')[1].split("<main")[0])


GET_PAGES = [
    "/admin",
    "/admin/abbreviations",
    "/admin/abbreviations/new",
    "/admin/agency",
    "/admin/agency/name",
    "/admin/bodies",
    "/admin/bodies/new",
    "/admin/registers",
    "/admin/units",
    "/admin/signers",
    "/admin/signers/new",
    "/admin/signers/1",
    "/admin/users",
    "/admin/users/new",
    "/admin/users/1",
    "/admin/tokens",
    "/admin/tokens/new",
]


@pytest.mark.slow
@pytest.mark.parametrize("address", GET_PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_both_languages_and_stays_out_of_caches(
    admin: FlaskClient, address: str, language: str
) -> None:
    send(admin, "/language", language=language)
    answer = admin.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{language}">' in page(answer)
    assert page(answer).count("<h1") == 1
    assert "aria-current" in page(answer).split('class="side"')[1].split("</nav>")[0]


@pytest.mark.parametrize("address", ["/admin/users/99", "/admin/signers/99"])
def test_what_is_not_there_is_404(admin: FlaskClient, address: str) -> None:
    assert admin.get(address).status_code == 404


# the agency


NAME = {
    "full_name": "Ủy ban nhân dân phường Tân Hòa",
    "superior": "",
    "name": "ỦY BAN NHÂN DÂN\r\nPHƯỜNG TÂN HÒA",
    "abbreviation": "UBND",
    "place": "Tân Hòa",
    "address": "Số 1, đường Lê Lợi",
}


def test_a_new_name_holds_from_its_day_and_the_old_one_before(admin: FlaskClient, office: Parts) -> None:
    answer = send(admin, "/admin/agency/name", **NAME, valid_from="2026-07-01")
    assert "01/07/2026" in told(admin, answer)
    with office.db.read() as session:
        assert agency_on(session, AGENCY, date(2026, 6, 30)).name == ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"]
        assert agency_on(session, AGENCY, date(2026, 7, 1)).name == ["ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN HÒA"]
    shown = page(admin.get("/admin/agency"))
    assert "XÃ TÂN HÒA" in shown.split("letterhead")[1]
    assert "Ủy ban nhân dân phường Tân Hòa" in shown
    assert verify(office.db, office.store, lambda done, total: None).ok


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"valid_from": ""}, "Chưa điền mục này."),
        ({"valid_from": "31/02/2026"}, "Ngày không đúng"),
        ({"place": ""}, "Chưa điền mục này."),
        ({"abbreviation": "UBND-TH"}, "viết liền"),
        ({"full_name": "x" * 201}, "Dài quá 200 ký tự."),
    ],
)
def test_a_faulty_name_is_told_beside_its_field(admin: FlaskClient, office: Parts, wrong: dict, said: str) -> None:
    answer = send(admin, "/admin/agency/name", **{**NAME, "valid_from": "2026-01-06", **wrong})
    (field,) = wrong
    assert answer.status_code == 200
    assert said in page(answer).split(f'id="{field}-error"')[1].split("</p>")[0]
    with office.db.read() as session:
        assert agency_on(session, AGENCY, date(2030, 1, 1)).full_name == "Ủy ban nhân dân xã Tân Hòa"


def test_a_day_may_be_typed_as_people_write_it(admin: FlaskClient, office: Parts) -> None:
    send(admin, "/admin/agency/name", **NAME, valid_from="01/07/2026")
    with office.db.read() as session:
        assert agency_on(session, AGENCY, date(2026, 7, 1)).full_name == NAME["full_name"]


def number(office: Parts) -> None:
    with office.db.write() as session:
        reserve(
            session,
            agency_id=AGENCY,
            year=2026,
            series="ke-hoach",
            symbol="KH-UBND",
            draft_id="0" * 32,
            on=TODAY,
            actor="test",
        )


def test_the_pattern_changes_for_a_year_without_register_only(admin: FlaskClient, office: Parts) -> None:
    number(office)
    refused = send(admin, "/admin/agency/pattern", pattern="common", from_year="2026")
    assert "chỉ áp dụng từ năm sau" in told(admin, refused)
    assert "từ năm 2027" in told(admin, send(admin, "/admin/agency/pattern", pattern="common", from_year="2027"))
    with office.db.read() as session:
        assert pattern_in(session, AGENCY, 2026).pattern == "kind"
        assert pattern_in(session, AGENCY, 2027).pattern == "common"
    assert "Chưa ghi" in told(admin, send(admin, "/admin/agency/pattern", pattern="other", from_year="x"))


# registers


def test_a_register_goes_on_where_the_paper_one_stopped(admin: FlaskClient, office: Parts) -> None:
    answer = send(admin, "/admin/registers", series="ke-hoach", first="42", reason="Sổ giấy dừng ở số 41")
    assert "số đầu tiên là 42" in told(admin, answer)
    shown = page(admin.get("/admin/registers"))
    assert "Sổ giấy dừng ở số 41" in shown
    assert 'value="ke-hoach"' not in shown
    number(office)
    with office.db.read() as session:
        assert session.execute(sql("SELECT number FROM numbers")).scalar() == 42


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first": "0"}, "Số phải từ 1 trở lên."),
        ({"first": "một"}, "Số phải là số nguyên."),
        ({"reason": "  "}, "Chưa điền mục này."),
        ({"series": "khong-co"}, "Hãy chọn trong danh sách."),
    ],
)
def test_a_faulty_first_number_opens_no_register(admin: FlaskClient, office: Parts, wrong: dict, said: str) -> None:
    answer = send(admin, "/admin/registers", **{"series": "ke-hoach", "first": "42", "reason": "sổ giấy", **wrong})
    assert (answer.status_code, said in page(answer)) == (200, True)
    with office.db.read() as session:
        assert session.execute(sql("SELECT count(*) FROM registers")).scalar() == 0


def test_an_open_register_keeps_its_first_number(admin: FlaskClient, office: Parts) -> None:
    number(office)
    answer = send(admin, "/admin/registers", series="ke-hoach", first="42", reason="sổ giấy")
    assert answer.status_code == 200
    assert "Hãy chọn trong danh sách." in page(answer)


# units


def test_units_come_and_go(admin: FlaskClient, office: Parts) -> None:
    assert "Đã thêm đơn vị “Tư pháp”" in told(admin, send(admin, "/admin/units", abbreviation="TP", name="Tư pháp"))
    again = page(send(admin, "/admin/units", abbreviation="TP", name="Khác"))
    assert "đã có đơn vị viết tắt là “TP”" in again.split('id="abbreviation-error"')[1]
    with office.db.read() as session:
        unit = next(unit for unit in people.units(session, AGENCY) if unit.abbreviation == "TP")
    assert f"Bỏ đơn vị “{unit.name}”?" in page(admin.get("/admin/units"))
    assert "Đã bỏ đơn vị “Tư pháp”" in told(admin, send(admin, f"/admin/units/{unit.id}/removal"))
    assert send(admin, f"/admin/units/{unit.id}/removal").status_code == 404


def test_an_agency_without_units_is_told_what_that_means(admin: FlaskClient, office: Parts) -> None:
    with office.db.write() as session:
        people.remove_unit(session, people.units(session, AGENCY)[0], by="test")
    assert "Chưa có đơn vị nào" in page(admin.get("/admin/units"))


def test_a_name_with_markup_is_shown_as_it_is(admin: FlaskClient) -> None:
    send(admin, "/admin/units", abbreviation="XSS", name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(admin.get("/admin/units"))


# users


def user_id(office: Parts, username: str) -> int:
    with office.db.read() as session:
        return people.user_named(session, username).id


def secret_in(answer: TestResponse) -> str:
    return re.search(r'class="secret"><code>([^<]+)</code>', page(answer))[1]


def test_a_new_user_gets_a_temporary_password_shown_once(admin: FlaskClient, app: Flask) -> None:
    answer = send(admin, "/admin/users/new", full_name="Lý Mới", username="lymoi", roles=["drafter", "auditor"])
    password = secret_in(answer)
    assert password not in page(admin.get("/admin/users"))
    assert "chờ đăng nhập lần đầu" in page(admin.get("/admin/users"))
    assert log_in(app.test_client(), "lymoi", password).location == "/account/password"


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"username": "vanthu"}, "username", "đã có người dùng"),
        ({"username": "có dấu"}, "username", "không dùng được"),
        ({"full_name": ""}, "full_name", "Chưa điền mục này."),
        ({"roles": []}, "roles", "Hãy chọn ít nhất một vai trò."),
        ({"roles": ["king"]}, "roles", "Hãy chọn trong danh sách."),
    ],
)
def test_a_faulty_user_is_told_beside_the_field(
    admin: FlaskClient, office: Parts, wrong: dict, field: str, said: str
) -> None:
    data = {"full_name": "Lý Mới", "username": "lymoi", "roles": ["drafter"], **wrong}
    answer = send(admin, "/admin/users/new", **data)
    assert said in page(answer).split(f'id="{field}-error"')[1].split("</p>")[0]
    with office.db.read() as session:
        assert people.user_named(session, "lymoi") is None


def test_roles_are_changed_and_the_last_administrator_stays(admin: FlaskClient, office: Parts) -> None:
    clerk = f"/admin/users/{user_id(office, 'vanthu')}"
    assert "Đã ghi" in told(admin, send(admin, clerk, full_name="Lê Thị Thu", roles=["records_clerk", "drafter"]))
    with office.db.read() as session:
        person = people.user_named(session, "vanthu")
        assert (person.full_name, person.role_names) == ("Lê Thị Thu", ["drafter", "records_clerk"])
    own = f"/admin/users/{user_id(office, 'quantri')}"
    answer = page(send(admin, own, full_name="Đặng Quản Trị", roles=["drafter"]))
    assert "ít nhất một người quản trị" in answer.split('id="roles-error"')[1]
    assert "ít nhất một người quản trị" in told(admin, send(admin, f"{own}/closing"))
    assert admin.get("/admin/users").status_code == 200


def test_people_are_put_into_units(admin: FlaskClient, office: Parts) -> None:
    with office.db.read() as session:
        unit = people.units(session, AGENCY)[0].id
    send(admin, "/admin/users/new", full_name="Lý Mới", username="lymoi", roles=["drafter"], units=[unit])
    clerk = f"/admin/users/{user_id(office, 'vanthu')}"
    send(admin, clerk, full_name="Lê Thị Văn Thư", roles=["records_clerk"], units=[unit])
    assert 'value="1" checked' in page(admin.get(clerk)).split("<legend>Đơn vị")[1]

    def in_units(login: str) -> list[str]:
        with office.db.read() as session:
            return people.user_named(session, login).unit_names

    assert in_units("lymoi") == in_units("vanthu") == ["VP"]
    assert "Hãy chọn trong danh sách." in page(
        send(admin, clerk, full_name="Lê Thị Văn Thư", roles=["records_clerk"], units=[999])
    )
    send(admin, clerk, full_name="Lê Thị Văn Thư", roles=["records_clerk"])
    assert in_units("vanthu") == []


def test_closing_asks_by_name_and_can_be_undone(admin: FlaskClient, office: Parts, app: Flask) -> None:
    address = f"/admin/users/{user_id(office, 'vanthu')}"
    assert "Đóng tài khoản của Lê Thị Văn Thư?" in page(admin.get(address))
    answer = send(admin, f"{address}/closing")
    listed = page(admin.get(answer.location))
    assert "Đã đóng tài khoản của Lê Thị Văn Thư." in listed
    assert f'action="{address}/reopening"' in listed and "đã đóng" in listed
    assert log_in(app.test_client(), "vanthu").status_code == 403
    assert "Đã mở lại" in told(admin, send(admin, f"{address}/reopening"))
    assert log_in(app.test_client(), "vanthu").status_code == 302


def test_a_locked_person_is_let_in_by_the_administrator(admin: FlaskClient, office: Parts, app: Flask) -> None:
    for _ in range(5):
        log_in(app.test_client(), "vanthu", "Sai-mat-khau-1")
    assert "tạm khóa" in page(admin.get("/admin/users"))
    address = f"/admin/users/{user_id(office, 'vanthu')}"
    assert "Mở khóa ngay" in page(admin.get(address))
    send(admin, f"{address}/unlocking")
    assert log_in(app.test_client(), "vanthu").status_code == 302


def test_a_forgotten_password_is_replaced_and_ends_a_lock(admin: FlaskClient, office: Parts, app: Flask) -> None:
    for _ in range(5):
        log_in(app.test_client(), "vanthu", "Sai-mat-khau-1")
    password = secret_in(send(admin, f"/admin/users/{user_id(office, 'vanthu')}/password"))
    assert log_in(app.test_client(), "vanthu", PASSWORD).status_code == 403
    assert log_in(app.test_client(), "vanthu", password).location == "/account/password"


# signers


SIGNER = {
    "full_name": "Phạm Văn Ký",
    "authority": "TL",
    "collective": "",
    "head_title": "Chủ tịch",
    "own_title": "Chánh Văn phòng",
    "document": "Quy chế làm việc số 05/QC-UBND",
    "document_on": "2025-12-30",
    "valid_from": "2026-01-01",
    "valid_until": "",
    "user_id": "",
}


def test_a_signer_is_entered_and_shown_as_printed(admin: FlaskClient, office: Parts) -> None:
    person = user_id(office, "lanhdao")
    data = {**SIGNER, "kinds": ["cong-van", "bao-cao"], "user_id": str(person), "valid_until": "2026-12-31"}
    assert "Phạm Văn Ký" in told(admin, send(admin, "/admin/signers/new", **data))
    shown = page(admin.get("/admin/signers"))
    assert "TL. CHỦ TỊCH" in shown and "CHÁNH VĂN PHÒNG" in shown and "2 loại" in shown
    with office.db.read() as session:
        found = people.match_signer(session, AGENCY, "Phạm Văn Ký", TODAY)
        assert (found.kinds, found.user_id, found.valid_until) == (["bao-cao", "cong-van"], person, date(2026, 12, 31))
    form = page(admin.get(f"/admin/signers/{found.id}"))
    assert 'value="2026-12-31"' in form and re.search(r'value="cong-van" checked', form)
    send(admin, f"/admin/signers/{found.id}", **{**SIGNER, "valid_until": "2026-01-04"})
    with office.db.read() as session:
        changed = signers.signer(session, AGENCY, found.id)
        assert (changed.kinds, changed.user_id, changed.valid(TODAY)) == (None, None, False)
    assert "đã hết" in page(admin.get("/admin/signers"))


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"authority": "TM"}, "collective", "Quyền hạn ký này cần ghi mục này."),
        ({"head_title": " "}, "head_title", "Quyền hạn ký này cần ghi mục này."),
        ({"own_title": ""}, "own_title", "Quyền hạn ký này cần ghi mục này."),
        ({"authority": "TUQ"}, "valid_until", "Quyền hạn ký này cần ghi mục này."),
        ({"valid_until": "2025-12-31"}, "valid_until", "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"document": ""}, "document", "Quyền hạn ký này cần ghi mục này."),
        ({"document_on": "2026-01-02"}, "document_on", "Văn bản giao ký phải có trước ngày được ký."),
        ({"full_name": "TS. Phạm Văn Ký"}, "full_name", "Không ghi “TS” trước họ tên người ký"),
        ({"authority": "TUQ", "valid_until": "2026-06-30"}, "head_id", "Quyền hạn ký này cần ghi mục này."),
        ({"authority": "TUQ", "valid_until": "2026-06-30", "head_id": "1"}, "scope", "cần ghi mục này."),
        ({"head_id": "2"}, "head_id", "Hãy chọn trong danh sách."),
        ({"authority": "TUN"}, "authority", "Hãy chọn trong danh sách."),
        ({"full_name": ""}, "full_name", "Chưa điền mục này."),
        ({"user_id": "9999"}, "user_id", "Hãy chọn trong danh sách."),
        ({"kinds": ["khong-co"]}, "kinds", "Hãy chọn trong danh sách."),
    ],
)
def test_a_faulty_signer_is_told_beside_the_field(
    admin: FlaskClient, office: Parts, wrong: dict, field: str, said: str
) -> None:
    answer = send(admin, "/admin/signers/new", **{**SIGNER, **wrong})
    assert said in page(answer).split(f'id="{field}-error"')[1].split("</p>")[0]
    with office.db.read() as session:
        assert len(signers.signers(session, AGENCY)) == 2


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ({"authority": "TM+KT", "collective": "Ủy ban nhân dân", "own_title": "Phó Chủ tịch"}, 3),
        ({"authority": "Q"}, 1),
        ({"authority": "TM", "collective": ""}, 0),
        ({"authority": "nonsense", "own_title": ""}, 1),
        ({"full_name": "<b>x</b>"}, 2),
    ],
)
def test_the_lines_are_previewed_while_they_are_typed(admin: FlaskClient, typed: dict, lines: int) -> None:
    piece = page(send(admin, "/admin/signers/lines", **{**SIGNER, **typed}))
    assert "<html" not in piece and "<b>" not in piece
    shown = re.findall(r'class="firm">([^<]+)<', piece)
    assert len(shown) == lines
    assert all(line == line.upper() for line in shown)
    assert ("Điền đủ" in piece) is (lines == 0)


# tokens


def make(admin: FlaskClient, office: Parts, **changes: object) -> TestResponse:
    data = {"label": "Một cửa", "user": user_id(office, "vanthu"), "scopes": ["read", "issue"], "expires": "2026-01-31"}
    return send(admin, "/admin/tokens/new", **{**data, **changes})


def test_a_token_is_shown_once_works_until_its_day_ends_and_is_listed(admin: FlaskClient, office: Parts) -> None:
    secret = secret_in(make(admin, office))
    header = {"Authorization": f"Bearer {secret}"}
    listed = page(admin.get("/admin/tokens"))
    assert "Một cửa" in listed and secret not in listed and "Đặng Quản Trị" in listed
    last_moment = NOON + timedelta(days=26, hours=11, minutes=59)
    for moment, status in ((last_moment, 200), (last_moment + timedelta(minutes=1), 401)):
        then = create_app(parts=replace(office, now=lambda moment=moment: moment)).test_client()
        assert then.get("/api/v1/forms", headers=header).status_code == status


def test_a_withdrawn_token_stops_and_cannot_be_given_back(admin: FlaskClient, office: Parts) -> None:
    header = {"Authorization": f"Bearer {secret_in(make(admin, office))}"}
    with office.db.read() as session:
        token = tokens.tokens(session, AGENCY)[0]
    assert "Thu hồi mã “Một cửa”?" in page(admin.get("/admin/tokens"))
    assert "Đã thu hồi" in told(admin, send(admin, f"/admin/tokens/{token.id}/withdrawal"))
    assert admin.get("/api/v1/forms", headers=header).status_code == 401
    assert "đã thu hồi" in page(admin.get("/admin/tokens"))
    assert send(admin, "/admin/tokens/99/withdrawal").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"label": " "}, "label", "Chưa điền mục này."),
        ({"scopes": []}, "scopes", "Hãy chọn ít nhất một quyền."),
        ({"scopes": ["administer"]}, "scopes", "Hãy chọn trong danh sách."),
        ({"user": "5", "scopes": ["issue"]}, "scopes", "không có quyền này"),
        ({"user": "x"}, "user", "Hãy chọn trong danh sách."),
        ({"expires": "2026-01-04"}, "expires", "Ngày này đã qua."),
    ],
)
def test_a_faulty_token_is_told_beside_the_field(
    admin: FlaskClient, office: Parts, wrong: dict, field: str, said: str
) -> None:
    answer = make(admin, office, **wrong)
    assert said in page(answer).split(f'id="{field}-error"')[1].split("</p>")[0]
    with office.db.read() as session:
        assert tokens.tokens(session, AGENCY) == []


# the journal


def test_the_auditor_reads_who_did_what_and_checks_the_chain(admin: FlaskClient, app: Flask, office: Parts) -> None:
    send(admin, "/admin/units", abbreviation="TP", name="Tư pháp")
    auditor = app.test_client()
    log_in(auditor, "kiemtra")
    assert admin.get("/admin/journal").status_code == 403
    shown = page(auditor.get("/admin/journal"))
    assert "Thêm đơn vị" in shown and "Đặng Quản Trị" in shown and "viết tắt: TP" in shown
    assert "Xem nhật ký" in page(auditor.get("/admin"))
    assert "liền mạch" in told(auditor, send(auditor, "/admin/journal/check"))
    with office.db.engine.begin() as connection:
        connection.execute(sql("DROP TRIGGER events_refuse_update"))
        connection.execute(sql("""UPDATE events SET actor = 'Ai đó' WHERE name = 'unit.added' AND seq > 5"""))
    assert "có 1 chỗ sai" in told(auditor, send(auditor, "/admin/journal/check"))


def test_a_long_journal_is_read_page_by_page_to_its_beginning(app: Flask, office: Parts) -> None:
    with office.db.write() as session:
        for number in range(150):
            people.add_unit(session, AGENCY, abbreviation=f"D{number}", name="x")
        last = session.scalar(select(Event.seq).order_by(Event.seq.desc()))
    auditor = app.test_client()
    log_in(auditor, "kiemtra")
    seen: list[int] = []
    address: str | None = "/admin/journal"
    while address:
        shown = page(auditor.get(address))
        seen += [int(seq) for seq in re.findall(r'data-label="Thứ tự">(\d+)<', shown)]
        older = re.search(r'rel="next" href="([^"]+)"', shown)
        address = older[1] if older else None
    assert seen == list(range(last + 1, 0, -1))  # the login itself is the newest


def test_another_agencys_people_tokens_and_journal_are_not_seen(admin: FlaskClient, office: Parts) -> None:
    with office.db.write() as session:
        add_agency(
            session,
            office.store,
            id="xa-khac",
            code="H49.1",
            superior=[],
            name=["ỦY BAN NHÂN DÂN", "XÃ KHÁC"],
            full_name="Ủy ban nhân dân xã Khác",
            abbreviation="UBND",
            place="Khác",
            pattern="kind",
            valid_from=date(2025, 1, 1),
            actor="test",
        )
        stranger = people.add_user(
            session, "xa-khac", username="nguoi-la", full_name="Người Lạ", roles=["administrator"], password=PASSWORD
        )
        unit = people.add_unit(session, "xa-khac", abbreviation="LA", name="Đơn vị lạ")
        tokens.make_token(session, stranger, label="lạ", scopes={"read"}, now=NOON)
        token = tokens.tokens(session, "xa-khac")[0]
    for address in ("/admin/users", "/admin/units", "/admin/tokens", "/admin/tokens/new", "/admin/signers/new"):
        assert not re.search("Người Lạ|Đơn vị lạ|lạ<", page(admin.get(address)))
    for address in (
        f"/admin/users/{stranger.id}/password",
        f"/admin/users/{stranger.id}/closing",
        f"/admin/units/{unit.id}/removal",
        f"/admin/tokens/{token.id}/withdrawal",
    ):
        assert send(admin, address).status_code == 404
