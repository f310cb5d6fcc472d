"""Faults of a Tantivy folder, what its commits leave, and estimates. What engines share: test_engine_contract.py."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.engine import EVERYBODY, Engine, Filters, Order
from index.engines import open_engine
from index.query import parse_query
from index.tantivy_folder import files_of, latest_commit
from tests.damage import cut_short, garble, generation, largest, remove, reported_and_mended
from tests.index_samples import AGENCY, fill, found, plan


def opened(folder: Path) -> Engine:
    return open_engine(f"tantivy://{folder}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(opened(tmp_path / "index"))
    return tmp_path / "index"


@pytest.mark.slow
@pytest.mark.parametrize("damage", [cut_short, garble, remove])
@pytest.mark.parametrize("ending", [".idx", ".term", ".store", ".fast", "meta.json", "values.json"])
@pytest.mark.parametrize("was_open", [True, False])
def test_a_damaged_file_is_reported_and_a_rebuild_mends_it(
    folder: Path, damage: Callable[[Path], None], ending: str, was_open: bool
) -> None:
    engine = opened(folder)
    if was_open:
        assert len(found(engine)) == 22
    damage(largest(folder, ending))
    if ending == "values.json" and was_open:
        assert len(found(engine)) == 22  # nothing is read from it any more
        engine = opened(folder)
    reported_and_mended(engine, folder)


def test_old_files_are_collected(folder: Path) -> None:
    """An index that is written to for long does not grow: files of merged segments go."""
    engine = opened(folder)
    for number in range(30):
        engine.put([plan("p0", body=f"lần thứ {number}")])
    commit = latest_commit(generation(folder))
    assert len(commit.segments) <= 12
    used = {path.name for path in files_of(generation(folder), commit)}
    assert {path.name for path in generation(folder).iterdir() if path.name[0] not in ".avsm"} - used == set()
    assert engine.count() == 22
    assert found(engine, "thứ 29") == ["p0"]


def test_an_interrupted_commit_changes_nothing(folder: Path) -> None:
    engine = opened(folder)
    with pytest.raises(AttributeError):
        engine.put([plan("good"), None])  # type: ignore[list-item]
    assert engine.count() == 22
    engine.put([plan("good")])
    assert engine.count() == 23


def test_estimates_say_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the budget of postings the commonest words are left out; what was asked still comes first."""
    monkeypatch.setattr("index.tantivy_engine.BUDGET", 10)
    engine = opened(folder)
    engine.put([plan("rare", body="thi đua nạo vét kênh mương")])
    results = engine.search(parse_query("thi đua nạo vét kênh mương"), Filters(AGENCY))
    assert results.hits[0].id == "rare"
    assert not results.total_is_exact


def common(engine: Engine) -> None:
    """A hundred entries that all say thi đua, on days one after another; every tenth for unit A alone."""
    engine.put(
        plan(
            f"p{number}",
            number=number,
            body="thi đua " * (1 + number % 7),
            issued_on=date(2021, 1, 1) + timedelta(days=number),
            readers=("unit:A",) if number % 10 == 0 else (EVERYBODY,),
        )
        for number in range(100)
    )


def test_of_a_word_that_all_have_some_stand_for_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.tantivy_engine.BUDGET", 20)
    engine = opened(tmp_path / "index")
    common(engine)
    for text in ("thi", "thi đua", "Thi đua"):
        results = engine.search(parse_query(text), Filters(AGENCY), limit=100)
        assert results.total == 90
        assert not results.total_is_exact
        assert sum(count for _, _, count in results.facets["kind"]) == 90
        assert 0 < len(results.hits) == results.listed <= 40
        assert all(int(hit.id[1:]) % 10 for hit in results.hits)


def test_a_rare_word_beside_a_common_one_is_counted_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of a common word stand for the rest only where nothing else tells which are meant."""
    monkeypatch.setattr("index.tantivy_engine.BUDGET", 20)
    engine = opened(tmp_path / "index")
    common(engine)
    engine.put(plan(f"rare{number}", body="thi đua kênh mương") for number in range(12))
    for text in ("kênh thi", "Kênh thi đua", "mương"):
        assert engine.search(parse_query(text), Filters(AGENCY)).total == 12


@pytest.mark.parametrize(("order", "first"), [("newest", "p99"), ("oldest", "p1")])
def test_the_order_decides_which_stand_for_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Order, first: str
) -> None:
    monkeypatch.setattr("index.tantivy_engine.BUDGET", 20)
    engine = opened(tmp_path / "index")
    common(engine)
    hits = engine.search(parse_query("thi đua"), Filters(AGENCY), order=order).hits
    assert hits[0].id == first
    step = 1 if order == "oldest" else -1
    assert [hit.id for hit in hits] == sorted((hit.id for hit in hits), key=lambda id_: step * int(id_[1:]))


def test_whoever_may_see_little_finds_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands for the rest is chosen among what may be seen, not thinned out by it."""
    monkeypatch.setattr("index.tantivy_engine.BUDGET", 20)
    engine = opened(tmp_path / "index")
    common(engine)
    seen = Filters(AGENCY, readers=frozenset({"unit:A"}))
    results = engine.search(parse_query("thi đua"), seen)
    assert {hit.id for hit in results.hits} == {f"p{number}" for number in range(0, 100, 10)}
    assert results.total == 10


def test_the_removed_stay_removed_through_merges(tmp_path: Path) -> None:
    engine = opened(tmp_path / "index")
    for number in range(20):
        engine.put([plan(f"p{number}")])
        if number % 3 == 0:
            engine.remove([f"p{number}"])
    assert sorted(found(engine), key=lambda id_: int(id_[1:])) == [f"p{n}" for n in range(20) if n % 3]
    assert engine.count() == 13


@pytest.mark.slow
def test_a_large_rebuild_by_several_processes_keeps_order_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.tantivy_fill.FEW", 10)
    monkeypatch.setattr("index.tantivy_fill.CHUNK", 7)
    engine, told = opened(tmp_path / "index"), []
    entries = [plan(f"p{number}", body=f"việc thứ {number}") for number in range(60)]
    engine.rebuild([*entries, plan("p3", body="đã đổi")], told.append)
    assert sum(told) == 61
    assert list(engine.check([*entries[:3], plan("p3", body="đã đổi"), *entries[4:]], whole=True)) == []
