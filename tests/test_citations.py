"""Documents named in texts: how they are read, from the lines of offices and from whatever is thrown at them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.citations.citation import LAWS, Citation, reference_key, written
from doc_templates.citations.page import fold, page_of
from doc_templates.citations.reading import in_bases, in_text
from tests.citation_lines import lines

LINES = lines()


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[str(at) for at in range(len(LINES))])
def test_a_line_names_these_documents_and_no_others(line: str, expected: list[Citation]) -> None:
    assert in_text(line) == expected


@pytest.mark.parametrize("line", [line for line, expected in LINES if len(expected) == 1])
def test_the_words_stand_where_it_says(line: str) -> None:
    (one,) = in_text(f"Kính gửi các phòng.\n{line}\nTrên đây là nội dung.")
    text = page_of(f"Kính gửi các phòng.\n{line}").text
    assert " ".join(text[one.start : one.end].split()) == one.words


dates = st.dates(date(1945, 9, 2), date(2099, 12, 31))
KINDS = {"NĐ-CP": "Nghị định", "QĐ-TTg": "Quyết định", "KH-UBND": "Kế hoạch", "TTLT-BNV-BTC": "Thông tư liên tịch",
         "BB-HĐTĐKT": "Biên bản", "TTr-SNV": "Tờ trình", "BC-SGD&ĐT": "Báo cáo"}  # fmt: skip
WITHINS = ["", "khoản 2 Điều 7", "điểm đ khoản 1 Điều 12", "Phụ lục I", "khoản 1, khoản 2 Điều 5"]
ISSUERS = ["", "Chính phủ", "Bộ trưởng Bộ Giáo dục và Đào tạo", "Hội đồng Thi đua - Khen thưởng xã Suối Ngọc",
           "UBND Phường 12", "Ban quản lý dự án đầu tư xây dựng", "Bộ Văn hóa, Thể thao và Du lịch"]  # fmt: skip
numbered = st.builds(
    lambda number, middle, symbol, issuer, dated, within: Citation(
        "mention", KINDS[symbol], f"{number:02d}{middle}{symbol}", "", issuer, dated, None, within
    ),
    st.integers(1, 9_999_999),
    st.sampled_from(["/", "/2024/"]),
    st.sampled_from(list(KINDS)),
    st.sampled_from(ISSUERS),
    st.none() | dates,
    st.sampled_from(WITHINS),
)
party = st.builds(
    lambda number, dated: Citation("mention", "Nghị quyết", f"{number:02d}-NQ/TW", "", "Bộ Chính trị", dated),
    st.integers(1, 999),
    dates,
)
laws = st.builds(
    lambda kind, subject, dated, year, within: Citation(
        "mention", kind, "", subject, "", dated, None if dated else year, within
    ),
    st.sampled_from([kind for kind in LAWS if kind != "Hiến pháp"]),
    st.sampled_from(
        ["Đất đai", "Thi đua, khen thưởng", "Lưu chiểu quốc gia", "sửa đổi, bổ sung một số điều của Luật Thú y"]
    ),
    st.none() | dates,
    st.integers(1946, 2099),
    st.sampled_from(WITHINS),
)


@given(numbered | party | laws)
def test_what_is_printed_reads_back_the_same(one: Citation) -> None:
    assert in_text(written(one)) == [one]


@given(st.lists(numbered, min_size=1, max_size=4))
def test_sentences_beside_each_other_are_read_alone(several: list[Citation]) -> None:
    text = "\n".join(f"Đề nghị các đơn vị thực hiện theo {written(one)}." for one in several)
    assert in_text(text) == several


@given(
    st.text(
        st.sampled_from("số Quyết định Luật 12/QĐ-UBND ngày 05/01/2026 của Bộ ,;.()\n và căn cứ"),
        max_size=200,
    )
)
def test_any_text_is_read_and_places_hold(text: str) -> None:
    letters = page_of(text).text
    end = 0
    for one in in_text(text):
        assert 0 <= one.start < one.end <= len(letters)
        assert one.start >= end or one.start == end or one.reference
        end = max(end, one.start)


@given(st.text(max_size=80))
def test_folded_text_keeps_the_places(text: str) -> None:
    page = page_of(text)
    assert len(page.text) == len(page.plain) == len(page.folded)


def test_a_basis_and_what_its_subject_names_are_told_apart() -> None:
    lines = [
        "Căn cứ Nghị định số 09/2010/NĐ-CP của Chính phủ sửa đổi Nghị định số 110/2004/NĐ-CP;",
        "Căn cứ Luật Tổ chức Chính phủ ngày 19/6/2015; Luật Thanh tra ngày 14/11/2022;",
        "Theo đề nghị của Chánh Văn phòng tại Tờ trình số 03/TTr-VP.",
        "Căn cứ Luật Lưu chiểu;",
    ]
    found = [(line, one.role, one.reference or one.subject) for line, one in in_bases(lines)]
    assert found == [
        (0, "basis", "09/2010/NĐ-CP"),
        (0, "mention", "110/2004/NĐ-CP"),
        (1, "basis", "Tổ chức Chính phủ"),
        (1, "basis", "Thanh tra"),
        (2, "basis", "03/TTr-VP"),
        (3, "basis", "Lưu chiểu"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("05/QĐ-UBND", "5/QD-UBND"),
        ("12/2026/QĐ–UBND", "12/QĐ-UBND"),
        ("15-QĐ/TU", "15/QĐ-TU"),
        ("1/TTr-SNV", "01 / TTR - SNV"),
        ("12A/QĐ-UBND", "12a/QĐ-UBND"),
    ],
)
def test_one_document_has_one_key_however_its_number_is_written(one: str, other: str) -> None:
    assert reference_key(one) == reference_key(other)


def test_different_documents_have_different_keys() -> None:
    keys = {reference_key(each) for each in ("5/QĐ-UBND", "5/KH-UBND", "50/QĐ-UBND", "5a/QĐ-UBND", "5", "5/QĐ-UBND-VP")}
    assert len(keys) == 6


@pytest.mark.parametrize(
    "piece",
    ["Luật Đất ", "Luật sửa đổi, bổ sung ", "khoản 1 Điều 2, ", "số 1, ", "A-", "1/A-", "Quyết định số 1/QĐ-UBND và "],
)
def test_hostile_texts_end(piece: str) -> None:
    """No pattern runs away: a text of 40,000 letters is read in about as many steps."""
    assert all(fold(one.kind) for one in in_text(piece * (40_000 // len(piece))))
