"""Who opened, read, downloaded, searched what: noted once, kept as long as it must, shown to whom it may be."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from archive import db
from archive.documents import Document
from service import create_app, search, use_counts, uses
from service.config import Config
from service.parts import Parts
from service.use_counts import Asked
from service.uses import KINDS, Use
from service.uses_noted import EXPORTS, NOT_COUNTED, OF_DOCUMENTS, SEARCHES
from tests import archive_samples
from tests.api_office import Software, problem, token
from tests.archive_samples import Office
from tests.conftest import NOON, actor
from tests.filed_office import two_pages
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow

AGENCY = "tan-hoa"
ALL_TIME = {"since": date.min, "until": date.max}


@pytest.fixture
def document(office: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(archive_samples, "PDF", two_pages())
    made = Office(tmp_path, office.db, office.store).issue(AGENCY, "ke-hoach", details={"pages": 2})
    search.index_waiting(office)
    return made


def client_of(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    assert log_in(client, login).status_code == 302
    return client


def kept(office: Parts) -> list[tuple[str, str, str]]:
    """Who, what, words of every use but logins, oldest first."""
    with office.db.read() as session:
        rows = session.scalars(select(Use).where(Use.what != "logged_in").order_by(Use.id))
        return [(use.by, use.what, use.words) for use in rows]


def later(office: Parts, **by: float) -> Flask:
    return create_app(parts=replace(office, now=lambda: NOON + timedelta(**by)))


def test_each_way_of_using_a_document_is_noted(app: Flask, office: Parts, document: Document) -> None:
    client = client_of(app, "soanthao")
    for address in ("", "/pdf", "/files/document.docx", "/files/document.docx", "/proof.zip", "/pages/1-794.png"):
        assert client.get(f"/documents/{document.id}{address}").status_code == 200
    header = {"Authorization": f"Bearer {token(office, 'soanthao', 'read')}"}
    assert app.test_client().get(f"/api/v1/documents/{document.id}", headers=header).status_code == 200
    name = "Nguyễn Minh Châu"
    assert kept(office) == [
        (name, "opened", ""), (name, "read", ""), (name, "downloaded", "document.docx"), (name, "proof", ""),
        (name, "fetched", ""),
    ]  # fmt: skip
    assert uses.counts_of(office, document) == dict.fromkeys(["opened", "read", "downloaded", "proof", "fetched"], 1)


def test_a_pdf_fetched_piece_by_piece_is_read_once(app: Flask, office: Parts, document: Document) -> None:
    client, address = client_of(app, "soanthao"), f"/documents/{document.id}/pdf"
    whole = client.get(address)
    for start in (0, 10, 20):
        assert client.get(address, headers={"Range": f"bytes={start}-{start + 9}"}).status_code == 206
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert Counter(what for _, what, _ in kept(office)) == {"read": 1}
    client_of(later(office, minutes=2), "soanthao").get(address)
    client_of(later(office, minutes=2), "vanthu").get(address)
    assert Counter(what for _, what, _ in kept(office)) == {"read": 3}


def test_a_search_is_noted_once_it_is_typed(app: Flask, office: Parts, document: Document) -> None:
    client = client_of(app, "soanthao")
    for typed in ("t", "thi", "thi đ", "thi đua", "thi đua"):
        client.get("/search", query_string={"q": typed}, headers={"HX-Request": "true"})
    client.get("/search?q=")
    client.get("/search?q=khen+thưởng")
    client.post("/search/lists", data={"csrf_token": csrf(client, "/search"), "asked": "q=khen", "format": "csv"})
    told = kept(office)
    assert [words for _, what, words in told if what == "searched"] == ["thi đua", "khen thưởng"]
    assert [words for _, what, words in told if what == "exported"] == ["/search?q=khen .csv"]


def test_whoever_is_kept_out_is_noted_and_a_mistaken_address_is_not(app: Flask, office: Parts, tmp_path: Path) -> None:
    limited = Office(tmp_path, office.db, office.store).issue(
        AGENCY, "ke-hoach", details={"access": {"level": "limited", "readers": []}}
    )
    client = client_of(app, "soanthao")
    assert client.get(f"/documents/{limited.id}").status_code == 404
    assert client.get(f"/documents/{'0' * 32}").status_code == 404
    assert kept(office) == [("Nguyễn Minh Châu", "refused", "")]
    assert uses.views(office, limited) == 0


def test_a_login_is_a_use_of_the_system(app: Flask, office: Parts) -> None:
    client_of(app, "soanthao")
    with office.db.read() as session:
        assert [(use.by, use.what) for use in session.scalars(select(Use))] == [("Nguyễn Minh Châu", "logged_in")]


def test_reading_goes_on_where_a_use_cannot_be_noted(
    app: Flask, office: Parts, document: Document, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(app, "soanthao")
    monkeypatch.setattr(db, "BUSY_SECONDS", 0)
    hurried = replace(office, db=db.Database(office.config.database_url))
    with office.db.write():
        uses.note(hurried, actor(office, "soanthao"), "opened", document.id)
    assert "a use was not noted" in caplog.text and kept(office) == []
    hurried.db.close()
    assert client.get(f"/documents/{document.id}").status_code == 200


def test_every_address_of_a_document_is_a_use_or_says_why_not(app: Flask) -> None:
    gets = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    told = {rule.endpoint for rule in gets if "document_id" in rule.arguments}
    assert told == set(OF_DOCUMENTS) | set(NOT_COUNTED)
    assert set(OF_DOCUMENTS.values()) <= set(KINDS)
    assert set(SEARCHES) | set(EXPORTS) <= set(app.view_functions)
    tables = {rule.endpoint for rule in gets if rule.rule.endswith((".csv", ".xlsx"))}
    assert tables <= set(EXPORTS)


def test_a_persons_uses_go_after_their_time_and_a_documents_stay(office: Parts, document: Document) -> None:
    clerk = actor(office, "vanthu")
    for months, day in ((0, NOON), (11, NOON - timedelta(days=330)), (30, NOON - timedelta(days=930))):
        then = replace(office, now=lambda day=day: day)
        uses.note(then, clerk, "searched", words=f"từ {months}")
        uses.note(then, clerk, "opened", document.id)
    assert office.config.uses_kept_months == 24
    assert uses.forget_old(office) == 1
    assert Counter(what for _, what, _ in kept(office)) == {"searched": 2, "opened": 3}


def test_less_than_twelve_months_cannot_be_set(config: Config) -> None:
    environment = {"DATA_DIR": str(config.data_dir), "SECRET_KEY": "x", "USES_KEPT_MONTHS": "3"}
    assert Config.from_environment(environment).uses_kept_months == 12


# statistics


@pytest.fixture
def used(office: Parts, document: Document, tmp_path: Path) -> Document:
    """Three people on three days of two months; a limited document among what they used."""
    limited = Office(tmp_path, office.db, office.store).issue(
        AGENCY, "quyet-dinh", subject="Chuyện kín", details={"access": {"level": "limited", "readers": []}}
    )
    for days, login, what, of in (
        (0, "soanthao", "opened", document), (0, "vanthu", "opened", document), (1, "vanthu", "opened", limited),
        (40, "vanthu", "downloaded", document), (0, "soanthao", "searched", None),
    ):  # fmt: skip
        then = replace(office, now=lambda days=days: NOON - timedelta(days=days))
        uses.note(then, actor(office, login), what, of.id if of else None, "tiền lương" if what == "searched" else "")
    return limited


def test_counts_by_day_month_person_and_document(office: Parts, document: Document, used: Document) -> None:
    admin, asked = actor(office, "quantri"), Asked(date(2025, 1, 1), date(2026, 12, 31))

    def rows(by: str) -> dict[str, dict[str, int]]:
        return {row.label: row.counts for row in use_counts.counted(office, admin, asked, by)}

    assert rows("day") == {
        "2026-01-05": {"opened": 2, "searched": 1}, "2026-01-04": {"opened": 1}, "2025-11-26": {"downloaded": 1},
    }  # fmt: skip
    assert rows("month") == {"2026-01": {"opened": 3, "searched": 1}, "2025-11": {"downloaded": 1}}
    assert rows("person") == {
        "Lê Thị Văn Thư": {"opened": 2, "downloaded": 1}, "Nguyễn Minh Châu": {"opened": 1, "searched": 1},
    }  # fmt: skip
    assert rows("document") == {
        f"{document.reference} {document.subject}": {"opened": 2, "downloaded": 1}, used.reference: {"opened": 1},
    }  # fmt: skip
    narrow = Asked(date(2026, 1, 5), date(2026, 1, 5), what="opened")
    assert [row.total for row in use_counts.counted(office, admin, narrow, "person")] == [1, 1]


def test_administrators_see_counts_auditors_see_whose(
    app: Flask, office: Parts, document: Document, used: Document
) -> None:
    admin, auditor, drafter = (client_of(app, login) for login in ("quantri", "kiemtra", "soanthao"))
    for by in ("day", "month", "person", "document"):
        page = admin.get(f"/uses?by={by}").get_data(as_text=True)
        assert "tiền lương" not in page and "Chuyện kín" not in page, by
        assert admin.get(f"/uses.csv?by={by}").status_code == 200
    assert "01/QĐ-UBND" in page and "Văn bản hạn chế truy cập" in page
    assert admin.get("/uses/log").status_code == admin.get("/uses/log.csv").status_code == 403
    assert "tiền lương" in auditor.get("/uses/log").get_data(as_text=True)
    assert "tiền lương" not in auditor.get("/uses/log?what=opened").get_data(as_text=True)
    assert "tiền lương" in auditor.get("/uses/log.csv").get_data(as_text=True)
    history = f"/documents/{document.id}/uses"
    assert "Lê Thị Văn Thư" in auditor.get(history).get_data(as_text=True)
    assert "Lê Thị Văn Thư" not in admin.get(history).get_data(as_text=True)
    assert admin.get(f"/documents/{used.id}/uses").status_code == 404
    assert drafter.get(history).status_code == drafter.get("/uses").status_code == 403
    shown = drafter.get(f"/documents/{document.id}").get_data(as_text=True)
    assert "2 lượt xem" in shown and "Lịch sử truy cập" not in shown


@pytest.mark.parametrize(
    "query", ["from=x&to=y", "by=nosuch&person=abc", "what=nosuch", "before=-1", "person=99999999"]
)
def test_an_address_that_cannot_be_read_is_forgiven(app: Flask, used: Document, query: str) -> None:
    client = client_of(app, "kiemtra")
    for page in ("/uses", "/uses.csv", "/uses/log", "/uses/log.csv"):
        assert client.get(f"{page}?{query}").status_code == 200, page


# by software


def test_software_of_the_auditor_pages_through_the_uses(app: Flask, office: Parts, used: Document) -> None:
    software = Software(app, token(office, "kiemtra", "read", "audit"))
    first = software.get("/uses?limit=2&since=2025-01-01").json
    rest = software.get(f"/uses?limit=500&since=2025-01-01&cursor={first['next_cursor']}").json
    assert len(first["items"]) == 2 and len(rest["items"]) == 3 and rest["next_cursor"] is None
    assert {one["what"] for one in first["items"] + rest["items"]} == {"opened", "downloaded", "searched"}
    told = software.get(f"/documents/{used.id}/uses").json["items"]
    assert [(one["by"], one["reference"]) for one in told] == [("Lê Thị Văn Thư", "01/QĐ-UBND")]
    assert problem(software.get("/uses?cursor=x"))[0] == 400
    assert problem(Software(app, token(office, "quantri", "administer")).get("/uses")) == (403, "forbidden")


def test_software_tells_and_changes_who_may_see(app: Flask, office: Parts, document: Document) -> None:
    software = Software(app, token(office, "vanthu", "read", "draft", "issue"))
    assert software.get(f"/documents/{document.id}/access").json == {
        "level": "internal",
        "readers": [],
        "waiting": None,
    }
    offered = [one["token"] for one in software.get("/readers").json["items"]]
    assert "unit:VP" in offered and "person:soanthao" in offered
    body = {"level": "limited", "readers": ["unit:VP"], "reason": "đang xác minh"}
    told = software.call("put", f"/documents/{document.id}/access", json=body).json
    assert (told["level"], told["waiting"]["reason"]) == ("limited", "đang xác minh")
    assert problem(software.call("put", f"/documents/{document.id}/access", json=body)) == (409, "nothing_to_change")
    wrong = {**body, "readers": ["office"]}
    assert problem(software.call("put", f"/documents/{document.id}/access", json=wrong)) == (400, "bad_input")
    reader = Software(app, token(office, "soanthao", "read"))
    assert problem(reader.get(f"/documents/{document.id}/access"))[0] == 404
    draft = software.post("/drafts", json={"form": "ke-hoach", "values": {}}).json["id"]
    told = software.call("put", f"/drafts/{draft}/access", json={"level": "limited", "readers": ["unit:VP"]}).json
    assert [one["token"] for one in told["readers"]] == ["person:vanthu", "unit:VP"]
    assert software.get(f"/drafts/{draft}/access").json == told
