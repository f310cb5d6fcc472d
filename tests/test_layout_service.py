"""The layout check for people and software: a file judged and mended by page, API and command; a draft overruled."""

import base64
import io
import json
import re
import zipfile
from functools import cache
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from doc_templates import sample
from doc_templates.fill import fill
from doc_templates.form import load_forms, samples
from doc_templates.layout.check import check
from service import drafts, layout_checks, layout_overrules
from service.actor import Actor
from service.errors import BadInput, Forbidden, NotFound, NotReady, WrongState
from service.issue import issue
from service.parts import Parts
from tests.api_office import Software, problem, token
from tests.conftest import PLAN, actor
from tests.test_access import csrf, log_in

BODY = "Điều 1. Mục đích\nĐẩy mạnh phong trào thi đua.\nĐiều 3. Tổ chức thực hiện\nCác đơn vị thực hiện."
WRONG = {**PLAN, "body": BODY}
"""Điều 2 is missing: an error of the text that no form can prevent."""


@cache
def good() -> bytes:
    form = load_forms()["ke-hoach"]
    return fill(form, samples(form), sample.letterhead_for(form), sample.signer_for(form), sample.stamp_for(form))


@cache
def bad() -> bytes:
    """The same plan, its body not justified."""
    return replaced(good(), "word/styles.xml", 'w:val="both"', 'w:val="left"')


