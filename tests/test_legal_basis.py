"""Legal bases: the facts in a typed line, the line as the decree wants it, what is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.legal_basis import LAWS, LegalBasis, missing, parse, written

DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"


@pytest.mark.parametrize(
    "typed",
    [
        DECREE,
        f"  {DECREE};",
        f"- {DECREE}.",
        "Căn cứ Nghị định 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư",
        "Căn cứ Nghị định số: 30/2020/NĐ-CP của Chính phủ ngày 5-3-2020, về công tác văn thư;",
        "Căn cứ Nghị định của Chính phủ số 30/2020/NĐ-CP ngày 5.3.2020 về công tác văn thư",
    ],
)
def test_one_decree_however_it_is_typed(typed: str) -> None:
    basis = parse(typed)
    assert (basis.kind, basis.number, basis.symbol, basis.issuer) == ("Nghị định", "30/2020", "NĐ-CP", "Chính phủ")
    assert (basis.dated, basis.subject) == (date(2020, 3, 5), "về công tác văn thư")
    assert written(basis) == DECREE
    assert missing(basis) == ()


def test_law_is_named_without_number_and_issuer() -> None:
    basis = parse("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/6/2022 của Quốc hội;")
    assert (basis.reference, basis.issuer) == ("06/2022/QH15", "Quốc hội")
    assert written(basis) == "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert missing(basis) == ()


@pytest.mark.parametrize(
    ("typed", "name", "year", "lacks"),
    [
        ("Luật Đất đai 2024", "Đất đai", 2024, ("date",)),
        ("Luật Đất đai năm 2024", "Đất đai", 2024, ("date",)),
        ("Căn cứ Luật Chuyển đổi số", "Chuyển đổi số", None, ("date",)),
        ("Căn cứ Hiến pháp năm 2013", "", 2013, ()),
        ("Bộ luật Lao động ngày 20 tháng 11 năm 2019", "Lao động", None, ()),
    ],
)
def test_laws(typed: str, name: str, year: int | None, lacks: tuple[str, ...]) -> None:
    basis = parse(typed)
    assert (basis.subject, basis.year, missing(basis)) == (name, year, lacks)


@pytest.mark.parametrize(
    ("typed", "lacks"),
    [
        ("Căn cứ Thông tư số 05 ngày 01/02/2021 của Bộ trưởng Bộ Nội vụ về chế độ báo cáo", ("symbol",)),
        ("Căn cứ Chương trình tổng thể cải cách hành chính nhà nước", ("number", "symbol", "date", "issuer")),
        ("Căn cứ Kế hoạch số 02/KH-UBND của Ủy ban nhân dân xã về thi đua", ("date",)),
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh", ("subject",)),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 31/02/2020 của Chính phủ về văn thư", ("date", "issuer", "subject")),
    ],
)
def test_what_is_missing(typed: str, lacks: tuple[str, ...]) -> None:
    assert missing(parse(typed)) == lacks


@pytest.mark.parametrize(
    "typed",
    [
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
        "Căn cứ chức năng, nhiệm vụ được giao",
        "Căn cứ ý kiến của Luật sư tư vấn",
        "",
    ],
)
def test_words_that_cite_nothing_stay_words(typed: str) -> None:
    basis = parse(typed)
    assert (basis.kind, written(basis), missing(basis)) == ("", typed, ())


@pytest.mark.parametrize(
    ("typed", "within", "kind"),
    [
        ("Căn cứ điểm a khoản 1 Điều 5 của Luật Đất đai ngày 18/01/2024", "điểm a khoản 1 Điều 5 của", "Luật"),
        ("Căn cứ khoản 2 Điều 7 Nghị định số 30/2020/NĐ-CP", "khoản 2 Điều 7", "Nghị định"),
        ("Căn cứ nhiệm vụ giao tại Quyết định số 12/QĐ-UBND", "nhiệm vụ giao tại", "Quyết định"),
    ],
)
def test_part_that_is_cited(typed: str, within: str, kind: str) -> None:
    basis = parse(typed)
    assert (basis.lead, basis.within, basis.kind) == ("Căn cứ", within, kind)


@pytest.mark.parametrize(
    ("reference", "number", "symbol"),
    [
        ("30/2020/NĐ-CP", "30/2020", "NĐ-CP"),
        ("18-NQ/TW", "18", "NQ/TW"),
        ("05/BNV-VP", "05", "BNV-VP"),
        ("701/KH-UBND tỉnh", "701", "KH-UBND tỉnh"),
        ("05", "05", ""),
        ("", "", ""),
    ],
)
def test_number_and_symbol(reference: str, number: str, symbol: str) -> None:
    basis = LegalBasis("Kế hoạch", reference=reference)
    assert (basis.number, basis.symbol) == (number, symbol)


def test_second_law_on_the_line_is_not_lost() -> None:
    second = "; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ ngày 22 tháng 11 năm 2019"
    line = f"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015{second}"
    basis = parse(line)
    assert (basis.subject, basis.more) == ("Tổ chức chính quyền địa phương", second)
    assert written(basis) == line


dates = st.dates(date(1945, 9, 2), date(2099, 12, 31))
leads = st.sampled_from(["Căn cứ", "Theo", "Thực hiện", ""])
withins = st.sampled_from(["", "khoản 2 Điều 7", "điểm đ khoản 1 Điều 12 của", "Phụ lục I"])
laws = st.builds(
    LegalBasis,
    kind=st.sampled_from([kind for kind in LAWS if kind != "Hiến pháp"]),
    subject=st.sampled_from(
        [
            "Đất đai",
            "Chuyển đổi số",
            "Thi đua, khen thưởng",
            "Cán bộ, công chức",
            "sửa đổi, bổ sung một số điều của Luật Thú y",
        ]
    ),
    dated=dates,
    within=withins,
    lead=leads,
    more=st.sampled_from(["", "; Luật Thanh tra ngày 14 tháng 11 năm 2022", "đã được sửa đổi, bổ sung năm 2020"]),
)
KINDS = ["Nghị định", "Thông tư", "Thông tư liên tịch", "Quyết định", "Kế hoạch", "Biên bản", "Kết luận"]
SYMBOLS = ["NĐ-CP", "QĐ-TTg", "TT-BNV", "KH-UBND", "TTLT-BNV-BTC", "BB-HĐTĐKT", "QyĐ/TU"]
ISSUERS = ["Chính phủ", "Bộ trưởng Bộ Giáo dục và Đào tạo", "Hội đồng Thi đua - Khen thưởng xã Suối Ngọc"]
SUBJECTS = [
    "về công tác văn thư",
    "quy định chi tiết Nghị định số 09/2010/NĐ-CP ngày 08 tháng 02 năm 2010 của Chính phủ",
    "phê duyệt Đề án số hóa",
    "",
]
references = st.builds(
    "{:02d}{}{}".format, st.integers(1, 9999), st.sampled_from(["/", "/2024/", "-"]), st.sampled_from(SYMBOLS)
)
others = st.builds(
    LegalBasis,
    kind=st.sampled_from(KINDS),
    reference=references,
    dated=dates,
    issuer=st.sampled_from(ISSUERS),
    subject=st.sampled_from(SUBJECTS),
    within=withins,
    lead=leads,
)


@given(st.one_of(laws, others))
def test_written_is_read_back(basis: LegalBasis) -> None:
    assert parse(written(basis)) == basis


@given(
    st.text(st.sampled_from("Căn cứ LuậtNghị địnhsố 30/2020Đ-CPngày5tháng3năm;,.của về"), max_size=80)
    | st.text(max_size=80)
)
def test_writing_twice_changes_nothing_more(line: str) -> None:
    once = written(parse(line))
    assert written(parse(once)) == once
