"""API v1 as an office's software uses it: forms, drafts, one issue for one key, documents, registers, failures."""

import base64
import hashlib
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from sqlalchemy import select, text

from archive.filing import object_id
from archive.records import Document
from archive.verify import verify
from doc_templates.form import samples
from service import create_app, drafts, search
from service.actor import Actor
from service.parts import Parts
from tests.api_office import ALL, Software, problem, token
from tests.archive_samples import SO_NOI_VU, Office
from tests.conftest import NOON, PLAN

pytestmark = pytest.mark.slow  # a whole office each: too long for the fast suite

SEED = Path(__file__).parents[1] / "service" / "demo_office" / "ke-hoach-thi-dua-2021.md"


@pytest.fixture
def software(app: Flask, office: Parts) -> Software:
    """The records clerk's own software: may read, draft and issue."""
    return Software(app, token(office, "vanthu", *ALL))


@pytest.fixture
def draft(software: Software) -> str:
    """The id of a complete draft."""
    answer = software.post("/drafts", json={"form": "ke-hoach", "values": PLAN})
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


# --- forms


def test_forms_are_listed_and_each_is_a_json_schema_that_takes_its_own_sample(
    software: Software, office: Parts
) -> None:
    items = software.get("/forms").json["items"]
    assert {item["id"] for item in items} == set(office.forms)
    for item in items:
        form = software.get(f"/forms/{item['id']}").json
        Draft202012Validator.check_schema(form["fields"])
        Draft202012Validator(form["fields"]).validate(form["sample"])
        assert form["sample"] == samples(office.forms[item["id"]])


def test_a_form_names_the_offices_signers(software: Software) -> None:
    signer = software.get("/forms/ke-hoach").json["fields"]["properties"]["signer"]
    assert "Trần Văn Lãnh" in signer["anyOf"][0]["title"] + signer["anyOf"][1]["title"]


def test_an_unknown_form_is_a_problem(software: Software) -> None:
    assert problem(software.get("/forms/khong-co")) == (404, "unknown_form")


# --- drafts


