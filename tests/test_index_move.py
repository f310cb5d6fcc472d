"""The index moves to another engine while the office issues, and every process follows without a restart."""

from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from archive.finding import unseen
from index.engine import Filters
from index.query import parse_query
from service import create_app, index_check, index_move, search
from service.index_place import url_of
from service.parts import Parts, build
from tests.archive_samples import Office


def found(parts: Parts, text: str) -> int:
    return parts.engine.search(parse_query(text), Filters("tan-hoa"), 0, 100).total


@pytest.fixture
def to(tmp_path: Path) -> str:
    return f"tantivy://{tmp_path}/fast"


def issue(parts: Parts, tmp_path: Path, count: int) -> None:
    subject = f"Nạo vét kênh mương đợt {count}"
    Office(tmp_path, parts.db, parts.store).issue("tan-hoa", "ke-hoach", subject=subject, text="Kênh mương.")
    search.index_waiting(parts, 100)


@pytest.mark.slow
def test_what_is_issued_while_the_index_moves_is_in_it(filed: Parts, tmp_path: Path, to: str) -> None:
    """Another process (its own parts) issues and indexes all the while, and follows the switch."""
    other = build(filed.config)
    began, ended = Event(), Event()
    issued: list[int] = []

    def go_on() -> None:
        while not ended.is_set() and len(issued) < 30:
            issue(other, tmp_path, len(issued))
            issued.append(len(issued))
            began.set()

    writer = Thread(target=go_on)
    writer.start()
    assert began.wait(30)
    steps: list[str] = []
    moved = index_move.move(filed, to, lambda what: steps.append(what) or unseen)  # type: ignore[func-returns-value]
    ended.set()
    writer.join()
    assert steps == ["index move", "index check", "index check again"]
    assert url_of(other.config) == to
    search.index_waiting(other, 100)
    assert moved.documents >= 23
    for parts in (filed, other):
        assert parts.engine.count() == 23 + len(issued)
        assert found(parts, "nạo vét kênh mương") == len(issued)
    assert index_check.check_index(filed) == []


def test_the_command(filed: Parts, to: str) -> None:
    run = create_app(filed.config).test_cli_runner().invoke
    old = filed.config.index_url
    told = run(args=["index", "move", to])
    assert told.exit_code == 0, told.output
    assert f"23 documents in {to}" in told.output
    assert f"the old index stays: {old}" in told.output
    assert found(filed, "thi đua") == 23
    assert Path(old.removeprefix("whoosh://")).is_dir()
    back = run(args=["index", "move", old, "--remove-old"])
    assert back.exit_code == 0, back.output
    assert not Path(to.removeprefix("tantivy://")).exists()
    assert found(filed, "thi đua") == 23


@pytest.mark.parametrize(
    ("url", "why"),
    [("opensearch://x", "no such engine"), ("tantivy://relative", "no such engine"), ("", "no such engine")],
)
def test_what_cannot_be_moved_to(filed: Parts, url: str, why: str) -> None:
    told = create_app(filed.config).test_cli_runner().invoke(args=["index", "move", url])
    assert told.exit_code == 1
    assert why in told.output
    assert found(filed, "thi đua") == 23


def test_it_lies_there_already_or_is_fixed_by_the_environment(filed: Parts, to: str) -> None:
    with pytest.raises(index_move.CannotMove, match="same"):
        index_move.move(filed, filed.config.index_url, lambda _: unseen)
    fixed = replace(filed, config=replace(filed.config, index_url=f"{to}-elsewhere"))
    with pytest.raises(index_move.CannotMove, match="fixed"):
        index_move.move(fixed, to, lambda _: unseen)
    with pytest.raises(index_move.CannotMove, match="same"):
        index_move.remove_old(filed, url_of(filed.config))
