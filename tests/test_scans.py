"""The paper way: issued without a key, printed with its QR code, signed in ink, scanned back, part of the record."""

import shutil
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from archive.events import events_of
from archive.filing import object_id
from archive.records import Document
from archive.verify import verify
from doc_templates.errors import ScanUnreadable
from doc_templates.page_images import page_text
from doc_templates.pdf_facts import read_back
from service import check_codes, check_page, drafts, scan_reading
from service.check_codes import CheckCode
from service.documents import document_of
from service.errors import NotFound, ScanNotReady
from service.issue import issue
from service.parts import Parts
from service.scan_checks import checks, similarity
from service.scan_filing import accept, choose, drop
from service.scan_intake import Brought, bring
from service.scans import Scan, folder_of, open_scans, scan_of, scan_with_document
from tests.api_office import Software, token
from tests.conftest import PASSWORD, PLAN, actor
from tests.scanned_paper import as_pdf, sheets

pytestmark = pytest.mark.slow

OTHER = PLAN | {
    "subject": "Phòng, chống cháy nổ mùa khô",
    "bases": ["Căn cứ Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ ngày 29 tháng 11 năm 2024"],
    "body": "I. NHIỆM VỤ\n1. Kiểm tra\nRà soát các chợ, kho tàng và khu dân cư có nguy cơ cháy cao trong tháng 3.\n",
    "recipients": ["Công an xã", "Ban Chỉ huy quân sự xã"],
}


@pytest.fixture
def document(office: Parts) -> Document:
    """A plan, issued on paper: nobody has a key."""
    return issued(office, PLAN)


def issued(office: Parts, values: dict[str, object]) -> Document:
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", values)
    return issue(office, actor(office, "vanthu"), draft.id)


def read(office: Parts) -> list[Scan]:
    """Whatever waits is read to its end."""
    while scan_reading.step(office):
        pass
    return [scan for scan, _ in open_scans(office, actor(office, "vanthu"))]


def well(scan: Scan, document: Document) -> dict[str, bool]:
    return {check.code: check.well for check in checks(scan, document)}


def logged_in(client: FlaskClient, name: str) -> FlaskClient:
    client.application.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/login", data={"username": name, "password": PASSWORD}).status_code == 302
    return client


def test_signed_paper_becomes_part_of_the_record(
    office: Parts, app: Flask, client: FlaskClient, document: Document
) -> None:
    """By the pages: the wrong document is seen, the right one filed; a heap by API is split, its piece replaces it."""
    other = issued(office, OTHER)
    name, clerk = object_id(document.id), actor(office, "vanthu")
    archived = office.store.read(name, "document.pdf")
    pages = logged_in(client, "vanthu")
    printed = pages.get(f"/documents/{document.id}/print").data
    paper = sheets(printed)
    sent = pages.post("/scans", data={"file": (BytesIO(as_pdf(paper)), "may-quet.pdf"), "document": other.id})
    (scan,) = read(office)
    assert sent.location.endswith(scan.id)
    assert (scan.state, scan.document_id) == ("read", other.id)
    told = well(scan, other)
    assert (told["code"], told["similarity"], told["reference"]) == (False, False, False), scan.facts
    assert "Mã QR trên bản quét là của 01/KH-UBND" in pages.get(f"/scans/{scan.id}").text
    assert pages.post(f"/scans/{scan.id}/acceptance").location.endswith(scan.id), "not without looking"

    assert document.reference in pages.get(f"/scans/{scan.id}?number=1").text
    pages.post(f"/scans/{scan.id}/document", data={"document": document.id})
    scan, _ = scan_with_document(office, clerk, scan.id)
    assert all(well(scan, document).values()), scan.facts
    assert pages.get(f"/scans/{scan.id}/pages/1-794.jpg").data.startswith(b"\xff\xd8")
    assert pages.post(f"/scans/{scan.id}/acceptance").location.endswith(f"/documents/{document.id}")

    filed = document_of(office, clerk, document.id)
    first = scan_of(office, filed)
    assert first is not None and read_back(first).pdfa == "2B"
    words = page_text(first, 1)
    assert "01/KH-UBND" in words and "khen thưởng" in words
    assert office.store.read(name, "document.pdf") == archived
    assert {"scan.pdf", "scan-original.pdf"} <= {file.name for file in filed.files}
    assert filed.text == document.text, "what is searched is what was issued"
    shown = pages.get(f"/documents/{document.id}").text
    assert "Mở bản quét" in shown and "Lưu bản quét của bản giấy đã ký" in shown
    assert pages.get(f"/documents/{document.id}/scan/1-160.png").data.startswith(b"\x89PNG")

    code = filed.details["check_code"]
    assert code in page_text(printed, 1)
    assert "01/KH-UBND" in pages.get(f"/kiem-tra/{code}").text
    with office.db.write() as session:
        session.execute(delete(CheckCode))
        check_codes.restore(session)
    assert "01/KH-UBND" in pages.get(f"/kiem-tra/{code}").text, "rows that were lost come back from the record"
    assert check_page.by_file(office, first).answer == "same_file"

    software = Software(app, token(office, "vanthu", "read", "issue"))
    heap = as_pdf([*sheets(pages.get(f"/documents/{other.id}/print").data), *paper])
    (item,) = software.post("/scans", data={"file": [(BytesIO(heap), "ca-ngay.pdf")]}).json["items"]
    assert item["state"] == "waiting"
    second = next(scan.id for scan in read(office) if scan.id != item["id"])
    for scan_id, owner in ((item["id"], other), (second, document)):
        item = software.get(f"/scans/{scan_id}").json
        assert (item["state"], item["document"], item["matched_by"]) == ("read", owner.id, "code")
        assert all(check["well"] for check in item["checks"]), item["checks"]
        software.post(f"/scans/{scan_id}/acceptance")
        assert software.post(f"/scans/{scan_id}/acceptance").status_code == 200, "a repeat does nothing"

    assert office.store.versions(name) == ["v1", "v2", "v3"]
    assert office.store.read(name, "scan.pdf", "v2") == first != office.store.read(name, "scan.pdf")
    assert read_back(office.store.read(name, "scan-original.pdf")).pages == 1, "nothing of the other's paper"
    with office.db.read() as session:
        assert [event.name for event in events_of(session, document.id)][-2:] == ["document.scanned"] * 2
    assert verify(office.db, office.store).ok
    assert not any(folder_of(office, "x").parent.iterdir())


