"""The Whoosh engine's folder: damage is found and named, other versions are refused, a rebuild mends both."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.abbreviations import default
from index.engine import Engine, Entry, Filters
from index.engines import open_engine
from index.errors import IndexBroken, IndexBusy
from index.query import parse_query
from index.whoosh_engine import WhooshEngine
from index.whoosh_files import CHECKSUMS
from index.whoosh_folder import folder_of, latest_commit, segments_of
from tests.damage import cut_short, empty, garble, generation, largest, remove, reported_and_mended
from tests.index_samples import AGENCY, fill, found, plan


def opened(folder: Path) -> Engine:
    return open_engine(f"whoosh://{folder}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(opened(tmp_path / "index"))
    return tmp_path / "index"


DAMAGES = [cut_short, garble, empty, remove]
ENDINGS = [".pst", ".trm", "tokens.col", "shown.col", "facts.col", CHECKSUMS, ".toc"]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("was_open", [True, False])
def test_a_damaged_file_is_reported_and_a_rebuild_mends_it(
    folder: Path, damage: Callable[[Path], None], ending: str, was_open: bool
) -> None:
    engine = opened(folder)
    if was_open:
        assert len(found(engine)) == 22
    damage(largest(folder, ending))
    if ending == ".toc" and was_open and damage is not remove:
        assert len(found(engine)) == 22  # nothing is read from it any more
        engine = opened(folder)
    reported_and_mended(engine, folder)


def test_a_lost_pointer_is_damage_not_an_empty_index(folder: Path) -> None:
    (folder / "current").unlink()
    assert opened(folder).ready() == "damaged"


def test_a_lost_generation_is_damage(folder: Path) -> None:
    shutil.rmtree(generation(folder))
    assert opened(folder).ready() == "damaged"


def test_a_folder_that_is_a_file_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    assert opened(tmp_path / "index").ready() == "damaged"


@pytest.mark.parametrize("about", ['{"schema": 0, "analysis": 0}', "{}", "[]"])
def test_another_version_is_refused_and_rebuilt(folder: Path, about: str) -> None:
    engine = opened(folder)
    (generation(folder) / "about.json").write_text(about)
    assert engine.ready() == "other_version"
    with pytest.raises(IndexBroken) as caught:
        engine.put([plan()])
    assert caught.value.data["why"] == "other_version"
    engine.rebuild([plan()])
    assert engine.ready() is None


def test_versions_stand_in_the_folder(folder: Path) -> None:
    assert set(json.loads((generation(folder) / "about.json").read_bytes())) == {"schema", "analysis"}


@pytest.mark.slow
def test_a_rebuild_leaves_one_generation_in_one_segment(folder: Path) -> None:
    engine = opened(folder)
    engine.rebuild(plan(f"r{number}", body="việc " * 60_000) for number in range(12))
    left = [path for path in folder.iterdir() if path.is_dir()]
    assert left == [generation(folder)]
    assert not list(folder.glob("*.journal"))
    assert len(segments_of(left[0], latest_commit(left[0]))) == 1
    assert engine.count() == 12


def test_what_a_killed_rebuild_left_is_swept(folder: Path) -> None:
    engine = opened(folder)
    abandoned = folder_of(folder).new_generation(default())
    journal = abandoned.with_suffix(".journal")
    journal.touch()
    engine.put([plan("meanwhile")])
    assert not journal.exists()  # nobody is rebuilding: it would only grow
    engine.rebuild([plan()])
    assert not abandoned.exists()


def test_one_rebuild_at_a_time(folder: Path) -> None:
    engine, other = opened(folder), opened(folder)

    def entries() -> Iterator[Entry]:
        with pytest.raises(IndexBusy):
            other.rebuild([])
        yield plan()

    engine.rebuild(entries())
    assert other.count() == 1


def test_a_writer_waits_and_then_gives_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.folder._PATIENCE", 0.1)
    engine = opened(folder)
    with folder_of(folder).writing(), pytest.raises(IndexBusy) as caught:
        engine.put([plan()])
    assert caught.value.data == {"folder": str(folder), "seconds": 0.1}
    engine.put([plan()])
    assert engine.count() == 23


def test_an_interrupted_commit_changes_nothing(folder: Path) -> None:
    engine = opened(folder)
    with pytest.raises(AttributeError):
        engine.put([plan("good"), None])  # type: ignore[list-item]
    assert engine.ready() is None
    assert engine.count() == 22
    engine.put([plan("good")])
    assert engine.count() == 23


def test_segments_are_merged_a_few_at_a_time(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    assert isinstance(engine, WhooshEngine)
    most = 0
    for number in range(80):
        engine.put([plan(f"p{number}")])
        most = max(most, len(segments_of(generation(tmp_path), latest_commit(generation(tmp_path)))))
    assert most <= 15
    engine.remove([f"p{number}" for number in range(0, 80, 2)])
    for number in range(80, 100):
        engine.put([plan(f"p{number}")])
    assert engine.count() == 60
    assert sorted(found(engine, "thi đua")) == sorted(
        [f"p{n}" for n in range(1, 80, 2)] + [f"p{n}" for n in range(80, 100)]
    )


def test_estimates_say_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the budget of postings the commonest words are left out; what was asked still comes first."""
    monkeypatch.setattr("index.snapshot.Snapshot.__init__.__defaults__", (10,))
    engine = opened(folder)
    engine.put([plan("rare", body="thi đua nạo vét kênh mương")])
    results = engine.search(parse_query("thi đua nạo vét kênh mương"), Filters(AGENCY))
    assert results.hits[0].id == "rare"
    assert not results.total_is_exact
    assert "approximate" in [note.code for note in results.understood.notes]


def test_a_phrase_in_too_many_documents_is_an_estimate(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.searching.VERIFIED", 5)
    results = opened(folder).search(parse_query('"thi đua"'), Filters(AGENCY))
    assert (len(results.hits), results.total, results.total_is_exact) == (5, 5, False)


def test_words_too_common_to_be_read_are_still_found(folder: Path) -> None:
    """Beyond the budget of postings the exact words and the pair are read alone."""
    engine = WhooshEngine(str(folder))
    engine.put([plan(f"r{number}", body="quy định chung") for number in range(30)])
    assert engine.search(parse_query("quy định"), Filters(AGENCY)).total == 30
    engine._current().budget = 20
    results = engine.search(parse_query("quy định"), Filters(AGENCY))
    assert (results.total, results.total_is_exact) == (30, False)
