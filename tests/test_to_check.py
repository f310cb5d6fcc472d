"""What an earlier document's text is marked for: dates, years, numbers, references, names; and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.to_check import doubts


def found(text: str) -> list[tuple[str, str]]:
    return [(doubt.what, doubt.words) for doubt in doubts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 02/KH-UBND", [("reference", "số 02/KH-UBND")]),
        ("lập ngày 06 tháng 01 năm 2026", [("date", "ngày 06 tháng 01 năm 2026")]),
        ("số 18-NQ/TW, 12/2024/QĐ-UBND", [("reference", "số 18-NQ/TW"), ("reference", "12/2024/QĐ-UBND")]),
        ("trước ngày 15/9 và 05/01/2026", [("date", "ngày 15/9"), ("date", "05/01/2026")]),
        ("quý I năm 2026, tháng 3/2026", [("date", "quý I năm 2026"), ("date", "tháng 3/2026")]),
        ("giai đoạn 2021 - 2025; năm 2025", [("year", "giai đoạn 2021 - 2025"), ("year", "năm 2025")]),
        ("chi 1.500.000 đồng, đạt 12,5% và 85 %", [("number", "1.500.000"), ("number", "12,5%"), ("number", "85 %")]),
        ("cho 02 tập thể\n03 cá nhân", [("number", "02"), ("number", "03")]),
        ("ông Nguyễn Văn An và bà H'Hen Niê", [("name", "ông Nguyễn Văn An"), ("name", "bà H'Hen Niê")]),
        ("đồng chí Đỗ Ánh, Lê Thị Minh Hà phụ trách", [("name", "đồng chí Đỗ Ánh"), ("name", "Lê Thị Minh Hà")]),
        ("Đoàn Thị Điểm Hoa trình bày", [("name", "Đoàn Thị Điểm Hoa")]),
        ("Trần Văn\nLãnh", [("name", "Trần Văn")]),
    ],
)  # fmt: skip
def test_what_is_marked(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Ban hành kèm theo",
        "1. Mục đích\n2.1. Yêu cầu\na) Rà soát\n- 3) Báo cáo",
        "theo khoản 2, 3 Điều 7 và Phụ lục 1",
        "đường Nguyễn Huệ, Trường Tiểu học Lê Lợi, xã Trần Phú",
        "học tập phong cách Hồ Chí Minh; Hồ Chí Minh",
        "Đoàn Thanh niên Cộng sản, Thành phố Hà Nội, tỉnh Lâm Đồng",
        "Nguyễn ăn cơm",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(st.sampled_from("01259./-,% \nngàythágăNễV BĐsốKHU-(") | st.characters(), max_size=120))
def test_places_are_in_order_apart_and_their_words(text: str) -> None:
    end = 0
    for doubt in doubts(text):
        assert end <= doubt.start < doubt.end
        assert text[doubt.start : doubt.end] == doubt.words
        end = doubt.end
