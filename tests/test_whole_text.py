"""Whole pasted documents into fields: every word placed, recognised or shown as unplaced."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.body import parse
from doc_templates.whole_text import Unplaced, WholeText, split

SEED = Path(__file__).parents[2] / "shared" / "seed" / "ke-hoach-thi-dua-2021.md"

PLAN = """

## KẾ HOẠCH

### Phát động phong trào trồng cây năm 2026

Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về trồng cây xanh;

Để phong trào thiết thực, Chủ tịch UBND xã ban hành Kế hoạch với những nội dung như sau:

## I. MỤC ĐÍCH

### 1. Mục đích

Nâng cao nhận thức của nhân dân thông qua Phòng Văn

hóa (cơ quan thường trự) để tổng hợp.
*Th*

**Nơi nhận:**

- Sở Nông nghiệp (Chi cục Kiểm lâm);
  - TT.ĐU; TT.HĐND xã;
  - Lưu: VT-NN (TH).
- Th*

**CHỦ TỊCH**

**Lê Thị Minh Hà**
"""

DECISION = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN HÒA\tĐộc lập - Tự do - Hạnh phúc
_______\t__________________
Số: 15/QĐ-UBND\tTân Hòa, ngày 05 tháng 01 năm 2026

QUYẾT ĐỊNH
Về việc tặng Giấy khen cho các tập thể, cá nhân có thành tích
trong công tác phòng, chống lụt bão năm 2025
___________
CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN HÒA
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 03/TTr-VHXH ngày 02 tháng 01 năm 2026.
QUYẾT ĐỊNH:
Điều 1. Tặng Giấy khen cho 02 tập thể và 05 cá nhân (danh sách kèm theo).
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành./.
Nơi nhận:
- Như Điều 3;
- Chủ tịch, các PCT;
- Lưu: VT, VHXH.
PL.(20)
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Bình
"""

LETTER = """ỦY BAN NHÂN DÂN XÃ TÂN HÒA CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Số:      /UBND-VX         Tân Hòa, ngày     tháng 02 năm 2026
V/v tăng cường công tác
phòng, chống dịch bệnh mùa xuân

Kính gửi:
- Trạm Y tế xã;
- Các trường học trên địa bàn xã.

Căn cứ Công văn số 12/SYT-NV ngày 03/02/2026 của Sở Y tế, Ủy ban nhân dân xã yêu cầu:
1. Trạm Y tế chủ trì thực hiện.
2. Các trường học phối hợp.
Đề nghị các đơn vị nghiêm túc thực hiện./.

Nơi nhận:                            TL. CHỦ TỊCH
- Như trên;                      CHÁNH VĂN PHÒNG
- TT. Đảng ủy (báo cáo);
- Lưu: VT, VX.                    Nguyễn Thị Thu
"""


def words_of(*texts: str) -> Counter[str]:
    text = unicodedata.normalize("NFC", " ".join(texts)).casefold()
    return Counter("".join(letter if letter.isalnum() else " " for letter in text).split())


def told(whole: WholeText) -> list[str]:
    """All words the answer contains."""
    listed = [value if isinstance(value, list) else [value] for value in whole.values.values()]
    values = [
        word for part in listed for one in part for word in (one.values() if isinstance(one, dict) else [str(one)])
    ]
    return [*values, *(words for _, words in whole.recognised), *(line.words for line in whole.unplaced)]


def nothing_lost(text: str) -> bool:
    return not words_of(text) - words_of(*told(split(text)))


