"""The head of a document by kind of body and date: each rule's own example keeps it, typed contradictions are named."""

from datetime import date

import pytest

from doc_templates.letterheads import initials, place_of, propose, rule_of, rules, warnings

DAY = date(2026, 1, 5)
BEFORE = date(2025, 6, 30)


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_what_a_rule_proposes_keeps_the_rules(rule) -> None:
    proposed = propose(rule, **rule.example)
    on = rule.valid_until or DAY
    assert warnings(proposed.superior, proposed.name, on) == []
    assert all(line == line.upper() for line in (*proposed.superior, *proposed.name))
    assert proposed.full_name and proposed.abbreviation and proposed.place
    found = rule_of(proposed.name, on)
    assert found is not None and found.of == rule.of


def test_the_heads_of_today_are_those_of_the_decree_and_the_two_levels() -> None:
    of = rules()
    province = propose(of["province_committee"], territory="tỉnh Đồng Tháp")
    assert (province.superior, province.name) == ((), ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP"))
    department = propose(of["department"], own="Sở Nội vụ", territory="tỉnh Đồng Tháp")
    assert (department.superior, department.name) == (("UBND TỈNH ĐỒNG THÁP",), ("SỞ NỘI VỤ",))
    assert (department.full_name, department.abbreviation) == ("Sở Nội vụ tỉnh Đồng Tháp", "SNV")
    commune = propose(of["commune_committee"], territory="xã Nhơn Trạch")
    assert (commune.superior, commune.place, commune.abbreviation) == ((), "Nhơn Trạch", "UBND")
    unit = propose(of["unit"], own="Phòng Văn hóa - Xã hội", territory="xã Nhơn Trạch")
    assert (unit.superior, unit.abbreviation) == (("UBND XÃ NHƠN TRẠCH",), "VHXH")


@pytest.mark.parametrize(
    ("superior", "name", "on", "expected"),
    [
        (["UBND HUYỆN AN BÌNH"], ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"], DAY, {"district_above"}),
        (["UBND HUYỆN AN BÌNH"], ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"], BEFORE, set()),
        (["UBND TỈNH ĐỒNG THÁP"], ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"], DAY, {"no_superior"}),
        ([], ["ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH"], DAY, {"level_ended"}),
        ([], ["UỶ BAN NHÂN DÂN", "HUYỆN AN BÌNH"], BEFORE, set()),
        ([], ["ỦY BAN NHÂN DÂN", "THỊ TRẤN AN BÌNH"], DAY, {"town_ended"}),
        ([], ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ BIÊN HÒA"], DAY, {"level_ended"}),
        ([], ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"], DAY, set()),
        ([], ["SỞ NỘI VỤ"], DAY, {"superior_needed"}),
        (["ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP"], ["SỞ NỘI VỤ"], DAY, {"not_shortened"}),
        (["UBND TỈNH ĐỒNG THÁP"], ["Sở Nội vụ"], DAY, {"not_capitals"}),
        (["UBND XÃ TÂN HÒA"], ["HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"], DAY, set()),
        (["UBND TỈNH ĐỒNG THÁP"], ["HỘI ĐỒNG NHÂN DÂN", "XÃ TÂN HÒA"], DAY, {"no_superior"}),
        (["BỘ NỘI VỤ"], ["CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC"], DAY, set()),
    ],
)
def test_what_contradicts_the_rule_of_the_day_is_named(superior, name, on, expected: set[str]) -> None:
    found = warnings(superior, name, on)
    assert {warning.id for warning in found} == expected
    assert all(warning.article and "{" not in warning.say["vi"] + warning.say["en"] for warning in found)


@pytest.mark.parametrize(
    ("territory", "place"),
    [
        ("xã Nhơn Trạch", "Nhơn Trạch"),
        ("phường 3", "Phường 3"),
        ("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("thành phố Huế", "Huế"),
        ("Nhơn Trạch", "Nhơn Trạch"),
    ],
)
def test_the_place_is_the_units_official_name(territory: str, place: str) -> None:
    assert place_of(territory) == place


def test_initials_leave_little_words_out() -> None:
    assert initials("Sở Giáo dục và Đào tạo") == "SGDĐT"
    assert initials("Hội đồng Thi đua - Khen thưởng") == "HĐTĐKT"
