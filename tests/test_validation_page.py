"""Signed PDFs from outside: each signature in plain words, by page and by API; hostile files do no harm."""

from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask
from flask.testing import FlaskClient

from doc_templates.form import load_forms
from doc_templates.pdf import PdfPool
from service import trust_list
from service.errors import PdfUnreadable
from service.parts import Parts
from service.signing.validate import validate
from service.validations import validate_outside
from tests import signing_ca
from tests.api_office import Software, token
from tests.conftest import actor
from tests.signed_forms import prepared, sealed, signed
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def finished(pdf_pool: PdfPool) -> bytes:
    return sealed(signed(prepared(pdf_pool, load_forms()["quyet-dinh"])))


@pytest.fixture
def trusting(office: Parts) -> Parts:
    root = signing_ca.root().certificate.public_bytes(Encoding.PEM)
    trust_list.add(office, actor(office, "quantri"), root)
    return office


def brought(client: FlaskClient, content: bytes) -> str:
    sent = {"file": (BytesIO(content), "den.pdf"), "csrf_token": csrf(client, "/validate/")}
    return client.post("/validate/", data=sent).text


def test_each_signature_in_plain_words(trusting: Parts, client: FlaskClient, finished: bytes) -> None:
    log_in(client, "vanthu")
    page = brought(client, finished)
    assert "Mọi chữ ký hợp lệ, nội dung không bị sửa." in page
    assert page.count("CA thử nghiệm, thuộc danh sách cơ quan được tin") == 2
    assert "theo máy của người ký; chưa có dấu thời gian chứng minh" in page
    assert "Từ khi ký chỉ điền số, ngày và đóng dấu." in page
    assert "2B" in page


def test_a_stranger_and_a_changed_file(office: Parts, client: FlaskClient, finished: bytes) -> None:
    log_in(client, "vanthu")
    assert "chưa rõ nơi cấp chứng thư" in brought(client, finished)
    changed = finished.replace(b"/Rect", b"/rect", 1)
    assert "Không nên tin tệp này" in brought(client, changed)


def test_a_revoked_signer(office: Parts, finished: bytes) -> None:
    thief = signing_ca.person("Lê Thị Minh Hà", "P-256")
    lists = (signing_ca.crl(signing_ca.root()), signing_ca.crl(signing_ca.authority(), thief))
    leader, seal = validate(finished, signing_ca.trust(), crls=lists).signatures
    assert (leader.state, leader.revocation) == ("revoked", "revoked")
    assert (seal.state, seal.revocation) == ("valid", "good")


def test_by_api(trusting: Parts, app: Flask, finished: bytes) -> None:
    software = Software(app, token(trusting, "vanthu", "read"))
    told = software.post("/validations", data=finished, headers={"Content-Type": "application/pdf"}).json
    assert told["ok"] and told["pdfa"] == "2B" and told["level"] == "B-B"
    assert [each["state"] for each in told["signatures"]] == ["valid", "valid"]
    assert told["signatures"][0]["words"][0] == "Kết luận: Chữ ký hợp lệ"
    refused = software.post("/validations", data=b"PK no pdf")
    assert (refused.status_code, refused.json["code"]) == (422, "pdf_unreadable")


def test_hostile_files_take_no_more_than_they_may(
    office: Parts, finished: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not validate_outside(office, b"%PDF-1.7\n" + b"<<" * 200_000).validation.readable
    assert not validate_outside(office, finished[: len(finished) // 2]).validation.whole
    monkeypatch.setattr("service.signing.outside.SECONDS", 0.05)
    with pytest.raises(PdfUnreadable):
        validate_outside(office, finished)


def test_nothing_is_kept(trusting: Parts, finished: bytes) -> None:
    before = set(Path(trusting.config.data_dir).rglob("*"))
    validate_outside(trusting, finished)
    assert set(Path(trusting.config.data_dir).rglob("*")) == before
