"""Words with places become lines, tables and paragraphs: no office and no scanner needed."""

from hypothesis import given
from hypothesis import strategies as st

from doc_templates.imported.joined import paragraphs, plain_lines
from doc_templates.imported.page_lines import lines_of
from doc_templates.imported.piece import Piece

SIZE = 14.0


def typed(words: str, left: float, top: float, size: float = SIZE) -> list[Piece]:
    """Words on one line, letters 6 points wide."""
    pieces, at = [], left
    for word in words.split():
        pieces.append(Piece(word, at, top, at + 6 * len(word), top + size, size))
        at += 6 * (len(word) + 0.6)
    return pieces


def test_letterhead_and_signature_are_read_column_by_column() -> None:
    pieces = [
        *typed("ỦY BAN NHÂN DÂN", 90, 60),
        *typed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 250, 60),
        *typed("XÃ TÂN HÒA", 100, 76),
        *typed("Độc lập - Tự do - Hạnh phúc", 280, 77),
        *typed("Số: 12/QĐ-UBND", 95, 110, 13),
        *typed("Tân Hòa, ngày 05 tháng 01 năm 2026", 270, 110),
        *typed("QUYẾT ĐỊNH", 260, 150),
        *typed("Ủy ban nhân dân xã Tân Hòa quyết định thành lập Ban Chỉ đạo phòng chống", 100, 180),
        *typed("lụt bão./.", 85, 197),
        *typed("Nơi nhận:", 85, 240, 12),
        *typed("CHỦ TỊCH", 380, 241),
        *typed("- Như trên;", 85, 255, 11),
        *typed("- Lưu: VT.", 85, 268, 11),
        *typed("Lê Thị Minh Hà", 370, 330),
    ]
    for order in (pieces, pieces[::-1]):
        assert plain_lines(lines_of(order)).split("\n") == [
            "ỦY BAN NHÂN DÂN",
            "XÃ TÂN HÒA",
            "Số: 12/QĐ-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Tân Hòa, ngày 05 tháng 01 năm 2026",
            "QUYẾT ĐỊNH",
            "Ủy ban nhân dân xã Tân Hòa quyết định thành lập Ban Chỉ đạo phòng chống",
            "lụt bão./.",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "CHỦ TỊCH",
            "Lê Thị Minh Hà",
        ]


def test_rows_without_drawn_lines_keep_their_columns_apart() -> None:
    pieces = [*typed("Thóc", 90, 60), *typed("15", 300, 60), *typed("Ngô", 90, 80), *typed("7", 300, 80)]
    assert plain_lines(lines_of(pieces)) == "Thóc\t15\nNgô\t7"


def test_a_drawn_table_with_wrapped_cells_and_cells_that_span_others() -> None:
    lying = [(80.0, y, 480.0, y + 0.5) for y in (50.0, 70.0, 110.0, 130.0)]
    upright = [(x, 50.0, x + 0.5, 130.0) for x in (80.0, 480.0)]
    upright += [(x, 50.0, x + 0.5, 110.0) for x in (120.0, 300.0)]  # missing in the last row
    pieces = [
        *typed("Trước bảng", 80, 20),
        *typed("TT", 85, 53),
        *typed("Tên", 130, 53),
        *typed("Số", 310, 53),
        *typed("1", 85, 80),
        *typed("Trường Tiểu học", 130, 73),
        *typed("Suối Ngọc", 130, 90),
        *typed("15", 310, 80),
        *typed("Cộng: mười lăm", 200, 113),
        *typed("Sau bảng", 80, 150),
    ]
    assert plain_lines(lines_of(pieces, lying + upright)).split("\n") == [
        "Trước bảng",
        "| TT | Tên | Số |",
        "| --- | --- | --- |",
        "| 1 | Trường Tiểu học Suối Ngọc | 15 |",
        "| Cộng: mười lăm |  |  |",
        "Sau bảng",
    ]


def test_lines_become_paragraphs_over_pages_and_page_numbers_stay_out() -> None:
    full = "Căn cứ chức năng nhiệm vụ được giao của các phòng ban chuyên môn thuộc xã"
    first = [
        *typed(full, 100, 700),
        *typed("và đề nghị của các thôn trong toàn xã về việc chung sức xây dựng nông thôn", 80, 717),
    ]
    second = [*typed("2", 290, 40), *typed("mới.", 80, 70), *typed("Điều 1. Thành lập tổ công tác.", 100, 90)]
    joined = paragraphs([lines_of(first), lines_of(second)])
    assert joined.split("\n") == [
        f"{full} và đề nghị của các thôn trong toàn xã về việc chung sức xây dựng nông thôn mới.",
        "Điều 1. Thành lập tổ công tác.",
    ]


PIECE = st.builds(
    lambda text, left, top, size: Piece(text, left, top, left + 6 * len(text), top + size, size),
    st.text(alphabet="abcđê1.", min_size=1, max_size=8),
    st.floats(0, 500),
    st.floats(0, 800),
    st.floats(1, 40),
)
RULE = st.tuples(st.floats(0, 500), st.floats(0, 800), st.floats(0, 300), st.booleans()).map(
    lambda one: (one[0], one[1], one[0] + (1 if one[3] else one[2]), one[1] + (one[2] if one[3] else 1))
)


@given(st.lists(PIECE, max_size=30), st.lists(RULE, max_size=12))
def test_no_word_is_lost_or_invented_however_a_page_looks(pieces: list[Piece], rules) -> None:
    lines = lines_of(pieces, rules)
    bare = "".join(line.text for line in lines if set(line.text) - set("|- ")).replace("|", "")
    assert sorted("".join(bare.split())) == sorted("".join(piece.text for piece in pieces))
    paragraphs([lines, lines])
