# ruff: noqa: E501  (tables: one case, one line)
"""The rules about words, one line at a time: what is found, and the words that put it right."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.kinds import kinds
from doc_templates.layout.checks import (
    text_appendix,
    text_bases,
    text_capitals,
    text_citations,
    text_date,
    text_letterhead,
    text_levels,
    text_number,
    text_numbering,
    text_recipients,
    text_signer,
)
from doc_templates.layout.checks.text_fault import Fault
from doc_templates.layout.rules import rule_set

RULES = {rule.id: rule for rule in rule_set().rules}
One = Callable[[str], Iterable[Fault]]


def mended(text: str, faults: Iterable[Fault]) -> str | None:
    """The line with all its faults mended; None where one cannot be."""
    for fault in sorted(faults, key=lambda each: -each.start):
        if fault.new is None:
            return None
        text = text[: fault.start] + fault.new + text[fault.end :]
    return text


@pytest.mark.parametrize(
    "text",
    ["Số: 15/QĐ-BNV", "Số: 05/BNV-VP", "Số: 12/UBND-VX", "Số: 01/TTr-SNV", "Số: 120/QyĐ-UBND", "Số: 02/QĐ-TTg",
     "Số:       /KH-UBND", "Số: \u2007\u2007\u2007\u2007/KH-UBND", "Số: ……/BC-SGD&ĐT", "Số: 03/SY-UBND", "Số: 7/KH-UBND"],
)  # fmt: skip
def test_numbers_as_the_decree_writes_them(text: str) -> None:
    assert list(text_number.number_faults(text)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Số 15/QĐ-BNV", "Số: 15/QĐ-BNV"),
        ("Số:15/QĐ-BNV", "Số: 15/QĐ-BNV"),
        ("số: 15/ QĐ - UBND", "Số: 15/QĐ-UBND"),
        ("Số: 15-QĐ-UBND", "Số: 15/QĐ-UBND"),
        ("Số: 15/qđ-ubnd", "Số: 15/QĐ-UBND"),
        ("Số: 15/ttr-ubnd", "Số: 15/TTr-UBND"),
        ("Số: V/QĐ-UBND", "Số: 05/QĐ-UBND"),
        ("Số: 15/QĐ–UBND.", "Số: 15/QĐ-UBND"),
        ("Số: năm/QĐ-UBND", None),
        ("Số: 15/2026/QĐ-UBND", None),
    ],
)
def test_numbers_put_right(text: str, right: str | None) -> None:
    faults = list(text_number.number_faults(text))
    assert faults
    assert mended(text, faults) == right


@pytest.mark.parametrize(
    ("text", "right"), [("Số: 5/KH-UBND", "05"), ("Số: 015/KH-UBND", "15"), ("Số: 05/KH-UBND", ""), ("Số: 100/KH", "")]
)
def test_zeros_of_numbers(text: str, right: str) -> None:
    assert [fault.new for fault in text_number.leading_zero_faults(text)] == ([right] if right else [])


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("Số: 05/TT-UBND", "to-trinh", "TTr"), ("Số: 05/TTR-UBND", "to-trinh", "TTr"), ("Số: 05/QD-UBND", "quyet-dinh", "QĐ"),
        ("Số: 05/QUYĐ-UBND", "quy-dinh", "QyĐ"), ("Số: 05/TTr-UBND", "to-trinh", ""), ("Số: 05/UBND-VP", "cong-van", ""),
    ],
)  # fmt: skip
def test_abbreviations_of_kinds(text: str, kind: str, right: str) -> None:
    assert [fault.new for fault in text_number.abbreviation_faults(text, kinds()[kind])] == ([right] if right else [])


def test_a_letter_has_no_abbreviation_of_its_own() -> None:
    assert [fault.new for fault in text_number.abbreviation_faults("Số: 05/CV-UBND", kinds()["cong-van"])] == [None]


@pytest.mark.parametrize(
    "text",
    ["Hà Nội, ngày 05 tháng 01 năm 2020", "Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", "Suối Ngọc, ngày      tháng 01 năm 2026",
     "Y Yên, ngày …… tháng …… năm ………", "Suối Ngọc, ngày    tháng    năm 2026"],
)  # fmt: skip
def test_dates_as_the_decree_writes_them(text: str) -> None:
    rules: list[One] = [text_date.date_faults, text_date.date_zero_faults, text_date.place_faults]
    assert [fault for rule in rules for fault in rule(text)] == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Hà Nội, 5/1/2026", "Hà Nội, ngày 05 tháng 01 năm 2026"),
        ("Hà Nội, ngày 05-03-2026", "Hà Nội, ngày 05 tháng 3 năm 2026"),
        ("Hà Nội ngày 05 tháng 01 năm 2026", "Hà Nội, ngày 05 tháng 01 năm 2026"),
        ("Hà Nội, Ngày 05 tháng 01 năm 2026", "Hà Nội, ngày 05 tháng 01 năm 2026"),
        ("Hà Nội, tháng 01 ngày 05 năm 2026.", "Hà Nội, ngày 05 tháng 01 năm 2026"),
        ("Hà Nội, ngày 31 tháng 02 năm 2026", None),
        ("Hà Nội, ngày 05 tháng 13 năm 2026", None),
    ],
)
def test_dates_put_right(text: str, right: str | None) -> None:
    faults = list(text_date.date_faults(text))
    assert faults
    assert mended(text, faults) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [("Hà Nội, ngày 5 tháng 1 năm 2026", ["05", "01"]), ("Hà Nội, ngày 15 tháng 03 năm 2026", ["3"]),
     ("Hà Nội, ngày 05 tháng 10 năm 2026", [])],
)  # fmt: skip
def test_zeros_of_dates(text: str, right: list[str]) -> None:
    assert [fault.new for fault in text_date.date_zero_faults(text)] == right


def test_places_have_capitals() -> None:
    assert [fault.new for fault in text_date.place_faults("suối ngọc, ngày 05 tháng 01 năm 2026")] == ["Suối Ngọc"]
    assert [fault.new for fault in text_date.place_faults("ngày 05 tháng 01 năm 2026")] == [None]


@pytest.mark.parametrize("text", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
def test_both_tone_marks_of_the_national_name_are_the_decrees_own(text: str) -> None:
    assert list(text_letterhead.national_name_faults(text)) == []


@pytest.mark.parametrize(
    "text", ["Độc lập-Tự do-Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "độc lập - tự do - hạnh phúc"]
)
def test_the_motto_word_for_word(text: str) -> None:
    assert mended(text, text_letterhead.motto_faults(text)) == "Độc lập - Tự do - Hạnh phúc"


LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"


def test_bases_end_as_the_decree_wants() -> None:
    assert list(text_bases.bases_punctuation_faults([f"{LAW};", f"{DECREE}."])) == []
    assert [(f.line, f.new) for f in text_bases.bases_punctuation_faults([LAW, f"{DECREE};"])] == [(0, ";"), (1, ".")]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (f"căn cứ {LAW[7:]};", f"{LAW};"),
        (f"- {LAW};", f"{LAW};"),
        (f"Căn cứ: {LAW[7:]};", f"{LAW};"),
        (f"{LAW[7:]};", None),
    ],
)
def test_bases_begin_as_the_decree_wants(text: str, right: str | None) -> None:
    faults = list(text_bases.bases_wording_faults([text]))
    assert faults
    assert mended(text, faults) == right


@pytest.mark.parametrize(
    "text",
    [
        LAW.replace(" ngày", " số 72/2025/QH15 ngày") + ";",
        f"{LAW} của Quốc hội;",
        LAW.replace(" ngày", ", số 72/2025/QH15 ngày") + ";",
    ],
)
def test_laws_have_neither_number_nor_issuer(text: str) -> None:
    assert mended(text, text_bases.law_faults([text])) == f"{LAW};"


def test_a_law_may_have_the_assembly_in_its_name() -> None:
    law = "Căn cứ Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015;"
    assert list(text_bases.law_faults([law])) == []


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        (f"{DECREE};", ""), (f"{LAW};", ""), ("Căn cứ chức năng, nhiệm vụ được giao;", ""),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư;", "ngày, tháng, năm ban hành, cơ quan ban hành"),
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2026 về thi đua;", "cơ quan ban hành"),
        ("Căn cứ Nghị định của Chính phủ ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;", "số, ký hiệu"),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;", "trích yếu"),
        ("Căn cứ Luật Thi đua, khen thưởng;", "ngày, tháng, năm ban hành"),
    ],
)  # fmt: skip
def test_what_a_basis_lacks(text: str, lacking: str) -> None:
    assert [fault.expected for fault in text_citations.basis_faults([text])] == ([lacking] if lacking else [])


def test_only_the_first_citation_is_full() -> None:
    full = "Theo Kế hoạch số 02/KH-UBND ngày 06 tháng 01 năm 2026 của Ủy ban nhân dân xã, các thôn đăng ký."
    assert list(text_citations.citation_faults([full, "Thực hiện Kế hoạch số 02/KH-UBND đúng hạn."])) == []
    assert [f.line for f in text_citations.citation_faults(["Thực hiện Kế hoạch số 02/KH-UBND đúng hạn.", full])] == [0]


def numbered(*lines: str) -> list[text_levels.Level]:
    return [text_levels.level_of(at, line, capitals=line.isupper()) for at, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("text", "right"),
    [("Điều 1: Phạm vi", "Điều 1. Phạm vi"), ("điều 1. Phạm vi", "Điều 1. Phạm vi"), ("Điều 01. Phạm vi", "Điều 1. Phạm vi"),
     ("1) Đối tượng", "1. Đối tượng"), ("1/ Đối tượng", "1. Đối tượng"), ("a. Đối tượng", "a) Đối tượng"),
     ("A) Đối tượng", "a) Đối tượng"), ("a/ Đối tượng", "a) Đối tượng"), ("Chương 1", "Chương I"), ("PHẦN I", "Phần I"),
     ("Mục II", "Mục 2"), ("I) KẾT QUẢ", "I. KẾT QUẢ"), ("Điều 5a. Phạm vi", "Điều 5a. Phạm vi"), ("20 - 25 mm", "20 - 25 mm")],
)  # fmt: skip
def test_numbers_of_levels_put_right(text: str, right: str) -> None:
    assert mended(text, text_numbering.form_faults([text], numbered(text))) == right


def out_of_order(*lines: str) -> list[tuple[int, str, str | None]]:
    return [(f.line, f.expected, f.new) for f in text_numbering.sequence_faults(lines, numbered(*lines))]


def test_the_vietnamese_alphabet_numbers_the_points() -> None:
    letters = [f"{letter}) Việc" for letter in "abcdđeghiklmnopq"]
    assert out_of_order("1. Gồm", *letters) == []
    latin = [f"{letter}) Việc" for letter in "abcdef"]
    assert out_of_order("1. Gồm", *latin) == [(5, "đ", "đ"), (6, "e", "e")]
    assert out_of_order("1. Gồm", "a) Việc", "b) Việc", "f) Việc") == [(3, "c", "c")]


def test_a_number_is_mended_only_where_one_alone_can_be_meant() -> None:
    assert out_of_order("1. Một", "3. Hai", "3. Ba") == [(1, "2", "2")]
    assert out_of_order("1. Một", "3. Ba") == [(1, "2", None)]
    assert out_of_order("1. Một", "1. Hai") == [(1, "2", "2")]


def test_numbers_begin_anew_below_each_level() -> None:
    assert out_of_order("I. MỘT", "1. A", "2. B", "II. HAI", "1. C", "a) x", "b) y", "2. D", "a) z") == []
    assert out_of_order("Điều 1. A", "1. x", "Điều 2. B", "1. y", "Điều 3. C") == []
    assert out_of_order("1. A", "2. B", "Đề nghị các đơn vị gửi:", "1. Báo cáo", "2. Danh sách") == []


def test_chapters_and_their_articles_have_titles() -> None:
    lines = ("Chương I", "Điều 1.", "Nội dung của điều.")
    assert [fault.line for fault in text_numbering.title_faults(lines, numbered(*lines))] == [0, 1]


@pytest.mark.parametrize(
    ("text", "right"),
    [("Kế hoạch này./.", "Kế hoạch này./."), ("Kế hoạch này.", "Kế hoạch này./."), ("Kế hoạch này", "Kế hoạch này./."),
     ("Kế hoạch này/.", "Kế hoạch này./."), ("Kế hoạch này . / .", "Kế hoạch này./."), ("./.", "./.")],
)  # fmt: skip
def test_the_end_mark(text: str, right: str) -> None:
    assert mended(text, text_recipients.end_mark_faults(text)) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [("- Lưu: VT, TCCB.", "- Lưu: VT, TCCB."), ("- Lưu: VT.", "- Lưu: VT."), ("- Lưu VT, TCCB", "- Lưu: VT, TCCB."),
     ("- Lưu: TCCB.", "- Lưu: VT, TCCB."), ("Lưu: vt;", "- Lưu: VT."), ("- Lưu: VT-TH (NC).", "- Lưu: VT-TH (NC)."),
     ("- Lưu: VT, Hồ sơ", "- Lưu: VT, Hồ sơ.")],
)  # fmt: skip
def test_the_line_of_what_is_kept(text: str, right: str | None) -> None:
    assert mended(text, text_recipients.kept_faults([text])) == right


def test_a_unit_joined_to_the_office_by_a_dash_is_a_warning() -> None:
    assert (
        mended("- Lưu: VT-TH (NC).", text_recipients.kept_joined_faults(["- Lưu: VT-TH (NC)."]))
        == "- Lưu: VT, TH (NC)."
    )
    assert list(text_recipients.kept_joined_faults(["- Lưu: VT, TH-NC.", "- Lưu: VT."])) == []


def test_a_recipient_may_run_over_two_lines() -> None:
    lines = ["- Các bộ, cơ quan ngang bộ,", "cơ quan thuộc Chính phủ;", "- Lưu: VT."]
    assert list(text_recipients.recipients_faults(lines)) == []
    assert [(f.line, f.new) for f in text_recipients.recipients_faults(["Sở Nội vụ", "- Lưu: VT."])] == [
        (0, "- "),
        (0, ";"),
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [("TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"), ("T/M ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"), ("K/T CHỦ TỊCH", "KT. CHỦ TỊCH"),
     ("TL.CHỦ TỊCH", "TL. CHỦ TỊCH"), ("QUYỀN GIÁM ĐỐC", "Q. GIÁM ĐỐC"), ("TUN. GIÁM ĐỐC", None), ("GIÁM ĐỐC,", "GIÁM ĐỐC")],
)  # fmt: skip
def test_authorities_of_signers(text: str, right: str | None) -> None:
    assert mended(text, text_signer.signer_faults(text)) == right


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], []), (["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"], []), (["Q. GIÁM ĐỐC"], []),
        (["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"], []), (["PHÓ GIÁM ĐỐC"], []),
        (["TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"], [1]), (["KT. PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"], [0]), (["TM. CHỦ TỊCH", "CHỦ TỊCH"], [0]),
        (["KT. CHỦ TỊCH"], [0]),
    ],
)  # fmt: skip
def test_who_signs_for_whom(lines: list[str], wrong: list[int]) -> None:
    assert [fault.line for fault in text_signer.order_faults(lines)] == wrong


@pytest.mark.parametrize(
    "name", ["TS. Nguyễn Văn An", "PGS.TS. Nguyễn Văn An", "Ths. Nguyễn Văn An", "Ông Nguyễn Văn An", "nguyễn văn an"]
)
def test_names_stand_alone(name: str) -> None:
    assert mended(name, text_signer.name_faults(name)) == "Nguyễn Văn An"


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "H’Linh Niê", "Y Wăn Niê", "Thạch Sa"])
def test_names_that_are_right(name: str) -> None:
    assert list(text_signer.name_faults(name)) == []


@pytest.mark.parametrize(
    ("lines", "right"),
    [(["Phụ lục"], ["Phụ lục"]), (["Phụ lục I"], ["Phụ lục I"]), (["Phụ lục 1", "Phụ lục 2"], ["Phụ lục I", "Phụ lục II"]),
     (["Phụ lục 01"], ["Phụ lục"]), (["Phụ lục số I", "Phụ lục II:"], ["Phụ lục I", "Phụ lục II"])],
)  # fmt: skip
def test_numbers_of_appendices(lines: list[str], right: list[str]) -> None:
    faults = list(text_appendix.appendix_faults(lines))
    assert [mended(text, [f for f in faults if f.line == at]) for at, text in enumerate(lines)] == right


def test_the_text_points_to_its_appendices() -> None:
    assert (
        list(text_appendix.referred_faults(["Phụ lục I", "Phụ lục II"], "Theo Phụ lục I và Phụ lục II kèm theo.")) == []
    )
    assert [f.line for f in text_appendix.referred_faults(["Phụ lục I", "Phụ lục II"], "Theo Phụ lục I kèm theo.")] == [
        1
    ]
    assert [f.line for f in text_appendix.referred_faults(["Phụ lục"], "Điều 1. Tặng Giấy khen.")] == [0]


def capitals(rule: str, text: str) -> str | None:
    numbers: Any = RULES[rule].numbers
    check = (
        text_capitals.form_faults([text], numbers["names"])
        if "names" in numbers
        else text_capitals.letter_faults([text], numbers["patterns"])
    )
    return mended(text, check)


@pytest.mark.parametrize(
    ("rule", "text", "right"),
    [
        ("capitals.people", "phục vụ nhân dân", "phục vụ Nhân dân"), ("capitals.people", "quân đội nhân dân", "quân đội nhân dân"),
        ("capitals.people", "cơ quan quản lý nhà nước", "cơ quan quản lý nhà nước"), ("capitals.people", "của nhà nước", "của Nhà nước"),
        ("capitals.citation", "theo khoản 2 điều 5 Luật này", "theo khoản 2 Điều 5 Luật này"),
        ("capitals.citation", "điểm a khoản 2 Điều 103 Mục 5 Chương XII", "điểm a khoản 2 Điều 103 Mục 5 Chương XII"),
        ("capitals.organisations", "của ủy ban nhân dân xã", "của Ủy ban nhân dân xã"),
        ("capitals.organisations", "của Uỷ ban nhân dân xã", "của Uỷ ban nhân dân xã"),
        ("capitals.organisations", "các tổ chức phi chính phủ", "các tổ chức phi chính phủ"),
        ("capitals.organisations", "cán bộ y tế, cơ sở y tế", "cán bộ y tế, cơ sở y tế"),
        ("capitals.organisations", "báo cáo bộ nội vụ", "báo cáo Bộ Nội vụ"),
        ("capitals.places", "tại thành phố Hồ Chí Minh", "tại Thành phố Hồ Chí Minh"),
        ("capitals.holidays", "dịp quốc khánh 2-9", "dịp Quốc khánh 2-9"), ("capitals.holidays", "nghỉ tết Nguyên đán", "nghỉ tết Nguyên đán"),
        ("capitals.documents", "theo nghị định số 30", "theo Nghị định số 30"), ("capitals.documents", "pháp luật Việt Nam", "pháp luật Việt Nam"),
        ("capitals.units", "tại quận 1", "tại Quận 1"), ("capitals.units", "của Tỉnh Nam Định", "của tỉnh Nam Định"),
    ],
)  # fmt: skip
def test_capitals(rule: str, text: str, right: str) -> None:
    assert capitals(rule, text) == right


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["Việc một. việc hai."], [0]), (["việc một."], [0]), (["- ban hành kế hoạch."], [0]), (["Kèm TP. hồ sơ, v.v. và lưu."], []),
        (["Các đơn vị, cá nhân,", "tổ chức có liên quan."], []), (["https://dichvu.gov.vn là địa chỉ nộp hồ sơ."], []), (["………. của ông (bà)"], []),
    ],
)  # fmt: skip
def test_sentences_begin_with_a_capital(lines: Sequence[str], wrong: list[int]) -> None:
    found = [fault.line for fault in text_capitals.sentence_faults(lines)]
    assert found == wrong


ANY_LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=60)
RULES_OF_LINES: list[One] = [
    text_number.number_faults, text_number.leading_zero_faults, text_date.date_faults, text_date.date_zero_faults,
    text_date.place_faults, text_letterhead.motto_faults, text_letterhead.national_name_faults, text_bases.addressed_faults,
    text_recipients.end_mark_faults, text_signer.signer_faults, text_signer.name_faults, text_appendix.appended_faults,
    text_appendix.drafter_faults, lambda text: text_bases.bases_wording_faults([text]), lambda text: text_bases.law_faults([text]),
    lambda text: text_bases.bases_punctuation_faults([text]), lambda text: text_recipients.kept_faults([text]),
]  # fmt: skip


@given(
    ANY_LINE
    | st.sampled_from([LAW, DECREE, "Số: 5/qđ - ubnd", "hà nội ngày 5/1/2026", "- lưu vt", "T/M ubnd", "TS.  an"])
)
def test_a_mended_line_is_mended_for_good(text: str) -> None:
    for rule in RULES_OF_LINES:
        faults = list(rule(text))
        assert all(0 <= fault.start <= fault.end <= len(text) for fault in faults)
        once = mended(text, faults)
        if once is not None and faults:
            again = mended(once, rule(once))
            assert again is None or again == once or mended(again, rule(again)) == again, (text, once, again)


def test_every_rule_about_words_speaks_both_languages_with_all_its_words() -> None:
    for rule in RULES.values():
        for sentence in rule.say.values():
            assert set(re.findall(r"{(\w+)}", sentence)) <= {"found", "expected", "component"}
