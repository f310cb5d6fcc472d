"""The kinds against the decree's own table, and the writing of number, symbol and date."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from doc_templates.kinds import copies, date_text, groups, kinds, reference, symbol

DECREE = Path(__file__).parents[2] / "shared" / "nd30"


def test_there_are_29_kinds_and_3_copies():
    assert len(kinds()) == 29
    assert [copy.abbreviation for copy in copies().values()] == ["SY", "TrS", "SL"]


def test_every_kind_stands_in_a_group_of_the_list_of_forms():
    shown = [group.id for group in groups()]
    assert {kind.group for kind in kinds().values()} == set(shown)
    assert all(set(group.name) == {"vi", "en"} for group in groups())


def test_ids_are_ascii_names_without_marks():
    for kind in (*kinds().values(), *copies().values()):
        plain = unicodedata.normalize("NFD", kind.name.lower().replace("đ", "d"))
        assert kind.id == "".join(c for c in plain if not unicodedata.combining(c)).replace(" ", "-")


def test_abbreviations_are_distinct_and_only_two_kinds_have_none():
    given = [kind.abbreviation for kind in (*kinds().values(), *copies().values()) if kind.abbreviation]
    assert len(given) == len(set(given)) == 30
    assert [kind.id for kind in kinds().values() if not kind.abbreviation] == ["cong-van", "thu-cong"]


def test_only_three_kinds_are_addressed_and_every_kind_names_its_article():
    assert {kind.id for kind in kinds().values() if kind.addressed} == {"cong-van", "to-trinh", "bao-cao"}
    assert all("Điều 7" in kind.article for kind in kinds().values())
    assert all(f"mẫu {kind.model}" in kind.article for kind in kinds().values() if kind.model)


def test_what_a_caller_does_to_the_table_stays_with_the_caller():
    kinds().clear()
    assert kinds()["ke-hoach"].abbreviation == "KH"


@pytest.mark.skipif(not DECREE.exists(), reason="the text of the decree is not on this machine")
def test_the_table_agrees_with_the_decree():
    text = (DECREE / "phu-luc-3.md").read_text("utf-8").replace("uỷ", "ủy")
    table = [line for line in text.splitlines() if line.startswith("|  |")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table]
    decreed = {row[1].removesuffix(" (cá biệt)"): row[2] for row in rows if len(row) == 3 and row[2]}
    ours = (*kinds().values(), *copies().values())
    assert decreed == {kind.name: kind.abbreviation for kind in ours if kind.abbreviation}
    list_of_kinds = (DECREE / "nghi-dinh-30-2020.md").read_text("utf-8").replace("uỷ", "ủy").casefold()
    assert all(kind.name.casefold() in list_of_kinds for kind in kinds().values())


def test_symbols():
    assert symbol(kinds()["ke-hoach"], "UBND") == "KH-UBND"
    assert symbol(kinds()["quy-dinh"], "SNV") == "QyĐ-SNV"
    assert symbol(kinds()["ke-hoach"], "UBND", "VX") == "KH-UBND"
    assert symbol(kinds()["cong-van"], "UBND", "VX") == "UBND-VX"
    assert symbol(kinds()["cong-van"], "UBND") == "UBND"
    assert symbol(copies()["ban-sao-y"], "UBND") == "SY-UBND"


def test_numbers_below_ten_get_a_zero():
    assert reference(1, "KH-UBND") == "01/KH-UBND"
    assert reference(9, "KH-UBND") == "09/KH-UBND"
    assert reference(10, "KH-UBND") == "10/KH-UBND"
    assert reference(1234, "UBND-VP") == "1234/UBND-VP"
    assert reference(None, "KH-UBND") == ""


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 1, 5), "Nhơn Trạch, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "Nhơn Trạch, ngày 10 tháng 02 năm 2026"),
        (date(2019, 6, 29), "Nhơn Trạch, ngày 29 tháng 6 năm 2019"),
        (date(2026, 3, 9), "Nhơn Trạch, ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "Nhơn Trạch, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_zeros_stand_only_where_the_decree_wants_them(on, text):
    assert date_text("Nhơn Trạch", on) == text


def test_a_draft_has_blanks_for_its_date():
    text = date_text("Nhơn Trạch", None)
    assert text.startswith("Nhơn Trạch, ngày …")
    assert not any(letter.isdigit() for letter in text)
    assert date_text("", date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
