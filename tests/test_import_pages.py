"""The pages of an import: send files with and without scripts, watch, review, accept, undo, correct, the report."""

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.records import Document
from doc_templates.form import load_forms, sample_document
from doc_templates.pdf import PdfPool
from service import create_app
from service.imports import worker
from service.imports.rows import ImportFile, ImportRun
from service.parts import Parts
from service.units import add_unit
from tests.test_access import csrf, log_in
from tests.test_import import files_of, finished

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def letter(pdf_pool: PdfPool) -> bytes:
    return pdf_pool.convert(sample_document(load_forms()["cong-van"]))


@pytest.fixture
def clerk(app: Flask) -> FlaskClient:
    client = app.test_client()
    log_in(client, "vanthu")
    return client


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", html.unescape(answer.get_data(as_text=True)))


def post(client: FlaskClient, address: str, /, headers: dict[str, str] | None = None, **data: object) -> TestResponse:
    given = {**data, "csrf_token": csrf(client, "/account")}
    return client.post(address, data=given, content_type="multipart/form-data", headers=headers)


def run_of(answer: TestResponse) -> str:
    found = re.search(r"/imports/([0-9a-f]{32})", answer.location or answer.get_data(as_text=True))
    assert found is not None
    return found[1]


def only_file(office: Parts, run_id: str) -> ImportFile:
    with office.db.read() as session:
        run = session.get_one(ImportRun, run_id)
    return next(iter(files_of(office, run).values()))


def test_a_form_without_scripts_sends_several_files_and_the_report_tells_of_each(
    office: Parts, clerk: FlaskClient, letter: bytes
) -> None:
    assert "Chưa nhập lần nào" in text(clerk.get("/imports"))
    sent = [(io.BytesIO(letter), "cong van.pdf"), (io.BytesIO(b"=x"), "=HYPERLINK(1).doc")]
    run_id = run_of(post(clerk, "/imports", name="Tủ số 3", file=sent))
    page = text(clerk.get(f"/imports/{run_id}"))
    assert "Tủ số 3" in page and "0/2 tệp" in page and "Tạm dừng" in page
    assert worker.work(office)
    page = text(clerk.get(f"/imports/{run_id}"))
    assert "Đã đọc xong" in page and "2/2 tệp" in page and "Duyệt từng tệp" in page
    assert "Không phải văn bản: chỉ nhận .docx" in text(clerk.get(f"/imports/{run_id}?state=unreadable"))
    assert "cong van.pdf" not in text(clerk.get(f"/imports/{run_id}?state=unreadable"))
    rows = list(csv.reader(io.StringIO(clerk.get(f"/imports/{run_id}/report.csv").get_data(as_text=True))))
    assert rows[1][:2] == ["cong van.pdf", "Chờ duyệt"]
    assert rows[2][0] == "'=HYPERLINK(1).doc"
    assert "Tủ số 3" in text(clerk.get("/imports"))


def test_scripts_send_one_file_a_request(office: Parts, clerk: FlaskClient, letter: bytes) -> None:
    asked = {"Accept": "application/json"}
    to = post(clerk, "/imports", asked, name="Kéo thả").json
    for _ in range(2):
        answer = post(clerk, to["files"], asked, name="1998/a/cong van.pdf", file=(io.BytesIO(letter), "file"))
        assert answer.status_code == 204
    assert "Còn gửi tệp?" in text(clerk.get(to["run"]))
    assert "Gửi thêm tệp" in text(clerk.get(f"/imports/new?run={to['run'][-32:]}"))
    post(clerk, to["close"])
    refused = post(clerk, to["files"], asked, name="b.pdf", file=(io.BytesIO(letter), "file"))
    assert (refused.status_code, refused.json["code"]) == (409, "import_state")
    assert only_file(office, to["run"][-32:]).name == "1998/a/cong van.pdf"


@pytest.fixture
def file(office: Parts, clerk: FlaskClient, letter: bytes) -> ImportFile:
    """A letter that waits for review."""
    run_id = run_of(post(clerk, "/imports", name="Tủ số 3", file=(io.BytesIO(letter), "cong van.pdf")))
    assert worker.work(office)
    return only_file(office, run_id)


def test_the_review_shows_page_and_fields_says_how_sure_and_keeps_what_a_person_says(
    office: Parts, clerk: FlaskClient, file: ImportFile
) -> None:
    address = f"/imports/files/{file.id}"
    page = text(clerk.get(address))
    assert "Cần xem" in page and "Đọc từ: “" in page and "nên xem" in page
    assert "UBND-VHXH" in page
    image = clerk.get(f"{address}/pages/1-794.png")
    assert image.data.startswith(b"\x89PNG")
    wrong = post(clerk, address, dated="31/02/2026", step="accept")
    assert wrong.status_code == 422 and "Chưa đúng" in text(wrong) and "31/02/2026" in text(wrong)
    empty = post(clerk, address, dated="", step="accept")
    assert empty.status_code == 422 and "Cần có để đưa vào kho" in text(empty)
    post(clerk, address, dated="03/02/2001", subject="Đăng ký thi đua", step="save")
    assert "người sửa: Lê Thị Văn Thư" in text(clerk.get(address))
    accepted = post(clerk, address, step="accept")
    assert accepted.location == f"/imports/{file.run_id}"
    assert "Hoàn tác" in text(clerk.get(accepted.location))
    post(clerk, f"{address}/undoing")
    assert only_file(office, file.run_id).state == "review"