def test_a_plan_in_markdown_with_the_slips_of_a_scan():
    whole = split(PLAN)
    body = whole.values.pop("body")
    assert whole.kind == "ke-hoach"
    assert whole.values == {
        "subject": "Phát động phong trào trồng cây năm 2026",
        "bases": ["Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về trồng cây xanh"],
        "recipients": ["Sở Nông nghiệp (Chi cục Kiểm lâm)", "TT.ĐU; TT.HĐND xã"],
        "kept_at": "VT-NN (TH)",
        "signer": "Lê Thị Minh Hà",
    }
    assert whole.signer_lines == ("CHỦ TỊCH",)
    assert body.startswith("Để phong trào thiết thực,")
    assert body.endswith(
        "\nI. MỤC ĐÍCH\n1. Mục đích\nNâng cao nhận thức của nhân dân thông qua Phòng Văn\n"
        "hóa (cơ quan thường trự) để tổng hợp."
    )
    assert whole.unplaced == (
        Unplaced(18, "*Th*", "hóa (cơ quan thường trự) để tổng hợp. … Nơi nhận:"),
        Unplaced(25, "- Th*", "- Lưu: VT-NN (TH). … CHỦ TỊCH"),
    )


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not on this machine")
def test_the_seed():
    text = SEED.read_text("utf-8")
    whole = split(text)
    assert whole.kind == "ke-hoach"
    assert whole.values["subject"] == "Công tác thi đua, khen thưởng trên địa bàn huyện năm 2021"
    bases = whole.values["bases"]
    assert len(bases) == 1
    assert bases[0].startswith("Căn cứ Kế hoạch số 701/KH-UBND tỉnh ") and not bases[0].endswith(";")
    assert whole.values["body"].startswith("Để tổ chức phong trào")
    assert whole.values["body"].endswith("Thi đua - Khen thưởng huyệ) để tổng hợp.")
    assert "thông qua Phòng Nội\nvụ (Cơ quan Thường trực" in whole.values["body"]
    assert len(whole.values["recipients"]) == 9
    assert whole.values["kept_at"] == "VT-TH (NC)"
    assert (whole.values["signer"], whole.signer_lines) == ("Huỳnh Tân Thìn", ("CHỦ TỊCH",))
    assert [(line.line, line.words) for line in whole.unplaced] == [(118, "*Ng*"), (132, "- Ng*")]
    assert nothing_lost(text)
    titles = [block.title for block in parse(whole.values["body"]) if block.level in ("heading", "clause")]
    assert len(titles) == 12 and all(titles)


