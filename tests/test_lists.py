"""Lists from files: what is read of each format, as it was shown, with limits; and which columns it becomes."""

import contextlib
import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from doc_templates.body import parse
from doc_templates.errors import ListOldFormat, ListTooLarge, ListUnreadable, ListWithoutTable
from doc_templates.form import load_forms
from doc_templates.lists.delimited import read_text
from doc_templates.lists.match import folded, match
from doc_templates.lists.model import ListTable, Row, letters
from doc_templates.lists.pipes import as_appendix, title_of
from doc_templates.lists.read import read_list
from doc_templates.lists.shown import shown

AWARDEES = next(field for field in load_forms()["quyet-dinh"].fields if field.name == "awardees")
HEAD = ["STT", "Họ và tên", "Chức vụ, đơn vị", "Hình thức khen thưởng", "Mức thưởng (đồng)"]
PEOPLE = [
    [1, "Trần Quốc Bảo", "Trưởng thôn Suối Đá", "Giấy khen", 1500000],
    [2, "Y Wăn Niê", "Công chức", "Giấy khen", 500000],
]


def xlsx(fill: Callable[[Workbook], object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def sheet(rows: list[list[object]], formats: dict[str, str] | None = None) -> bytes:
    def fill(book: Workbook) -> None:
        for row in rows:
            book.active.append(row)
        for at, form in (formats or {}).items():
            book.active[at].number_format = form

    return xlsx(fill)


def rows(content: bytes, table: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in read_list(content)[table].rows]


# --- numbers as they are shown


@pytest.mark.parametrize(
    ("raw", "form", "text"),
    [
        ("1500000", "", "1500000"),
        ("1500000", "#,##0", "1.500.000"),
        ("1500000.5", "#,##0.00", "1.500.000,50"),
        ("1500000", '#,##0 "đồng"', "1.500.000 đồng"),
        ("1500000", '_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-;_-* "-"??\\ "₫"_-;_-@_-', "1.500.000 ₫"),
        ("-1500", "#,##0;[Red](#,##0)", "(1.500)"),
        ("-1500", "#,##0", "-1.500"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("0.125", "0.0%", "12,5%"),
        ("7", "000", "007"),
        ("0.30000000000000004", "General", "0,3"),
        ("1E+20", "", "100000000000000000000"),
        ("3", "0.##", "3"),
        ("46027", "m/d/yyyy", "05/01/2026"),
        ("46027", "[$-42A]dd mmmm yyyy", "05/01/2026"),
        ("46054", "mm/yyyy", "02/2026"),
        ("46027.5", "dd/mm/yyyy hh:mm", "05/01/2026 12:00"),
        ("1E+99999999", "#,##0", "1E+99999999"),
        ("NaN", "0", "NaN"),
    ],
)
def test_a_number_is_as_it_was_shown(raw: str, form: str, text: str) -> None:
    assert shown(raw, form) == text


@given(st.floats(), st.text(max_size=30))
def test_no_format_and_no_number_stops_it(number: float, form: str) -> None:
    assert isinstance(shown(repr(number), form), str)


# --- .xlsx


def test_a_sheet_gives_texts_numbers_days_and_the_values_of_formulas() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Tên", "Ngày", "Tiền", "Đúng", "Mã"])
        book.active.append(["Nguyễn  Văn\nAn", date(2026, 1, 5), 1500000, True, "007"])
        book.active["B2"].number_format = "dd/mm/yyyy"
        book.active["C2"].number_format = "#,##0"

    assert rows(xlsx(fill)) == [
        ("Tên", "Ngày", "Tiền", "Đúng", "Mã"),
        ("Nguyễn Văn An", "05/01/2026", "1.500.000", "TRUE", "007"),
    ]


def altered(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same package with one part changed by hand: what openpyxl does not write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            target.writestr(info, change(data.decode()) if info.filename == name else data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_formulas_give_their_last_value_and_those_without_are_named() -> None:
    content = sheet([["Tên", "Tiền"], ["A", "=1+1"], ["B", "=2*2"]])
    valued = altered(
        content,
        SHEET,
        lambda xml: xml.replace("<f>1+1</f><v />", "<f>1+1</f><v>2</v>").replace(
            "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>"
        ),
    )
    table = read_list(valued)[0]
    assert table.rows[1].cells == ("A", "2")
    assert [(note.code, note.place, note.severity) for note in table.notes] == [
        ("formula_without_value", "B3", "error")
    ]


def test_an_error_of_a_formula_is_named_by_its_cell() -> None:
    content = altered(
        sheet([["Tên"], ["A"], [1]]),
        SHEET,
        lambda xml: xml.replace('<c r="A3" t="n"><v>1</v>', '<c r="A3" t="e"><v>#N/A</v>'),
    )
    assert [(note.code, note.place, note.data) for note in read_list(content)[0].notes] == [
        ("formula_error", "A3", {"words": "#N/A"})
    ]


def test_merged_cells_are_written_in_each_row_and_hidden_rows_are_told() -> None:
    def fill(book: Workbook) -> None:
        for row in (["DANH SÁCH"], ["Tên", "Mức"], ["A", 100], ["B", None], ["C", 200]):
            book.active.append(row)
        book.active.merge_cells("A1:B1")
        book.active.merge_cells("B3:B4")
        book.active.row_dimensions[5].hidden = True

    table = read_list(xlsx(fill))[0]
    assert [row.cells for row in table.rows] == [
        ("DANH SÁCH",),
        ("Tên", "Mức"),
        ("A", "100"),
        ("B", "100"),
        ("C", "200"),
    ]
    assert {(note.code, note.place) for note in table.notes} == {("merged_cells", "B3:B4"), ("hidden_row", "5")}


def test_shown_sheets_come_before_hidden_ones_and_empty_ones_do_not_come() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["ẩn"])
        book.active.title, book.active.sheet_state = "Một", "hidden"
        book.create_sheet("Trống")
        book.create_sheet("Hai").append(["hiện"])

    assert [(table.name, table.hidden) for table in read_list(xlsx(fill))] == [("Hai", False), ("Một", True)]


def test_two_thousand_rows_come_whole() -> None:
    content = sheet([HEAD, *([at, f"Người {at}", "", "Giấy khen", 1000] for at in range(1, 2001))])
    found = match(AWARDEES, read_list(content)[0])
    assert (len(found.rows), found.rows[-1]["full_name"], found.errors) == (2000, "Người 2000", ())


# --- hostile files


@pytest.mark.slow
def test_a_million_empty_rows_are_no_list_and_cost_little() -> None:
    empty = "".join(f'<row r="{at}" s="1" customFormat="1"/>' for at in range(4, 1_048_577))
    content = altered(sheet([["Tên"], ["A"]]), SHEET, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))
    assert rows(content) == [("Tên",), ("A",)]


def test_more_rows_than_a_field_takes_are_refused() -> None:
    with pytest.raises(ListTooLarge) as refused:
        read_list("\n".join(f"a{at},b" for at in range(10_001)).encode())
    assert refused.value.data == {"what": "rows", "limit": 10_000}


def test_a_bomb_is_refused() -> None:
    content = altered(sheet([["a"]]), "xl/styles.xml", lambda xml: xml + "<!--" + " " * 40_000_000 + "-->")
    assert len(content) < 1_000_000
    with pytest.raises(ListTooLarge):
        read_list(content)


def test_entities_are_not_followed() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = altered(
        sheet([["Tên"], [1]]),
        SHEET,
        lambda xml: (
            doctype + xml.partition("?>")[2].replace("<v>1</v>", "<v>&e;</v>")
            if xml.startswith("<?xml")
            else doctype + xml.replace("<v>1</v>", "<v>&e;</v>")
        ),
    )
    assert all("root" not in cell for row in rows(content) for cell in row)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, ListOldFormat),
        (b"PK\x03\x04 broken", ListUnreadable),
        (b"%PDF-1.7", ListUnreadable),
        (b"", ListWithoutTable),
        (b" \n\t\n", ListWithoutTable),
    ],
)
def test_what_is_no_list_is_told(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_list(content)


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(content: bytes) -> None:
    for head in (b"", b"PK\x03\x04"):
        with contextlib.suppress(ListUnreadable, ListWithoutTable, ListTooLarge, ListOldFormat):
            read_list(head + content)


def test_a_formula_in_a_text_stays_words() -> None:
    assert rows(b'Ten,Ghi chu\n"=HYPERLINK(""http://x"")",@SUM(1)\n') == [
        ("Ten", "Ghi chu"),
        ('=HYPERLINK("http://x")', "@SUM(1)"),
    ]


# --- text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_of_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = f"Họ và tên{delimiter}Chức vụ\r\nĐỗ Thị Ngữ{delimiter}Giáo viên\r\nHồ Văn Ổn{delimiter}Bảo vệ\r\n"
    assert rows(text.encode(encoding)) == [
        ("Họ và tên", "Chức vụ"),
        ("Đỗ Thị Ngữ", "Giáo viên"),
        ("Hồ Văn Ổn", "Bảo vệ"),
    ]


def test_the_old_vietnamese_code_page() -> None:
    typed = "Nguy\u00ea\u0303n V\u0103n \u0110\u00f4\u0300ng,ghi ch\u00fa\n".encode("cp1258")
    assert rows(typed) == [("Nguyễn Văn Đồng", "ghi chú")]


def test_cells_from_a_spreadsheets_clipboard_may_hold_line_breaks_and_quotes() -> None:
    table = read_text('Tên\tGhi chú\nA\t"dòng một\ndòng ""hai"""\nB\tx, y; z\n')
    assert [row.cells for row in table.rows] == [("Tên", "Ghi chú"), ("A", 'dòng một dòng "hai"'), ("B", "x, y; z")]


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=2, max_size=4), min_size=1, max_size=6))
def test_nothing_pasted_is_lost(cells: list[list[str]]) -> None:
    text = "Đầu\tCột\n" + "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells)
    kept = [tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in cells]
    assert [row.cells for row in read_text(text).rows[1:]] == kept


