"""Who may: every route demands a login and a permission, or stands in PUBLIC with its reason; a key fits one door."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from service import access, create_app, people, tokens
from service.access import API, BEFORE_NEW_PASSWORD, PUBLIC, demanded, demands
from service.actor import PERMISSIONS, ROLES
from service.parts import Parts
from tests.conftest import PASSWORD, PEOPLE

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
AGENCY = "tan-hoa"
CALLERS = [*PEOPLE, "nobody"]


def log_in(client: FlaskClient, login: str, password: str = PASSWORD) -> TestResponse:
    return client.post("/login", data={"username": login, "password": password, "csrf_token": csrf(client)})


def csrf(client: FlaskClient, page: str = "/login") -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(page).get_data(as_text=True))
    assert found is not None
    return found[1]


def token_of(office: Parts, login: str, *scopes: str) -> dict[str, str]:
    """The header of a fresh token."""
    with office.db.write() as session:
        person = people.user_named(session, login)
        secret = tokens.make_token(session, person, label="test", scopes=scopes, now=office.now())
    return {"Authorization": f"Bearer {secret}"}


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & METHODS):
            yield rule, method


def address(app: Flask, rule: Rule) -> str:
    """An address of the rule with values that its converters take."""
    values = {}
    for name in rule.arguments:
        kind = type(rule._converters[name]).__name__
        values[name] = 2026 if "Integer" in kind else "0" * 32
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, method=next(iter(rule.methods or [])))


def call(app: Flask, client: FlaskClient, rule: Rule, method: str, **more: object) -> TestResponse:
    return client.open(address(app, rule), method=method, **more)


@pytest.fixture
def lenient(office: Parts) -> Flask:
    """The application with the CSRF check off: here it is the permission that is asked about."""
    app = create_app(parts=office)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def test_what_is_public_exists_and_says_why(app: Flask) -> None:
    assert set(PUBLIC) <= set(app.view_functions)
    assert set(BEFORE_NEW_PASSWORD) <= set(app.view_functions)
    assert all(len(reason) > 20 for reason in PUBLIC.values())


def test_every_route_that_is_not_public_turns_strangers_away(app: Flask) -> None:
    asked = 0
    for rule, method in routes(app):
        if rule.endpoint in PUBLIC:
            continue
        answer = call(app, app.test_client(), rule, method)
        if rule.rule.startswith("/api/"):
            assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), rule
        elif method == "GET":
            assert answer.status_code == 302 and answer.location.startswith("/login"), rule
        else:
            assert answer.status_code == 400, (rule, "a stranger's form has no CSRF token")
        asked += 1
    assert asked > 40


def test_a_strangers_form_with_a_csrf_token_is_turned_away_too(app: Flask) -> None:
    client = app.test_client()
    headers = {"X-CSRFToken": csrf(client)}
    for rule, method in routes(app):
        if rule.endpoint not in PUBLIC and not rule.rule.startswith("/api/") and method != "GET":
            answer = call(app, client, rule, method, headers=headers)
            assert answer.status_code == 302 and answer.location.startswith("/login"), rule


@pytest.mark.parametrize("login", PEOPLE)
def test_people_reach_what_their_role_permits_and_nothing_else(lenient: Flask, login: str) -> None:
    client = lenient.test_client()
    assert log_in(client, login).status_code == 302
    permitted = ROLES[PEOPLE[login][1]]
    for rule, method in routes(lenient):
        needed = demanded(lenient, rule.endpoint)
        if needed is None or rule.rule.startswith(API) or rule.endpoint == "account.logout" or needed & permitted:
            continue
        assert call(lenient, client, rule, method).status_code == 403, (rule, needed)


@pytest.mark.parametrize("scope", ["read", "draft", "issue"])
def test_software_reaches_what_its_scope_permits_and_nothing_else(app: Flask, office: Parts, scope: str) -> None:
    headers = token_of(office, "vanthu", scope)
    for rule, method in routes(app):
        needed = demanded(app, rule.endpoint)
        if needed is not None and rule.rule.startswith(API) and scope not in needed:
            answer = call(app, app.test_client(), rule, method, headers=headers)
            assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), (rule, needed)


def test_every_permission_is_asked_for_somewhere(app: Flask) -> None:
    asked = frozenset().union(*(demanded(app, endpoint) or frozenset() for endpoint in app.view_functions))
    assert asked >= set(PERMISSIONS) - {"sign"}  # signing itself is on paper; signers see drafts


def test_demands_refuses_what_is_no_permission() -> None:
    for wrong in ((), ("isue",)):
        with pytest.raises(ValueError, match=r".*"):
            demands(*wrong)


# the two doors and their keys


def test_a_session_opens_no_api_and_a_token_no_page(app: Flask, office: Parts) -> None:
    client = app.test_client()
    log_in(client, "vanthu")
    assert client.get("/account").status_code == 200
    assert client.get("/api/v1/forms").status_code == 401
    header = token_of(office, "vanthu", "read")
    assert app.test_client().get("/api/v1/forms", headers=header).status_code == 200
    assert app.test_client().get("/account", headers=header).status_code == 302


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic dmFudGh1OngK", "vp_x"])
def test_a_broken_key_opens_nothing(client: FlaskClient, header: str) -> None:
    answer = client.get("/api/v1/forms", headers={"Authorization": header})
    assert (answer.status_code, answer.json["code"]) == (401, "login_needed")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_last_use_of_a_token_is_kept_to_the_hour(app: Flask, office: Parts) -> None:
    header = token_of(office, "vanthu", "read")

    def last_used() -> object:
        with office.db.read() as session:
            return tokens.tokens(session, AGENCY)[0].last_used

    assert last_used() is None
    app.test_client().get("/api/v1/forms", headers=header)
    first = office.now()
    assert last_used() == first
    for later, kept in ((timedelta(minutes=59), first), (timedelta(hours=1), first + timedelta(hours=1))):
        moved = create_app(parts=replace(office, now=lambda later=later: first + later))
        moved.test_client().get("/api/v1/forms", headers=header)
        assert last_used() == kept


def test_flask_securitys_own_tokens_are_no_key(app: Flask, office: Parts) -> None:
    with app.app_context(), office.db.read() as session:
        signed = people.user_named(session, "vanthu").get_auth_token()
    for call in ({"headers": {"Authentication-Token": signed}}, {"query_string": {"auth_token": signed}}):
        assert app.test_client().get("/account", **call).status_code == 302


def test_closing_an_account_ends_its_sessions_at_once(app: Flask, office: Parts) -> None:
    client = app.test_client()
    log_in(client, "vanthu")
    with office.db.write() as session:
        people.close_account(session, people.user_named(session, "vanthu"), by="test")
    assert client.get("/account").location.startswith("/login")
    with office.db.write() as session:
        people.reopen_account(session, people.user_named(session, "vanthu"), by="test")
    assert client.get("/account").location.startswith("/login")


def test_a_role_taken_away_is_gone_with_the_next_request(app: Flask, office: Parts) -> None:
    client = app.test_client()
    log_in(client, "quantri")
    assert client.get("/admin/users").status_code == 200
    with office.db.write() as session:
        people.add_user(session, AGENCY, username="khac", full_name="Khác", roles=["administrator"], password=PASSWORD)
        boss = people.user_named(session, "quantri")
        people.change_user(session, boss, full_name=boss.full_name, roles=["drafter"], by="test")
    assert client.get("/admin/users").status_code == 403


# forms of other sites


@pytest.mark.parametrize("given", [{}, {"csrf_token": "forged"}])
def test_a_form_without_this_sessions_token_changes_nothing(app: Flask, office: Parts, given: dict) -> None:
    client = app.test_client()
    log_in(client, "quantri")
    answer = client.post("/admin/units", data={"abbreviation": "X", "name": "Y", **given})
    assert answer.status_code == 400
    assert "Phiên làm việc đã hết hạn" in answer.get_data(as_text=True)
    with office.db.read() as session:
        assert [unit.abbreviation for unit in people.units(session, AGENCY)] == ["VP"]


def test_a_token_of_another_session_is_forged_too(app: Flask) -> None:
    other, client = app.test_client(), app.test_client()
    log_in(client, "quantri")
    assert client.post("/admin/units", data={"csrf_token": csrf(other)}).status_code == 400


def test_scripts_may_send_the_token_as_a_header(app: Flask, office: Parts) -> None:
    client = app.test_client()
    log_in(client, "quantri")
    headers = {"X-CSRFToken": csrf(client, "/admin/units")}
    answer = client.post("/admin/units", data={"abbreviation": "TP", "name": "Tư pháp"}, headers=headers)
    assert answer.status_code == 302
    with office.db.read() as session:
        assert {unit.abbreviation for unit in people.units(session, AGENCY)} == {"VP", "TP"}


# how one is turned away


def test_a_page_asked_for_is_shown_after_the_login(app: Flask) -> None:
    client = app.test_client()
    turned = client.get("/registers/2026?series=ke-hoach")
    assert turned.location == "/login?next=/registers/2026?series%3Dke-hoach"
    page = client.get(turned.location).get_data(as_text=True)
    assert 'name="next" value="/registers/2026?series=ke-hoach"' in page
    data = {"username": "vanthu", "password": PASSWORD, "csrf_token": csrf(client)}
    assert client.post("/login", data={**data, "next": "/registers/2026?series=ke-hoach"}).location == (
        "/registers/2026?series=ke-hoach"
    )


def test_a_piece_of_a_page_sends_the_whole_page_to_the_login(client: FlaskClient) -> None:
    answer = client.get("/search", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/search")


def test_an_unknown_address_is_404_for_everybody(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/nowhere").status_code == 404
    log_in(client, "vanthu")
    assert client.get("/nowhere").status_code == 404


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(app: Flask) -> None:
    client = app.test_client()
    cookie = log_in(client, "vanthu").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie


def test_behind_https_the_cookie_is_for_https_alone(office: Parts) -> None:
    app = create_app(parts=replace(office, config=replace(office.config, behind_https=True)))
    client = app.test_client()
    assert "Secure" in client.get("/login").headers["Set-Cookie"]


def test_whoever_asks_outside_a_request_with_a_login_is_told(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(access.LoginNeeded):
        access.actor()
