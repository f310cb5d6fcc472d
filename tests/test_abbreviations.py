"""Abbreviations are read by what is near them; an index keeps the table it was made with."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import Abbreviations, Meaning, default, from_rows
from index.engine import Engine, Filters
from index.engines import open_engine
from index.query import parse_query
from index.text import clean, words
from tests.engines import ENGINES, lit
from tests.index_samples import AGENCY, plan


def read(text: str, kind: str = "", on: date | None = None, table: Abbreviations | None = None) -> str:
    reading = (table or default()).reading(kind, on)
    return " ".join(word.folded for word in reading.words(clean(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HĐ thi đua cấp huyện", "hoi dong thi dua cap huyen"),
        ("họp HĐ thẩm định", "hop hoi dong tham dinh"),
        ("ký kết HĐ mua bán", "ky ket hop dong mua ban"),
        ("chấm dứt HĐ lao động", "cham dut hop dong lao dong"),
        ("theo HĐ đã nêu", "theo hd da neu"),
        ("HĐ ký với HĐ", "hd ky voi hd"),
        ("Phó CT UBND xã", "pho chu tich uy ban nhan dan xa"),
        ("thực hiện CT số 05", "thuc hien chi thi so 5"),
        ("CT TNHH Minh Anh", "cong ty tnhh minh anh"),
        ("Sở TC", "so tai chinh"),
        ("Ban TC cán bộ", "ban to chuc can bo"),
        ("TT số 10 của Bộ trưởng", "thong tu so 10 cua bo truong"),
        ("TT HĐND xã", "thuong truc hoi dong nhan dan xa"),
        ("TT Y tế", "trung tam y te"),
        ("BCH Đoàn xã", "ban chap hanh doan xa"),
        ("BCH Quân sự xã", "ban chi huy quan su xa"),
        ("15/HĐ-MB và QĐ-CT", "15 hd mb va qd ct"),
        ("tt số một, Ct khác", "tt so mot ct khac"),
    ],
)
def test_what_is_near_decides(text: str, expected: str) -> None:
    assert read(text) == " ".join(word.folded for word in words(clean(expected)))


def test_the_kind_of_the_document_decides() -> None:
    assert read("Theo HĐ đã nêu", kind="hop-dong") == "theo hop dong da neu"
    assert read("Nội dung CT này", kind="chi-thi") == "noi dung chi thi nay"


def test_what_a_meaning_is_otherwise_and_when_it_was() -> None:
    table = Abbreviations(
        (
            Meaning("KP", "khu phố"),
            Meaning("KP", "kinh phí", near=("cấp",)),
            Meaning("TTPVHCC", "trung tâm phục vụ hành chính công", since=date(2025, 7, 1)),
        )
    )
    assert read("KP 3", table=table) == "khu pho 3"
    assert read("cấp KP", table=table) == "cap kinh phi"
    assert read("TTPVHCC", on=date(2025, 6, 30), table=table) == "ttpvhcc"
    assert read("TTPVHCC", on=date(2025, 7, 1), table=table) == "trung tam phuc vu hanh chinh cong"
    assert read("TTPVHCC", table=table) == "trung tam phuc vu hanh chinh cong"


def test_a_table_comes_back_from_its_rows() -> None:
    table = Abbreviations((*default().rows, Meaning("X-Y", "xa gần", ("một",), ("ke-hoach",), date(2020, 1, 1), None)))
    again = from_rows(json.loads(table.to_json()))
    assert again == table
    assert again.digest == table.digest != default().digest


@given(
    st.lists(
        st.sampled_from(["HĐ", "thi", "đua", "mua bán", "CT", "-", "/", "số 5", "1.000", "UBND", "ký"]), max_size=12
    )
)
def test_tokens_from_anywhere_are_read_alike(parts: list[str]) -> None:
    """A passage is cut out of the middle of a text: there every word must be what it was when it was indexed."""
    text = clean(" ".join(parts))
    reading = default().reading()
    whole = list(reading.tokens(text))
    assert [word for token in whole for word in token.words] == reading.words(text)
    for number, token in enumerate(whole):
        assert list(reading.tokens(text, token.start)) == whole[number:]


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(ENGINES[request.param](tmp_path))
    yield opened
    opened.close()


def found(engine: Engine, text: str) -> list[str]:
    query = parse_query(text, engine.abbreviations())
    return sorted(hit.id for hit in engine.search(query, Filters(AGENCY)).hits)


def test_an_abbreviation_is_found_by_its_words_and_by_itself(engine: Engine) -> None:
    engine.put(
        [
            plan("council", subject="Việc một", body="Cuộc họp của HĐ thi đua."),
            plan("contract", subject="Việc hai", body="Ký kết HĐ mua bán điện."),
            plan("neither", subject="Việc ba", body="Theo HĐ đã nêu."),
        ]
    )
    assert found(engine, "hội đồng") == ["council"]
    assert found(engine, "hop dong mua ban") == ["contract"]
    assert found(engine, '"HĐ thi đua"') == ["council"]
    assert found(engine, "HĐ") == found(engine, "hd") == ["contract", "council", "neither"]
    for text, expected in (("hợp đồng", ["HĐ"]), ("HĐ", ["HĐ"])):
        query = parse_query(text, engine.abbreviations())
        (hit,) = [hit for hit in engine.search(query, Filters(AGENCY)).hits if hit.id == "contract"]
        assert lit(hit) == expected


def test_an_index_keeps_the_table_it_was_made_with(
    engine: Engine, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    entries = [plan("a", subject="Việc", body="KP Phước Lai"), plan("b", subject="Việc", body="khu phố khác")]
    engine.put(entries)
    assert engine.abbreviations() == default()
    assert found(engine, "khu phố") == ["b"]
    table = Abbreviations((*default().rows, Meaning("KP", "khu phố")))
    engine.rebuild(entries, table=table)
    assert found(engine, "khu phố") == ["a", "b"]
    other = open_engine(ENGINES[request.node.callspec.params["engine"]](tmp_path))
    assert other.abbreviations() == table
    other.put([plan("c", subject="Việc", body="ở KP Phước Mỹ")])
    assert found(engine, "kp") == found(other, "khu phố") == ["a", "b", "c"]
    assert list(engine.check([*entries, plan("c", subject="Việc", body="ở KP Phước Mỹ")], whole=True)) == []
    engine.rebuild(entries)  # without a table: as it was
    assert engine.abbreviations() == table
    engine.rebuild([replace(entries[0])], table=default())
    assert found(other, "khu phố") == []
    other.close()