# --- .docx


def test_the_tables_of_a_docx() -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Danh sách")
    table = document.add_table(3, 3)
    for at, words in enumerate(("Họ và tên", "Đơn vị", "Mức", "A", "Thôn Một", "100", "B", "", "200")):
        table.cell(at // 3, at % 3).text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_table(1, 1).cell(0, 0).text = "khác"
    document.save(out)
    assert rows(out.getvalue()) == [("Họ và tên", "Đơn vị", "Mức"), ("A", "Thôn Một", "100"), ("B", "Thôn Một", "200")]
    assert rows(out.getvalue(), 1) == [("khác",)]


# --- columns


def table_of(*lines: str) -> ListTable:
    return ListTable("", tuple(Row(at, tuple(line.split("|"))) for at, line in enumerate(lines, 1)))


@pytest.mark.parametrize(
    "head",
    [
        "TT|Họ và tên|Chức vụ, đơn vị|Hình thức khen thưởng|Mức thưởng (đồng)",
        "STT|HO VA TEN|CHUC VU|HINH THUC KHEN|MUC THUONG",
        "Số TT|Họ và tên, tên tập thể|Đơn vị, chức vụ|Hình thức|Mức thưởng",
    ],
)
def test_columns_are_found_by_their_words(head: str) -> None:
    found = match(AWARDEES, table_of(head, "1|A|Giáo viên|Giấy khen|100"))
    assert found.rows == ({"full_name": "A", "position": "Giáo viên", "award": "Giấy khen", "reward": "100"},)
    assert found.notes == ()


def test_columns_may_stand_in_any_order_under_a_title_and_over_their_numbers() -> None:
    table = table_of(
        "DANH SÁCH KHEN THƯỞNG", "Mức thưởng|Họ tên|Hình thức khen thưởng|Chức vụ", "1|2|3|4", "100|A|Giấy khen|GV"
    )
    found = match(AWARDEES, table)
    assert found.head == 2
    assert found.rows == ({"full_name": "A", "position": "GV", "award": "Giấy khen", "reward": "100"},)
    assert [(note.code, note.place) for note in found.notes] == [("rows_above", "A1")]


def test_a_column_without_a_place_and_a_place_without_a_column_are_named() -> None:
    found = match(AWARDEES, table_of("Họ và tên|Chức vụ|Ngày sinh|Hình thức khen thưởng", "A|GV|1980|Giấy khen"))
    assert [(note.code, note.place, note.severity) for note in found.notes] == [
        ("column_missing", "", "note"),
        ("column_ignored", "C1", "note"),
    ]
    by_hand = match(AWARDEES, table_of("Họ và tên|Ngày sinh", "A|1980"), {"full_name": 0, "position": 1})
    assert by_hand.rows[0]["position"] == "1980"


def test_a_list_without_names_is_an_error() -> None:
    found = match(AWARDEES, table_of("Chức vụ|Mức thưởng", "GV|100"))
    assert [note.data["label"] for note in found.errors] == ["Họ và tên, tên tập thể"]


def test_without_a_head_columns_go_in_order_behind_the_one_that_counts() -> None:
    found = match(AWARDEES, table_of("1|A|GV|Giấy khen|100", "2|B|BV|Giấy khen|200"))
    assert [row["full_name"] for row in found.rows] == ["A", "B"]
    assert [note.code for note in found.notes] == ["no_head"]


def test_what_does_not_fit_is_named_by_its_cell() -> None:
    long = "x" * 300
    found = match(AWARDEES, table_of("Họ và tên|Mức thưởng", f"{long}|1", "Tổng cộng|2"))
    errors = [(note.code, note.place, note.data.get("given")) for note in found.errors]
    assert errors == [("cell_too_long", "A2", 300)]
    assert ("rows_like_a_sum", "A3") in [(note.code, note.place) for note in found.notes]


def test_names_of_columns() -> None:
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert folded("Mức thưởng (đồng)") == "muc thuong dong"


# --- any list as an appendix


def test_any_list_becomes_a_table_of_the_body() -> None:
    table = table_of("Danh sách hộ nghèo", "Chủ hộ|Thôn|Số *khẩu*", "A|Một|3", "B|Hai \\| Ba|4")
    text = as_appendix(table, numbered=True)
    (block,) = parse(text)
    assert title_of(table) == "Danh sách hộ nghèo"
    assert block.rows[0][:2] == ("STT", "Chủ hộ")
    assert [row[0] for row in block.rows[1:]] == ["1", "2"]
    assert len(block.rows) == 3


def test_a_list_that_counts_its_rows_is_not_counted_twice() -> None:
    text = as_appendix(table_of("TT|Tên", "1|A"), numbered=True)
    assert parse(text)[0].rows == (("TT", "Tên"), ("1", "A"))


def test_a_list_too_wide_for_a_page_is_refused() -> None:
    with pytest.raises(ListTooLarge):
        as_appendix(table_of("|".join("abc" for _ in range(64))), numbered=False)


def test_days_of_openpyxl_are_days() -> None:
    content = sheet([["Lúc"], [datetime(2026, 1, 5, 7, 30)]])  # noqa: DTZ001
    assert rows(content)[1] == ("05/01/2026 07:30:00",)
