"""Widths of text and the lines of titles."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.measure import Look, broken, width, wrapped
from doc_templates.title_lines import best_width

BOLD = Look(14, bold=True)
SENTENCE = "Công tác thi đua, khen thưởng trên địa bàn xã Suối Ngọc năm 2026 và phương hướng nhiệm vụ"


@pytest.mark.parametrize(
    ("text", "look", "points"),
    [
        ("Độc lập - Tự do - Hạnh phúc", Look(13, bold=True), 159.14),  # as printed by LibreOffice
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(12, bold=True), 250.31),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", Look(12, bold=True, capitals=True), 250.31),
        ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", Look(13, italic=True), 273.36),
        ("", BOLD, 0),
    ],
)
def test_width(text, look, points):
    assert width(text, look) == pytest.approx(points, abs=0.05)


@pytest.mark.parametrize("letter", "ăâđêôáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộúùủũụýỳỷỹỵ")
def test_marks_do_not_widen_a_letter(letter):
    plain = unicodedata.normalize("NFD", letter.replace("đ", "d"))[0]
    assert width(letter, Look(14)) == width(plain, Look(14))
    assert width(letter.upper(), Look(14)) == width(plain.upper(), Look(14))
    assert width(unicodedata.normalize("NFD", letter), Look(14)) == width(letter, Look(14))


@pytest.mark.parametrize(("letter", "plain"), ["ơo", "ưu", "Ưu", "ờo", "ựu"])
def test_horns_do(letter, plain):
    assert width(letter, Look(14)) > width(plain, Look(14))


def test_letters_of_other_scripts_have_some_width():
    assert width("漢", Look(10)) == 10
    assert 0 < width("ж", Look(10)) <= 10
    assert width("\u0301", Look(10)) == 0


@given(st.text(alphabet="aăâb ơư,-"), st.floats(10, 400))
def test_lines_hold_all_words_in_order_and_fit(text, room):
    lines = broken(text, BOLD, room)
    assert " ".join(lines) == text
    assert all(
        each <= room + 1e-6 or " " not in line for line, each in zip(lines, wrapped(text, BOLD, room), strict=True)
    )


@given(st.lists(st.sampled_from(SENTENCE.split()), min_size=1, max_size=40).map(" ".join))
def test_a_better_width_never_needs_more_lines(text):
    room = 438.0
    best = best_width(text, BOLD, room)
    assert 0 < best <= room
    assert len(broken(text, BOLD, best)) == len(broken(text, BOLD, room))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (SENTENCE, ["Công tác thi đua, khen thưởng trên địa bàn xã Suối Ngọc", "năm 2026 và phương hướng nhiệm vụ"]),
        ("Kế hoạch", ["Kế hoạch"]),
    ],
)
def test_titles_break_where_one_pauses(text, lines):
    assert broken(text, BOLD, best_width(text, BOLD, 438)) == lines


def test_a_signers_line_breaks_at_its_dash():
    title = "TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"
    assert broken(title, BOLD, best_width(title, BOLD, 274)) == ["TM. HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG"]
