"""Chữ viết tắt: the office's table, its journal, and the index that is made anew with it."""

import html
import json
import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from archive.events import Event
from index.abbreviations import Meaning, default
from index.engine import Filters
from service import abbreviations, index_rebuild, index_renewal, search
from service.actor import Actor
from service.parts import Parts
from tests.test_access import csrf, log_in

AGENCY = "tan-hoa"


@pytest.fixture
def office(filed: Parts) -> Parts:
    """This file's office has documents to search."""
    return filed


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    log_in(client, "quantri")
    return client


def page(client: FlaskClient, address: str = "/admin/abbreviations") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def send(client: FlaskClient, address: str, **data: object):
    return client.post(address, data={**data, "csrf_token": csrf(client, "/admin")})


def table_of(office: Parts) -> set[Meaning]:
    with office.db.read() as session:
        return set(abbreviations.table(session).rows)


def events_of(office: Parts) -> list[str]:
    with office.db.read() as session:
        found = session.scalars(select(Event.name).where(Event.name.startswith("abbreviation.")).order_by(Event.seq))
        return list(found)


def test_the_default_table_is_shown_first(admin: FlaskClient, office: Parts) -> None:
    shown = page(admin)
    assert "Hiểu theo văn cảnh" in shown and "hội đồng" in shown and "ủy ban nhân dân" in shown
    assert "đã theo bảng này" in shown
    assert table_of(office) == set(default().rows)


def test_adding_changing_removing_and_bringing_back(admin: FlaskClient, office: Parts) -> None:
    assert send(admin, "/admin/abbreviations/new", short="KP", words="Khu  phố", near="").status_code == 302
    assert Meaning("KP", "khu phố") in table_of(office)
    number = re.search(r"/admin/abbreviations/(\d+)\"", page(admin))
    assert number
    own = f"/admin/abbreviations/{number[1]}"
    sent = send(admin, own, short="KP", words="kinh phí", near="cấp, hỗ trợ,\n dự toán", since="01/07/2025")
    assert sent.status_code == 302
    changed = Meaning("KP", "kinh phí", ("cấp", "hỗ trợ", "dự toán"), (), date(2025, 7, 1))
    assert changed in table_of(office) and Meaning("KP", "khu phố") not in table_of(office)
    assert send(admin, f"{own}/removal").status_code == 302
    assert table_of(office) == set(default().rows)
    assert events_of(office) == ["abbreviation.added", "abbreviation.changed", "abbreviation.removed"]


def test_a_default_meaning_is_changed_and_taken_away(admin: FlaskClient, office: Parts) -> None:
    contract = next(row for row in default().rows if row.words == "hợp đồng")
    address = f"/admin/abbreviations/new?of={abbreviations.name_of(contract)}"
    assert 'value="hợp đồng"' in page(admin, address)
    assert send(admin, address, short="HĐ", words="hợp đồng", near="ký").status_code == 302
    council = next(row for row in default().rows if row.words == "hội đồng")
    assert {row for row in table_of(office) if row.short == "HĐ"} == {council, Meaning("HĐ", "hợp đồng", ("ký",))}

    people = next(row for row in default().rows if row.short == "UBND")
    assert send(admin, "/admin/abbreviations/removal", of=abbreviations.name_of(people)).status_code == 302
    assert people not in table_of(office)
    back = re.search(r"/admin/abbreviations/\d+/return", page(admin))
    assert back and "Đã bỏ khỏi bảng mặc định" in page(admin)
    assert send(admin, back[0]).status_code == 302
    assert people in table_of(office)
    assert send(admin, "/admin/abbreviations/removal", of="nothing").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"short": "A", "words": "an"}, "Từ 2 đến 20 chữ"),
        ({"short": "A B", "words": "an bình"}, "Từ 2 đến 20 chữ"),
        ({"short": "12", "words": "mười hai"}, "Từ 2 đến 20 chữ"),
        ({"short": "AB", "words": "123"}, "Viết các từ đầy đủ"),
        ({"short": "AB", "words": "ab"}, "Viết các từ đầy đủ"),
        ({"short": "AB", "words": ""}, "Chưa điền"),
        ({"short": "AB", "words": "an bình", "near": "x" * 61}, "Nhiều nhất 40"),
        ({"short": "AB", "words": "an bình", "since": "02/01/2026", "until": "01/01/2026"}, "Ngày cuối"),
        ({"short": "UBND", "words": "Ủy ban nhân dân"}, "đã có nghĩa"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    admin: FlaskClient, office: Parts, wrong: dict[str, str], said: str
) -> None:
    answer = send(admin, "/admin/abbreviations/new", **wrong)
    assert answer.status_code == 200
    assert said in html.unescape(answer.get_data(as_text=True))
    assert table_of(office) == set(default().rows)


def test_only_administrators_come_here(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    assert client.get("/admin/abbreviations").status_code == 403


def test_a_changed_table_is_a_new_index(admin: FlaskClient, office: Parts, clerk: Actor) -> None:
    asked: list[bool] = []
    office.rebuild_soon = lambda: asked.append(True)
    before = office.engine.count()
    index_renewal.ask_if_due(office)
    assert (index_renewal.why(office), asked) == ("", [])
    send(admin, "/admin/abbreviations/new", short="PTTĐ", words="phong trào thi đua")
    assert (index_renewal.why(office), asked) == ("abbreviations", [True])
    assert "sẽ được lập lại" in page(admin)
    now = office.now().isoformat()
    index_rebuild._note(office, index_rebuild.Rebuild("running", 3, 9, now, now))
    assert "3 trên 9 văn bản" in page(admin) and '<progress class="progress" max="9" value="3"' in page(admin)
    assert index_rebuild.run(office) == before
    assert (index_renewal.why(office), office.engine.count()) == ("", before)
    piece = admin.get("/admin/abbreviations", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "lập lại lúc" in html.unescape(piece) and "<table" not in piece
    found = search.search(office, clerk, '"PTTĐ yêu nước"', Filters(clerk.agency_id))
    assert found.total == search.search(office, clerk, '"phong trào thi đua yêu nước"', Filters(clerk.agency_id)).total


def test_an_index_of_another_version_asks_for_a_new_one(office: Parts) -> None:
    asked: list[bool] = []
    office.rebuild_soon = lambda: asked.append(True)
    (about,) = (office.config.data_dir / "index").glob("*/about.json")
    about.write_text(json.dumps({"schema": 0, "analysis": 0}))
    office.engine.close()
    index_renewal.ask_if_due(office)
    assert (index_renewal.why(office), asked) == ("version", [True])
    index_rebuild.run(office)
    assert index_renewal.why(office) == ""


def test_two_agencies_of_one_installation_share_the_index(office: Parts) -> None:
    with office.db.write() as session:
        abbreviations.add(session, AGENCY, Meaning("KP", "khu phố"), by="test")
        rows = abbreviations.table(session).rows
    assert rows.count(Meaning("KP", "khu phố")) == 1
    assert set(default().rows) < set(rows)