def test_a_draft_is_made_read_and_changed(software: Software) -> None:
    made = software.post("/drafts", json={"form": "ke-hoach", "values": {"subject": "Thi đua"}})
    assert made.status_code == 201
    assert made.headers["ETag"] == '"1"'
    address = made.headers["Location"].removeprefix("/api/v1")
    assert {"field": "signer", "code": "field_missing"}.items() <= made.json["problems"][-1].items()

    change = {"values": {"signer": "Trần Văn Lãnh", "recipients": ["Sở Nội vụ"]}}
    changed = software.patch(address, json=change, headers={"If-Match": made.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] == '"2"'
    assert changed.json["values"] == {"subject": "Thi đua", "signer": "1", "recipients": ["Sở Nội vụ"]}
    assert software.get(address).json == changed.json


def test_null_empties_a_field(software: Software, draft: str) -> None:
    changed = software.patch(f"/drafts/{draft}", json={"values": {"bases": None}}, headers={"If-Match": '"1"'})
    assert "bases" not in changed.json["values"]


def test_a_change_needs_the_revision_it_started_from(software: Software, draft: str) -> None:
    change = {"values": {"subject": "Khác"}}
    assert problem(software.patch(f"/drafts/{draft}", json=change)) == (428, "revision_needed")
    for stale in ('"7"', 'W/"1"', "x", ""):
        answer = software.patch(f"/drafts/{draft}", json=change, headers={"If-Match": stale})
        assert problem(answer) == (412, "draft_changed")
        assert answer.json["current_revision"] == 1
    assert software.get(f"/drafts/{draft}").json["values"]["subject"] == PLAN["subject"]


def test_of_two_changes_the_later_is_told_and_overwrites_nothing(software: Software, draft: str) -> None:
    first = software.patch(f"/drafts/{draft}", json={"values": {"subject": "Một"}}, headers={"If-Match": '"1"'})
    second = software.patch(f"/drafts/{draft}", json={"values": {"subject": "Hai"}}, headers={"If-Match": '"1"'})
    assert first.status_code == 200
    assert problem(second) == (412, "draft_changed")
    assert software.get(f"/drafts/{draft}").json["values"]["subject"] == "Một"


def test_a_whole_text_becomes_a_draft_and_nothing_of_it_is_lost(software: Software) -> None:
    answer = software.post("/drafts", json={"text": SEED.read_text()})
    assert answer.status_code == 201
    assert answer.json["form"] == "ke-hoach"
    assert "thi đua" in answer.json["values"]["subject"].lower()
    assert {one["what"] for one in answer.json["recognised"]} >= {"kind", "recipients"}
    assert "*Ng*" in json.dumps(answer.json, ensure_ascii=False)


def test_a_text_without_a_kind_asks_for_a_form(software: Software) -> None:
    assert problem(software.post("/drafts", json={"text": "Chỉ vài chữ."})) == (422, "form_needed")
    assert software.post("/drafts", json={"text": "Chỉ vài chữ.", "form": "cong-van"}).status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "values"),
        ({"form": "ke-hoach"}, "values"),
        ({"values": {}}, "form"),
        ({"form": "ke-hoach", "values": {}, "text": "x"}, "values"),
        ({"form": "ke-hoach", "values": []}, "values"),
        ({"form": "ke-hoach", "values": None}, "values"),
        ({"form": 5, "values": {}}, "form"),
        ({"form": "ke-hoach", "values": {}, "extra": 1}, "extra"),
        ({"form": "", "values": {}}, "form"),
        ({"text": ""}, "text"),
        ([], ""),
        ("x", ""),
    ],
)
def test_a_request_of_the_wrong_shape_is_told_field_by_field(software: Software, body: object, field: str) -> None:
    answer = software.post("/drafts", json=body)
    assert problem(answer) == (422, "invalid_request")
    assert field in {error["field"] for error in answer.json["errors"]}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"khong_co": "x"}, "unknown_field"),
        ({"subject": 5}, "wrong_shape"),
        ({"subject": ["x"]}, "wrong_shape"),
        ({"recipients": "Sở Nội vụ"}, "wrong_shape"),
        ({"recipients": [1]}, "wrong_shape"),
        ({"body": {"a": {"b": []}}}, "wrong_shape"),
        ({"subject": "x" * 100_000}, "too_long"),
    ],
)
def test_values_the_form_does_not_take_are_named(software: Software, values: dict[str, object], code: str) -> None:
    answer = software.post("/drafts", json={"form": "ke-hoach", "values": values})
    assert problem(answer) == (422, code)
    assert answer.json["field"] in values


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"form": }',
        b"\xff\xfe",
        b'{"form":"ke-hoach","values":{"subject":NaN}}',
        b'{"form":"ke-hoach","values":{"subject":' + b"9" * 5000 + b"}}",
        b'{"form":"ke-hoach","values":{"subject":"\\ud800"}}',
        b"[" * 100_000,
        b'{"form":"ke-hoach","values":' + b'{"a":' * 50_000,
        b"null",
        b"1e999",
    ],
)
def test_a_body_that_is_no_usable_json_is_the_senders_fault(software: Software, body: bytes) -> None:
    status, _ = problem(software.post("/drafts", data=body, content_type="application/json"))
    assert status in (400, 422)


@pytest.mark.parametrize("signer", ["9" * 30, "9" * 5000, "-1", "٣", "0", "1; DROP TABLE drafts", "\u202eahn"])
def test_a_signer_that_is_nobody_is_a_problem_of_the_draft(software: Software, signer: str) -> None:
    answer = software.post("/drafts", json={"form": "ke-hoach", "values": {**PLAN, "signer": signer}})
    if answer.status_code == 201:
        assert [one["code"] for one in answer.json["problems"]] == ["signer_unknown"]
    else:
        assert problem(answer) == (422, "too_long")


def test_control_characters_and_nfd_do_not_enter_a_draft(software: Software) -> None:
    values = {"subject": "Ke\u0302\u0301 hoa\u0323ch\u202e\x07 \U0001f600"}
    made = software.post("/drafts", json={"form": "ke-hoach", "values": values})
    assert made.json["values"]["subject"] == "Kế hoạch \U0001f600"


