"""Imports by software: begin, send, close, watch, correct, accept, the report; every answer of the described shape."""

import io

import pytest
from flask import Flask

from doc_templates.form import load_forms, sample_document
from doc_templates.pdf import PdfPool
from service.imports import worker
from service.parts import Parts
from tests.api_office import Software, token
from tests.test_import import finished

pytestmark = pytest.mark.slow


@pytest.fixture
def software(app: Flask, office: Parts) -> Software:
    return Software(app, token(office, "vanthu", "read", "issue"))


def send(software: Software, address: str, *files: tuple[str, bytes]):
    sent = [(io.BytesIO(content), name) for name, content in files]
    return software.post(address, data={"file": sent}, content_type="multipart/form-data")


def test_the_whole_way_of_an_import(office: Parts, software: Software, pdf_pool: PdfPool) -> None:
    letter = pdf_pool.convert(sample_document(load_forms()["cong-van"]))
    begun = software.post("/imports", json={"name": "Kho 1998"})
    assert begun.status_code == 201
    run = f"/imports/{begun.json['id']}"
    for _ in range(2):
        sent = send(software, f"{run}/files", ("cong van.pdf", letter), ("hong.pdf", b"%PDF-"))
        assert sent.status_code == 202
    assert [item["state"] for item in sent.json["items"]] == ["waiting", "waiting"]
    assert software.post(f"{run}/closing").json["state"] == "running"
    assert software.post(f"{run}/pause").json["state"] == "paused"
    assert software.post(f"{run}/resumption").json["state"] == "running"
    assert worker.work(office)
    told = software.get(run).json
    assert (told["state"], told["total"], told["opened"], told["files"]) == (
        "done",
        2,
        2,
        {"review": 1, "unreadable": 1},
    )
    listed = software.get(f"{run}/files", query_string={"limit": 1}).json
    further = software.get(f"{run}/files", query_string={"limit": 1, "cursor": listed["next_cursor"]}).json
    assert [listed["items"][0]["name"], further["items"][0]["name"]] == ["cong van.pdf", "hong.pdf"]
    assert further["next_cursor"] is None and further["items"][0]["problem"] == "damaged"
    file = f"/import-files/{listed['items'][0]['id']}"
    assert software.get(file).json["fields"]["symbol"]["value"] == "UBND-VHXH"
    said = {"dated": "03/02/2001", "subject": "Đăng ký thi đua"}
    fields = software.patch(file, json={"fields": said}).json["fields"]
    assert fields["subject"] == {
        "value": "Đăng ký thi đua",
        "certainty": 1.0,
        "certain": True,
        "where": fields["subject"]["where"],
        "corrected_by": "Lê Thị Văn Thư",
    }
    assert software.patch(file, json={"fields": {"dated": "hôm qua"}}).status_code == 400
    assert software.patch(file, json={"fields": {"nothing": "x"}}).status_code == 400
    for _ in range(2):
        assert software.post(f"{file}/acceptance").status_code == 202
    finished(office)
    filed = software.get(file).json
    assert filed["state"] == "filed"
    document = software.get(f"/documents/{filed['document']}").json
    assert (document["origin"], document["issuer"]["name"]) == ("imported", "Ủy ban nhân dân xã Suối Ngọc")
    assert software.patch(file, json={"fields": said}).status_code == 409
    assert "cong van.pdf,Đã vào kho" in software.get(f"{run}/report.csv").get_data(as_text=True)
    assert [one["id"] for one in software.get("/imports").json["items"]] == [begun.json["id"]]


def test_certain_ones_are_accepted_only_as_many_as_were_seen(software: Software) -> None:
    run = f"/imports/{software.post('/imports', json={'name': 'x'}).json['id']}"
    assert software.post(f"{run}/acceptance", json={"count": 3}).status_code == 409
    assert software.post(f"{run}/acceptance", json={"count": 0}).json == {"accepted": 0}
    assert software.post(f"{run}/cancellation").json["state"] == "cancelled"


def test_only_records_clerks_import(app: Flask, office: Parts) -> None:
    drafter = Software(app, token(office, "soanthao", "read", "draft"))
    assert drafter.post("/imports", json={"name": "x"}).status_code == 403
    assert drafter.get("/imports").status_code == 403
