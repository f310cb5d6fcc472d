"""What people type is understood, or searched as words; nothing they type is an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import MOST_WORDS, Query, parse_query


def words_of(query: Query) -> list[list[str]]:
    return [[word.folded for word in run] for run in query.runs]


def notes_of(query: Query) -> list[str]:
    return [note.code for note in query.notes]


def test_nothing_typed_is_an_empty_query() -> None:
    for text in ("", "   ", '"', '""', "()", "* ~ :", "\n"):
        query = parse_query(text)
        assert (query.words, query.units, query.phrases, query.kind) == ((), (), (), None)


def test_words_and_their_marks() -> None:
    query = parse_query("kế hoach thi đua của huyện")
    assert words_of(query) == [["ke", "hoach", "thi", "dua", "cua", "huyen"]]
    assert [word.marked for word in query.words] == [True, False, False, True, True, True]
    assert [word.folded for word in query.words if word.quiet] == ["cua"]
    assert query.with_marks
    assert query.typed == ("kế", "hoach", "thi", "đua", "của", "huyện")
    assert not parse_query("ke hoach 2021").with_marks


def test_an_abbreviation_is_searched_as_its_words_without_insisting_on_marks() -> None:
    query = parse_query("ubnd huyen")
    assert words_of(query) == [["uy", "ban", "nhan", "dan", "huyen"]]
    assert not query.with_marks
    assert parse_query("ubnd").words == parse_query("UBND").words


def test_a_symbol_is_not_written_out() -> None:
    assert words_of(parse_query("KH-UBND")) == [["kh", "ubnd"]]
    assert words_of(parse_query("KT-XH")) == [["kinh", "te", "xa", "hoi"]]


@pytest.mark.parametrize(
    "text",
    ["15/KH-UBND", "15/kh-ubnd", "15 /KH - UBND", "số 15/KH-UBND", "Số: 15/KH–UBND", '"15/KH-UBND"', "015/kh-ubnd"],
)
def test_a_document_number_is_one_unit(text: str) -> None:
    query = parse_query(text)
    assert [(unit.what, unit.unit) for unit in query.units] == [("reference", "15/kh-ubnd")]
    assert query.words == ()
    assert query.number is None


@pytest.mark.parametrize("text", ["số 15", "so 015", "Quyết định số 15", "kh số 15"])
def test_a_bare_number(text: str) -> None:
    assert [(unit.what, unit.unit) for unit in parse_query(text).units] == [("number", "15")]


def test_a_number_that_only_looks_like_a_documents() -> None:
    assert parse_query("dân số 15").units == ()
    assert words_of(parse_query("tổng số 15 người")) == [["tong", "so", "15", "nguoi"]]


@pytest.mark.parametrize(
    "text", ["05/01/2026", "ngày 05 tháng 01 năm 2026", "ngày 5-1-2026", "ngay 5 thang 1 nam 2026"]
)
def test_dates(text: str) -> None:
    query = parse_query(text)
    assert [unit.day for unit in query.units] == [date(2026, 1, 5)]
    assert query.words == ()


def test_phrases() -> None:
    query = parse_query('“thi đua yêu nước” huyện "giấy khen"')
    assert [[word.folded for word in phrase] for phrase in query.phrases] == [
        ["thi", "dua", "yeu", "nuoc"],
        ["giay", "khen"],
    ]
    assert words_of(query) == [["huyen"]]
    assert query.typed_phrases == ("thi đua yêu nước", "giấy khen")


def test_an_open_quote_is_nothing() -> None:
    query = parse_query('"thi đua')
    assert query.phrases == ()
    assert words_of(query) == [["thi", "dua"]]


@pytest.mark.parametrize(
    "text",
    [
        "loại: kế hoạch năm: 2021 người ký: Nguyễn Văn A số: 15",
        "loai:kh nam:2021 nguoi ky:Nguyễn Văn A so:15",
        'kind: "ke hoach" year: "2021" signer: "Nguyễn Văn A" number: "15"',
        "LOẠI: KH NĂM: 2021 NGƯỜI KÍ: Nguyễn Văn A SỐ: 015",
    ],
)
def test_fields(text: str) -> None:
    query = parse_query(text)
    assert (query.kind, query.year, query.number) == ("ke-hoach", 2021, 15)
    assert query.typed_signer == "Nguyễn Văn A"
    assert query.words == ()
    assert query.notes == ()


def test_what_follows_a_value_is_searched() -> None:
    query = parse_query('khen loại: quyết định thưởng năm: 2021 thi đua người ký: Thúy, "giấy khen"')
    assert (query.kind, query.year, query.typed_signer) == ("quyet-dinh", 2021, "Thúy")
    assert sorted(word for run in words_of(query) for word in run) == ["dua", "khen", "thi", "thuong"]
    assert query.typed_phrases == ("giấy khen",)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("qđ", "quyet-dinh"),
        ("QĐ", "quyet-dinh"),
        ("đề án", "de-an"),
        ("dự án", "du-an"),
        ("ĐA", "de-an"),
        ("DA", "du-an"),
        ("cv", "cong-van"),
        ("ttr", "to-trinh"),
        ("bao cao", "bao-cao"),
        ('"giấy khen"', "giay-khen"),
    ],
)
def test_kinds_by_name_and_abbreviation(typed: str, kind: str) -> None:
    assert parse_query(f"loại: {typed}").kind == kind


def test_what_is_not_understood_is_noted_and_searched() -> None:
    query = parse_query("nơi nhận: huyện đoàn năm: nay loại: gì đó")
    assert notes_of(query) == ["unknown_field", "bad_value", "bad_value"]
    assert query.notes[0].data == {"field": "nhận"}
    assert sorted(word for run in words_of(query) for word in run) == sorted(
        ["noi", "nhan", "huyen", "doan", "nay", "gi", "do"]
    )


def test_operators_are_words_or_nothing() -> None:
    assert words_of(parse_query("thi AND (đua) OR khen* ~thưởng^2 NOT [a TO b]")) == [
        ["thi", "and", "dua", "or", "khen", "thuong", "2", "not", "a", "to", "b"]
    ]


def test_only_so_many_words() -> None:
    query = parse_query(" ".join(f"t{count}" for count in range(200)))
    assert len(query.words) == MOST_WORDS
    assert notes_of(query) == ["too_long"]


PIECES = st.sampled_from(
    [
        '"',
        "loại:",
        "năm:",
        "người ký:",
        "số:",
        "số",
        "15",
        "/",
        "15/KH-UBND",
        "05/01/2026",
        "kế hoạch",
        "UBND",
        ":",
        "-",
        "\n",
        "(",
        "*",
        "\u0301",
        "\x00",
        "\ud800",
        "ngày",
        "tháng",
        "2021",
        "1.000.000",
        "“",
        "\u202e",
        "🎉",
        "kind:",
        "x:",
    ]
)


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_any_string_is_a_query(text: str) -> None:
    query = parse_query(text)
    assert query.text == text
    assert all(word.folded for word in query.words)
    assert all(query.runs) and all(query.phrases)
