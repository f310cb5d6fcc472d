"""The open check page: what it says of a signed document, of a changed file, of a guess; and nothing else."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.filing import object_id
from archive.records import Document
from service import check_page, signing_desk
from service.issue import issue
from service.parts import Parts
from tests.conftest import actor
from tests.signed_office import PIN, give_keys, submitted

pytestmark = pytest.mark.slow


@pytest.fixture
def document(office: Parts) -> Document:
    give_keys(office)
    draft = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    return issue(office, actor(office, "vanthu"), draft.id, pin=PIN)


def _pdf(office: Parts, document: Document) -> bytes:
    return office.store.read(object_id(document.id), "document.pdf")


def test_by_the_code_on_the_paper(document: Document, client: FlaskClient) -> None:
    code = document.details["check_code"]
    page = client.get(f"/kiem-tra/{code}").text
    assert "Đúng là văn bản của cơ quan" in page
    assert "01/KH-UBND" in page
    assert "Từ khi ký chỉ điền số, ngày và đóng dấu." in page
    typed = f"{code[:13].lower()} - {code[13:]}"
    assert client.get("/kiem-tra/", query_string={"code": typed}).location.endswith(code)


def test_by_the_file(office: Parts, document: Document) -> None:
    pdf = _pdf(office, document)
    assert check_page.by_file(office, pdf).answer == "same_file"
    changed = check_page.by_file(office, pdf + b"\n% more\n")
    assert changed.answer == "other_file"
    assert changed.document is not None
    touched = check_page.by_file(office, pdf.replace(b"/Rect", b"/rect", 1))
    assert touched.validation is not None
    assert not touched.validation.whole


def test_a_guess_finds_nothing(document: Document, client: FlaskClient) -> None:
    code = document.details["check_code"]
    other = ("B" if code[0] == "A" else "A") + code[1:]
    for guess in (other, "x", "../documents", document.id):
        page = client.get("/kiem-tra/" + guess)
        assert document.reference not in page.text
    refused = client.post("/kiem-tra/", data={"file": (BytesIO(b"no pdf"), "a.pdf")})
    assert document.reference not in refused.text


def test_asking_too_often_is_stopped(app: Flask, document: Document) -> None:
    client = app.test_client()
    answers = [client.get("/kiem-tra/" + document.details["check_code"]).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
