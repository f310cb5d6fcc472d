"""The forms on paper, measured with a ruler: what Phụ lục I of Nghị định 30/2020/NĐ-CP says about sizes and places.

Every figure comes from the finished PDF.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from doc_templates.copies import WORDS, attachments, blocks, copied
from doc_templates.fill import Letterhead, SignerBlock, Stamp, fill
from doc_templates.form import FORMS, load_form, load_forms, sample_document, samples
from doc_templates.kinds import copies, kinds
from doc_templates.measure import Look, width
from doc_templates.pdf import PdfPool
from doc_templates.sample import AS_HEAD, FOR_THE_COLLECTIVE, LETTERHEAD, letterhead_for, signer_for
from tests.form_files import form_of, parts_of
from tests.printed_page import Line, Page, Text, frame_around, pages, words

pytestmark = pytest.mark.slow

ALL = load_forms()
LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0
MIDDLE = (LEFT + RIGHT) / 2
STAMP = Stamp("KH-UBND", 7, date(2026, 3, 1))
OFFICE = (LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
WITHOUT_SUBJECT = {"giay-gioi-thieu", "giay-nghi-phep"}  # mẫu 1.8 and 1.10
TWO_SIGN = {"bien-ban", "hop-dong", "ban-ghi-nho", "ban-thoa-thuan"}
AS_ABOVE = {"cong-van", "to-trinh", "bao-cao", "giay-gioi-thieu"}
POINT = 25.4 / 72

Print = Callable[..., list[Page]]


@pytest.fixture(scope="module")
def printed(pdf_pool: PdfPool) -> Print:
    """A form with its sample, some values changed, on paper."""
    kept: dict[str, list[Page]] = {}

    def convert(name: str, values: dict | None = None, **changes) -> list[Page]:
        if not values and not changes:
            if name not in kept:
                kept[name] = pages(pdf_pool.convert(sample_document(ALL[name])))
            return kept[name]
        given = {"letterhead": LETTERHEAD, "signer": FOR_THE_COLLECTIVE, "stamp": STAMP} | changes
        return pages(pdf_pool.convert(fill(ALL[name], samples(ALL[name]) | (values or {}), **given)))

    return convert


def near(value: float, within: float = 0.5):
    return pytest.approx(value, abs=within)


def style(text: Text) -> tuple[float, bool, bool]:
    return text.size, text.bold, text.italic


# the page


@pytest.mark.parametrize("name", sorted(ALL))
def test_page_margins_and_font(printed: Print, name):
    for page in printed(name):
        assert (page.width, page.height) == (near(210, 0.1), near(297, 0.1))
        body = [text for text in page.texts if text.baseline > TOP]
        assert min(text.left for text in body) >= LEFT - 0.3
        assert max(text.right for text in body) <= RIGHT + 0.3
        assert min(text.baseline for text in body) >= TOP + 3
        assert max(text.baseline for text in body) <= BOTTOM
        assert all(text.serif for text in page.texts)


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_first_page_has_no_number(printed: Print, name):
    assert [text for text in printed(name)[0].texts if text.baseline < TOP] == []


def test_page_numbers_from_page_two_in_the_top_margin(printed: Print):
    clause = "Các cơ quan, đơn vị, thôn triển khai thực hiện nghiêm túc, đầy đủ nhiệm vụ được giao. " * 6
    long = printed("ke-hoach", {"body": "\n".join([clause] * 25)})
    assert len(long) > 3
    for number, page in enumerate(long[1:], 2):
        (shown,) = [text for text in page.texts if text.baseline < TOP]
        assert shown.words == str(number)
        assert 13 <= shown.size <= 14 and not shown.bold and not shown.italic
        assert shown.middle == near(MIDDLE, 1)
        assert 8 < shown.baseline < TOP - 2


# ô 1 to 4


def assert_third_to_half(line: Line, texts: list[Text]) -> None:
    """II.2.b, II.5.b: of each of several lines of text; where they differ too much for that, of the longest."""
    longest = max(text.width for text in texts)
    assert line.width >= longest / 3 - 0.3
    assert all(line.width <= max(text.width / 2, longest * 0.36) + 0.6 for text in texts)


@pytest.mark.parametrize("name", sorted(ALL))
def test_letterhead(printed: Print, name):
    page = printed(name)[0]
    nation, motto = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.find("Độc lập - Tự do - Hạnh phúc")
    assert style(nation) == (12, True, False)
    assert style(motto) == (13, True, False)
    assert motto.middle == near(nation.middle)
    assert nation.right <= RIGHT + 0.3
    line = page.line_under(motto)
    assert line.width == near(motto.width, 1)
    assert line.middle == near(motto.middle)
    assert 0.5 < line.y - motto.baseline < 3

    agency, commune = (page.texts[at] for at in _places(page, letterhead_for(ALL[name]).agency))
    assert style(agency) == style(commune) == (12, True, False)
    assert commune.middle == near(agency.middle)
    line = page.line_under(commune)
    assert_third_to_half(line, [agency, commune])
    assert line.middle == near(agency.middle)


def _places(page: Page, lines: tuple[str, ...]) -> list[int]:
    """Where the lines first stand on the page."""
    return [next(at for at, text in enumerate(page.texts) if text.words == line) for line in lines]


@pytest.mark.parametrize("name", sorted(set(ALL) - {"bien-ban"}))
def test_number_and_date_stand_on_one_line(printed: Print, name):
    page = printed(name)[0]
    number, dated = page.find("Số: 05/"), page.find("Suối Ngọc, ngày 03 tháng 02 năm 2026")
    assert number.baseline == near(dated.baseline, 0.2)
    assert style(number) == (13, False, False)
    assert style(dated) == (13, False, True)
    assert number.middle == near(page.find("XÃ SUỐI NGỌC").middle)
    assert dated.middle == near(page.find("Độc lập").middle)


def test_long_names_stay_in_their_columns(printed: Print):
    head = Letterhead(
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",),
        ("BAN QUẢN LÝ CÁC KHU CHẾ XUẤT VÀ CÔNG NGHIỆP",),
        "Thành phố Hồ Chí Minh",
    )
    page = printed("ke-hoach", letterhead=head, stamp=replace(STAMP, on=date(2026, 12, 29)))[0]
    dated = page.find("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026")
    assert dated.baseline == near(page.find("Số: 07").baseline, 0.2)
    nation = page.find("CỘNG HÒA")
    superior = [text for text in page.texts if text.size == 12 and not text.bold]
    agency = [text for text in page.texts if text.size == 12 and text.bold and text.right < nation.left]
    assert len(superior) == 2 and len(agency) >= 2
    assert max(text.right for text in (*superior, *agency)) < nation.left - 1
    line = page.line_under(agency[-1])
    longest = max(text.width for text in agency)
    assert longest / 3 - 0.3 <= line.width <= longest / 2 + 0.6
    assert {round(text.middle) for text in (*superior, *agency)} == {round(line.middle)}


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYựứờởệấỹặ0123456789"


def test_the_measured_widths_are_those_of_the_font(printed: Print):
    """The lines follow measure.py; here its figures meet the letters LibreOffice printed, in all three faces used."""
    page = printed("quyet-dinh", {"subject": LETTERS[:40], "bases": [LETTERS[:50]], "recipients": [LETTERS[:30]]})[0]
    for text, look in (
        (page.find(LETTERS[:40]), Look(14, bold=True)),
        (page.find(LETTERS[:50]), Look(14, italic=True)),
        (page.find("- " + LETTERS[:30]), Look(11)),
    ):
        assert text.width == near(width(text.words, look) * POINT, 0.4)


# ô 5


def test_minutes_have_a_number_and_no_place_and_date(printed: Print):
    page = printed("bien-ban")[0]
    assert page.find("Số: 05/BB-UBND").middle == near(page.find("XÃ SUỐI NGỌC").middle)
    assert not any("ngày 03 tháng 02" in text.words for text in page.texts)


@pytest.mark.parametrize("name", sorted(set(ALL) - WITHOUT_SUBJECT - {"cong-van"}))
def test_kind_and_subject(printed: Print, name):
    page = printed(name)[0]
    kind = page.texts[_places(page, (kinds()[ALL[name].kind].name.upper(),))[0]]
    subject = [text for text in page.texts if kind.baseline < text.baseline < page.line_under(kind).y]
    assert style(kind) == (14, True, False)
    assert all(style(text) == (14, True, False) for text in subject)
    assert all(text.middle == near(MIDDLE) for text in (kind, *subject))
    assert " ".join(text.words for text in subject) == samples(ALL[name])["subject"]
    line = page.line_under(subject[-1])
    assert_third_to_half(line, subject)
    assert line.middle == near(MIDDLE)


@pytest.mark.parametrize("name", sorted(WITHOUT_SUBJECT))
def test_kind_without_a_subject(printed: Print, name):
    page = printed(name)[0]
    kind = page.find(ALL[name].name["vi"].upper())
    assert style(kind) == (14, True, False)
    assert kind.middle == near(MIDDLE)
    assert page.line_under(kind).width == near(25, 1)


def test_subject_of_a_letter_stands_under_its_number(printed: Print):
    page = printed("cong-van")[0]
    number = page.find("Số: 05/UBND-VHXH")
    first = page.find("V/v ")
    rest = page.find("hình thức khen thưởng năm 2026")
    assert style(first) == style(rest) == (12, False, False)
    assert first.middle == near(number.middle) and rest.middle == near(number.middle)
    # 6 pt between the lines: the distance of the baselines less the height of the lower line
    assert first.baseline - number.baseline == near((6 + 13 * 0.216 + 12 * 0.891) * POINT, 0.7)


def test_a_long_subject_breaks_into_lines_of_like_length(printed: Print):
    subject = "Tổ chức các hoạt động kỷ niệm 80 năm Ngày Toàn quốc kháng chiến trên địa bàn xã"
    page = printed("ke-hoach", {"subject": subject})[0]
    kind = page.find("KẾ HOẠCH")
    first, second = [text for text in page.texts if kind.baseline < text.baseline < page.line_under(kind).y]
    assert 0.5 < first.width / second.width < 2
    assert max(first.width, second.width) < 145


# ô 6


def test_body_is_justified_indented_and_spaced(printed: Print):
    page = printed("cong-van")[0]
    start = page.find("Thực hiện Luật Thi đua")
    lines = [text for text in page.texts if start.baseline <= text.baseline <= page.find("1. Phát động").baseline]
    assert {text.size for text in lines} == {14}
    assert start.left == near(LEFT + 12.7)
    assert all(text.left == near(LEFT) for text in lines[1:-1])
    assert all(text.right == near(RIGHT, 0.7) for text in lines[:-2])
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    single = 14 * 1.149 * POINT
    assert all(single - 0.1 <= step <= 1.5 * single + 0.1 for step in steps[:-1])
    assert steps[-1] - steps[0] >= 6 * POINT - 0.1


def test_levels_of_the_body(printed: Print):
    body = "Chương I\nQUY ĐỊNH CHUNG\nMục 1\nQUẢN LÝ\nĐiều 1. Phạm vi\n1. Văn bản đi gồm có.\na) Kế hoạch;\n- Một."
    page = printed("ke-hoach", {"body": body, "bases": []})[0]
    for title in ("Chương I", "QUY ĐỊNH CHUNG", "Mục 1", "QUẢN LÝ"):
        assert page.find(title).middle == near(MIDDLE)
        assert style(page.find(title)) == (14, True, False)
    assert style(page.find("Điều 1. Phạm vi")) == (14, True, False)
    for text in map(page.find, ("1. Văn bản đi", "a) Kế hoạch;", "- Một./.")):
        assert text.left == near(LEFT + 12.7)
        assert style(text) == (14, False, False)


def test_heading_levels_of_a_plan(printed: Print):
    page = printed("ke-hoach")[0]
    assert style(page.find("I. MỤC ĐÍCH, YÊU CẦU")) == (14, True, False)
    assert style(page.find("1. Mục đích")) == (14, True, False)
    assert style(page.find("Căn cứ Luật Thi đua")) == (14, False, True)
    assert page.find("I. MỤC ĐÍCH, YÊU CẦU").left == near(LEFT + 12.7)


def test_decision_head(printed: Print):
    page = printed("quyet-dinh")[0]
    authority, decides = page.find("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI NGỌC"), page.find("QUYẾT ĐỊNH:")
    assert style(authority) == style(decides) == (14, True, False)
    assert authority.middle == near(MIDDLE) and decides.middle == near(MIDDLE)
    assert authority.baseline < page.find("Theo đề nghị").baseline < decides.baseline < page.find("Điều 1.").baseline


def test_body_table_fills_the_text(printed: Print):
    page = printed("bao-cao")[0]
    rules = [line for line in page.lines if line.width > 100]
    assert rules and all(line.left == near(LEFT, 1) and line.right == near(RIGHT, 1) for line in rules)


# ô 9a


def test_several_addressees_hang_under_the_colon(printed: Print):
    page = printed("cong-van")[0]
    head = page.find("Kính gửi:")
    listed = [page.find(name) for name in ("- Các cơ quan, đơn vị thuộc xã;", "- Ban Chỉ huy", "- Trưởng các thôn.")]
    colon = head.right - 14 * 0.278 * POINT
    assert all(text.left == near(colon) for text in listed)
    assert all(style(text) == (14, False, False) for text in (head, *listed))


def test_one_addressee_stands_in_the_middle(printed: Print):
    assert printed("bao-cao")[0].find("Kính gửi: Ủy ban nhân dân tỉnh").middle == near(MIDDLE)


def test_a_long_addressee_hangs_after_the_words(printed: Print):
    name = "Ủy ban nhân dân các xã, phường, đặc khu và các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh"
    page = printed("cong-van", {"addressees": [name]})[0]
    first = page.find("Kính gửi: Ủy ban")
    second = min((text for text in page.texts if text.baseline > first.baseline), key=lambda text: text.baseline)
    assert second.left == near(first.left + 20.2)


# ô 7 and 9b, 12


@pytest.mark.parametrize("name", sorted(set(ALL) - TWO_SIGN))
def test_signer_and_recipients(printed: Print, name):
    page = next(page for page in printed(name) if any("Nơi nhận:" in text.words for text in page.texts))
    block = signer_for(ALL[name])
    head, signer = page.find("Nơi nhận:"), page.find(block.name)
    lines = [next(text for text in page.texts if text.words == line) for line in block.lines]
    assert style(head) == (12, True, True)
    assert head.left == near(LEFT)
    assert head.baseline == near(lines[0].baseline)
    assert all(style(text) == (14, True, False) and text.middle == near(signer.middle) for text in (*lines, signer))
    assert lines[-1].left > MIDDLE
    assert 20 < signer.baseline - lines[-1].baseline < 45
    listed = [text for text in page.texts if text.words.startswith("- ") and text.baseline > head.baseline]
    assert all(style(text) == (11, False, False) and text.left == near(LEFT) for text in listed)
    assert listed[-1].words.startswith(f"- Lưu: {samples(ALL[name])['kept_at']}.")
    assert (listed[0].words == "- Như trên;") == (name in AS_ABOVE)


@pytest.mark.parametrize("name", sorted(TWO_SIGN))
def test_two_sign_side_by_side(printed: Print, name):
    page = next(page for page in printed(name) if any("Nơi nhận:" in text.words for text in page.texts))
    heads = ("THƯ KÝ", "CHỦ TỌA") if name == "bien-ban" else ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B")
    value = samples(ALL[name])
    signers = (
        (value["secretary_name"], "Lê Thị Minh Hà")
        if name == "bien-ban"
        else ("Lê Thị Minh Hà", value["party_b_signer"])
    )
    left, right = (page.find(each) for each in heads)
    below = [
        max((text for text in page.texts if text.words == each), key=lambda text: text.baseline) for each in signers
    ]
    assert left.baseline == near(right.baseline, 0.1) and below[0].baseline == near(below[1].baseline, 0.1)
    assert all(style(text) == (14, True, False) for text in (left, right, *below))
    assert left.right < MIDDLE < right.left
    assert (left.middle, right.middle) == (near(below[0].middle), near(below[1].middle))
    assert page.find("Nơi nhận:").baseline > below[0].baseline
    kept = "- Lưu: VT, Hồ sơ." if name == "bien-ban" else "- Lưu: VT, KT."
    assert page.find(kept)


def test_leave_is_confirmed_only_where_that_is_wanted(printed: Print):
    words = "Xác nhận của cơ quan (tổ chức)"
    shown = printed("giay-nghi-phep")[0].find(words)
    assert style(shown) == (11, False, True)
    assert shown.right < MIDDLE
    assert not any(words in text.words for text in printed("giay-nghi-phep", {"confirmation": ""})[0].texts)


def test_an_invitation_without_notes_ends_with_its_place(printed: Print):
    page = printed("giay-moi", {"body": ""})[0]
    assert page.find("Địa điểm: Hội trường Ủy ban nhân dân xã Suối Ngọc./.")
    assert sum("./." in text.words for text in printed("giay-moi")[0].texts) == 1


# ô 10b, 11, 13


@pytest.mark.parametrize(("urgency", "wide"), [("KHẨN", 20), ("HOẢ TỐC", 30), ("THƯỢNG KHẨN", 40)])
def test_the_urgency_stamp_is_cut_as_the_decree_says(pdf_pool: PdfPool, urgency, wide):
    pdf = pdf_pool.convert(fill(ALL["cong-van"], samples(ALL["cong-van"]) | {"urgency": urgency}, *OFFICE))
    page = pages(pdf)[0]
    stamp, subject = page.find(urgency), page.find("hình thức khen thưởng năm 2026")
    assert style(stamp) == (13, True, False)
    assert stamp.middle == near(subject.middle)
    box = frame_around(pdf, stamp)
    assert (box.right - box.left, box.bottom - box.top) == (near(wide), near(8))
    assert box.red and box.top > subject.baseline
    assert (box.top + box.bottom) / 2 == near(stamp.baseline - 13 * 0.33 * POINT, 0.6)


def test_the_limit_of_circulation_stands_boxed_in_the_top_margin(pdf_pool: PdfPool):
    pdf = pdf_pool.convert(
        fill(ALL["ke-hoach"], samples(ALL["ke-hoach"]) | {"circulation": "XEM XONG TRẢ LẠI"}, *OFFICE)
    )
    first, *others = pages(pdf)
    shown = first.find("XEM XONG TRẢ LẠI")
    assert style(shown) == (13, True, False)
    assert shown.left > MIDDLE - 20 and shown.baseline < TOP
    box = frame_around(pdf, shown)
    assert box.left < shown.left and shown.right < box.right and not box.red
    assert all("XEM XONG" not in text.words for page in others for text in page.texts)


def test_the_address_stands_at_the_foot_of_the_first_page(printed: Print):
    lines = ["Thôn Trung Tâm, xã Suối Ngọc", "ĐT: 0262 1234 567"]
    first, second = printed("ke-hoach", {"contact": lines})
    shown = [first.find(line) for line in lines]
    assert all(style(text) == (11, False, False) and text.baseline > BOTTOM - 3 for text in shown)
    rule = max((line for line in first.lines if line.y < shown[0].baseline), key=lambda line: line.y)
    assert (rule.left, rule.right) == (near(LEFT, 1), near(RIGHT, 1))
    assert max(text.baseline for text in first.texts if text not in shown) < rule.y
    assert not any("Trung Tâm" in text.words for text in second.texts)


def test_the_drafters_mark_stands_in_the_lower_right_corner(printed: Print):
    page = printed("cong-van", {"drafter_mark": "PL.(300)"})[0]
    mark, kept = page.find("PL.(300)"), page.find("- Lưu: VT")
    assert style(mark) == (11, False, False)
    assert mark.baseline == near(kept.baseline, 0.1)
    assert mark.right == near(LEFT + 65, 2)


def test_three_lines_of_authority_and_another_title(printed: Print):
    signer = SignerBlock(
        ("TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "KT. CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH"), "Võ Thị Phó", "TRƯỞNG PHÒNG"
    )
    page = printed("cong-van", signer=signer)[0]
    lines = [
        "TM. HỘI ĐỒNG THI ĐUA -",
        "KHEN THƯỞNG",
        "KT. CHỦ TỊCH HỘI ĐỒNG",
        "PHÓ CHỦ TỊCH",
        "TRƯỞNG PHÒNG",
        "Võ Thị Phó",
    ]
    found = [next(text for text in page.texts if text.words == line and text.size == 14) for line in lines]
    assert all(text.middle == near(found[0].middle) for text in found)
    assert [text.baseline for text in found] == sorted(text.baseline for text in found)


def test_a_signature_never_stands_alone_on_a_page(printed: Print):
    """Every length of the body around the end of a page: some words always stand above the signer."""
    line = "Các cơ quan, đơn vị, thôn triển khai thực hiện nghiêm túc, kịp thời. "
    for count in range(12, 34):
        body = "\n".join([line] * count + ["Đoạn cuối cùng của văn bản. " * 5])
        printed_pages = printed("cong-van", {"body": body})
        page = next(page for page in printed_pages if any("Lê Thị Minh Hà" in text.words for text in page.texts))
        head = page.find("Nơi nhận:")
        above = [text for text in page.texts if TOP < text.baseline < head.baseline - 1 and text.size == 14]
        assert any("./." in text.words for text in above), count
        assert {"- Lưu: VT, VHXH."} <= {text.words for text in page.texts}


# what is appended

APPENDICES = [
    {"title": "Danh mục", "body": "Đoạn một của danh mục. " * 400},
    {"title": "", "body": "| STT | Tên |\n| --- | --- |\n| 1 | Một |"},
]


def test_appendices_are_numbered_in_roman_and_count_their_own_pages(printed: Print):
    whole = printed(
        "ke-hoach", {"appendices": APPENDICES, "circulation": "LƯU HÀNH NỘI BỘ", "contact": ["Xã Suối Ngọc"]}
    )
    starts = [
        at for at, page in enumerate(whole) if any(text.words in ("Phụ lục I", "Phụ lục II") for text in page.texts)
    ]
    assert len(starts) == 2 and starts[1] - starts[0] > 1
    for start, end in pairwise([*starts, len(whole)]):
        tops = [[text.words for text in page.texts if text.baseline < TOP] for page in whole[start:end]]
        assert tops == [[], *[[str(number)] for number in range(2, end - start + 1)]]
    first, second = (whole[start] for start in starts)
    assert style(first.find("Phụ lục I")) == style(first.find("DANH MỤC")) == (14, True, False)
    assert first.find("(Kèm theo Kế hoạch số 07/KH-UBND ngày 01 tháng 3").middle == near(MIDDLE, 1)
    assert whole[starts[1] - 1].texts[-1].words.endswith("./.")
    assert second.find("./.")
    assert not any(text.words == "Xã Suối Ngọc" for page in whole[starts[0] :] for text in page.texts)


def test_one_appendix_has_no_number(printed: Print):
    assert printed("cong-van", {"appendices": APPENDICES[1:]})[-1].find("Phụ lục")


def test_a_list_and_appendices_are_numbered_together(printed: Print):
    whole = printed("quyet-dinh", {"appendices": APPENDICES[1:]})
    assert whole[1].find("Phụ lục I") and whole[2].find("Phụ lục II")


def test_a_wide_table_turns_its_appendix_alone(printed: Print):
    cell = "Nâng cấp đường trục thôn, cứng hóa mặt đường bê tông xi măng, làm rãnh thoát nước hai bên đường"
    wide = "\n".join(["| " + " | ".join(["Cột"] * 8) + " |", *["| " + " | ".join([cell] * 8) + " |"] * 12])
    whole = printed("ke-hoach", {"appendices": [APPENDICES[1], {"title": "Rộng", "body": wide}, APPENDICES[1]]})
    lying = [page.width > page.height for page in whole]
    assert lying[0] is lying[-1] is False
    turned = next(page for page in whole if page.width > page.height)
    assert turned.find("Phụ lục II").middle == near((297 + 30 - 15) / 2, 1)
    assert all(text.right <= 297 - 15 + 0.5 for text in turned.texts)


def test_the_document_a_decision_issues_has_its_own_head_and_pages(printed: Print):
    decision, *attached = printed("quyet-dinh-ban-hanh")
    assert decision.find("Lê Thị Minh Hà")
    first, second = attached
    assert first.find("XÃ SUỐI NGỌC").middle < MIDDLE < first.find("Độc lập - Tự do - Hạnh phúc").middle
    assert not any(text.words.startswith("Số:") for text in first.texts)
    assert style(first.find("QUY CHẾ")) == (14, True, False)
    assert style(first.find("(Kèm theo Quyết định số 05/QĐ-UBND ngày 03 tháng 02")) == (14, False, True)
    assert second.texts[0].words == "2" and second.texts[-1].words.endswith("./.")
    assert all(text.words != "Nơi nhận:" for page in attached for text in page.texts)


def test_a_file_signed_by_itself_says_so_at_the_top_right(pdf_pool: PdfPool):
    for name, form in attachments().items():
        page = pages(pdf_pool.convert(sample_document(form)))[0]
        shown = page.find("Số: 05/QĐ-UBND; 03/02/2026; 14:37:55 +07:00")
        assert style(shown) == (10, False, False), name
        assert shown.right == near(RIGHT) and shown.baseline < TOP
        assert any("số … ngày … tháng …" in text.words for text in page.texts)


@pytest.mark.parametrize("name", sorted(blocks()))
def test_a_copy_on_paper(pdf_pool: PdfPool, name):
    block = sample_document(blocks()[name])
    page = pages(pdf_pool.convert(copied(sample_document(ALL["giay-gioi-thieu"]), block)))[0]
    word = page.find(WORDS[name])
    rule = max((line for line in page.lines if line.y < word.baseline), key=lambda line: line.y)
    assert (rule.left, rule.right) == (near(LEFT, 1), near(RIGHT, 1))
    assert style(word) == (14, True, False)
    number, dated = page.find(f"Số: 05/{copies()[name].abbreviation}-UBND"), page.texts
    dated = [text for text in dated if text.words == "Suối Ngọc, ngày 03 tháng 02 năm 2026"][-1]
    assert number.baseline == near(dated.baseline, 0.2) and dated.middle == near(word.middle)
    assert [text.words for text in page.texts].count("Lê Thị Minh Hà") == 2


def test_the_block_of_a_copy_stays_in_one_piece(pdf_pool: PdfPool):
    block = sample_document(blocks()["ban-sao-y"])
    first, second = words(pdf_pool.convert(copied(sample_document(ALL["thong-bao"]), block)))
    assert "SAO Y" not in first and "SAO Y" in second and "Lê Thị Minh Hà" in second


def test_appendix(printed: Print):
    _, appendix = printed("quyet-dinh")
    title, name = appendix.find("Phụ lục"), appendix.find("DANH SÁCH TẬP THỂ")
    assert style(title) == style(name) == (14, True, False)
    under = [text for text in appendix.texts if text.italic]
    assert all(style(text) == (14, False, True) for text in under)
    assert all(text.middle == near(MIDDLE) for text in (title, name, *under))
    assert " ".join(text.words for text in under) == (
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 03 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân xã Suối Ngọc)"
    )
    assert appendix.line_under(under[-1]).middle == near(MIDDLE)
    assert appendix.find("Danh sách này có 5 tập thể, cá nhân./.")


def test_appendix_numbers_its_own_pages_and_repeats_its_head(printed: Print):
    rows = [{"full_name": f"Nguyễn Văn {number}", "award": "Giấy khen"} for number in range(80)]
    _, *appendix = printed("quyet-dinh", {"awardees": rows}, signer=AS_HEAD)
    assert len(appendix) > 2
    shown = [[text.words for text in page.texts if text.baseline < TOP] for page in appendix]
    assert shown == [[], *[[str(number)] for number in range(2, len(appendix) + 1)]]
    assert all(page.find("STT") and page.find("Họ và tên") for page in appendix)


def test_wide_appendix_lies_on_its_side(printed: Print):
    position = (
        "Giáo viên Trường Tiểu học Suối Ngọc, Ủy viên Ban Chấp hành Công đoàn cơ sở, Tổ trưởng chuyên môn khối lớp 4"
    )
    rows = [{"full_name": f"Nguyễn Văn {number}", "position": position, "award": "Giấy khen"} for number in range(40)]
    decision, *appendix = printed("quyet-dinh", {"awardees": rows})
    assert (decision.width, decision.height) == (near(210, 0.1), near(297, 0.1))
    for page in appendix:
        assert (page.width, page.height) == (near(297, 0.1), near(210, 0.1))
        assert max(text.right for text in page.texts) <= 282.3
    assert appendix[1].texts[0].middle == near(156, 1)


# long ones


def converted(pdf_pool: PdfPool, name: str, values: dict) -> list[list[str]]:
    given = (samples(ALL[name]) | values, LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
    return words(pdf_pool.convert(fill(ALL[name], *given), limit=240))


def test_two_hundred_pages(pdf_pool: PdfPool):
    clause = "Các cơ quan, đơn vị, thôn triển khai thực hiện nghiêm túc, đầy đủ, kịp thời nhiệm vụ được giao. " * 4
    body = "\n".join(f"Điều {number}. Nhiệm vụ\n1. {clause}\na) {clause}\n- {clause}" for number in range(1, 601))
    long = converted(pdf_pool, "ke-hoach", {"body": body})
    assert len(long) >= 200
    assert [page[0] for page in long[1:]] == [str(number) for number in range(2, len(long) + 1)]
    headings = [line for page in long for line in page if line.startswith("Điều ")]
    assert headings == [f"Điều {number}. Nhiệm vụ" for number in range(1, 601)]


def test_two_thousand_recipients_lose_nobody(pdf_pool: PdfPool):
    long = converted(pdf_pool, "ke-hoach", {"recipients": [f"Cơ quan thứ {number}" for number in range(2_000)]})
    listed = [line for page in long for line in page if line.startswith("- Cơ quan thứ")]
    assert listed == [f"- Cơ quan thứ {number};" for number in range(2_000)]
    (signing,) = [page for page in long if "Lê Thị Minh Hà" in page]
    assert "- Cơ quan thứ 0;" in signing


def test_two_thousand_awardees_lose_nobody(pdf_pool: PdfPool):
    rows = [{"full_name": f"Nguyễn Văn {number}", "award": "Giấy khen"} for number in range(2_000)]
    long = converted(pdf_pool, "quyet-dinh", {"awardees": rows})
    listed = [found for page in long for line in page for found in re.findall(r"Nguyễn Văn (\d+)", line)]
    assert listed == [str(number) for number in range(2_000)]


# edited by the office


@pytest.mark.parametrize("name", ["ke-hoach", "quyet-dinh", "cong-van"])
def test_a_form_saved_by_libreoffice_prints_the_same(printed: Print, pdf_pool: PdfPool, tmp_path: Path, name):
    folder = tmp_path / name
    folder.mkdir()
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", folder, FORMS / name / "form.docx"], check=True, capture_output=True, timeout=120
    )
    shutil.copy(FORMS / name / "form.toml", folder)
    again = pages(pdf_pool.convert(sample_document(load_form(folder))))
    for page, other in zip(printed(name), again, strict=True):
        assert [text.words for text in page.texts] == [text.words for text in other.texts]
        for text, twin in zip(page.texts, other.texts, strict=True):
            assert (twin.left, twin.baseline) == (near(text.left, 0.3), near(text.baseline, 0.3))
            assert style(twin) == style(text)
        assert [line.width for line in other.lines] == [near(line.width, 0.3) for line in page.lines]


def test_an_office_may_restyle_its_form(pdf_pool: PdfPool, tmp_path: Path):
    """13 pt instead of 12 for Quốc hiệu and agency: the lines follow."""
    parts = parts_of(FORMS / "ke-hoach" / "form.docx")
    sizes = b'<w:caps/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(sizes, sizes.replace(b"24", b"26"))
    page = pages(pdf_pool.convert(sample_document(form_of(tmp_path, parts))))[0]
    agency = page.find("ỦY BAN NHÂN DÂN")
    assert style(agency) == (13, True, False)
    assert agency.width / 3 <= page.line_under(page.find("XÃ SUỐI NGỌC")).width <= agency.width / 2
