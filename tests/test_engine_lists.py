"""What every engine must offer around a list: order, standing, fields by name, completion, likeness, size."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.asked import Named
from index.engine import Completion, Engine, Entry, Filters
from index.engines import open_engine
from index.query import parse_query
from tests.engines import ENGINES, found, search
from tests.index_samples import AGENCY, OTHER_AGENCY, decision, plan

OURS = Filters(AGENCY)


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(ENGINES[request.param](tmp_path))
    yield opened
    opened.close()


def test_recalled_stands_behind_what_answers_equally_well(engine: Engine) -> None:
    engine.put(
        [
            plan("recalled", issued_on=date(2026, 5, 3), status="recalled"),
            plan("replaced", issued_on=date(2026, 5, 2), status="replaced"),
            plan("amended", issued_on=date(2026, 5, 1), status="amended"),
            plan("old", issued_on=date(2020, 1, 1)),
        ]
    )
    assert found(engine, "thi đua khen thưởng") == ["amended", "old", "recalled", "replaced"]
    assert found(engine, "thi đua", order="newest") == ["recalled", "replaced", "amended", "old"]
    assert found(engine, "", status="recalled") == ["recalled"]
    assert {value: count for value, _, count in search(engine, "").facets["status"]} == {
        "recalled": 1, "replaced": 1, "amended": 1, "issued": 1,
    }  # fmt: skip


def test_orders(engine: Engine) -> None:
    def entry(id_: str, number: int, symbol: str, day: date, subject: str) -> Entry:
        reference = f"{number:02}/{symbol}"
        return plan(
            id_, number=number, symbol=symbol, reference=reference, issued_on=day, year=day.year, subject=subject
        )

    engine.put(
        [
            entry("a", 2, "KH-UBND", date(2025, 3, 1), "Ưu tiên"),
            entry("b", 1, "KH-UBND", date(2025, 2, 1), "Ân cần"),
            entry("c", 1, "KH-UBND", date(2026, 1, 1), "Uy tín"),
            entry("d", 9, "BC-UBND", date(2024, 1, 1), "Đất đai"),
            entry("e", 3, "ĐA-UBND", date(2023, 1, 1), "An ninh"),
        ]
    )
    assert found(engine, "", order="newest") == ["c", "a", "b", "d", "e"]
    assert found(engine, "", order="oldest") == ["e", "d", "b", "a", "c"]
    assert found(engine, "", order="reference") == ["d", "e", "c", "b", "a"]
    assert found(engine, "", order="subject") == ["e", "b", "d", "c", "a"]
    assert found(engine, "", order="subject", offset=1, limit=2) == ["b", "d"]


FACTS = (
    ("urgency", "Hoả tốc"),
    ("due_on", "2026-12-05"),
    ("signer_title", "TM. Ủy ban nhân dân Chủ tịch"),
    ("pages", "37"),
    ("note", "chuyển từ kho cũ"),
)


def test_a_hit_tells_where_it_stands_and_its_facts(engine: Engine) -> None:
    engine.put([plan(issuer="UBND xã Nhơn Trạch", status="amended", origin="imported", facts=FACTS)])
    (hit,) = search(engine, "").hits
    assert (hit.issuer, hit.status, hit.origin, hit.facts) == ("UBND xã Nhơn Trạch", "amended", "imported", FACTS)


def test_facts_and_appendices_are_searched_as_words(engine: Engine) -> None:
    engine.put([plan("with", facts=FACTS, appendix="Danh sách hộ nghèo"), plan("without", body="việc khác")])
    for text in ("hỏa tốc", "hoa toc", "05/12/2026", "chủ tịch", "kho cũ", '"hộ nghèo"', "danh sach ho ngheo"):
        assert found(engine, text) == ["with"], text
    assert found(engine, "37") == []
    (hit,) = search(engine, "hộ nghèo").hits
    assert ("hộ nghèo", True) in hit.snippet


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (Named("pages", unit="37"), {"one"}),
        (Named("due_on", unit="@2026-12-05"), {"one"}),
        (Named("due_on", unit="@2026-12"), {"one", "two"}),
        (Named("due_on", unit="@2026"), {"one", "two"}),
        (Named("note", parse_query("kho cũ").words), {"one"}),
        (Named("note", parse_query("thi đua").words), set()),
        (Named("subject", parse_query("thi dua").words), {"one", "two"}),
        (Named("subject", parse_query("thí đua").words), set()),
        (Named("party", parse_query("sở nội").words), {"two"}),
        (Named("basis", unit="30/2020/nd-cp"), {"two"}),
        (Named("issuer", parse_query("nhơn trạch").words), {"one"}),
    ],
)
def test_fields_by_name(engine: Engine, named: Named, expected: set[str]) -> None:
    two = plan(
        "two", facts=(("due_on", "2026-12-31"),), parties=("Sở Nội vụ",),
        bases=("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;",),
    )  # fmt: skip
    engine.put([plan("one", facts=FACTS, issuer="UBND xã Nhơn Trạch"), two, plan("three", subject="Việc khác")])
    query = replace(parse_query(""), named=(named,))
    assert {hit.id for hit in engine.search(query, OURS).hits} == expected


def test_spans_of_days_in_filters_and_queries(engine: Engine) -> None:
    engine.put([plan("one", facts=FACTS), plan("none"), plan("old", issued_on=date(2019, 1, 1))])
    assert found(engine, "", due_since=date(2026, 12, 5), due_until=date(2026, 12, 5)) == ["one"]
    assert found(engine, "", due_until=date(2026, 12, 4)) == []
    query = replace(parse_query(""), since=date(2018, 1, 1), until=date(2019, 1, 1))
    assert [hit.id for hit in engine.search(query, OURS).hits] == ["old"]
    query = replace(parse_query(""), due_since=date(2026, 1, 1))
    assert [hit.id for hit in engine.search(query, OURS).hits] == ["one"]


def test_facets_and_filters_join_what_is_written_differently(engine: Engine) -> None:
    engine.put(
        [
            plan("a", signer="NGUYỄN THỊ THUÝ", issuer="ỦY BAN NHÂN DÂN XÃ", facts=(("urgency", "HOẢ TỐC"),)),
            plan("b", signer="Nguyễn Thị Thúy", issuer="Uỷ ban nhân dân xã", facts=(("urgency", "Hỏa tốc"),)),
            plan("c", signer="Nguyễn Thị Thúy", issuer="Ủy ban nhân dân xã", facts=(("urgency", "Khẩn"),)),
            plan("d", signer="Nguyễn Thị Thủy", issuer="Hội đồng nhân dân xã"),
        ]
    )
    facets = search(engine, "").facets
    assert [(label, count) for _, label, count in facets["signer"]] == [("Nguyễn Thị Thúy", 3), ("Nguyễn Thị Thủy", 1)]
    assert [count for *_, count in facets["issuer"]] == [3, 1]
    assert [count for *_, count in facets["urgency"]] == [2, 1]
    for name in ("signer", "issuer", "urgency"):
        value, _, count = facets[name][0]
        assert search(engine, "", **{name: value}).total == count
    assert found(engine, "", origin="imported") == []
    assert sorted(found(engine, "", origin="issued", urgency="khan")) == ["c"]


# completion


@pytest.fixture
def office(engine: Engine) -> Engine:
    engine.put(
        [
            plan(
                "k1",
                number=15,
                reference="15/KH-UBND",
                parties=("Sở Nội vụ", "Ban Tổ chức"),
                issuer="UBND xã Nhơn Trạch",
            ),
            plan("k2", number=16, reference="16/KH-UBND", parties=("Sở Nội vụ",), issuer="UBND xã Nhơn Trạch"),
            decision("q1"),
            plan("x", agency_id=OTHER_AGENCY, subject="Thi đua nơi khác", signer="Nguyễn Văn Khác"),
        ]
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nguyen h", Completion("Nguyễn Hữu Thành", "signer", 2)),
        ("Hữu", Completion("Nguyễn Hữu Thành", "signer", 2)),
        ("thuy", Completion("Lê Thị Thúy", "signer", 1)),
        ("sở n", Completion("Sở Nội vụ", "party", 2)),
        ("nhơn tr", Completion("UBND xã Nhơn Trạch", "issuer", 2)),
        ("ke h", Completion("Kế hoạch", "kind", 2)),
        ("15/", Completion("15/KH-UBND", "reference", 1)),
        ("số 16", Completion("16/KH-UBND", "reference", 1)),
        ("15/qđ", Completion("15/QĐ-UBND", "reference", 1)),
        ("thi đua, kh", Completion("Công tác thi đua, khen thưởng trên địa bàn huyện năm 2021", "subject", 2)),
        ("tặng giấy khen ", Completion("Về việc tặng Giấy khen cho tập thể, cá nhân", "subject", 1)),
    ],
)
def test_completion(office: Engine, typed: str, expected: Completion) -> None:
    assert expected in office.complete(typed, OURS)


@pytest.mark.parametrize(
    "typed", ["", " ", "k", "không ai gõ thế", "nguyễn hừu", "thúy ", "\x00", "🎉", "\ud800", "a" * 5000, "khác", "99/"]
)
def test_nothing_to_complete(office: Engine, typed: str) -> None:
    assert [each for each in office.complete(typed, OURS) if "Khác" in each.text or typed != "thúy "] == []


def test_completion_keeps_to_its_limit(office: Engine) -> None:
    for limit in (0, 1, 2, 5):
        assert len(office.complete("thi", OURS, limit)) <= limit
    assert office.complete("ke h", Filters("no such agency")) == []


# did you mean


@pytest.fixture
def plans(engine: Engine) -> Engine:
    praise = "Ban hành kế hoạch thi đua, khen thưởng của Hội đồng Thi đua - Khen thưởng."
    engine.put(
        [
            *(plan(f"p{n}", number=n, body=praise) for n in range(1, 6)),
            *(plan(f"k{n}", number=n, subject="Nạo vét kênh mương", body="Nạo vét kênh.") for n in range(1, 5)),
            plan("t", subject="Bí thư Đảng ủy xã", body="Bí thư chủ trì.", signer="Lê Thị Thúy"),
            plan("x", agency_id=OTHER_AGENCY, subject="Hoạchj kênhm", body="thưởngr"),
            plan("h", readers=(), subject="hoachj dduaw thuongr", body="ke hoachj"),
        ]
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ke hoachj thi dua", "kế hoạch thi đua"),
        ("thi dduaw khen thuongr", "thi đua khen thưởng"),
        ("thi đua khen thưởngr", "thi đua khen thưởng"),
        ("ke hoach5 thi d9ua", "kế hoạch thi đua"),
        ("kế hoạhc thi đua", "kế hoạch thi đua"),
        ("ke hoac thi dua", "kế hoạch thi đua"),
        ("Ke hoahc khen thuong", "Kế hoạch khen thưởng"),
        ("ke hoachj nao vet", "kế hoạch nạo vét"),  # a word of the kind alone
        ("nao vet kenhm muong", "nạo vét kênh mương"),
        ("nạo vétt kêh mương", "nạo vét kênh mương"),
        ("thidua khenthuong", "thi đua khen thưởng"),
        ('"khen thuởng" thi đua', '"khen thưởng" thi đua'),
        ('"bị thư"', '"bí thư"'),
        ("người ký: Thủy", "người ký: Thúy"),
        ("năm: 2021 nao vet kenhh", "năm: 2021 nạo vét kênh"),
    ],
)
def test_did_you_mean(plans: Engine, typed: str, meant: str) -> None:
    told = search(plans, typed).meant
    assert told is not None
    assert told == meant
    assert search(plans, told).total > 0


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kế hoạch thi đua",
        "ke hoach thi dua",
        "bí thư",
        "xyzzy",
        "zzzz qqqq",
        "99/KH-UBND",
        "số 99",
        "nạo vét bà bông",
    ],
)
def test_nothing_else_was_meant(plans: Engine, typed: str) -> None:
    assert search(plans, typed).meant is None


# like this one


def test_like_this_one(engine: Engine) -> None:
    flood = "Phòng chống lụt bão, sơ tán dân vùng trũng, chuẩn bị thuyền bè và lương thực."
    engine.put(
        [
            plan("flood 2025", subject="Phòng chống lụt bão năm 2025", body=flood),
            plan("flood 2026", subject="Phòng chống lụt bão năm 2026", body=flood + " Phân công trực ban."),
            plan("flood old", subject="Phòng chống lụt bão", body="Sơ tán dân vùng trũng.", status="recalled"),
            *(plan(f"other {n}", body=f"Việc thứ {n} của văn phòng và các đơn vị.") for n in range(20)),
        ]
    )
    alike = [hit.id for hit in engine.like("flood 2025", OURS)]
    assert alike[:2] == ["flood 2026", "flood old"]
    assert "flood 2025" not in alike
    assert len(engine.like("other 3", OURS, limit=4)) <= 4
    assert engine.like("no such", OURS) == engine.like("\ud800", OURS) == []


def test_size(engine: Engine) -> None:
    engine.put([plan("a"), plan("b"), plan("c", agency_id=OTHER_AGENCY, readers=())])
    engine.remove(["b"])
    assert engine.size().documents == 2
    assert engine.size().bytes > 1000
