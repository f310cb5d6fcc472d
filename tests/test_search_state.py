"""What the administrator is told of the search: size, speed, what waits, the last rebuild, what would serve better."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from index.errors import IndexBusy
from service import index_rebuild, search, search_timings
from service.errors import ServiceError
from service.parts import Parts
from service.search_state import advice, search_state
from service.search_timings import RING, Timings, note, timings
from tests.conftest import NOON, actor
from tests.test_access import csrf, log_in


@pytest.fixture
def office(filed: Parts, monkeypatch: pytest.MonkeyPatch) -> Parts:
    monkeypatch.setattr(search_timings, "_noted", 0)
    return filed


def test_every_search_is_timed_and_processes_are_counted_together(
    office: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timings(office) is None
    search.search(office, actor(office, "kiemtra"), "thi đua", search.Filters("tan-hoa"))
    first = timings(office)
    assert first is not None and first.count == 1 and first.p50 > 0
    monkeypatch.setattr("service.search_timings.os.getpid", lambda: 1)
    for figure in range(1, 100):
        note(office, figure * 1000.0)
    told = timings(office)
    assert told is not None and told.count == 100
    assert (told.p50, told.p95) == (50_000, 95_000)


def test_only_the_latest_searches_count(office: Parts) -> None:
    for figure in (*[9000.0] * RING, *[1.0] * RING):
        note(office, figure)
    assert timings(office) == Timings(RING, 1.0, 1.0)


def test_a_torn_file_and_a_full_disk_harm_nothing(office: Parts) -> None:
    note(office, 5.0)
    [kept] = (office.config.data_dir / "run").glob("searches-*.ms")
    kept.write_bytes(kept.read_bytes() + b"\x01")
    assert timings(office) == Timings(1, 5.0, 5.0)
    kept.unlink()
    kept.mkdir()
    note(office, 5.0)
    assert timings(office) is None
    kept.rmdir()


def test_the_state_tells_size_and_what_waits(office: Parts) -> None:
    state = search_state(office)
    assert (state.engine, state.documents, state.waiting, state.broken) == ("whoosh", 23, 0, None)
    assert state.bytes > 1000
    assert state.rebuild is None and state.advice is None


@pytest.mark.parametrize(
    ("documents", "taken", "reasons"),
    [
        (150_000, None, None),
        (150_001, None, ("documents",)),
        (10, Timings(49, 90, 9000), None),
        (10, Timings(50, 90, 101), ("p95",)),
        (160_000, Timings(50, 90, 101), ("documents", "p95")),
    ],
)
def test_another_engine_is_advised_by_figures(
    documents: int, taken: Timings | None, reasons: tuple[str, ...] | None
) -> None:
    told = advice("whoosh", documents, taken)
    assert (told.reasons if told else None) == reasons
    assert told is None or told.instead == "tantivy"
    assert advice("tantivy", 10**6, None) is None


def test_a_rebuild_is_noted_while_it_runs_and_when_it_has_ended(office: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_rebuild, "NOTED_EVERY", 0.0)
    seen: set[tuple[str, int]] = set()

    def look(done: int, total: int) -> None:
        now = index_rebuild.last_rebuild(office)
        if done and now:
            seen.add((now.state, total))

    told = index_rebuild.run(office, look)
    assert told == 23
    assert seen == {("running", 23)}
    last = index_rebuild.last_rebuild(office)
    assert last is not None and (last.state, last.done, last.total) == ("done", 23, 23)


def test_one_that_fails_or_falls_silent_says_so(office: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> int:
        raise IndexBusy

    monkeypatch.setattr(search, "rebuild", busy)
    with pytest.raises(IndexBusy):
        index_rebuild.run(office)
    failed = index_rebuild.last_rebuild(office)
    assert failed is not None and (failed.state, failed.code) == ("failed", "index_busy")
    index_rebuild.ask(office)
    asked = index_rebuild.last_rebuild(office)
    assert asked is not None and asked.state == "asked"
    silent = index_rebuild.last_rebuild(replace(office, now=lambda: NOON + timedelta(hours=1)))
    assert silent is not None and silent.state == "stopped"
    assert not issubclass(IndexBusy, ServiceError)


def test_the_button_asks_the_worker_once(client: FlaskClient, office: Parts) -> None:
    log_in(client, "quantri")
    page = client.get("/admin/search").get_data(as_text=True)
    assert "23" in page and "chưa có lượt tìm nào" in page
    assert "Dựng lại chỉ mục?" in client.get("/admin/search/rebuild").get_data(as_text=True)
    asked: list[bool] = []
    office.rebuild_soon = lambda: asked.append(True)
    for _ in range(2):
        answer = client.post("/admin/search/rebuild", data={"csrf_token": csrf(client, "/admin/search/rebuild")})
        assert answer.headers["Location"] == "/admin/search"
    assert asked == [True]
    index_rebuild.run(office)
    assert "Đã dựng lại với 23 văn bản." in client.get("/admin/search").get_data(as_text=True)


def test_the_auditor_sees_it_and_may_not_rebuild(client: FlaskClient, office: Parts) -> None:
    log_in(client, "kiemtra")
    assert "Dựng lại" not in client.get("/admin/search").get_data(as_text=True).split("<main")[1].split("Lần dựng")[0]
    assert client.get("/admin/search/rebuild").status_code == 403
