"""A limited document, walked around: whoever it is not for finds neither it nor a trace of it behind any address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from archive.documents import Document
from archive.later import file_later
from service import create_app, search
from service.access import API, demanded
from service.actor import ROLES
from service.parts import Parts
from service.recipients import used_before
from tests import archive_samples
from tests.api_office import token
from tests.archive_samples import Office
from tests.conftest import PEOPLE, actor
from tests.filed_office import two_pages
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow  # every address of a whole office, as four people

AGENCY = "tan-hoa"
WORDS = ("Xuân Nhựt", "kỷ luật viên chức", "Thanh tra Bộ", "Người Ký Riêng")
"""What must not be read anywhere: of the subject, the text, the recipients, the signer."""
ACCESS = {"level": "limited", "readers": [{"token": "unit:TP", "name": "Tư pháp"}]}
OUTSIDE = ("soanthao", "lanhdao", "thethuc", "quantri")
WITHIN = ("vanthu", "kiemtra")


@pytest.fixture
def limited(office: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """A limited document, indexed; an open one that recalls it and is told of in its turn."""
    monkeypatch.setattr(archive_samples, "PDF", two_pages())
    filed = Office(tmp_path, office.db, office.store)
    parties = (
        archive_samples.FilingParty("recipient", "Thanh tra Bộ Quốc phòng"),
        archive_samples.FilingParty("signer", "Người Ký Riêng"),
    )
    made = filed.issue(
        AGENCY, "quyet-dinh", subject="Về việc kỷ luật viên chức Xuân Nhựt", text="Buộc thôi việc Xuân Nhựt.",
        signer_name="Người Ký Riêng", parties=parties, details={"pages": 2, "access": ACCESS},
    )  # fmt: skip
    said = {"act": "correct", "reference": made.reference, "issued_on": "2026-01-05", "reason": "sai tên Xuân Nhựt"}
    other = filed.issue(
        AGENCY, "ke-hoach", subject="Đính chính",
        details={"pages": 2, "acts_on": [{**said, "id": made.id, "subject": made.subject}]},
    )  # fmt: skip
    by = {**said, "id": other.id, "reference": other.reference, "subject": other.subject}
    with office.db.write() as session:
        made = file_later(
            session, office.store, made.id, "document.corrected", actor="test", at=office.now(),
            details={"status": "corrected", "acted_on_by": [by]},
        )  # fmt: skip
    search.index_waiting(office)
    return made


@pytest.fixture
def app(office: Parts) -> Flask:
    return create_app(parts=office)


def client_of(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    assert log_in(client, login).status_code == 302
    return client


def addresses(app: Flask, document: Document, api: bool) -> Iterator[tuple[Rule, str]]:
    """Every address to GET that names a document by its id, with values for its other parts; and those under drafts:
    what became a document was a draft of the same id."""
    for rule in app.url_map.iter_rules():
        names = rule.arguments & {"document_id", "draft_id"}
        if "GET" in (rule.methods or ()) and names and rule.rule.startswith(API) == api:
            more = {"name": "document.pdf", "page": 1, "number": 1, "width": 794}
            values = {name: document.id if name in names else more.get(name, "0" * 32) for name in rule.arguments}
            with app.test_request_context():
                yield rule, app.url_map.bind("localhost").build(rule.endpoint, values, method="GET")


@pytest.mark.parametrize("login", OUTSIDE)
def test_every_address_of_the_document_is_not_there(app: Flask, limited: Document, login: str) -> None:
    client, may = client_of(app, login), ROLES[PEOPLE[login][1]]
    asked = 0
    for rule, address in addresses(app, limited, api=False):
        if demanded(app, rule.endpoint) & may:
            assert client.get(address).status_code == 404, address
            asked += 1
    assert asked >= 8


def test_software_without_the_right_is_told_the_same(app: Flask, office: Parts, limited: Document) -> None:
    header = {"Authorization": f"Bearer {token(office, 'vanthu', 'read', 'draft')}"}
    asked = [app.test_client().get(address, headers=header) for _, address in addresses(app, limited, api=True)]
    assert len(asked) >= 5
    assert {answer.status_code for answer in asked} <= {404, 403}
    assert sum(answer.status_code == 404 for answer in asked) >= 5


@pytest.mark.parametrize("login", WITHIN)
def test_those_within_open_it(app: Flask, limited: Document, login: str) -> None:
    client = client_of(app, login)
    for address in ("", "/pdf", "/pages/1-794.png", "/files/document.docx", "/proof.zip", "/to-read.pdf"):
        assert client.get(f"/documents/{limited.id}{address}").status_code == 200, address
    assert WORDS[0] in client.get("/search?q=Xuân+Nhựt").get_data(as_text=True)


LISTS = (
    "/", "/search?q=xuan+nhut", "/search?q=kỷ+luật", "/search?q=", "/search?q=01/QĐ-UBND", "/search?q=người+ký:Riêng",
    "/registers/2026", "/registers/2026/print", "/registers/2026.csv", "/drafts/earlier", "/drafts/mine",
    "/recipients/suggestions?field=recipients", "/admin/journal",
)  # fmt: skip


@pytest.mark.parametrize("login", OUTSIDE)
def test_no_list_bears_a_trace_of_it(app: Flask, office: Parts, limited: Document, login: str) -> None:
    client = client_of(app, login)
    for address in LISTS:
        answer = client.get(address)
        if answer.status_code in (302, 403, 404):
            continue
        page = answer.get_data(as_text=True)
        shown = (
            page.split("</form>", 1)[-1] if address.startswith("/search?") else page
        )  # the box repeats what was asked
        assert limited.id not in page, address
        assert not [words for words in WORDS[1:] if words in shown.replace("Buộc", "")], address
    who = actor(office, login)
    assert search.complete(office, who, "Về việc kỷ") == [] == search.complete(office, who, "Xuân")
    with office.db.read() as session:
        assert "Thanh tra Bộ Quốc phòng" not in used_before(session, who, "recipient")


@pytest.mark.parametrize("login", OUTSIDE)
def test_no_list_taken_away_bears_a_trace_of_it(app: Flask, limited: Document, login: str) -> None:
    client = client_of(app, login)
    answer = client.post("/search/lists", data={"csrf_token": csrf(client, "/account"), "asked": "", "format": "csv"})
    assert not [words for words in (limited.id, *WORDS) if words in answer.get_data(as_text=True)]


def test_the_register_keeps_the_number_and_says_no_more(app: Flask, office: Parts, limited: Document) -> None:
    outside, within = client_of(app, "soanthao"), client_of(app, "vanthu")
    for address in ("/registers/2026", "/registers/2026/print", "/registers/2026.csv"):
        page = outside.get(address).get_data(as_text=True)
        assert "01/QĐ-UBND" in page and "Văn bản hạn chế truy cập" in page, address
        assert WORDS[0] in within.get(address).get_data(as_text=True)
    header = {"Authorization": f"Bearer {token(office, 'soanthao', 'read')}"}
    lines = app.test_client().get("/api/v1/registers/2026", headers=header).json["items"]
    line = next(one for one in lines if one["reference"] == "01/QĐ-UBND")
    assert (line["state"], line["limited"], line["subject"], line["signer"], line["document"]) == (
        "issued", True, None, None, None,
    )  # fmt: skip


def test_what_was_done_to_it_is_told_on_the_other_without_its_words(
    app: Flask, office: Parts, limited: Document
) -> None:
    other = limited.details["acted_on_by"][0]["id"]
    page = client_of(app, "soanthao").get(f"/documents/{other}").get_data(as_text=True)
    assert "01/QĐ-UBND" in page and WORDS[0] not in page and limited.id not in page
    assert WORDS[0] in client_of(app, "vanthu").get(f"/documents/{other}").get_data(as_text=True)
    header = {"Authorization": f"Bearer {token(office, 'soanthao', 'read')}"}
    told = app.test_client().get(f"/api/v1/documents/{other}", headers=header).json["acts_on"][0]
    assert (told["reference"], told["id"], told["subject"], told["reason"]) == ("01/QĐ-UBND", "", "", "")


def test_limited_a_moment_ago_it_is_out_of_the_results_before_the_index_knows(office: Parts, limited: Document) -> None:
    drafter = actor(office, "soanthao")
    with office.db.write() as session:
        other = session.get_one(Document, limited.details["acted_on_by"][0]["id"])
    filters = search.Filters(AGENCY)
    assert [hit.id for hit in search.search(office, drafter, "Đính chính", filters).hits] == [other.id]
    with office.db.write() as session:
        file_later(
            session, office.store, other.id, "document.access_changed", details={"access": ACCESS}, actor="test",
            at=office.now(),
        )  # fmt: skip
    assert search.search(office, drafter, "Đính chính", filters).total == 0
    search.index_waiting(office)
    assert search.search(office, drafter, "Đính chính", filters).total == 0
    assert search.search(office, actor(office, "vanthu"), "Đính chính", filters).total == 1