def test_other_kinds_of_bodies_are_refused(software: Software) -> None:
    assert problem(software.post("/drafts", data="form=ke-hoach"))[0] == 415
    assert problem(software.post("/drafts", data=b"<x/>", content_type="application/xml"))[0] == 415
    too_much = b" " * (33 * 1024 * 1024)
    assert problem(software.post("/drafts", data=too_much, content_type="application/json"))[0] == 413


def test_a_key_makes_one_draft_of_two_requests(software: Software) -> None:
    body, key = {"form": "ke-hoach", "values": {"subject": "Một lần"}}, {"Idempotency-Key": "a-1"}
    first, again = software.post("/drafts", json=body, headers=key), software.post("/drafts", json=body, headers=key)
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert first.headers["Location"] == again.headers["Location"]

    other = software.post("/drafts", json={**body, "values": {"subject": "Khác"}}, headers=key)
    assert problem(other) == (422, "key_reused")


def test_a_key_sent_ten_times_at_once_makes_one_draft(software: Software, office: Parts, clerk: Actor) -> None:
    body, key = {"form": "ke-hoach", "values": {"subject": "Một lần"}}, {"Idempotency-Key": "c-1"}
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: software.post("/drafts", json=body, headers=key), range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json["id"] for answer in answers} == {one.id for one in drafts.mine(office, clerk)}
    assert len(drafts.mine(office, clerk)) == 1


def test_a_key_is_forgotten_after_a_week(app: Flask, office: Parts) -> None:
    secret = token(office, "vanthu", *ALL)
    body, key = {"form": "ke-hoach", "values": {"subject": "Một lần"}}, {"Idempotency-Key": "d-1"}
    later = create_app(parts=replace(office, now=lambda: NOON + timedelta(days=8)))
    first = Software(app, secret).post("/drafts", json=body, headers=key)
    second = Software(later, secret).post("/drafts", json=body, headers=key)
    assert first.json["id"] != second.json["id"]


def test_a_key_belongs_to_its_owner(software: Software, app: Flask, office: Parts) -> None:
    body, key = {"form": "ke-hoach", "values": {"subject": "Một lần"}}, {"Idempotency-Key": "a-1"}
    other = Software(app, token(office, "soanthao", "read", "draft"))
    first, second = software.post("/drafts", json=body, headers=key), other.post("/drafts", json=body, headers=key)
    assert first.json["id"] != second.json["id"]


def test_a_request_that_failed_may_be_repeated_under_its_key(software: Software, draft: str) -> None:
    key = {"Idempotency-Key": "b-1"}
    software.patch(f"/drafts/{draft}", json={"values": {"signer": None}}, headers={"If-Match": '"1"'})
    for _ in range(2):
        answer = software.post(f"/drafts/{draft}/issue", headers=key)
        assert problem(answer) == (422, "not_ready")
        assert [one["field"] for one in answer.json["problems"]] == ["signer"]


@pytest.mark.parametrize("key", [" ", "x" * 300, "a\x07b"])
def test_a_key_that_cannot_be_kept_is_refused(software: Software, draft: str, key: str) -> None:
    assert problem(software.post(f"/drafts/{draft}/issue", headers={"Idempotency-Key": key})) == (400, "bad_input")


# --- issuing


@pytest.mark.slow
def test_a_draft_is_previewed_issued_once_found_and_fetched(software: Software, draft: str, office: Parts) -> None:
    preview = software.get(f"/drafts/{draft}/preview.pdf")
    assert preview.mimetype == "application/pdf"
    assert "KẾ HOẠCH" in PdfReader(io.BytesIO(preview.data)).pages[0].extract_text()

    key = {"Idempotency-Key": "issue-1"}
    issued = software.post(f"/drafts/{draft}/issue", headers=key)
    assert issued.status_code == 200, issued.json
    told = issued.json
    assert (told["id"], told["number"], told["symbol"]) == (draft, 1, "KH-UBND")
    assert (told["reference"], told["issued_on"]) == ("01/KH-UBND", "2026-01-05")

    assert software.post(f"/drafts/{draft}/issue", headers=key).json == told
    assert software.post(f"/drafts/{draft}/issue").json == told
    assert software.get(f"/drafts/{draft}").json["state"] == "issued"

    search.index_waiting(office)
    found = software.get("/documents", query_string={"q": "thi dua khen thuong"}).json
    assert [item["reference"] for item in found["items"]] == ["01/KH-UBND"]
    assert found["total"] == 1
    assert found["next_cursor"] is None
    assert verify(office.db, office.store, lambda done, total: None).ok


