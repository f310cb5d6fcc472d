"""Searching by software: order, filters, completions, likeness, kept searches, lists as files."""

import io
import time
from pathlib import Path

import docx
import pytest
from flask import Flask

from service import search
from service.parts import Parts
from tests.api_office import Software, problem, token
from tests.archive_samples import Office


@pytest.fixture
def office(filed: Parts) -> Parts:
    return filed


@pytest.fixture
def reading(app: Flask, office: Parts) -> Software:
    return Software(app, token(office, "kiemtra", "read"))


def test_the_order_is_chosen_and_the_cursor_goes_on_in_it(reading: Software) -> None:
    asked = {"order": "reference", "kind": "ke-hoach", "limit": 15}
    first = reading.get("/documents", query_string=asked).json
    assert [item["reference"] for item in first["items"][:3]] == ["01/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
    rest = reading.get("/documents", query_string={**asked, "cursor": first["next_cursor"]}).json
    assert [item["reference"] for item in rest["items"]][-1] == "21/KH-UBND"
    mixed = reading.get("/documents", query_string={**asked, "order": "subject", "cursor": first["next_cursor"]})
    assert problem(mixed) == (400, "bad_input")
    assert problem(reading.get("/documents", query_string={"order": "random"})) == (422, "invalid_request")


def test_facts_filters_and_what_was_meant(reading: Software, office: Parts, tmp_path: Path) -> None:
    Office(tmp_path, office.db, office.store).issue(
        "tan-hoa", "bao-cao", details={"urgency": "HOẢ TỐC", "status": "recalled"}
    )
    search.index_waiting(office)
    found = reading.get("/documents", query_string={"status": "recalled"}).json
    assert [item["facts"]["urgency"] for item in found["items"]] == ["Hoả tốc"]
    assert found["meant"] is None
    assert found["facets"]["status"] == [{"value": "recalled", "label": "recalled", "count": 1}]
    assert reading.get("/documents", query_string={"urgency": "Hoả tốc"}).json["total"] == 1
    assert reading.get("/documents", query_string={"origin": "imported"}).json["total"] == 0
    meant = reading.get("/documents", query_string={"q": "phonng trao"}).json["meant"]
    assert meant is None or "phong" in meant


def test_completions_and_likeness(reading: Software, office: Parts) -> None:
    found = reading.get("/completions", query_string={"q": "nguyen van"}).json["items"]
    signer = next(item for item in found if item["what"] == "signer")
    assert (signer["text"], signer["query"]) == ("Nguyễn Văn Ký", 'người ký:"Nguyễn Văn Ký"')
    assert reading.get("/documents", query_string={"q": signer["query"]}).json["total"] == signer["count"]
    one = reading.get("/documents", query_string={"limit": 1}).json["items"][0]["id"]
    like = reading.get(f"/documents/{one}/similar", query_string={"limit": 3}).json["items"]
    assert 0 < len(like) <= 3 and one not in [item["id"] for item in like]
    assert problem(reading.get(f"/documents/{'0' * 32}/similar")) == (404, "not_found")


def test_searches_are_kept_told_looked_at_and_removed(reading: Software, office: Parts, tmp_path: Path) -> None:
    made = reading.post("/saved-searches", json={"name": "Khen", "q": "khen thưởng", "kind": "quyet-dinh"})
    assert made.status_code == 201
    path = f"/saved-searches/{made.json['id']}"
    assert made.json["query"] == {"q": "khen thưởng", "kind": "quyet-dinh"}
    document = Office(tmp_path, office.db, office.store).issue("tan-hoa", "quyet-dinh", subject="Khen thưởng")
    search.index_waiting(office)
    told = reading.get(path).json
    assert (told["new"], told["new_documents"]) == (1, [document.id])
    assert [one["name"] for one in reading.get("/saved-searches").json["items"]] == ["Khen"]
    assert reading.call("put", path, json={"name": "Khen thưởng", "shared": True}).json["shared"] is True
    assert reading.post(f"{path}/look").status_code == 200
    assert problem(reading.post("/saved-searches", json={"name": ""})) == (422, "invalid_request")
    assert reading.call("delete", path).status_code == 204
    assert problem(reading.get(path)) == (404, "not_found")


def test_a_list_is_a_task_and_then_a_file(reading: Software) -> None:
    asked = {"format": "docx", "q": "thi đua", "order": "newest", "columns": ["subject", "reference"]}
    answer = reading.post("/document-lists", json=asked)
    assert answer.status_code == 202
    path = answer.headers["Location"].removeprefix("/api/v1")
    end = time.monotonic() + 60
    while (told := reading.get(path).json)["state"] == "making" and time.monotonic() < end:
        time.sleep(0.02)
    assert told["state"] == "made"
    file = reading.get(told["file"].removeprefix("/api/v1"))
    table = docx.Document(io.BytesIO(file.data)).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["STT", "Số, ký hiệu", "Trích yếu"]
    assert len(table.rows) == 24
    assert problem(reading.post("/document-lists", json={"format": "exe"})) == (422, "invalid_request")
    assert problem(reading.get(f"/document-lists/{'0' * 32}")) == (404, "not_found")