def test_a_decision_pasted_from_word():
    whole = split(DECISION)
    assert whole.kind == "quyet-dinh"
    assert whole.values.pop("body").startswith("Điều 1. Tặng Giấy khen")
    assert whole.values == {
        "subject": "Về việc tặng Giấy khen cho các tập thể, cá nhân có thành tích "
        "trong công tác phòng, chống lụt bão năm 2025",
        "issuing_authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN HÒA",
        "bases": [
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 03/TTr-VHXH ngày 02 tháng 01 năm 2026",
        ],
        "recipients": ["Như Điều 3", "Chủ tịch, các PCT"],
        "kept_at": "VT, VHXH",
        "drafter_mark": "PL.(20)",
        "signer": "Trần Văn Bình",
    }
    assert whole.signer_lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert whole.unplaced == ()
    assert [pair for pair in whole.recognised if pair[0] != "rule"] == [
        ("agency", "ỦY BAN NHÂN DÂN"),
        ("national_motto", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("agency", "XÃ TÂN HÒA"),
        ("national_motto", "Độc lập - Tự do - Hạnh phúc"),
        ("number", "Số: 15/QĐ-UBND"),
        ("place_and_date", "Tân Hòa, ngày 05 tháng 01 năm 2026"),
        ("kind", "QUYẾT ĐỊNH"),
        ("enacting", "QUYẾT ĐỊNH:"),
        ("recipients", "Nơi nhận:"),
        ("kept_at", "- Lưu:"),
        ("signer_lines", "TM. ỦY BAN NHÂN DÂN"),
        ("signer_lines", "KT. CHỦ TỊCH"),
        ("signer_lines", "PHÓ CHỦ TỊCH"),
        ("signature_note", "(Đã ký)"),
    ]


def test_an_official_letter_in_two_columns():
    whole = split(LETTER)
    assert whole.kind == "cong-van"
    body = whole.values.pop("body")
    assert body.startswith("Căn cứ Công văn số 12/SYT-NV") and body.endswith("nghiêm túc thực hiện./.")
    assert whole.values == {
        "subject": "tăng cường công tác phòng, chống dịch bệnh mùa xuân",
        "unit": "VX",
        "addressees": ["Trạm Y tế xã", "Các trường học trên địa bàn xã"],
        "recipients": ["Như trên", "TT. Đảng ủy (báo cáo)"],
        "kept_at": "VT, VX",
        "signer": "Nguyễn Thị Thu",
    }
    assert whole.signer_lines == ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
    assert whole.unplaced == ()
    assert ("place_and_date", "Tân Hòa, ngày     tháng 02 năm 2026") in whole.recognised
    assert ("number", "Số:      /UBND-VX") in whole.recognised


def test_one_addressee_stands_on_the_line_of_kinh_gui():
    whole = split("Số: 05/UBND\nV/v xin ý kiến\nKính gửi: Sở Nội vụ tỉnh Đồng Nai.\nỦy ban nhân dân xã xin ý kiến.")
    assert whole.kind == "cong-van"
    assert whole.values == {
        "subject": "xin ý kiến",
        "addressees": ["Sở Nội vụ tỉnh Đồng Nai"],
        "body": "Ủy ban nhân dân xã xin ý kiến.",
    }


@pytest.mark.parametrize(("name", "kind"), [("BÁO CÁO", "bao-cao"), ("TỜ TRÌNH", "to-trinh"), ("Tờ trình", "to-trinh")])
def test_reports_and_submissions_are_addressed_under_their_title(name, kind):
    whole = split(
        f"{name}\n**Kết quả công tác cải cách hành chính**\n**quý I năm 2026**\n-------\n"
        "Kính gửi: - Ủy ban nhân dân tỉnh;\n- Sở Nội vụ.\n"
        "*Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;*\n"
        "Thực hiện Công văn số 12/SNV ngày 01 tháng 3 năm 2026 của Sở Nội vụ;\n"
        "Thực hiện nhiệm vụ được giao, Ủy ban nhân dân xã báo cáo như sau:\n"
        "I. KẾT QUẢ\n1. Đã làm.\nTrân trọng./.\n"
        "CHỦ TỊCH\n\nLê Thị Minh Hà\n\nNơi nhận:\nNhư trên;\nVăn phòng tỉnh;\nLưu VT"
    )
    assert whole.kind == kind
    assert whole.values == {
        "subject": "Kết quả công tác cải cách hành chính quý I năm 2026",
        "addressees": ["Ủy ban nhân dân tỉnh", "Sở Nội vụ"],
        "bases": [
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
            "Thực hiện Công văn số 12/SNV ngày 01 tháng 3 năm 2026 của Sở Nội vụ",
        ],
        "body": "Thực hiện nhiệm vụ được giao, Ủy ban nhân dân xã báo cáo như sau:\n"
        "I. KẾT QUẢ\n1. Đã làm.\nTrân trọng./.",
        "recipients": ["Như trên", "Văn phòng tỉnh"],
        "kept_at": "VT",
        "signer": "Lê Thị Minh Hà",
    }
    assert whole.signer_lines == ("CHỦ TỊCH",)
    assert whole.unplaced == ()


def test_header_and_signature_as_rows_of_a_markdown_table():
    whole = split(
        "| **ỦY BAN NHÂN DÂN XÃ TÂN HÒA** Số: 7/TB-UBND | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** "
        "**Độc lập - Tự do - Hạnh phúc** *Tân Hòa, ngày 10 tháng 3 năm 2026* |\n| --- | --- |\n\n"
        "**THÔNG BÁO**\n**Lịch tiếp công dân**\n\nNgày 15 hằng tháng.\n\n"
        "| **Nơi nhận:**<br>- Các ấp;<br>- Lưu: VT. | **CHỦ TỊCH**<br>**Lê Thị Minh Hà** |\n| --- | --- |\n"
    )
    assert whole.kind == "thong-bao"
    assert whole.values == {
        "subject": "Lịch tiếp công dân",
        "body": "Ngày 15 hằng tháng.",
        "recipients": ["Các ấp"],
        "kept_at": "VT",
        "signer": "Lê Thị Minh Hà",
    }
    assert {"agency", "number", "national_motto", "place_and_date"} <= {what for what, _ in whole.recognised}
    assert whole.unplaced == ()


def test_a_subject_on_two_lines_set_apart_from_the_body():
    whole = split("BÁO CÁO\nKết quả cải cách hành chính\nQuý I năm 2026\n\nPhòng Nội vụ báo cáo.\n\nHết.")
    assert whole.values["subject"] == "Kết quả cải cách hành chính Quý I năm 2026"
    whole = split("BÁO CÁO\nKết quả cải cách hành chính\nPhòng Nội vụ báo cáo.\nHết.")
    assert whole.values["subject"] == "Kết quả cải cách hành chính"


def test_a_document_cited_in_the_subject_is_not_the_number():
    whole = split(
        "Số: 12/UBND-VX      Tân Hòa, ngày 1 tháng 3 năm 2026\nV/v triển khai Nghị định số 30/2020/NĐ-CP\n"
        "Kính gửi: Các phòng\nThực hiện."
    )
    assert whole.values["subject"] == "triển khai Nghị định số 30/2020/NĐ-CP"
    assert [words for what, words in whole.recognised if what == "number"] == ["Số: 12/UBND-VX"]


def test_kind_and_subject_on_one_line():
    whole = split("KẾ HOẠCH Công tác dân vận năm 2026\nNội dung chính.")
    assert (whole.kind, whole.values["subject"]) == ("ke-hoach", "Công tác dân vận năm 2026")
    whole = split("KẾ HOẠCH\nCÔNG TÁC DÂN VẬN\nNĂM 2026\nNội dung chính.")
    assert whole.values == {"subject": "CÔNG TÁC DÂN VẬN NĂM 2026", "body": "Nội dung chính."}


def test_the_kind_is_told_by_the_symbol_or_the_enacting_words_where_the_title_is_missing():
    assert split("Số: 12/CTr-UBND\nNội dung chương trình.").kind == "chuong-trinh"
    assert split("Căn cứ Luật A;\nQUYẾT NGHỊ:\nĐiều 1. Tán thành.").kind == "nghi-quyet"
    whole = split("Căn cứ Luật A;\nQUYẾT ĐỊNH:\nĐiều 1. Tán thành.")
    assert whole.kind == "quyet-dinh"
    assert whole.values == {"bases": ["Căn cứ Luật A"], "body": "Điều 1. Tán thành."}


def test_text_typed_without_marks_is_recognised():
    whole = split("QUYET DINH\nVe viec nghi le\nCan cu Luat A;\nQUYET DINH:\nDieu 1. Nghi.\nNoi nhan:\n- Luu: VT.")
    assert whole.kind == "quyet-dinh"
    assert whole.values["bases"] == ["Can cu Luat A"]
    assert whole.values["kept_at"] == "VT"


def test_the_first_sentence_is_no_basis_and_no_subject():
    whole = split(
        "KẾ HOẠCH\nCăn cứ tình hình thực tế, Ủy ban nhân dân xã xây dựng Kế hoạch như sau:\nI. MỤC ĐÍCH\nTốt."
    )
    assert whole.values == {
        "body": "Căn cứ tình hình thực tế, Ủy ban nhân dân xã xây dựng Kế hoạch như sau:\nI. MỤC ĐÍCH\nTốt."
    }


def test_a_chapter_title_is_no_kind():
    whole = split("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nQuy chế này quy định.")
    assert whole.kind is None
    assert whole.values == {"body": "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nQuy chế này quy định."}


def test_stamps_and_unknown_lines_above_the_title():
    whole = split("HỎA TỐC\nMẬT\nbản nháp của anh Ba\nTHÔNG BÁO\nLịch họp\nHọp lúc 8 giờ.")
    assert ("urgency", "HỎA TỐC") in whole.recognised
    assert ("secrecy", "MẬT") in whole.recognised
    assert whole.unplaced == (Unplaced(3, "bản nháp của anh Ba", "MẬT … THÔNG BÁO"),)


def test_what_follows_the_signature_is_shown_not_dropped():
    whole = split(DECISION + "\nDANH SÁCH\n1. Nguyễn Văn A\n- Ấp 1;")
    assert [line.words for line in whole.unplaced] == ["DANH SÁCH", "1. Nguyễn Văn A", "- Ấp 1;"]
    assert len(whole.values["recipients"]) == 2


def test_a_table_in_the_body_stays_a_table():
    whole = split("THÔNG BÁO\nLịch trực\nSTT\tHọ tên\n1\tNguyễn A\n\nHết.\nNơi nhận:\n- Lưu: VT.")
    assert [block.level for block in parse(str(whole.values["body"]))] == ["table", "text"]


@pytest.mark.parametrize("text", [PLAN, DECISION, LETTER])
def test_composed_and_decomposed_letters_line_ends_and_hard_spaces_make_no_difference(text):
    expected = split(text)
    assert split(unicodedata.normalize("NFD", text)) == expected
    assert split(text.replace("\n", "\r\n")) == expected
    assert split("\ufeff" + text).kind == expected.kind


@pytest.mark.parametrize(
    "text", ["Chào anh,\nmai họp lúc 8 giờ.\nNam", "một dòng", "XIN CHÀO\nNguyễn Văn A", "🎉\n\u200f"]
)
def test_a_text_without_structure_is_all_body(text):
    assert split(text) == WholeText(None, {"body": text}, (), (), ())


def test_an_empty_text():
    assert split(" \n\n") == WholeText(None, {}, (), (), ())


PIECES = st.lists(
    st.sampled_from((PLAN + DECISION + LETTER).splitlines(keepends=True))
    | st.text(max_size=12)
    | st.sampled_from("\t|\n*#- "),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_every_word_of_the_input_is_in_the_answer(text):
    assert nothing_lost(text)


@settings(max_examples=250, deadline=None)
@given(PIECES)
def test_no_word_is_invented(text):
    assert set(words_of(*told(split(text)))) <= set(words_of(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["- Sở Nội vụ;\n", "PHỤ LỤC\n", "Căn cứ Luật A;\n", "Một đoạn văn.\n\n", "\t| ", "số: 1/"]
)
def test_long_documents_are_taken_apart(line):
    """Minutes, and the run's own time limit, where the time grew with the square of the length."""
    text = DECISION.replace("QUYẾT ĐỊNH:", "") + line * (600_000 // len(line))
    assert nothing_lost(text)
    assert nothing_lost(line * (600_000 // len(line)) + DECISION)


APPENDED = """QUYẾT ĐỊNH
Về việc khen thưởng
QUYẾT ĐỊNH:
Điều 1. Tặng Giấy khen cho các tập thể (có Phụ lục kèm theo).
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Trần Văn Bình
Phụ lục I
DANH SÁCH TẬP THỂ
(Kèm theo Quyết định số 05/QĐ-UBND ngày 03 tháng 02 năm 2026)
| TT | Tên |
| 1 | Phòng A |
Phụ lục II
Mẫu báo cáo
1. Kết quả
"""


def test_appendices_behind_the_signature_are_taken_apart():
    whole = split(APPENDED)
    assert whole.values["signer"] == "Trần Văn Bình"
    assert whole.values["appendices"] == [
        {"title": "DANH SÁCH TẬP THỂ", "body": "| TT | Tên |\n| --- | --- |\n| 1 | Phòng A |"},
        {"title": "Mẫu báo cáo", "body": "1. Kết quả"},
    ]
    assert whole.unplaced == ()
    assert nothing_lost(APPENDED)


def test_a_body_may_speak_of_an_appendix():
    assert "appendices" not in split("KẾ HOẠCH\nThi đua\nI. NỘI DUNG\nPhụ lục\n1. Theo mẫu.").values