@pytest.mark.slow
def test_a_key_used_for_another_draft_is_refused(software: Software, draft: str) -> None:
    key = {"Idempotency-Key": "issue-1"}
    other = software.post("/drafts", json={"form": "ke-hoach", "values": PLAN}).json["id"]
    assert software.post(f"/drafts/{draft}/issue", headers=key).status_code == 200
    assert problem(software.post(f"/drafts/{other}/issue", headers=key)) == (422, "key_reused")
    assert software.post(f"/drafts/{other}/issue").json["reference"] == "02/KH-UBND"


@pytest.mark.slow
def test_an_issued_draft_cannot_be_changed(software: Software, draft: str) -> None:
    software.post(f"/drafts/{draft}/issue")
    answer = software.patch(f"/drafts/{draft}", json={"values": {"subject": "x"}}, headers={"If-Match": '"1"'})
    assert problem(answer)[0] == 409


@pytest.mark.slow
def test_files_come_with_their_digests(software: Software, draft: str) -> None:
    for file in software.post(f"/drafts/{draft}/issue").json["files"]:
        got = software.get(file["url"].removeprefix("/api/v1"))
        sha256 = hashlib.sha256(got.data)
        assert (len(got.data), sha256.hexdigest()) == (file["size"], file["sha256"])
        assert got.mimetype == file["media_type"]
        assert got.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(sha256.digest()).decode()}:"
        assert got.headers["Content-Disposition"].startswith("attachment; filename=01-KH-UBND")


# --- who may


def test_every_route_asks_for_a_token(app: Flask, office: Parts) -> None:
    anyone = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            path = re.sub(r"<int:\w+>", "1", re.sub(r"<id:\w+>", "a" * 32, rule.rule))
            path = path.replace("<form_id>", "ke-hoach").replace("<name>", "document.pdf")
            for method in rule.methods & {"GET", "POST", "PATCH"}:
                answer = anyone.open(path, method=method)
                assert problem(answer) == (401, "login_needed"), path
                assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer x", "Basic dTpw", "Bearer vp_" + "a" * 5000]
)
def test_a_token_that_is_none_opens_nothing(app: Flask, office: Parts, authorization: str) -> None:
    answer = app.test_client().get("/api/v1/forms", headers={"Authorization": authorization})
    assert problem(answer) == (401, "login_needed")


def test_a_scope_that_the_token_lacks_is_named(app: Flask, office: Parts, draft: str) -> None:
    reader = Software(app, token(office, "vanthu", "read"))
    assert problem(reader.post("/drafts", json={})) == (403, "forbidden")
    assert problem(reader.patch(f"/drafts/{draft}", json={})) == (403, "forbidden")
    answer = reader.post(f"/drafts/{draft}/issue")
    assert problem(answer) == (403, "forbidden")
    assert answer.json["needs"] == ["issue"]


