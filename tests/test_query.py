"""What people type is understood, or searched as words; nothing they type is an error."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.fields
from index.fields import fields_in
from index.query import MOST_WORDS, Query, parse_query
from index.text import fold, folded_key


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
    query = parse_query("nơi chốn: huyện đoàn năm: nay loại: gì đó")
    assert notes_of(query) == ["unknown_field", "bad_value", "bad_value"]
    assert query.notes[0].data == {"field": "chốn"}
    assert sorted(word for run in words_of(query) for word in run) == sorted(
        ["noi", "chon", "huyen", "doan", "nay", "gi", "do"]
    )


def fields_of(query: Query) -> list[tuple[str, str]]:
    return [(named.name, named.unit or " ".join(word.folded for word in named.words)) for named in query.named]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("trích yếu: thi đua, khen thưởng", [("subject", "thi dua khen thuong")]),
        ("trich yeu:thi dua nơi nhận: Sở Nội vụ", [("subject", "thi dua"), ("party", "so noi vu")]),
        ("Kính gửi: UBND xã", [("party", "uy ban nhan dan xa")]),
        ('cơ quan ban hành: "UBND tỉnh, thành phố"', [("issuer", "uy ban nhan dan tinh thanh pho")]),
        ("căn cứ: Luật Thi đua 30/2020/NĐ-CP", [("basis", "30/2020/nd-cp"), ("basis", "luat thi dua")]),
        ("ký hiệu: KH-UBND", [("reference", "kh-ubnd")]),
        ("số, ký hiệu: qđ – ubnd", [("reference", "qd-ubnd")]),
        ("symbol: KH", [("reference", "kh")]),
        ("ghi chú: kho cũ nơi lưu: VT", [("note", "kho cu"), ("kept_at", "vt")]),
        (
            "chức vụ: Chủ tịch số trang: 37 số bản: 12",
            [("signer_title", "chu tich"), ("pages", "37"), ("copies", "12")],
        ),
        ("ngày đến: 05/01/2026 số đến: 12", [("arrived_on", "@2026-01-05"), ("arrival_number", "12")]),
        ("ngày đến: tháng 1/2026", [("arrived_on", "@2026-01")]),
        ("ngôn ngữ: Anh; độ mật: Mật", [("language", "anh"), ("secrecy", "mat")]),
        ("subject: plan recipient: department", [("subject", "plan"), ("party", "department")]),
    ],
)
def test_fields_by_name(text: str, fields: list[tuple[str, str]]) -> None:
    query = parse_query(text)
    assert fields_of(query) == fields
    assert (query.words, query.notes) == ((), ())


def test_a_number_in_the_field_of_symbols_is_a_document() -> None:
    for text in ("số ký hiệu: 15/KH-UBND", "số và ký hiệu: 15/kh-ubnd", "số/ký hiệu: 15/KH-UBND"):
        assert [unit.unit for unit in parse_query(text).units] == ["15/kh-ubnd"], text
    assert parse_query("số ký hiệu: 15").number == 15


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("từ ngày: 05/01/2026 đến ngày: 31/01/2026", date(2026, 1, 5), date(2026, 1, 31)),
        ("tu ngay: 5-1-2026", date(2026, 1, 5), None),
        ("từ ngày: 05/01/2026 đến 31/01/2026", date(2026, 1, 5), date(2026, 1, 31)),
        ("từ: tháng 2/2024 đến: 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("đến ngày: ngày 31 tháng 01 năm 2026", None, date(2026, 1, 31)),
        ("ngày: 05/01/2026", date(2026, 1, 5), date(2026, 1, 5)),
        ("ngày ban hành: 12/2026", date(2026, 12, 1), date(2026, 12, 31)),
        ("ngày ký: 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("ngày: 01/01/2026 - 15/01/2026", date(2026, 1, 1), date(2026, 1, 15)),
        ("ngày: trước 05/01/2026", None, date(2026, 1, 4)),
        ("sau ngày: 05/01/2026", date(2026, 1, 6), None),
        ("trước ngày: 05/01/2026", None, date(2026, 1, 4)),
        ("since: 2026-01-05 until: 2026-01-31", date(2026, 1, 5), date(2026, 1, 31)),
    ],
)
def test_spans_of_days(text: str, since: date | None, until: date | None) -> None:
    query = parse_query(text)
    assert (query.since, query.until) == (since, until)
    assert (query.words, query.units, query.notes) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("hạn trả lời: 05/12/2026", date(2026, 12, 5), date(2026, 12, 5)),
        ("hạn: trước ngày 05/12/2026", None, date(2026, 12, 4)),
        ("han tra loi: den 05/12/2026", None, date(2026, 12, 5)),
        ("thời hạn trả lời: từ 01/12/2026 đến 05/12/2026", date(2026, 12, 1), date(2026, 12, 5)),
        ("due: 12/2026", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_the_day_an_answer_is_due(text: str, since: date | None, until: date | None) -> None:
    query = parse_query(text)
    assert (query.due_since, query.due_until) == (since, until)
    assert (query.since, query.until, query.words) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "statuses", "origin", "urgency"),
    [
        ("tình trạng: đã thu hồi", ("recalled",), None, None),
        ("tinh trang: het hieu luc nguồn: nhập", ("recalled", "replaced"), "imported", None),
        ("trạng thái: còn hiệu lực", ("issued", "amended", "corrected"), None, None),
        ("nguồn: ban hành", (), "issued", None),
        ("mức độ khẩn: hoả tốc", (), None, "Hỏa tốc"),
        ("khẩn: thượng khẩn", (), None, "Thượng khẩn"),
        ("do khan: khan", (), None, "Khẩn"),
    ],
)
def test_choices(text: str, statuses: tuple[str, ...], origin: str | None, urgency: str | None) -> None:
    query = parse_query(text)
    assert (query.statuses, query.origin, query.urgency) == (statuses, origin, urgency)
    assert (query.words, query.notes) == ((), ())


def test_what_follows_a_choice_or_a_day_is_searched() -> None:
    query = parse_query("tình trạng: đã thu hồi thi đua ngày: 05/01/2026 khen thưởng")
    assert (query.statuses, query.since) == (("recalled",), date(2026, 1, 5))
    assert sorted(word for run in words_of(query) for word in run) == ["dua", "khen", "thi", "thuong"]


@pytest.mark.parametrize(
    "text", ["tình trạng: lạ", "từ ngày: mai", "hạn: 30/02/2026", "khẩn: vừa", "ký hiệu: ,", "số: x"]
)
def test_a_value_that_cannot_be_used_is_noted_and_searched(text: str) -> None:
    query = parse_query(text)
    assert notes_of(query)[0] == "bad_value"
    assert query.statuses == ()
    assert (query.since, query.due_since, query.urgency) == (None, None, None)


def test_the_body_is_searched_as_words() -> None:
    assert words_of(parse_query("nội dung: nạo vét kênh")) == [["nao", "vet", "kenh"]]
    assert parse_query('toàn văn: "nạo vét kênh"').typed_phrases == ("nạo vét kênh",)


def test_a_time_is_no_field() -> None:
    assert notes_of(parse_query("họp lúc 8:30 ngày 05/01/2026")) == []


def test_every_name_of_a_field_is_found_with_and_without_marks() -> None:
    table = tomllib.loads((Path(index.fields.__file__).parent / "fields.toml").read_text(encoding="utf-8"))
    names = [written for field in table.values() for written in field["names"]]
    assert len(names) == len({folded_key(name) for name in names})
    for name, field in table.items():
        for written in field["names"]:
            for typed in (written, written.upper(), fold(written)):
                (at,) = fields_in(f"khen thưởng {typed}: giá trị")
                assert at.name == name, typed


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
