"""What the body editor asks the server: text, pasted words and its own document, each to the others."""

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.parts import Parts
from tests.test_access import csrf, log_in

CONTENT = {
    "type": "doc",
    "content": [
        {
            "type": "block",
            "attrs": {"level": "clause", "number": "1", "titled": False},
            "content": [{"type": "text", "text": "Một."}],
        }
    ],
}


@pytest.fixture
def page(client: FlaskClient, office: Parts) -> FlaskClient:
    log_in(client, "soanthao")
    return client


def ask(client: FlaskClient, **given: str) -> TestResponse:
    headers = {"Accept": "application/json"}
    return client.post("/drafts/body", data={"csrf_token": csrf(client, "/account"), **given}, headers=headers)


def test_text_and_content_say_the_same(page: FlaskClient) -> None:
    read = ask(page, text="1. Một.").get_json()
    assert read == {"content": CONTENT, "text": "1. Một.", "dropped": [], "says": ""}
    assert ask(page, content=json.dumps(CONTENT)).get_json() == read


def test_a_paste_says_what_it_dropped(page: FlaskClient) -> None:
    read = ask(page, html="<p>1. Một.</p><img src=x><a href='https://a.vn'>b</a>").get_json()
    assert read["text"] == "1. Một.\nb"
    assert read["dropped"] == [{"what": "pictures", "count": 1}, {"what": "links", "count": 1}]
    assert read["says"] == "Không giữ lại: 1 hình ảnh, địa chỉ của 1 liên kết."
    assert ask(page, pasted="1. Một.").get_json()["text"] == "1. Một."


@pytest.mark.parametrize("content", ["", "{", "[]", "[" * 200_000, '{"type": "doc", "content": [{"type": "image"}]}'])
def test_what_no_editor_sends_is_refused(page: FlaskClient, content: str) -> None:
    refused = ask(page, content=content)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "bad_content")


def test_a_text_longer_than_a_body_is_refused(page: FlaskClient) -> None:
    assert ask(page, text="x" * 3_000_001).status_code == 422


def test_nobody_asks_without_a_login(client: FlaskClient, office: Parts) -> None:
    assert client.post("/drafts/body", data={"text": "x"}, headers={"Accept": "application/json"}).status_code in (
        400,
        401,
    )
