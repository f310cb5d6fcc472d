"""The API's description: valid OpenAPI 3.1, complete, true about scopes, in both languages; its page works alone."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from service.access import demanded

METHODS = {"GET", "POST", "PATCH", "PUT", "DELETE"}


@pytest.fixture
def spec(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    assert isinstance(answer.json, dict)
    return answer.json


def operations(spec: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (path, method): operation for path, methods in spec["paths"].items() for method, operation in methods.items()
    }


def rules(app: Flask) -> dict[tuple[str, str], str]:
    """(path as OpenAPI writes it, method) → endpoint of all that software may call."""
    return {
        (re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule), method.lower()): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & METHODS
        if rule.rule.startswith("/api/v1") or rule.endpoint.startswith("health.")
    }


def test_it_is_valid_openapi_3_1(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    validate(spec)


def test_it_describes_every_route_and_nothing_else(app: Flask, spec: dict[str, Any]) -> None:
    assert set(operations(spec)) == set(rules(app))


def test_it_names_the_scope_that_the_guard_demands(app: Flask, spec: dict[str, Any]) -> None:
    endpoints = rules(app)
    for key, operation in operations(spec).items():
        scopes = demanded(app, endpoints[key])
        assert operation["security"] == ([{"token": sorted(scopes)}] if scopes else [])


def test_every_operation_has_a_name_words_and_problems(spec: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(spec).values()]
    assert len(set(names)) == len(names)
    for (path, _), operation in operations(spec).items():
        assert operation["summary"]
        if path.startswith("/api/v1"):
            assert {"401", "403", "default"} <= operation["responses"].keys()
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_parameter_of_a_path_is_described(spec: dict[str, Any]) -> None:
    for (path, _), operation in operations(spec).items():
        described = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert described == set(re.findall(r"{(\w+)}", path))


def test_its_page_shows_every_call_without_script_or_style_of_its_own(
    client: FlaskClient, spec: dict[str, Any]
) -> None:
    page = client.get("/api/docs").get_data(as_text=True)
    for (path, _), operation in operations(spec).items():
        assert f'id="{operation["operationId"]}"' in page
        assert path in page
    inside = page.split("<body", 1)[1]
    assert "<script" not in inside
    assert "<style" not in page
    assert " style=" not in page
    assert "http://" not in page.replace("http://localhost", "")


def test_it_needs_no_login_but_tells_nothing_of_the_office(client: FlaskClient) -> None:
    told = client.get("/api/openapi.json").get_data(as_text=True)
    assert "Tân Hòa" not in told


def test_health_is_public_and_says_what_works(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok", "checks": {}}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json["checks"]["database"] == ready.json["checks"]["storage"] == "ok"


def test_a_storage_that_is_gone_is_not_ready(app: Flask, client: FlaskClient) -> None:
    store = app.extensions["parts"].store
    store.root.rename(store.root.with_name("away"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "unready")
