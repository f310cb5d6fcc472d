"""Typed and pasted text into blocks by Phụ lục I II.6.đ, and back without loss."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.body import Block, close, parse, to_text
from tests.body_samples import BODY

DECREE = Path(__file__).parents[2] / "shared" / "nd30" / "nghi-dinh-30-2020.md"
CHAPTERS = ("I", "II", "III", "IV", "V", "VI", "VII")
SENTENCE = "Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện."


def levels(text: str) -> list[str]:
    return [block.level for block in parse(text)]


def test_a_plan_as_a_clerk_types_it():
    blocks = parse(
        "Để thực hiện nhiệm vụ năm 2026, Ủy ban nhân dân xã ban hành Kế hoạch như sau:\n"
        "I. MỤC ĐÍCH, YÊU CẦU\n"
        "1. Mục đích\n"
        "Nâng cao chất lượng công tác thi đua.\n"
        "2. Yêu cầu: Bảo đảm thiết thực, hiệu quả.\n"
        "a) Đúng tiến độ;\n"
        "b) Đúng đối tượng.\n"
        "- Các ấp báo cáo hằng tháng;\n"
        "+ Báo cáo bằng văn bản.\n"
    )
    assert blocks == [
        Block("text", text="Để thực hiện nhiệm vụ năm 2026, Ủy ban nhân dân xã ban hành Kế hoạch như sau:"),
        Block("heading", "I", title="MỤC ĐÍCH, YÊU CẦU"),
        Block("clause", "1", title="Mục đích"),
        Block("text", text="Nâng cao chất lượng công tác thi đua."),
        Block("clause", "2", text="Yêu cầu: Bảo đảm thiết thực, hiệu quả."),
        Block("point", "a", text="Đúng tiến độ;"),
        Block("point", "b", text="Đúng đối tượng."),
        Block("dash", text="Các ấp báo cáo hằng tháng;"),
        Block("dash", "+", text="Báo cáo bằng văn bản."),
    ]


def test_groups_take_their_title_from_the_next_line_or_from_their_own():
    assert parse("Phần I\nQUY ĐỊNH CHUNG") == [Block("part", "I", title="QUY ĐỊNH CHUNG")]
    assert parse("CHƯƠNG II. TỔ CHỨC THỰC HIỆN") == [Block("chapter", "II", title="TỔ CHỨC THỰC HIỆN")]
    assert parse("Chương III - Điều khoản thi hành") == [Block("chapter", "III", title="Điều khoản thi hành")]
    assert parse("Mục 1\n\nQuản lý văn bản") == [Block("section", "1", title="Quản lý văn bản")]
    assert parse("Tiểu mục 2: Văn bản đi") == [Block("subsection", "2", title="Văn bản đi")]
    assert parse("PHẦN THỨ NHẤT\nTÌNH HÌNH") == [Block("part", "THỨ NHẤT", title="TÌNH HÌNH")]


def test_what_stands_under_a_group_is_not_always_its_title():
    assert parse(f"Chương I\n{SENTENCE}") == [Block("chapter", "I"), Block("text", text=SENTENCE)]
    assert parse("Chương I\nĐiều 1. Phạm vi\n" + SENTENCE)[0] == Block("chapter", "I")
    assert levels("Chương I\n| a | b |") == ["chapter", "table"]


def test_running_text_that_begins_like_a_group_stays_text():
    for text in ("Phần I của Kế hoạch này", "Mục II Phần I Phụ lục này quy định", "Mục lục", "Phần trăm tăng thêm"):
        assert parse(text) == [Block("text", text=text)]


def test_articles_have_a_title_or_run_on():
    typed = f"Điều 1. Phạm vi điều chỉnh\n{SENTENCE}\nĐiều 2. {SENTENCE}\nĐiều 3: Hiệu lực thi hành\n1. Ngay."
    blocks = parse(typed)
    assert blocks[0] == Block("article", "1", title="Phạm vi điều chỉnh")
    assert blocks[2] == Block("article", "2", text=SENTENCE)
    assert blocks[3] == Block("article", "3", title="Hiệu lực thi hành")


def test_the_articles_of_a_decision_are_sentences_even_when_a_converter_made_them_headings():
    typed = "### Điều 1. Tặng Giấy khen cho 05 tập thể.\n\n**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.\n"
    assert parse(typed + "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.") == [
        Block("article", "1", text="Tặng Giấy khen cho 05 tập thể."),
        Block("article", "2", text="Quyết định này có hiệu lực kể từ ngày ký."),
        Block("article", "3", text="Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./."),
    ]


def test_a_short_article_with_nothing_under_it_is_no_title():
    assert parse("Điều 2. Quyết định này có hiệu lực từ ngày ký\nĐiều 3. " + SENTENCE)[0].title == ""


def test_citing_an_article_is_no_article():
    text = "Điều 5 Luật Thi đua, khen thưởng quy định"
    assert parse(text) == [Block("text", text=text)]


def test_clauses_are_titled_when_marked_or_when_something_stands_under_them():
    assert parse(f"1. Quý I\n- {SENTENCE}")[0] == Block("clause", "1", title="Quý I")
    assert parse("**2. Quý II**")[0] == Block("clause", "2", title="Quý II")
    assert parse("#### **1. Hội đồng Thi đua - Khen thưởng huyện**\n")[0].title.startswith("Hội đồng")
    assert parse("1. **Mục đích**")[0] == Block("clause", "1", title="Mục đích")
    assert parse("1. Ông Nguyễn Văn A\n2. Bà Trần Thị B")[0] == Block("clause", "1", text="Ông Nguyễn Văn A")
    assert parse("1. Hồ sơ gồm:\n- Đơn")[0] == Block("clause", "1", text="Hồ sơ gồm:")
    assert parse("1. Mục tiêu\n1.1. Mục tiêu chung\n" + SENTENCE)[:2] == [
        Block("clause", "1", title="Mục tiêu"),
        Block("clause", "1.1", title="Mục tiêu chung"),
    ]


def test_a_clause_broken_by_the_width_of_a_pdf_is_no_title():
    text = "1. Chủ trì, phối hợp với các đơn vị liên quan tham mưu Ủy ban nhân dân xã ban\nhành kế hoạch."
    assert [block.title for block in parse(text)] == ["", ""]


def test_a_sentence_behind_a_roman_number_or_a_letter_stays_text():
    assert levels("V. Lê-nin đã viết như vậy trong bài báo của mình.") == ["text"]
    assert levels("B. Nguyễn Văn C") == ["text"]
    assert levels("V.v. và v.v.") == ["text"]
    assert parse("B. KẾT QUẢ ĐẠT ĐƯỢC") == [Block("heading", "B", title="KẾT QUẢ ĐẠT ĐƯỢC")]
    assert parse("II.NỘI DUNG") == [Block("heading", "II", title="NỘI DUNG")]


def test_figures_at_the_start_of_a_line_are_no_clauses():
    for text in ("1.500.000 đồng mỗi người", "1.5 triệu", "2026. Đề nghị", "20/11 là ngày lễ", "-5 độ", "1."):
        assert parse(text) == [Block("text", text=text)]


def test_points_follow_the_vietnamese_alphabet():
    letters = "abcdđeghiklmnopqrstuvxy"
    blocks = parse("\n".join(f"{letter}) Nội dung" for letter in letters))
    assert "".join(block.number for block in blocks) == letters
    assert {block.level for block in blocks} == {"point"}
    assert levels("f) Nội dung\nw) Nội dung\nii) Nội dung") == ["text"] * 3
    assert parse("- đ) Theo bộ chuyển đổi") == [Block("point", "đ", text="Theo bộ chuyển đổi")]


@pytest.mark.parametrize("mark", ["- ", "– ", "— ", "* ", "• ", "-\t", "-\u00a0", "\uf0b7\t", "-"])
def test_bullets_of_word_pdf_and_markdown_are_dashes(mark):
    assert parse(f"  {mark}Sửa đổi Quy chế.") == [Block("dash", text="Sửa đổi Quy chế.")]


def test_marks_of_word_lists_end_in_tabs_and_hard_spaces():
    assert parse("1.\tMục đích\n\u00a0\u00a0a)\tĐúng\nI.\u00a0NỘI DUNG") == [
        Block("clause", "1", title="Mục đích"),
        Block("point", "a", text="Đúng"),
        Block("heading", "I", title="NỘI DUNG"),
    ]


def test_markdown_marks_that_carry_no_structure_stay():
    for text in ("*Ng*", "**Một** và **hai**", "Điểm **quan trọng** là", "#hashtag", "****", "2 * 3 = 6"):
        assert parse(text) == [Block("text", text=text)]


def test_marks_inside_marks():
    assert parse("## **I. MỤC ĐÍCH**") == parse("**## I. MỤC ĐÍCH**") == parse("I. **MỤC ĐÍCH**")
    assert parse("***1. Quý I***")[0].level == "text"  # bold italics: the italics are words' own


def test_a_paragraph_broken_across_a_page_is_neither_joined_nor_corrected():
    text = "Định kỳ báo cáo kết quả thông qua Phòng Văn\n\nhóa (Cơ quan thường trực Hội đồng huyệ) để tổng hợp.  "
    assert parse(text) == [
        Block("text", text="Định kỳ báo cáo kết quả thông qua Phòng Văn"),
        Block("text", text="hóa (Cơ quan thường trực Hội đồng huyệ) để tổng hợp."),
    ]


def test_markdown_tables():
    text = "| **STT** | Họ tên |\n| --- | :---: |\n| 1 | Nguyễn \\| A |\n| 2 |\n\n| khác |"
    assert parse(text) == [
        Block("table", rows=(("STT", "Họ tên"), ("1", "Nguyễn | A"), ("2", ""))),
        Block("table", rows=(("khác",),)),
    ]


def test_tables_pasted_from_excel():
    text = "Danh sách:\nSTT\tHọ tên\tGhi chú\n1\tNguyễn Văn A\t\n\tCộng\t1\nHết."
    assert parse(text) == [
        Block("text", text="Danh sách:"),
        Block("table", rows=(("STT", "Họ tên", "Ghi chú"), ("1", "Nguyễn Văn A", ""), ("", "Cộng", "1"))),
        Block("text", text="Hết."),
    ]


def test_tabs_that_make_no_table():
    assert levels("\tĐoạn thứ nhất.\n\tĐoạn thứ hai.") == ["text", "text"]
    assert levels("1.\tMột.\n2.\tHai.") == ["clause", "clause"]
    assert parse("Thời gian:\t8 giờ") == [Block("text", text="Thời gian: 8 giờ")]
    assert levels("x\t" * 70 + "\n" + "y\t" * 70) == ["text", "text"]


def test_line_ends_normal_form_and_odd_letters():
    assert parse(unicodedata.normalize("NFD", "Điều 1. Phạm vi\r\nMột đoạn.\u2028Đoạn hai.\x0bĐoạn ba.")) == [
        Block("article", "1", title="Phạm vi"),
        Block("text", text="Một đoạn."),
        Block("text", text="Đoạn hai."),
        Block("text", text="Đoạn ba."),
    ]
    assert parse("1. \u202eabc\u202c 🎉.") == [Block("clause", "1", text="\u202eabc\u202c 🎉.")]
    assert parse("") == parse(" \n\t\n\u00a0") == []


def test_closing():
    assert close([]) == []
    assert close(parse("Một.\nHai.")) == [Block("text", text="Một."), Block("text", text="Hai./.")]
    assert close(parse("- Hai"))[-1] == Block("dash", text="Hai./.")
    assert close(parse("Xong v.v..."))[-1].text == "Xong v.v.../."
    for closed in ("Hai./.", "Hai. /.", "./.", "Hai/."):
        assert close(parse(closed)) == parse(closed)
    for without_text in ("| a | b |", "III. KẾT LUẬN"):
        assert close(parse(without_text)) == [*parse(without_text), Block("text", text="./.")]
    assert close(close(parse("Một."))) == close(parse("Một."))


def test_text_written_back_is_what_a_clerk_would_type():
    text = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một\na) Hai;\n- Ba;\n+ Bốn.\n\n"
    text += "| a | b |\n| --- | --- |\n| c | d |"
    assert to_text(parse(text)) == text
    assert to_text(parse("**3. Một tiêu đề dài đứng một mình**")) == "## 3. Một tiêu đề dài đứng một mình"


MARKS = st.sampled_from(
    [
        *("Phần I", "Chương II", "Mục 1", "Tiểu mục 2", "PHẦN THỨ HAI", "Điều 1", "Điều 12a", "I.", "IV.", "B."),
        *("1.", "1.2.", "2.", "a)", "đ)", "- ", "-", "+ ", "* ", "– ", "•", "# ", "## ", "**", "***", "*", "|"),
        *("\\|", "---", "\t", " ", "\u00a0", ".", ":", ";", "./.", " - ", "ABC", "Một đoạn", "chữ thường", "1"),
        *("QUY ĐỊNH", "x" * 160, "\n", "\n\n", "\r\n", "| a | b |\n", "| --- | --- |\n", "a\tb\n", "Kết thúc."),
        *("5", "\u0301", "\u202e", "🎉"),
    ]
)
PIECES = st.lists(MARKS | st.text(max_size=5), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_parse_reads_back_what_to_text_writes(text):
    blocks = parse(text)
    assert parse(to_text(blocks)) == blocks


def words_of(text: str) -> Counter[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFC", text))
    return Counter(letters.casefold().split())


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_no_word_is_lost_or_invented(text):
    assert words_of(to_text(parse(text))) == words_of(text)


@pytest.mark.skipif(not DECREE.exists(), reason="the text of the decree is not on this machine")
def test_the_decree_itself():
    blocks = parse(DECREE.read_text("utf-8"))
    assert [block.number for block in blocks if block.level == "chapter"] == list(CHAPTERS)
    assert [block.number for block in blocks if block.level == "article"] == [str(n) for n in range(1, 39)]
    assert all(block.title for block in blocks if block.level in ("chapter", "section", "article"))
    assert parse(to_text(blocks)) == blocks


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        f"1. Tiêu đề\n{SENTENCE}\na) {SENTENCE}\n- {SENTENCE}\n",
        "1.\tMột\n",
        "a\tb\n",
        "a\tb\na\tb\tc\n",
        "| a | b |\n",
        "# ",
        "**",
        "**x",
        "* ",
        "\t",
        "1.",
        "Chương I\n",
        "\u0301",
        "|",
        " ",
    ],
)
def test_a_body_of_200_kb_of_anything_is_parsed(piece):
    """Minutes, and the run's own time limit, where the time grew with the square of the length."""
    text = piece * (200_000 // len(piece))
    assert parse(to_text(parse(text))) == parse(text)


@settings(max_examples=600, deadline=None)
@given(BODY)
def test_parse_reads_back_any_blocks_that_an_editor_can_hold(blocks):
    assert parse(to_text(blocks)) == blocks