def filed(office: Parts, clerk: FlaskClient, file: ImportFile) -> Document:
    post(clerk, f"/imports/files/{file.id}", dated="03/02/2001", urgency="Khẩn", step="accept")
    finished(office)
    with office.db.read() as session:
        return session.get_one(Document, file.id)


def test_the_documents_page_tells_where_it_comes_from_and_links_no_register(
    office: Parts, clerk: FlaskClient, file: ImportFile
) -> None:
    document = filed(office, clerk, file)
    page = text(clerk.get(f"/documents/{document.id}"))
    for words in ("Nhập từ kho cũ", "Tủ số 3", "Ủy ban nhân dân xã Suối Ngọc", "03/02/2001", "Tệp gốc", "Khẩn"):
        assert words in page, words
    for words in ("Xem trong sổ đăng ký", "Bản in để ký", "Sao văn bản"):
        assert words not in page, words
    assert clerk.get(f"/documents/{document.id}/files/original.pdf").data.startswith(b"%PDF-")
    assert clerk.get(f"/documents/{document.id}/proof.zip").status_code == 200
    assert document.reference not in text(clerk.get("/"))
    assert document.reference not in text(clerk.get("/registers"))


def test_what_was_read_can_be_corrected_after_filing_and_the_first_reading_stays(
    office: Parts, clerk: FlaskClient, file: ImportFile
) -> None:
    document = filed(office, clerk, file)
    address = f"/imports/documents/{document.id}"
    assert "Máy đọc" in text(clerk.get(address))
    assert post(clerk, address, subject="").status_code == 422
    assert post(clerk, address, subject="Đăng ký danh hiệu", number="6").location == f"/documents/{document.id}"
    page = text(clerk.get(f"/documents/{document.id}"))
    assert "Đăng ký danh hiệu" in page and "06/UBND-VHXH" in page and "máy đọc “đăng ký danh hiệu thi đua" in page
    with office.db.read() as session:
        again = session.get_one(Document, document.id)
    assert (again.number, again.details["read"]["number"]["value"]) == (6, 5)


def test_an_import_may_be_limited_to_units(office: Parts, clerk: FlaskClient, letter: bytes, app: Flask) -> None:
    with office.db.write() as session:
        add_unit(session, "tan-hoa", abbreviation="VX", name="Phòng Văn xã")
    assert "Phòng Văn xã" in text(clerk.get("/imports/new"))
    refused = post(clerk, "/imports", name="Hạn chế", units="NOPE", file=(io.BytesIO(letter), "a.pdf"))
    assert refused.status_code == 422
    run_id = run_of(post(clerk, "/imports", name="Hạn chế", units="VX", file=(io.BytesIO(letter), "a.pdf")))
    assert "Chỉ xem được bởi: Phòng Văn xã" in text(clerk.get(f"/imports/{run_id}"))
    assert worker.work(office)
    document = filed(office, clerk, only_file(office, run_id))
    assert clerk.get(f"/documents/{document.id}").status_code == 200
    drafter = app.test_client()
    log_in(drafter, "soanthao")
    assert drafter.get(f"/documents/{document.id}").status_code == 404


def test_an_administrator_imports_folders_of_the_named_place_and_no_other(
    office: Parts, tmp_path: Path, letter: bytes
) -> None:
    place = tmp_path / "scans"
    (place / "1998").mkdir(parents=True)
    (place / "1998" / "a.pdf").write_bytes(letter)
    (place / "out").symlink_to(tmp_path)
    office = replace(office, config=replace(office.config, import_dir=str(place)))
    client = create_app(parts=office).test_client()
    log_in(client, "quantri")
    assert "1998" in text(client.get("/imports/folder"))
    assert "1 tệp" in text(client.get("/imports/folder?path=1998"))
    for path in ("..", "/etc", "1998/../..", "out", "\0"):
        assert client.get("/imports/folder", query_string={"path": path}).status_code == 404, path
        assert post(client, "/imports/folder", path=path).status_code in (404, 422), path
    run_id = run_of(post(client, "/imports/folder", path="1998"))
    assert worker.work(office)
    assert only_file(office, run_id).state == "review"
    assert client.get(f"/imports/files/{only_file(office, run_id).id}").status_code == 403


def test_without_a_named_place_there_are_no_folders(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "quantri")
    assert client.get("/imports/folder").status_code == 404