def test_what_a_power_cut_leaves_is_taken_up(office: Parts, document: Document) -> None:
    """Half-made pages, a row that says less than the folder, a version that was filed without its commit."""
    clerk = actor(office, "vanthu")
    printed = office.store.read(object_id(document.id), "document.pdf")
    (scan,) = bring(office, clerk, [Brought("a.pdf", as_pdf(sheets(printed)))], document_id=document.id)
    half = folder_of(office, scan.id) / "pages.new"
    half.mkdir()
    (half / "0001.jpg").write_bytes(b"half")
    assert scan_reading.step(office)
    with office.db.write() as session:
        session.get_one(Scan, scan.id).state = "waiting"
    (scan,) = read(office)
    told = well(scan, document)
    assert not told.pop("code"), "this print bears no code"
    assert all(told.values())

    folder = folder_of(office, scan.id)
    shutil.copytree(folder, folder.with_name("kept"))
    accept(office, clerk, scan.id)
    with office.db.write() as session:
        session.get_one(Scan, scan.id).state = "read"
    folder.with_name("kept").rename(folder)
    accept(office, clerk, scan.id)
    assert office.store.versions(object_id(document.id)) == ["v1", "v2"]
    assert verify(office.db, office.store).ok
    with pytest.raises(ScanNotReady):
        drop(office, clerk, scan.id)
    with pytest.raises(ScanNotReady):
        choose(office, clerk, scan.id, document.id)


def test_what_cannot_be_read_says_so_and_can_be_dropped(office: Parts) -> None:
    clerk = actor(office, "vanthu")
    with pytest.raises(ScanUnreadable):
        bring(office, clerk, [Brought("a.pdf", b"%PDF-1.7"), Brought("b.exe", b"MZ")])
    assert open_scans(office, clerk) == [], "all or nothing"
    with pytest.raises(NotFound):
        bring(office, clerk, [Brought("a.pdf", b"%PDF-1.7")], document_id="0" * 32)
    bring(office, clerk, [Brought("../../hỏng.pdf", b"%PDF-1.7 nothing")])
    (scan,) = read(office)
    assert (scan.name, scan.state, scan.problem) == ("hỏng.pdf", "refused", "damaged")
    with pytest.raises(ScanNotReady):
        accept(office, clerk, scan.id)
    drop(office, clerk, scan.id)
    assert open_scans(office, clerk) == [] and not folder_of(office, scan.id).exists()


def test_similarity_forgives_a_reader_and_no_other_text() -> None:
    issued = "Đẩy mạnh phong trào thi đua yêu nước trên địa bàn xã Hòa Bình, kịp thời khen thưởng."
    misread = "Đây mạnh phong trào thỉ đua yêu nước trên địa bàn xã Hòa Bình, kip thời khen thưởng"
    assert similarity(issued, issued) == 100
    assert similarity(issued, misread) >= 70
    assert similarity(issued, "Rà soát các chợ, kho tàng và khu dân cư trên địa bàn xã Hòa Bình.") < 50
    assert similarity(issued, "") == 0