def replaced(docx: bytes, part: str, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return made.getvalue()


def upload(client: FlaskClient, docx: bytes, name: str = "ke hoach.docx") -> str:
    """Brings a file; the address of its report."""
    data = {"csrf_token": csrf(client, "/layout/"), "file": (io.BytesIO(docx), name)}
    answer = client.post("/layout/", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, unescape(answer.get_data(as_text=True))
    return str(answer.headers["Location"])


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    log_in(client, "kiemtra")
    return client


def test_software_gets_the_findings_of_a_file(app: Flask, office: Parts) -> None:
    software = Software(app, token(office, "kiemtra", "read"))
    for body in ({"data": {"file": (io.BytesIO(bad()), "x.docx")}}, {"data": bad()}):
        answer = app.test_client().post(
            "/api/v1/layout-checks", headers={"Authorization": f"Bearer {software.token}"}, **body
        )
        assert answer.status_code == 200, answer.json
        told = answer.json
        assert told["kind"] == "ke-hoach" and not told["ok"]
        found = told["findings"][0]
        assert found["article"].startswith("Phụ lục I") and found["repairable"]


def test_software_gets_the_mended_file_back(app: Flask, office: Parts) -> None:
    headers = {"Authorization": f"Bearer {token(office, 'kiemtra', 'read')}"}
    told = app.test_client().post("/api/v1/layout-repairs", data=bad(), headers=headers).json
    assert told["changes"] and told["left"]["findings"] == []
    assert check(base64.b64decode(told["docx"])).findings == ()


def test_a_correct_file_is_said_to_be_correct(app: Flask, office: Parts) -> None:
    headers = {"Authorization": f"Bearer {token(office, 'kiemtra', 'read')}"}
    told = app.test_client().post("/api/v1/layout-checks", data=good(), headers=headers).json
    assert (told["ok"], told["findings"]) == (True, [])


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 nothing", b"%PDF-1.7", good()[:4000]])
def test_what_is_no_docx_is_refused_with_a_sentence(app: Flask, office: Parts, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {token(office, 'kiemtra', 'read')}"}
    answer = app.test_client().post("/api/v1/layout-checks", data=body, headers=headers)
    assert problem(answer) in ((422, "not_a_docx"), (400, "bad_input"))


def test_the_page_refuses_it_beside_the_field(reader: FlaskClient) -> None:
    data = {"csrf_token": csrf(reader, "/layout/"), "file": (io.BytesIO(b"no"), "x.docx")}
    answer = reader.post("/layout/", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "không phải Word" in unescape(answer.get_data(as_text=True))


@pytest.mark.slow
def test_a_file_is_judged_on_its_true_pages_and_mended(reader: FlaskClient) -> None:
    address = upload(reader, bad())
    page = unescape(reader.get(address).get_data(as_text=True))
    assert "Phụ lục I" in page and 'class="mark' in page
    assert reader.get(f"{address}/pages/1.png").mimetype == "image/png"
    [action] = re.findall(r'action="(/layout/[0-9a-f]+/repair)" class="inline">.{0,200}Sửa (?:cả )?\d+ chỗ', page, re.S)
    mended = reader.post(action, data={"csrf_token": csrf(reader, address)})
    shown = unescape(reader.get(mended.headers["Location"]).get_data(as_text=True))
    assert "Văn bản đúng thể thức" in shown and "Đã sửa" in shown
    file = reader.get(f"{mended.headers['Location']}/file")
    assert check(file.data).findings == ()
    assert quote("ke hoach (đã sửa).docx") in file.headers["Content-Disposition"]
    assert reader.get(f"{address}/file").data == bad()


@pytest.mark.slow
def test_another_person_does_not_see_the_file(app: Flask, reader: FlaskClient) -> None:
    address = upload(reader, bad())
    other = app.test_client()
    log_in(other, "soanthao")
    for where in (address, f"{address}/file", f"{address}/pages/1.png", "/layout/../x", "/layout/" + "0" * 32):
        assert other.get(where).status_code == 404


def test_the_command_tells_by_its_exit_code(app: Flask, tmp_path: pytest.TempPathFactory) -> None:
    run = app.test_cli_runner().invoke
    for name, content in (("good", good()), ("bad", bad()), ("none", b"no")):
        (tmp_path / f"{name}.docx").write_bytes(content)  # type: ignore[operator]
    files = {name: str(tmp_path / f"{name}.docx") for name in ("good", "bad", "none", "out")}  # type: ignore[operator]
    assert run(args=["layout", "check", files["good"]]).exit_code == 0
    told = run(args=["layout", "check", "--json", files["bad"]])
    assert told.exit_code == 1
    assert json.loads(told.stdout.splitlines()[0])["article"].startswith("Phụ lục I")
    assert run(args=["layout", "check", files["none"], files["good"]]).exit_code == 2
    assert run(args=["layout", "repair", files["bad"], "--output", files["out"]]).exit_code == 0
    assert run(args=["layout", "check", "--strict", files["out"]]).exit_code == 0


# --- drafts


def test_an_error_keeps_a_draft_from_being_issued(office: Parts, drafter: Actor, clerk: Actor) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", WRONG)
    with pytest.raises(NotReady) as refused:
        issue(office, clerk, draft.id)
    [told] = refused.value.data["problems"]  # type: ignore[misc]
    assert (told["code"], told["field"]) == ("layout_error", "body")
    assert "Điều" in told["detail"] and "Phụ lục I" in told["detail"]


@pytest.mark.slow
def test_an_overrule_with_its_reason_goes_into_the_record(office: Parts, drafter: Actor, clerk: Actor) -> None:
    checker = actor(office, "thethuc")
    draft = drafts.create(office, drafter, "ke-hoach", WRONG)
    [judged] = [one for one in layout_checks.judged(office, draft) if one.blocks]
    layout_overrules.overrule(office, checker, draft.id, judged.finding, "Giữ số điều theo văn bản gốc")
    document = issue(office, clerk, draft.id)
    [kept] = document.details["layout_overruled"]
    assert (kept["reason"], kept["by"]) == ("Giữ số điều theo văn bản gốc", checker.name)
    with pytest.raises(WrongState):
        layout_overrules.overrule(office, checker, draft.id, judged.finding, "muộn")


def test_an_overrule_outlives_a_change_elsewhere_and_can_be_withdrawn(office: Parts, drafter: Actor) -> None:
    checker = actor(office, "thethuc")
    draft = drafts.create(office, drafter, "ke-hoach", WRONG)
    [judged] = [one for one in layout_checks.judged(office, draft) if one.blocks]
    kept = layout_overrules.overrule(office, checker, draft.id, judged.finding, "có lý do")
    draft = drafts.save(office, drafter, draft.id, {**draft.values, "body": f"Mở đầu văn bản.\n{BODY}"}, 1)
    assert not any(one.blocks for one in layout_checks.judged(office, draft))
    layout_overrules.withdraw(office, checker, draft.id, kept.finding)
    assert any(one.blocks for one in layout_checks.judged(office, draft))
    with pytest.raises(NotFound):
        layout_overrules.withdraw(office, checker, draft.id, kept.finding)


def test_an_overrule_needs_a_reason_and_the_role(
    app: Flask, office: Parts, drafter: Actor, client: FlaskClient
) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", WRONG)
    [judged] = [one for one in layout_checks.judged(office, draft) if one.blocks]
    for reason in ("", "  ", "x" * 1001):
        with pytest.raises(BadInput):
            layout_overrules.overrule(office, actor(office, "thethuc"), draft.id, judged.finding, reason)
    log_in(client, "soanthao")
    data = {"csrf_token": csrf(client, "/layout/"), "finding": layout_overrules.key_of(judged.finding), "reason": "x"}
    answer = client.post(f"/drafts/{draft.id}/layout/overrules", data=data)
    assert answer.status_code == 403 and Forbidden.code in answer.get_data(as_text=True)


@pytest.mark.slow
def test_the_drafts_page_shows_and_overrules(office: Parts, drafter: Actor, client: FlaskClient) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", WRONG)
    log_in(client, "thethuc")
    address = f"/drafts/{draft.id}/layout"
    page = unescape(client.get(address).get_data(as_text=True))
    [key] = re.findall(r'name="finding" value="([0-9a-f]{32})"', page)
    data = {"csrf_token": csrf(client, address), "finding": key, "reason": "Theo mẫu của ngành"}
    assert client.post(f"{address}/overrules", data=data).status_code == 302
    page = unescape(client.get(address).get_data(as_text=True))
    assert "Phan Thể Thức đã bỏ qua: Theo mẫu của ngành" in page
    assert client.post(f"{address}/overrules/{key}/withdraw", data=data).status_code == 302
    assert "đã bỏ qua:" not in unescape(client.get(address).get_data(as_text=True))
