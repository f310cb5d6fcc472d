"""A list on its way from a file into a draft: looked at, mended by choosing columns, taken, undone; and by software."""

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from doc_templates.form import samples
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.parts import Parts
from tests.api_office import ALL, Software, token
from tests.test_access import csrf, log_in
from tests.test_draft_pages import text
from tests.test_lists import HEAD, PEOPLE, sheet

MANY = [HEAD, *([at, f"Người {at}", "Thôn Một", "Giấy khen", 500000] for at in range(1, 2001))]


@pytest.fixture
def draft(office: Parts, drafter: Actor) -> Draft:
    return drafts.create(office, drafter, "quyet-dinh", samples(office.forms["quyet-dinh"]))


@pytest.fixture
def page(client: FlaskClient) -> FlaskClient:
    log_in(client, "soanthao")
    return client


def send(client: FlaskClient, address: str, /, **data: object) -> TestResponse:
    given = {**data, "csrf_token": csrf(client, "/account")}
    return client.post(address, data=given, content_type="multipart/form-data")


def upload(client: FlaskClient, draft: Draft, field: str, content: bytes, name: str = "Danh sách.xlsx") -> str:
    answer = send(client, f"/drafts/{draft.id}/lists/{field}", file=(io.BytesIO(content), name))
    return html.unescape(answer.get_data(as_text=True))


def carried(shown: str) -> str:
    found = re.search(r'name="tables"[^>]*>\n(.*?)</textarea>', shown, re.S)
    assert found is not None, shown
    return found[1]


def test_a_sheet_is_looked_at_taken_and_undone(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    before = draft.values["awardees"]
    shown = upload(page, draft, "awardees", sheet([HEAD, *PEOPLE], {"E2": "#,##0", "E3": "#,##0"}))
    assert "2 dòng" in shown
    assert "1.500.000" in shown
    address = f"/drafts/{draft.id}/lists/awardees/rows"
    answer = send(page, address, tables=carried(shown), source="Danh sách.xlsx", takes="replace")
    assert answer.status_code == 302
    taken = drafts.get(office, drafter, draft.id).values["awardees"]
    assert [row["full_name"] for row in taken] == ["Trần Quốc Bảo", "Y Wăn Niê"]
    told = text(page, f"/drafts/{draft.id}")
    undo = re.search(rf'action="(/drafts/{draft.id}/lists/awardees/before/\d+)"', told)
    assert undo is not None
    assert send(page, undo[1]).status_code == 302
    assert drafts.get(office, drafter, draft.id).values["awardees"] == before


def test_two_thousand_rows_are_taken_behind_those_that_are_there(
    page: FlaskClient, office: Parts, drafter: Actor, draft: Draft
) -> None:
    shown = upload(page, draft, "awardees", sheet(MANY))
    assert "… và 1970 dòng nữa." in shown
    send(page, f"/drafts/{draft.id}/lists/awardees/rows", tables=carried(shown), source="x", takes="append")
    assert len(drafts.get(office, drafter, draft.id).values["awardees"]) == 2005


def test_what_is_wrong_is_named_by_its_cell_and_not_taken(page: FlaskClient, draft: Draft) -> None:
    shown = upload(page, draft, "awardees", sheet([["Họ và tên", "Mức thưởng"], ["x" * 300, 1]]))
    assert "Ô A2: Dài 300 ký tự, cột “Họ và tên, tên tập thể” chỉ nhận 200." in shown
    answer = send(page, f"/drafts/{draft.id}/lists/awardees/rows", tables=carried(shown), takes="replace")
    assert answer.status_code == 422


def test_columns_are_chosen_by_hand(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    address = f"/drafts/{draft.id}/lists/awardees"
    shown = html.unescape(send(page, address, text="Cột lạ\tCột khác\nAn\tGV\n").get_data(as_text=True))
    columns = {"column-full_name": "1", "column-position": "0", "column-award": "", "column-reward": ""}
    again = html.unescape(send(page, address, tables=carried(shown), **columns).get_data(as_text=True))
    assert re.search(r">Cột khác</td>\s*<td[^>]*>Cột lạ</td>", again)  # no head was found: the words are rows
    send(page, f"{address}/rows", tables=carried(shown), takes="replace", **columns)
    taken = drafts.get(office, drafter, draft.id).values["awardees"]
    assert [(row["full_name"], row["position"]) for row in taken] == [("Cột khác", "Cột lạ"), ("GV", "An")]


def test_any_table_becomes_an_appendix(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    rows = [["Danh sách hộ nghèo"], ["Chủ hộ", "Thôn"], ["A", "Một"], ["B", "Hai"]]
    shown = upload(page, draft, "appendices", sheet(rows))
    assert 'value="Danh sách hộ nghèo"' in shown
    address = f"/drafts/{draft.id}/lists/appendices/rows"
    send(page, address, tables=carried(shown), title="Hộ nghèo", numbered="1", takes="append")
    (appendix,) = drafts.get(office, drafter, draft.id).values["appendices"]
    assert appendix["title"] == "Hộ nghèo"
    assert appendix["body"].splitlines()[0] == "| STT | Chủ hộ | Thôn |"
    assert appendix["body"].splitlines()[-1] == "| 2 | B | Hai |"


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""])
def test_a_file_that_is_no_list_is_told_on_the_page(page: FlaskClient, draft: Draft, content: bytes) -> None:
    answer = send(page, f"/drafts/{draft.id}/lists/awardees", file=(io.BytesIO(content), "a.xlsx"))
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("tables", ["{", "[1]", '[{"rows": 3}]', '[{"name":"","rows":[],"notes":[],"hidden":false}]'])
def test_tables_that_were_tampered_with_are_refused(page: FlaskClient, draft: Draft, tables: str) -> None:
    assert send(page, f"/drafts/{draft.id}/lists/awardees/rows", tables=tables).status_code == 400


def test_a_field_that_takes_no_list_is_not_there(page: FlaskClient, draft: Draft) -> None:
    assert page.get(f"/drafts/{draft.id}/lists/subject").status_code == 404


def test_software_sends_a_file_and_gets_rows_and_what_is_wrong(app: Flask, office: Parts) -> None:
    software = Software(app, token(office, "vanthu", *ALL))
    content = sheet([["Họ và tên", "Ghi chú", "Mức thưởng"], ["Trần Quốc Bảo", "x", 5], ["y" * 300, "", 6]])
    sent = {"file": (io.BytesIO(content), "a.xlsx"), "form": "quyet-dinh", "field": "awardees"}
    answer = software.post("/lists", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.json
    assert answer.json["rows"][0] == {"full_name": "Trần Quốc Bảo", "position": "", "award": "", "reward": "5"}
    found = {(one["code"], one["place"], one["severity"]) for one in answer.json["problems"]}
    assert {("cell_too_long", "A3", "error"), ("column_ignored", "B1", "note")} <= found
    free = {"file": (io.BytesIO(content), "a.xlsx")}
    whole = software.post("/lists", data=free, content_type="multipart/form-data").json
    assert whole["cells"][0] == ["Họ và tên", "Ghi chú", "Mức thưởng"]
    assert whole["tables"] == [{"name": "Sheet", "rows": 3, "hidden": False}]
    bad = {"file": (io.BytesIO(b"%PDF"), "a.xlsx")}
    assert software.post("/lists", data=bad, content_type="multipart/form-data").status_code == 422