def test_somebody_elses_draft_is_not_there(app: Flask, office: Parts, draft: str) -> None:
    other = Software(app, token(office, "soanthao", "read", "draft"))
    assert problem(other.get(f"/drafts/{draft}")) == (404, "not_found")
    change = other.patch(f"/drafts/{draft}", json={"values": {}}, headers={"If-Match": '"1"'})
    assert problem(change) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/khong-co", 404),
        ("get", "/drafts/1", 404),
        ("get", f"/drafts/{'A' * 32}", 404),
        ("get", f"/drafts/{'a' * 32}", 404),
        ("get", f"/drafts/{'a' * 32}/preview.pdf", 404),
        ("post", f"/drafts/{'a' * 32}/issue", 404),
        ("get", f"/documents/{'a' * 32}", 404),
        ("get", f"/documents/{'a' * 32}/files/document.pdf", 404),
        ("get", f"/documents/{'a' * 32}/files/..%2F..%2Foffice.db", 404),
        ("get", "/documents/%00", 404),
        ("get", "/registers/moi", 404),
        ("get", "/registers/-1", 404),
        ("delete", "/drafts", 405),
        ("post", "/documents", 405),
        ("put", f"/drafts/{'a' * 32}", 405),
    ],
)
def test_what_is_not_there_is_a_problem(software: Software, method: str, path: str, status: int) -> None:
    assert problem(software.call(method, path))[0] == status


def test_a_fault_of_the_machine_tells_no_details(software: Software, draft: str, office: Parts) -> None:
    with office.db.write() as session:
        session.execute(text("ALTER TABLE drafts RENAME TO elsewhere"))
    answer = software.get(f"/drafts/{draft}")
    assert problem(answer) == (500, "service_error")
    assert "drafts" not in answer.json["detail"]


def test_a_broken_index_is_a_problem_without_the_machines_paths(reading: Software, filed: Parts) -> None:
    for file in Path(filed.config.index_url.removeprefix("whoosh://")).rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00broken")
    reading.app = create_app(parts=replace(filed))
    answer = reading.get("/documents")
    assert problem(answer) == (503, "index_broken")
    assert answer.headers["Retry-After"]
    assert str(filed.config.data_dir) not in answer.get_data(as_text=True)


def test_a_file_that_is_gone_is_a_problem(reading: Software, ids: list[str], filed: Parts) -> None:
    filed.store.path(object_id(ids[0]), "document.pdf").unlink()
    assert problem(reading.get(f"/documents/{ids[0]}/files/document.pdf"))[0] == 500


def test_a_failure_speaks_the_callers_language(software: Software) -> None:
    vietnamese = software.get("/forms/khong-co").json["detail"]
    english = software.get("/forms/khong-co", headers={"Accept-Language": "en"}).json["detail"]
    assert vietnamese == "Không có mẫu “khong-co”."
    assert english != vietnamese


# --- documents and registers, filed without paper


@pytest.fixture
def reading(filed: Parts) -> Software:
    """Software of an office that has documents to search."""
    return Software(create_app(parts=filed), token(filed, "vanthu", *ALL))


@pytest.fixture
def ids(filed: Parts) -> list[str]:
    """Of the plans, by number."""
    with filed.db.read() as session:
        wanted = select(Document.id).where(Document.kind == "ke-hoach").order_by(Document.number)
        return list(session.scalars(wanted))


def test_a_list_is_paged_to_its_end_without_gap_or_repeat(reading: Software, ids: list[str]) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        asked = {"q": "thi đua", "kind": "ke-hoach", "limit": 7, **({"cursor": cursor} if cursor else {})}
        page = reading.get("/documents", query_string=asked).json
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        assert page["total"] == 21
    assert cursor is None
    assert sorted(seen) == sorted(ids)


def test_marks_point_at_the_words_found(reading: Software, ids: list[str]) -> None:
    item = reading.get("/documents", query_string={"q": "yeu nuoc", "limit": 1}).json["items"][0]
    lit = [item["snippet"][start:end] for start, end in item["marks"]]
    assert lit
    assert all(words.lower() in "yêu nước" for words in lit)


@pytest.mark.parametrize("cursor", ["x", "", "WzldLg.x", "a" * 400])
def test_a_broken_cursor_is_the_senders_fault(reading: Software, ids: list[str], cursor: str) -> None:
    answer = reading.get("/documents", query_string={"q": "thi đua", "cursor": cursor})
    if cursor:
        assert problem(answer) == (400, "bad_input")
        assert answer.json["field"] == "cursor"
    else:
        assert answer.status_code == 200


