"""Redlines: what changed is told as a clerk would tell it, and applied it gives back both sides, whatever they are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.redline import Line, compare, compare_texts, sides, stretches, value_lines
from doc_templates.redline.words import Run, runs_between

OLD = """I. MỤC ĐÍCH
1. Mục đích
Tạo chuyển biến mạnh mẽ trong nhận thức của cán bộ năm 2025.
2. Yêu cầu
a) Phong trào thi đua có chủ đề, mục tiêu, chỉ tiêu cụ thể.
b) Việc khen thưởng chính xác, công khai cho 120 tập thể.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, đôn đốc việc thực hiện.
2. Các đơn vị báo cáo kết quả trước ngày 15/12/2025."""

LINES = st.lists(
    st.sampled_from(
        [
            *OLD.split("\n"),
            "",
            "| 1 | Văn phòng | 20 |",
            "| 2 | Phòng Kinh tế | 15 |",
            "| 2 | Phòng Kinh tế |",
            "- Kịp thời.",
            "+ Kịp thời;",
            "Điều 1. Phê duyệt Kế hoạch.",
            "**Điều 1.** Phê duyệt Kế hoạch.",
            "   khoảng   trắng  ",
        ]
    )
    | st.text(st.sampled_from("aăđ 12.,|*-)\\\tẤ"), max_size=20)
)


def shown(line: Line) -> str:
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return "".join(marks[run.kind].format(run.text) for run in line.runs)


def told(old: str, new: str) -> list[str]:
    """The lines that are not the same."""
    return [f"{line.what}: {shown(line)}" for line in compare_texts(old, new) if line.what != "same"]


@settings(max_examples=300)
@given(LINES, LINES)
def test_applying_it_gives_back_both_sides(old: list[str], new: list[str]) -> None:
    lines = compare_texts("\n".join(old), "\n".join(new))
    assert ["\n".join(side) for side in sides(lines)] == ["\n".join(old), "\n".join(new)]
    numbers = [line.old for line in lines if line.old], [line.new for line in lines if line.new]
    assert [sorted(side) for side in numbers] == [list(range(1, len(side) + 1)) for side in numbers]


@given(LINES)
def test_the_same_is_the_same(lines: list[str]) -> None:
    assert {line.what for line in compare_texts("\n".join(lines), "\n".join(lines))} <= {"same"}


@given(LINES, LINES, st.integers(0, 3))
def test_folding_keeps_every_line_and_hides_no_change(old: list[str], new: list[str], around: int) -> None:
    lines = compare_texts("\n".join(old), "\n".join(new))
    parted = stretches(lines, around)
    assert tuple(line for stretch in parted for line in stretch.lines) == lines
    assert all(line.what == "same" for stretch in parted if stretch.far for line in stretch.lines)


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_of_one_line(old: str, new: str) -> None:
    runs = runs_between(old, new)
    assert "".join(run.text for run in runs if run.kind != "inserted") == old
    assert "".join(run.text for run in runs if run.kind != "deleted") == new


def test_words_that_changed_are_shown_whole() -> None:
    new = OLD.replace("của cán bộ năm 2025", "và hành động của công chức năm 2026")
    assert told(OLD, new) == [
        "changed: Tạo chuyển biến mạnh mẽ trong nhận thức [+và hành động +]của [-cán bộ-][+công chức+] năm "
        "[-2025-][+2026+]."
    ]


def test_two_syllables_of_one_word_are_one_change() -> None:
    assert runs_between("khen thưởng tập thể xuất sắc", "khen thưởng cá nhân xuất sắc") == (
        Run("same", "khen thưởng "),
        Run("deleted", "tập thể"),
        Run("inserted", "cá nhân"),
        Run("same", " xuất sắc"),
    )


def test_a_clause_put_in_leaves_the_others_only_renumbered() -> None:
    new = OLD.replace("1. Văn phòng", "1. Kinh phí lấy từ ngân sách xã.\n2. Văn phòng").replace("2. Các", "3. Các")
    assert told(OLD, new) == [
        "inserted: [+1. Kinh phí lấy từ ngân sách xã.+]",
        "renumbered: [-1-][+2+]. Văn phòng theo dõi, đôn đốc việc thực hiện.",
        "renumbered: [-2-][+3+]. Các đơn vị báo cáo kết quả trước ngày 15/12/2025.",
    ]


def test_a_paragraph_that_moved_is_told_as_moved() -> None:
    moved = "b) Việc khen thưởng chính xác, công khai cho 120 tập thể."
    new = OLD.replace(f"{moved}\n", "") + f"\n3. {moved[3:]}"
    away, here = (line for line in compare_texts(OLD, new) if line.what.startswith("moved"))
    assert (away.what, away.old, away.moved) == ("moved_away", 6, here.new)
    assert (here.what, here.moved, shown(here)[:12]) == ("moved_here", 6, "[-b)-][+3.+]")


def test_a_short_line_elsewhere_is_no_moved_one() -> None:
    rest = "Một hai ba bốn năm.\nSáu bảy tám chín mười."
    assert told(f"1. Mục đích\n{rest}", f"{rest}\n3. Mục đích") == [
        "deleted: [-1. Mục đích-]",
        "inserted: [+3. Mục đích+]",
    ]


def test_figures_that_changed_are_listed_without_the_paragraphs_own_number() -> None:
    new = OLD.replace("2. Các", "3. Các").replace("15/12/2025", "20/12/2025").replace("120 tập thể", "1.250 tập thể")
    assert [line.figures for line in compare_texts(OLD, new) if line.what != "same"] == [
        [("120", "1.250")],
        [("15/12/2025", "20/12/2025")],
    ]


def test_a_table_is_compared_by_cell() -> None:
    old = "| TT | Đơn vị | Số |\n| --- | --- | --- |\n| 1 | Phòng A | 20 |\n| 2 | Phòng B | 15 |"
    new = old.replace("| 20 |", "| 25 |").replace("| 2 | Phòng B | 15 |", "| 2 | Phòng B | 15 |\n| 3 | Phòng C | 1 |")
    assert told(old, new) == ["changed: | 1 | Phòng A |[- 20 -][+ 25 +]|", "inserted: [+| 3 | Phòng C | 1 |+]"]


def test_values_are_compared_field_by_field() -> None:
    old = {"subject": "Thi đua năm 2025", "recipients": ["Sở Nội vụ", "VP"], "kept_at": "VT", "urgency": ""}
    new = {"subject": "Thi đua năm 2026", "recipients": ["Sở Nội vụ", "Văn phòng", "VP"], "kept_at": "VT"}
    found = {change.name: [shown(line) for line in change.lines if line.what != "same"] for change in compare(old, new)}
    assert found == {"subject": ["Thi đua năm [-2025-][+2026+]"], "recipients": ["[+Văn phòng+]"]}


def test_rows_of_a_typed_table_are_compared_by_cell() -> None:
    old = {"awardees": [{"name": "Phòng A", "merit": "tốt"}, {"name": "Ông B", "merit": "giỏi"}]}
    new = {"awardees": [{"name": "Phòng A", "merit": "tốt"}, {"name": "Ông B", "merit": "xuất sắc"}]}
    (change,) = compare(old, new)
    assert [shown(line) for line in change.lines] == ["Phòng A\ttốt", "Ông B\t[-giỏi-][+xuất sắc+]"]
    assert sides(change.lines)[1] == value_lines(new["awardees"], ("name", "merit"))


def test_an_empty_value_is_no_value() -> None:
    assert compare({"subject": "", "recipients": []}, {}) == []
    assert compare({}, {"body": "a"})[0].lines == (Line("inserted", (Run("inserted", "a"),), new=1),)
