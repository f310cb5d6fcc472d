"""The door of the pages: log in and out, the lock after five failures, passwords, language, first use."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from archive.agencies import agencies, agency_on, pattern_in
from archive.events import Event
from archive.verify import verify
from service import create_app, drafts, logins, people
from service.errors import TooManyFailures, WrongPassword
from service.logins import MOST_FAILURES
from service.parts import Parts
from tests.conftest import NOON, PASSWORD, PLAN, open_office
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow  # every page of a whole office: too long for the fast suite

AGENCY = "tan-hoa"
NEW = "Mat-khau-2"


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def at(office: Parts, minutes: float) -> FlaskClient:
    """A browser that many minutes after noon."""
    return create_app(parts=replace(office, now=lambda: NOON + timedelta(minutes=minutes))).test_client()


def wrong(client: FlaskClient, login: str = "vanthu", times: int = 1) -> TestResponse:
    return [log_in(client, login, "Sai-mat-khau-1") for _ in range(times)][-1]


# in and out


def test_name_and_password_open_the_desk_and_the_account_page_says_who(client: FlaskClient) -> None:
    answer = log_in(client, " VanThu ")
    assert (answer.status_code, answer.location) == (302, "/")
    page = text(client.get("/account"))
    assert "Lê Thị Văn Thư" in page and "Văn thư" in page and "12:00" in page


def test_whoever_is_in_is_led_past_the_login_page(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    assert client.get("/login?next=/search").location == "/search"


def test_a_copied_cookie_opens_nothing_after_logging_out(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.post("/logout", data={"csrf_token": csrf(client, "/account")})
    client.set_cookie("session", cookie.value)
    assert client.get("/account").status_code == 302


def test_logging_out_closes_the_session(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    token = csrf(client, "/account")
    assert client.get("/logout").status_code == 405
    answer = client.post("/logout", data={"csrf_token": token})
    assert answer.location == "/login"
    assert "Bạn đã đăng xuất" in text(client.get("/login"))
    assert client.get("/account").location.startswith("/login")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/\t/evil", "x"],
)
def test_the_login_leads_to_this_site_only(client: FlaskClient, elsewhere: str) -> None:
    data = {"username": "vanthu", "password": PASSWORD, "csrf_token": csrf(client), "next": elsewhere}
    assert client.post("/login", data=data).location == "/"


def test_empty_fields_are_told_beside_them(client: FlaskClient) -> None:
    page = text(client.post("/login", data={"csrf_token": csrf(client)}))
    assert page.count("Chưa điền mục này.") == 2
    assert 'aria-describedby="username-error"' in page


@pytest.mark.parametrize("login", ["vanthu", "khongco"])
def test_a_wrong_password_and_an_unknown_name_sound_the_same(client: FlaskClient, login: str) -> None:
    answer = wrong(client, login)
    assert answer.status_code == 403
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in text(answer)
    assert "Còn" not in text(answer).split("<main")[1].split("</main")[0]


def test_a_closed_account_sounds_like_an_unknown_one(client: FlaskClient, office: Parts) -> None:
    with office.db.write() as session:
        people.close_account(session, people.user_named(session, "vanthu"), by="test")
    answer = log_in(client, "vanthu")
    assert (answer.status_code, "không đúng" in text(answer)) == (403, True)


def test_a_language_chosen_before_the_login_stays(client: FlaskClient) -> None:
    client.post("/language", data={"language": "en", "next": "/login", "csrf_token": csrf(client)})
    assert '<html lang="en">' in text(client.get("/login"))
    log_in(client, "vanthu")
    assert '<html lang="en">' in text(client.get("/account"))
    client.post("/language", data={"language": "xx", "csrf_token": csrf(client, "/account")})
    assert '<html lang="en">' in text(client.get("/account"))
    client.post("/logout", data={"csrf_token": csrf(client, "/account")})
    assert '<html lang="en">' in text(client.get("/login"))


# the lock


@pytest.mark.parametrize("login", ["vanthu", "khongco"])
def test_the_fifth_failure_locks_the_name_and_says_for_how_long(office: Parts, login: str) -> None:
    client = at(office, 0)
    assert "Còn 2 lần thử" in text(wrong(client, login, 3))
    assert "Còn 1 lần thử" in text(wrong(client, login))
    answer = wrong(client, login)
    assert answer.status_code == 429
    assert "tạm khóa" in text(answer) and "15 phút" in text(answer)


def test_a_locked_account_refuses_even_the_right_password_until_the_time_is_over(office: Parts) -> None:
    wrong(at(office, 0), times=MOST_FAILURES)
    answer = log_in(at(office, 9.5), "vanthu")
    assert (answer.status_code, "6 phút" in text(answer)) == (429, True)
    assert log_in(at(office, 14.9), "vanthu").status_code == 429
    assert log_in(at(office, 15), "vanthu").status_code == 302


def test_others_are_not_locked_and_a_success_forgets_the_failures(office: Parts) -> None:
    client = at(office, 0)
    wrong(client, times=MOST_FAILURES - 1)
    assert log_in(at(office, 0), "vanthu").status_code == 302
    assert wrong(at(office, 1)).status_code == 403
    assert log_in(at(office, 1), "soanthao").status_code == 302


def test_failures_long_ago_do_not_count(office: Parts) -> None:
    wrong(at(office, 0), times=MOST_FAILURES - 1)
    assert wrong(at(office, 15), times=MOST_FAILURES - 1).status_code == 403


def test_the_lock_is_an_event_without_the_password(office: Parts) -> None:
    wrong(at(office, 0), times=MOST_FAILURES + 2)
    with office.db.read() as session:
        locks = list(session.scalars(select(Event).where(Event.name == "user.locked")))
    assert [lock.details["username"] for lock in locks] == ["vanthu"]


@pytest.mark.parametrize("login", ["vanthu", "khongco"])
def test_guesses_sent_at_once_are_no_more_than_guesses_one_by_one(office: Parts, login: str) -> None:
    def guess(number: int) -> str:
        try:
            logins.log_in(office, login, f"Doan-{number}-xyz")
        except (WrongPassword, TooManyFailures) as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(8) as threads:
        answers = Counter(threads.map(guess, range(24)))
    assert answers == {"wrong_password": MOST_FAILURES - 1, "account_locked": 24 - MOST_FAILURES + 1}


# passwords


def change(client: FlaskClient, old: str, new: str, again: str | None = None) -> TestResponse:
    data = {"old": old, "new": new, "again": new if again is None else again}
    return client.post("/account/password", data={**data, "csrf_token": csrf(client, "/account/password")})


def test_a_new_password_ends_other_sessions_but_not_this_one(app: Flask) -> None:
    here, there = app.test_client(), app.test_client()
    log_in(here, "vanthu")
    log_in(there, "vanthu")
    assert change(here, PASSWORD, NEW).location == "/account"
    assert "Đã đổi mật khẩu" in text(here.get("/account"))
    assert there.get("/account").location.startswith("/login")
    assert log_in(app.test_client(), "vanthu", PASSWORD).status_code == 403
    assert log_in(app.test_client(), "vanthu", NEW).status_code == 302


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ((PASSWORD + "x", NEW), "Mật khẩu đang dùng không đúng."),
        ((PASSWORD, "ngan1-A"), "Mật khẩu cần từ 8 đến 128 ký tự"),
        ((PASSWORD, "khongcochuhoa-1"), "đủ chữ thường, chữ hoa, chữ số"),
        ((PASSWORD, PASSWORD), "Mật khẩu mới phải khác"),
        ((PASSWORD, NEW, NEW + "x"), "Hai lần nhập mật khẩu mới không giống nhau."),
        ((PASSWORD, ""), "Chưa điền mục này."),
    ],
)
def test_a_password_is_not_changed_when_something_is_wrong(client: FlaskClient, typed: tuple, told: str) -> None:
    log_in(client, "vanthu")
    answer = change(client, *typed)
    assert (answer.status_code, told in text(answer)) == (200, True)
    assert client.get("/account").status_code == 200
    assert NEW not in text(answer)


def test_guessing_the_old_password_locks_as_at_the_door(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    answers = [change(client, f"Doan-{n}-xyz", NEW) for n in range(MOST_FAILURES)]
    assert "tạm khóa" in text(answers[-1])
    assert log_in(client.application.test_client(), "vanthu").status_code == 429


def test_a_temporary_password_leads_nowhere_but_to_a_new_one(app: Flask, office: Parts) -> None:
    with office.db.write() as session:
        people.set_password(session, people.user_named(session, "vanthu"), NEW, by="test", must_change=True)
    client = app.test_client()
    assert log_in(client, "vanthu", NEW).location == "/account/password"
    assert client.get("/registers").location == "/account/password"
    assert "lần đầu" in text(client.get("/account/password"))
    assert change(client, NEW, "Mat-khau-3").location == "/"
    assert client.get("/account").status_code == 200


# first use


FIRST = {
    "full_name": "Ủy ban nhân dân xã Nhơn Trạch",
    "superior": "",
    "name": "ỦY BAN NHÂN DÂN\r\n XÃ  NHƠN TRẠCH \r\n",
    "abbreviation": "UBND",
    "place": "Nhơn Trạch",
    "address": "",
    "code": "",
    "pattern": "common",
    "person": "Huỳnh Tân Thìn",
    "username": "Thin",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def fresh(empty: Parts) -> FlaskClient:
    return create_app(parts=empty).test_client()


def begin(client: FlaskClient, **changes: str) -> TestResponse:
    return client.post("/welcome", data={**FIRST, **changes, "csrf_token": csrf(client, "/welcome")})


@pytest.mark.parametrize("page", ["/", "/login", "/search", "/admin/users", "/account"])
def test_every_page_of_an_empty_database_leads_to_the_first_use(fresh: FlaskClient, page: str) -> None:
    assert fresh.get(page).location == "/welcome"


def test_software_of_an_empty_database_is_told_to_log_in(fresh: FlaskClient) -> None:
    assert fresh.get("/api/v1/forms").status_code == 401


def test_the_first_use_makes_the_office_and_somebody_who_can_do_everything(fresh: FlaskClient, empty: Parts) -> None:
    assert begin(fresh).location == "/admin"
    assert "Chưa có người ký" in text(fresh.get("/admin"))
    with empty.db.read() as session:
        (agency,) = agencies(session)
        name = agency_on(session, agency.id, empty.today())
        assert (agency.id, agency.code) == ("ubnd-nhon-trach", "ubnd-nhon-trach")
        assert (name.superior, name.name) == ([], ["ỦY BAN NHÂN DÂN", "XÃ NHƠN TRẠCH"])
        assert (name.full_name, name.place) == ("Ủy ban nhân dân xã Nhơn Trạch", "Nhơn Trạch")
        assert pattern_in(session, agency.id, 2026).pattern == "common"
        person = people.user_named(session, "thin")
    assert person.permissions == {"read", "draft", "layout", "issue", "administer"}
    assert not person.must_change_password
    assert verify(empty.db, empty.store, lambda done, total: None).ok


def test_the_first_person_can_draft_at_once(fresh: FlaskClient, empty: Parts) -> None:
    begin(fresh)
    with empty.db.read() as session:
        actor = people.actor_of(people.user_named(session, "thin"))
    assert drafts.create(empty, actor, "ke-hoach", PLAN).state == "editing"


def test_the_first_use_is_over_once_there_is_an_office(fresh: FlaskClient, empty: Parts) -> None:
    late = fresh.application.test_client()
    token = csrf(late, "/welcome")
    begin(fresh)
    assert late.get("/welcome").status_code == 404
    assert late.post("/welcome", data={**FIRST, "username": "ke-xau", "csrf_token": token}).status_code == 404
    with empty.db.read() as session:
        assert people.user_named(session, "ke-xau") is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"full_name": " "}, "Chưa điền mục này."),
        ({"name": "\r\n"}, "Chưa điền mục này."),
        ({"abbreviation": "UB/ND"}, "viết liền"),
        ({"abbreviation": "UB ND"}, "viết liền"),
        ({"username": "có dấu"}, "không dùng được"),
        ({"password": "yeu", "again": "yeu"}, "Mật khẩu cần từ 8 đến 128 ký tự"),
        ({"again": "khac"}, "Hai lần nhập mật khẩu không giống nhau."),
        ({"pattern": "other"}, "Cách đánh số văn bản"),
    ],
)
def test_a_faulty_first_use_makes_nothing_and_keeps_what_was_typed(
    fresh: FlaskClient, empty: Parts, changes: dict, told: str
) -> None:
    answer = begin(fresh, **changes)
    page = text(answer)
    assert answer.status_code == 200
    assert told in page.split('class="problems"')[1]
    assert "Huỳnh Tân Thìn" in page and PASSWORD not in page
    with empty.db.read() as session:
        assert people.no_office(session) and agencies(session) == []


def test_an_agency_rebuilt_from_its_archive_only_needs_its_first_person(empty: Parts) -> None:
    open_office(empty)
    with empty.db.write() as session:
        for table in (people.users_roles, people.User):
            session.execute(delete(table))
    client = create_app(parts=empty).test_client()
    page = text(client.get("/welcome"))
    assert "Ủy ban nhân dân xã Tân Hòa" in page and 'name="abbreviation"' not in page
    assert begin(client).location == "/admin"
    with empty.db.read() as session:
        assert people.user_named(session, "thin").agency_id == AGENCY


# at the machine


Runner = Callable[..., tuple[int, str]]


@pytest.fixture
def command(app: Flask) -> Runner:
    def run(*words: str) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=list(words))
        return result.exit_code, result.output.strip()

    return run


def test_a_token_made_by_command_works_for_its_days(command: Runner, client: FlaskClient, office: Parts) -> None:
    wanted = ["--user", "vanthu", "--label", "một cửa", "--scopes", "read, draft,issue", "--days", "30"]
    code, secret = command("token", "create", *wanted)
    assert (code, secret.count("\n")) == (0, 0)
    header = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/forms", headers=header).status_code == 200
    assert at(office, 60 * 24 * 30 - 1).get("/api/v1/forms", headers=header).status_code == 200
    assert at(office, 60 * 24 * 30).get("/api/v1/forms", headers=header).status_code == 401


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--user", "khongco", "--label", "x"], "no account is called 'khongco'"),
        (["--user", "kiemtra", "--label", "x", "--scopes", "issue"], "audit,read"),
        (["--user", "vanthu", "--label", " "], "the label"),
        (["--user", "vanthu", "--label", "x", "--scopes", ","], "draft,issue,read"),
    ],
)
def test_a_token_that_cannot_be_is_refused_with_its_reason(command: Runner, words: list[str], told: str) -> None:
    code, output = command("token", "create", *words)
    assert code != 0 and told in output


def test_somebody_locked_out_gets_in_by_a_password_made_at_the_machine(command: Runner, office: Parts) -> None:
    wrong(at(office, 0), "quantri", MOST_FAILURES)
    code, password = command("account", "password", "quantri")
    assert code == 0
    assert log_in(at(office, 1), "quantri", password).location == "/account/password"
    assert command("account", "password", "khongco")[0] != 0
