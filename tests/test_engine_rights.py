"""What every engine must keep to itself: with rights it answers as an index that holds the visible entries alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.engine import Engine, Entry, Filters, Order
from index.engines import open_engine
from index.query import parse_query
from tests.engines import ENGINES, found, search
from tests.index_samples import AGENCY, OTHER_AGENCY, plan

ORDERS: tuple[Order, ...] = ("best", "newest", "oldest", "reference", "subject")


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(ENGINES[request.param](tmp_path))
    yield opened
    opened.close()


def seen_by(*tokens: str) -> Filters:
    return Filters(AGENCY, readers=frozenset(tokens))


def test_one_token_of_several_is_enough(engine: Engine) -> None:
    engine.put(
        [
            plan("open"),
            plan("unit", readers=("unit:12", "person:7")),
            plan("nobody", readers=()),
            plan("theirs", agency_id=OTHER_AGENCY, readers=("unit:12",)),
        ]
    )
    assert found(engine, "") == ["open"]
    assert sorted(found(engine, "thi đua", readers=frozenset({"office", "unit:12"}))) == ["open", "unit"]
    assert found(engine, "thi đua", readers=frozenset({"person:7", "unit:99"})) == ["unit"]
    assert found(engine, "", readers=frozenset()) == []


def test_rights_follow_the_entry(engine: Engine) -> None:
    engine.put([plan()])
    engine.put([plan(readers=("unit:1",))])
    assert found(engine, "thi đua") == []
    engine.put([plan()])
    assert found(engine, "thi đua") == ["plan"]


def test_what_is_hidden_is_never_suggested(engine: Engine) -> None:
    engine.put(
        [
            plan("open", subject="Kế hoạch nạo vét kênh mương", signer="Nguyễn Hữu Thành", parties=("Sở Nội vụ",)),
            plan(
                "hidden",
                number=77,
                reference="77/KH-UBND",
                subject="Kế hoạch nạo vét bí mật",
                signer="Nguyễn Văn Kín",
                issuer="Ủy ban kín đáo",
                parties=("Sở Kín",),
                kind_name="Kế hoạch kín",
                readers=("unit:1",),
            ),
        ]
    )
    for typed in ("nạo vét", "kế hoạch n", "nguyễn", "nguyen van k", "ủy ban", "sở", "77", "77/kh", "so k", "ke hoach"):
        told = " ".join(each.text for each in engine.complete(typed, seen_by("office")))
        assert "ín" not in told
        assert "77" not in told
    assert engine.like("hidden", seen_by("office")) == []
    assert "hidden" not in [hit.id for hit in engine.like("open", seen_by("office"))]
    results = search(engine, '77/KH-UBND nạo vét bí mật "kín đáo"')
    assert (results.total, results.meant) == (0, None)


# A small world in which words, people and numbers of visible and hidden entries are mixed.

KNOWN = "kế hoạch thi đua khen thưởng nạo vét kênh mương bí thư bị phòng cháy chữa y tế UBND"
SLIPS = "ke hoach thi dua khen thuong kenhm bi thu hcay"


def some_of(words: str, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words.split(" ")), min_size=1, max_size=most).map(" ".join)


WORDS = some_of(KNOWN, 7)
READERS = st.sampled_from([("office",), ("unit:1",), ("unit:2", "office"), ("person:7",), ()])


@st.composite
def worlds(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for number in range(1, draw(st.integers(3, 14)) + 1):
        kind, name, short = draw(st.sampled_from([("ke-hoach", "Kế hoạch", "KH"), ("bao-cao", "Báo cáo", "BC")]))
        entries.append(
            plan(
                f"d{number}",
                number=number,
                reference=f"{number:02}/{short}-UBND",
                symbol=f"{short}-UBND",
                kind=kind,
                kind_name=name,
                issued_on=date(2026, 1, 1) + timedelta(draw(st.integers(0, 400))),
                subject=draw(WORDS).capitalize(),
                body=draw(WORDS),
                signer=draw(st.sampled_from(["Lê Thị Thúy", "Lê Thị Thuý", "Trần Bình", "Nguyễn Hữu Thành"])),
                issuer=draw(st.sampled_from(["UBND xã Nhơn Trạch", "Hội đồng nhân dân xã", ""])),
                parties=(draw(st.sampled_from(["Sở Nội vụ", "Sở Y tế", "Như trên"])),),
                status=draw(st.sampled_from(["issued", "recalled", "amended"])),
                readers=draw(READERS),
            )
        )
    return entries


SPECIAL = ["", "số 3", "02/KH-UBND", "99/BC-UBND nạo vét", '"thi đua"', "ke hoachj", "thi dduaw", "khen thuongr"]
QUERIES = st.one_of(WORDS, st.sampled_from(SPECIAL), some_of(SLIPS, 6))
TYPED = st.sampled_from(["k", "ke", "kế h", "thi ", "thi đ", "le thi", "so", "ub", "3", "02/", "bá", "hoi dong n"])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # every example makes two indexes: shrinking takes minutes
)
@given(world=worlds(), queries=st.lists(QUERIES, min_size=4, max_size=8), typed=st.lists(TYPED, min_size=2, max_size=4))
def test_rights_answer_as_an_index_of_the_visible_alone(
    name: str, tmp_path_factory: pytest.TempPathFactory, world: list[Entry], queries: list[str], typed: list[str]
) -> None:
    """Totals, facets, order, scores, completion, "did you mean" and "like this" do not depend on what is hidden."""
    filters = seen_by("office", "unit:1")
    visible = [replace(entry, readers=("office",)) for entry in world if filters.readers.intersection(entry.readers)]
    whole, alone = (open_engine(ENGINES[name](tmp_path_factory.mktemp(folder))) for folder in ("whole", "alone"))
    whole.put(world)
    alone.put(visible)
    for text in queries:
        for order in ORDERS:
            mine, theirs = (each.search(parse_query(text), filters, 0, 20, order) for each in (whole, alone))
            assert replace(mine, took_ms=0.0) == replace(theirs, took_ms=0.0)
    for text in typed:
        assert whole.complete(text, filters) == alone.complete(text, filters)
    for entry in world:
        assert whole.like(entry.id, filters) == alone.like(entry.id, filters)
    whole.close()
    alone.close()
