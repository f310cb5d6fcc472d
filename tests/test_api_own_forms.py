"""The office's own forms by software: every answer held against the API's description."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import own_form_life
from service import own_form_steps as steps
from service.actor import Actor
from service.form_cli import form_commands
from service.parts import Parts
from tests.api_office import Software, problem, token
from tests.conftest import actor
from tests.form_files import parts_of, zipped
from tests.own_form_files import docx, invitation, with_middle
from tests.test_access import csrf, log_in

NAME = {"vi": "Giấy mời họp"}
ID = "rieng-giay-moi-hop"


@pytest.fixture
def software(app: Flask, office: Parts) -> Software:
    return Software(app, token(office, "quantri", "read", "administer"))


@pytest.fixture
def manager(office: Parts) -> Actor:
    return actor(office, "quantri")


def upload(software: Software, data: bytes, **fields: str) -> TestResponse:
    content = {"file": (BytesIO(data), "mau.docx"), **fields}
    answer = software.post("/forms", data=content, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a large one is a file that the test client leaves open
    return answer


def test_a_form_is_uploaded_and_its_names_are_told(software: Software) -> None:
    answer = upload(software, invitation(), name="Giấy mời họp", kind="giay-moi")
    assert answer.status_code == 201
    made = answer.json
    assert answer.headers["Location"] == f"/api/v1/forms/{ID}/versions/1"
    assert (made["form"], made["state"], made["problems"]) == (ID, "draft", [])
    table = next(each for each in made["asked"] if each["name"] == "chuong_trinh")
    assert (table["type"], table["columns"]) == ("table", ["noi_dung", "chuan_bi"])
    assert set(made["schema"]["properties"]) == {each["name"] for each in made["fields"]}


def test_faults_of_tags_are_listed_with_paragraph_and_words(software: Software) -> None:
    made = upload(software, with_middle("{{ ho ten }}", "{{ mo"), name="Giấy mời họp", kind="giay-moi").json
    assert [(each["code"], each["paragraph"], each["words"]) for each in made["problems"]] == [
        ("blank_in_name", 7, "{{ ho ten }}"),
        ("tag_not_closed", 8, "{{ mo"),
    ]
    assert problem(software.post(f"/forms/{ID}/versions/1/approval", json={})) == (422, "form_not_ready")


@pytest.mark.parametrize(
    ("data", "fields", "expected"),
    [
        (b"MZ", {"name": "a", "kind": "giay-moi"}, (422, "template_fault")),
        (bytes(5_000_001), {"name": "a", "kind": "giay-moi"}, (422, "template_fault")),
        (
            zipped(parts_of(invitation()) | {"word/vbaProject.bin": b"MZ"}),
            {"name": "a", "kind": "giay-moi"},
            (422, "template_fault"),
        ),
        (invitation(), {"name": "", "kind": "giay-moi"}, (400, "bad_input")),
        (invitation(), {"name": "a", "kind": "nosuch"}, (400, "bad_input")),
        (invitation(), {"form": "nosuch"}, (404, "unknown_form")),
        (invitation(), {"form": "ke-hoach"}, (404, "unknown_form")),
    ],
)
def test_what_is_refused_is_told(
    software: Software, data: bytes, fields: dict[str, str], expected: tuple[int, str]
) -> None:
    assert problem(upload(software, data, **fields)) == expected


def test_a_body_without_file_is_told(software: Software) -> None:
    assert problem(software.post("/forms", data={}, content_type="multipart/form-data")) == (400, "bad_input")
    assert problem(software.post("/forms", json={"name": "a"})) == (400, "bad_input")


def test_fields_are_defined_and_refused_by_name(software: Software) -> None:
    made = upload(software, invitation(), name="Giấy mời họp", kind="giay-moi").json
    fields = made["fields"]
    fields[1]["label"] = {"vi": "Kính mời", "en": "To"}
    body = {"name": "Giấy mời", "kind": "giay-moi", "fields": fields}
    answer = software.call("put", f"/forms/{ID}/versions/1", json=body)
    assert (answer.status_code, answer.json["name"], answer.json["fields"][1]["label"]["en"]) == (200, "Giấy mời", "To")
    fields[1]["type"] = "date"
    answer = software.call("put", f"/forms/{ID}/versions/1", json=body)
    assert problem(answer) == (422, "invalid_request")
    assert answer.json["errors"][0]["field"] == fields[1]["name"]


@pytest.mark.slow
def test_from_upload_to_a_draft_and_the_next_version(app: Flask, office: Parts, software: Software) -> None:
    upload(software, invitation(), name="Giấy mời họp", kind="giay-moi")
    assert ID not in [each["id"] for each in software.get("/forms").json["items"]]
    assert software.post(f"/forms/{ID}/versions/1/approval", json={}).json["state"] == "approved"
    first = software.get("/forms").json["items"][0]
    assert (first["id"], first["own"], first["version"]) == (ID, True, 1)
    assert "thoi_gian" in software.get(f"/forms/{ID}").json["fields"]["properties"]
    clerk = Software(app, token(office, "vanthu", "read", "draft"))
    draft = clerk.post("/drafts", json={"form": ID, "values": {"subject": "Họp", "thoi_gian": "8 giờ"}})
    assert (draft.status_code, draft.json["form_version"]) == (201, 1)
    assert upload(software, with_middle("{{ thoi_gian }}"), form=ID).json["version"] == 2
    assert problem(software.post(f"/forms/{ID}/versions/2/approval", json={})) == (409, "form_breaks")
    assert software.post(f"/forms/{ID}/versions/2/approval", json={"accept": True}).json["state"] == "approved"
    listed = software.get(f"/forms/{ID}/versions").json["items"]
    assert [(each["version"], each["state"]) for each in listed] == [(2, "approved"), (1, "retired")]
    assert software.get(f"/forms/{ID}/versions/1/form.docx").data == invitation()
    assert software.post(f"/forms/{ID}/versions/2/retirement").json["state"] == "retired"
    assert problem(software.get(f"/forms/{ID}")) == (404, "unknown_form")


def test_who_may_not_administer_may_not_upload(app: Flask, office: Parts) -> None:
    clerk = Software(app, token(office, "vanthu", "read", "draft", "issue"))
    assert problem(upload(clerk, invitation(), name="a", kind="giay-moi")) == (403, "forbidden")
    assert problem(clerk.get("/forms/rieng-nosuch/versions/1")) == (404, "unknown_form")
    assert clerk.get("/forms/ke-hoach/versions").json == {"items": []}


# pages, without a browser


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    client = app.test_client()
    log_in(client, "vanthu")
    return client


def post(client: FlaskClient, address: str, **typed: object) -> TestResponse:
    data = {"csrf_token": csrf(client, "/account"), **typed}
    return client.post(address, data=data, content_type="multipart/form-data")


def test_only_those_who_make_forms_reach_their_pages(app: Flask, office: Parts, manager: Actor) -> None:
    row = steps.start(office, manager, invitation(), NAME, "giay-moi")
    drafter = app.test_client()
    log_in(drafter, "soanthao")
    for address in ("/forms/own/new", f"/forms/own/{row.form}", f"/forms/own/{row.form}/1/fields"):
        assert drafter.get(address).status_code == 403
    assert "/forms/own/" not in drafter.get("/forms/").get_data(as_text=True)
    assert "/forms/own/" not in drafter.get("/forms/ke-hoach").get_data(as_text=True)


def test_a_wrong_definition_is_told_on_its_page(browser: FlaskClient, office: Parts, manager: Actor) -> None:
    row = steps.start(office, manager, invitation(), NAME, "giay-moi")
    typed = {"name": "Giấy mời", "kind": "giay-moi", "hinh_thuc.label": "Hình thức", "hinh_thuc.choices": ""}
    answer = post(browser, f"/forms/own/{row.form}/1/fields", **typed)
    assert answer.status_code == 422
    assert "“hinh_thuc” là lựa chọn nên phải có các giá trị" in answer.get_data(as_text=True)


def test_what_is_typed_of_fields_is_kept_and_other_fields_stay(
    browser: FlaskClient, office: Parts, manager: Actor
) -> None:
    row = steps.start(office, manager, invitation(), NAME, "giay-moi")
    typed = {
        "name": "Giấy mời",
        "kind": "giay-moi",
        "chuong_trinh.label": "Chương trình",
        "chuong_trinh.noi_dung.label": "Nội dung",
        "chuong_trinh.sample": "Khai mạc\tVăn phòng\r\nTổng kết\tChủ tịch",
        "dia_diem.label": "Địa điểm",
        "dia_diem.type": "choice",
        "dia_diem.choices": "Hội trường\r\nPhòng họp 1\r\nHội trường",
        "dia_diem.sample": "Hội trường",
        "dia_diem.max_length": "100",
        "dia_diem.required": "1",
    }
    assert post(browser, f"/forms/own/{row.form}/1/fields", **typed).status_code == 302
    kept = {each["name"]: each for each in steps.get(office, manager, row.form, 1).fields}
    before = {each["name"]: each for each in row.fields}
    assert kept["chuong_trinh"]["sample"] == [
        {"noi_dung": "Khai mạc", "chuan_bi": "Văn phòng"},
        {"noi_dung": "Tổng kết", "chuan_bi": "Chủ tịch"},
    ]
    assert [each["label"]["vi"] for each in kept["chuong_trinh"]["columns"]] == ["Nội dung", "Chuan bi"]
    assert [each["value"] for each in kept["dia_diem"]["choices"]] == ["Hội trường", "Phòng họp 1"]
    assert (kept["dia_diem"]["max_length"], kept["dia_diem"]["required"]) == (100, True)
    assert kept["thoi_gian"] == before["thoi_gian"] and kept["signer"] == before["signer"]


@pytest.mark.slow
def test_a_retired_form_can_be_taken_up_again_from_the_message(
    browser: FlaskClient, office: Parts, manager: Actor
) -> None:
    row = steps.start(office, manager, invitation(), NAME, "giay-moi")
    own_form_life.approve(office, manager, row.form, 1)
    post(browser, f"/forms/own/{row.form}/1/retire")
    page = browser.get(f"/forms/own/{row.form}").get_data(as_text=True)
    assert f'action="/forms/own/{row.form}/1/restore"' in page
    post(browser, f"/forms/own/{row.form}/1/restore")
    assert steps.get(office, manager, row.form, 1).state == "approved"


# the command


def test_the_command_tells_names_and_faults(app: Flask, tmp_path) -> None:
    good, bad = tmp_path / "tot.docx", tmp_path / "loi.docx"
    good.write_bytes(invitation())
    bad.write_bytes(docx("{{ ten }}", "{{ ho ten }}"))
    run = app.test_cli_runner().invoke
    answer = run(form_commands, ["check", str(good)])
    assert (answer.exit_code, "chuong_trinh  table  noi_dung, chuan_bi" in answer.output) == (0, True)
    answer = run(form_commands, ["check", str(bad)])
    assert answer.exit_code == 1
    assert "Đoạn 2: Tên trong thẻ có dấu cách" in answer.output and "“{{ ho ten }}”" in answer.output
    told = json.loads(run(form_commands, ["check", "--json", str(bad)]).output)
    assert [each["name"] for each in told["asked"]] == ["ten"]
    assert told["problems"][0]["paragraph"] == 2
    assert CliRunner().invoke(form_commands, ["check", str(tmp_path / "nosuch")]).exit_code == 2