def test_a_cursor_of_another_question_is_refused(reading: Software, ids: list[str]) -> None:
    cursor = reading.get("/documents", query_string={"q": "thi đua", "limit": 5}).json["next_cursor"]
    assert problem(reading.get("/documents", query_string={"q": "khác", "limit": 5, "cursor": cursor}))[0] == 400


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "x"},
        {"year": "9" * 40},
        {"year": "hai"},
        {"from": "05/01/2026"},
        {"to": "2026-02-30"},
        {"q": "x" * 2000},
        {"kind": ""},
    ],
)
def test_a_question_that_cannot_be_read_is_told(software: Software, asked: dict[str, str]) -> None:
    assert problem(software.get("/documents", query_string=asked)) == (422, "invalid_request")


@pytest.mark.parametrize(
    "q", ['"', "AND OR NOT", "*", "(((", "loại:", "năm:abc", "\x00\x07", "😀", "a" * 900, "~:^[]{}"]
)
def test_whatever_is_typed_finds_or_finds_nothing_but_never_fails(reading: Software, ids: list[str], q: str) -> None:
    assert reading.get("/documents", query_string={"q": q}).status_code == 200


def test_filters_and_facets(reading: Software, ids: list[str]) -> None:
    found = reading.get("/documents", query_string={"kind": "ke-hoach", "year": 2026, "from": "2026-01-05"}).json
    assert found["total"] == 21
    assert found["facets"]["kind"] == [{"value": "ke-hoach", "label": "Kế hoạch", "count": 21}]
    assert found["facets"]["year"][0]["value"] == "2026"
    assert reading.get("/documents", query_string={"year": 2025}).json["total"] == 0
    assert reading.get("/documents", query_string={"to": "2026-01-04"}).json["total"] == 0


def test_a_document_tells_all_that_is_known(reading: Software, ids: list[str]) -> None:
    told = reading.get(f"/documents/{ids[0]}").json
    assert told["reference"] == "01/KH-UBND"
    assert {"role": "recipient", "name": "Các ban, ngành"} in told["parties"]
    assert [event["name"] for event in told["events"]] == ["number.reserved", "document.issued"]


def test_a_changed_file_is_not_served(reading: Software, ids: list[str], filed: Parts) -> None:
    filed.store.path(object_id(ids[0]), "document.pdf").write_bytes(b"%PDF-1.7 another")
    assert problem(reading.get(f"/documents/{ids[0]}/files/document.pdf")) == (500, "file_damaged")


def test_a_file_is_served_in_parts_and_not_again(reading: Software, ids: list[str]) -> None:
    path = f"/documents/{ids[0]}/files/document.pdf"
    whole = reading.get(path)
    part = reading.get(path, headers={"Range": "bytes=0-7"})
    assert (part.status_code, part.data) == (206, b"%PDF-1.3")
    assert reading.get(path, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_the_register_lists_every_number(reading: Software, ids: list[str]) -> None:
    items = reading.get("/registers/2026").json["items"]
    assert [item["number"] for item in items] == [*range(1, 22), 1, 2]
    assert {item["state"] for item in items} == {"issued"}
    assert items[0]["document"] == f"/api/v1/documents/{ids[0]}"
    assert items[0]["recipients"] == ["Như trên", "Các ban, ngành"]
    assert reading.get("/registers/2025").json["items"] == []
    assert reading.get("/registers/2026?series=bao-cao").json["items"] == []


def test_another_agencys_documents_are_not_there(reading: Software, filed: Parts, tmp_path: Path) -> None:
    archive = Office(tmp_path, filed.db, filed.store)
    archive.add(SO_NOI_VU)
    foreign = archive.issue("so-noi-vu", "ke-hoach")
    search.index_waiting(filed)
    assert problem(reading.get(f"/documents/{foreign.id}")) == (404, "not_found")
    assert problem(reading.get(f"/documents/{foreign.id}/files/document.pdf")) == (404, "not_found")
    assert reading.get("/documents").json["total"] == 23
    assert len(reading.get("/registers/2026").json["items"]) == 23


def test_drafts_of_the_api_are_the_drafts_of_the_pages(
    software: Software, draft: str, office: Parts, clerk: Actor
) -> None:
    assert [one.id for one in drafts.mine(office, clerk)] == [draft]
