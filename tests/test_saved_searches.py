"""Kept searches: what newly came and matches is told to whoever may see it, until it was seen."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import saved_searches, search
from service.actor import Actor
from service.errors import BadInput, NotFound, TooManySavedSearches
from service.parts import Parts
from service.question import Question
from tests.archive_samples import Office
from tests.conftest import NOON, actor
from tests.test_access import csrf, log_in

PRIZES = Question(q="khen thưởng", kind="quyet-dinh")


@pytest.fixture
def office(filed: Parts) -> Parts:
    return filed


@pytest.fixture
def reader(office: Parts) -> Actor:
    return actor(office, "kiemtra")


@pytest.fixture
def later(office: Parts) -> Parts:
    """The same office an hour later."""
    return replace(office, now=lambda: NOON + timedelta(hours=1))


def issued(office: Parts, tmp_path: Path, **changed: object) -> str:
    """A decision that has just come and is indexed."""
    told = {"subject": "Khen thưởng tập thể xuất sắc", **changed}
    document = Office(tmp_path, office.db, office.store).issue("tan-hoa", "quyet-dinh", **told)
    search.index_waiting(office)
    return document.id


def news(office: Parts, who: Actor) -> dict[str, int]:
    return {one.search.name: one.new for one in saved_searches.kept(office, who)}


def test_what_newly_matches_is_told_until_it_was_seen(
    office: Parts, later: Parts, reader: Actor, tmp_path: Path
) -> None:
    kept = saved_searches.keep(office, reader, "  Quyết định   khen thưởng ", PRIZES, shared=False)
    saved_searches.keep(office, reader, "Chỉ kế hoạch", Question(q="khen thưởng", kind="ke-hoach"), shared=False)
    saved_searches.keep(office, reader, "Không có", Question(q="đất đai nhà ở"), shared=False)
    assert news(office, reader) == {"Quyết định khen thưởng": 0, "Chỉ kế hoạch": 0, "Không có": 0}
    made = issued(office, tmp_path)
    assert news(office, reader) == {"Quyết định khen thưởng": 1, "Chỉ kế hoạch": 0, "Không có": 0}
    assert saved_searches.new_documents(office, reader, kept.id) == {made}
    saved_searches.looked(later, reader, kept.id)
    assert news(office, reader)["Quyết định khen thưởng"] == 0


def test_a_document_that_is_indexed_again_is_no_news(office: Parts, reader: Actor) -> None:
    """After a recall, or when a lost index is filled again: it was there before the search was kept."""
    much_later = replace(office, now=lambda: NOON + timedelta(days=36500))
    saved_searches.keep(much_later, reader, "Tất cả", Question(), shared=False)
    with office.db.write() as session:
        search.queue_everything(session)
    assert search.index_waiting(office, 100) == 23
    assert news(office, reader) == {"Tất cả": 0}


def test_half_a_match_is_none(office: Parts, reader: Actor, tmp_path: Path) -> None:
    """A search lists what holds most of the words where nothing holds them all; news are whole matches."""
    saved_searches.keep(office, reader, "Một", Question(q="khen thưởng tập thể máy bay tàu thủy"), shared=False)
    saved_searches.keep(office, reader, "Hai", Question(q="999/QĐ-UBND khen thưởng"), shared=False)
    issued(office, tmp_path)
    assert news(office, reader) == {"Một": 0, "Hai": 0}


def test_the_offices_are_everybodys_and_news_are_each_ones_own(
    office: Parts, later: Parts, reader: Actor, tmp_path: Path
) -> None:
    other = actor(office, "soanthao")
    own = saved_searches.keep(office, reader, "Riêng", PRIZES, shared=False)
    shared = saved_searches.keep(office, reader, "Chung", PRIZES, shared=True)
    issued(office, tmp_path)
    assert news(office, other) == {"Chung": 1}
    saved_searches.looked(later, other, shared.id)
    assert news(office, other) == {"Chung": 0}
    assert news(office, reader) == {"Chung": 1, "Riêng": 1}
    for forbidden in (own, shared):
        with pytest.raises(NotFound):
            saved_searches.remove(office, other, forbidden.id)
    with pytest.raises(NotFound):
        saved_searches.looked(office, other, own.id)
    saved_searches.remove(office, actor(office, "quantri"), shared.id)
    assert news(office, reader) == {"Riêng": 1}


def test_a_document_one_may_not_see_is_told_to_nobody_who_may_not(office: Parts, tmp_path: Path) -> None:
    """Neither counted nor named; the auditor, who may see everything, is told."""
    drafter, auditor = actor(office, "soanthao"), actor(office, "kiemtra")
    kept = saved_searches.keep(office, drafter, "Khen thưởng", PRIZES, shared=True)
    access = {"access": {"level": "limited", "readers": [{"token": "person:lanhdao"}]}}
    hidden = issued(office, tmp_path, details=access)
    assert news(office, drafter) == {"Khen thưởng": 0}
    assert saved_searches.new_documents(office, drafter, kept.id) == frozenset()
    assert saved_searches.new_documents(office, auditor, kept.id) == {hidden}


def test_names_and_numbers_are_bounded(office: Parts, reader: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for bad in ("", "   ", "x" * 101):
        with pytest.raises(BadInput):
            saved_searches.keep(office, reader, bad, PRIZES, shared=False)
    monkeypatch.setattr(saved_searches, "MOST", 1)
    saved_searches.keep(office, reader, "Một", PRIZES, shared=False)
    with pytest.raises(TooManySavedSearches):
        saved_searches.keep(office, reader, "Hai", PRIZES, shared=False)


def test_indexing_goes_on_where_matching_fails(
    office: Parts, reader: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    saved_searches.keep(office, reader, "Một", PRIZES, shared=False)
    monkeypatch.setattr("service.saved_matching.open_engine", lambda url: 1 / 0)
    issued(office, tmp_path)
    assert "kept searches were not matched" in caplog.text
    assert search.search(office, reader, "xuất sắc", PRIZES.filters("tan-hoa")).total == 1


# the pages


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    log_in(client, "vanthu")
    return client


def post(client: FlaskClient, address: str, **data: str) -> str:
    answer = client.post(address, data={"csrf_token": csrf(client, "/search"), **data}, follow_redirects=True)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def test_saved_used_told_on_the_desk_renamed_and_removed(client: FlaskClient, office: Parts, tmp_path: Path) -> None:
    page = post(client, "/search/saved", name="Khen thưởng <b>", asked=PRIZES.encoded(), shared="1")
    assert "Đã lưu tìm kiếm" in page
    assert "Khen thưởng &lt;b&gt;" in page
    issued(office, tmp_path)
    for address in ("/", "/search", "/search/saved"):
        assert "1 mới" in client.get(address).get_data(as_text=True), address
    found = client.get(f"/search?{PRIZES.encoded()}").get_data(as_text=True)
    assert found.count('<span class="badge">mới</span>') == 1
    [kept] = saved_searches.kept(office, actor(office, "vanthu"))
    assert "cái tên" in post(client, f"/search/saved/{kept.search.id}", name="cái tên")
    refused = client.post(f"/search/saved/{kept.search.id}", data={"csrf_token": csrf(client, "/search"), "name": ""})
    assert refused.status_code == 422
    assert "Hãy đặt tên" in refused.get_data(as_text=True)
    assert "Chưa lưu tìm kiếm nào" in post(client, f"/search/saved/{kept.search.id}/remove")


def test_seen_from_the_desk_leads_back_to_it(client: FlaskClient, app: Flask, office: Parts, tmp_path: Path) -> None:
    post(client, "/search/saved", name="Một", asked=PRIZES.encoded())
    issued(office, tmp_path)
    [kept] = saved_searches.kept(office, actor(office, "vanthu"))
    office.now = lambda: NOON + timedelta(days=9999)
    page = post(client, f"/search/saved/{kept.search.id}/seen", back="desk")
    assert "1 mới" not in page
    assert "<h1>Bàn làm việc</h1>" in page


def test_a_name_is_asked_for_and_nothing_is_lost(client: FlaskClient) -> None:
    page = post(client, "/search/saved", name=" ", asked=PRIZES.encoded())
    assert "Hãy đặt tên cho tìm kiếm" in page
    assert 'value="khen thưởng"' in page
