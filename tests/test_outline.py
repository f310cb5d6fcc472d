"""The outline beside the body: what was recognised, and on which line it stands."""

from service.pages.outline import MOST, outline

TEXT = """Đoạn mở đầu.

## I. MỤC ĐÍCH
1. Mục đích
- Gạch đầu dòng không vào bố cục.
a) Điểm a
2. Yêu cầu

II. NỘI DUNG
1. Quý I
"""


def test_entries_name_their_lines() -> None:
    lines = TEXT.split("\n")
    found = [(entry.words, lines[entry.line].strip("# ")) for entry in outline(TEXT)]
    assert found == [
        ("I. MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("1. Mục đích", "1. Mục đích"),
        ("a) Điểm a", "a) Điểm a"),
        ("2. Yêu cầu", "2. Yêu cầu"),
        ("II. NỘI DUNG", "II. NỘI DUNG"),
        ("1. Quý I", "1. Quý I"),
    ]


def test_chapters_and_articles_are_named_as_typed() -> None:
    found = outline("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Quy chế này quy định.\nĐiều 2. Đối tượng")
    assert [(entry.level, entry.words, entry.line) for entry in found] == [
        ("chapter", "Chương I QUY ĐỊNH CHUNG", 0),
        ("article", "Điều 1. Phạm vi", 2),
        ("clause", "1. Quy chế này quy định.", 3),
        ("article", "Điều 2. Đối tượng", 4),
    ]


def test_two_hundred_pages_make_a_bounded_outline_with_lines_in_range() -> None:
    text = "\n".join(f"{number}. Khoản {'dài ' * 60}" for number in range(1, 5000))
    found = outline(text)
    assert len(found) == MOST
    assert [entry.line for entry in found] == list(range(MOST))


def test_an_empty_body_has_no_outline() -> None:
    assert outline("") == []
