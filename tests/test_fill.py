"""Filling forms: the words arrive as they are, the decree's marks are added, and no template gets out of its box."""

import io
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from doc_templates import sandbox
from doc_templates.errors import TemplateFault, WrongShape
from doc_templates.fill import Letterhead, SignerBlock, Stamp, fill
from doc_templates.form import FORMS, Form, load_form, load_forms, samples
from doc_templates.paragraphs import BLANK
from doc_templates.sample import FOR_THE_COLLECTIVE, LETTERHEAD
from tests.form_files import form_of, form_with, form_with_body, parts_of, zipped

ALL = load_forms()
PLAN, DECISION, LETTER, REPORT = (ALL[name] for name in ("ke-hoach", "quyet-dinh", "cong-van", "bao-cao"))
STAMP = Stamp("KH-UBND", 7, date(2026, 3, 1))


def filled(form: Form, values: Mapping[str, object] | None = None, **changes) -> Doc:
    """The form's sample with some values changed, filled and opened again."""
    given = {"letterhead": LETTERHEAD, "signer": FOR_THE_COLLECTIVE, "stamp": STAMP} | changes
    return Document(io.BytesIO(fill(form, samples(form) | dict(values or {}), **given)))


def paragraphs(document: Doc) -> list[Paragraph]:
    """All paragraphs in the order of the page, those of tables too."""
    return [Paragraph(each, document) for each in document.element.body.iter(qn("w:p"))]


def styled(document: Doc, style: str) -> list[str]:
    wanted = document.styles[style].style_id
    return [each.text for each in paragraphs(document) if each._p.style == wanted]


def words(document: Doc) -> str:
    return "\n".join(each.text for each in paragraphs(document))


# the words


@pytest.mark.parametrize("name", sorted(set(ALL) - {"giay-nghi-phep"}))  # its subject is for the register
def test_every_word_of_the_sample_is_on_paper(name):
    form = ALL[name]
    printed = words(filled(form))
    for field in form.fields:
        if field.name in NOT_PRINTED or field.sample is None:
            continue
        for line in [field.sample] if isinstance(field.sample, str) else field.sample:
            for text in line.values() if isinstance(line, dict) else line.splitlines():
                for piece in text.strip("|").split("|") if field.type == "body" else [text]:
                    assert piece.strip("-. ") in printed, field.name


NOT_PRINTED = ("unit", "signer", "issuing_authority", "confirmation")


def test_the_clerks_braces_are_words():
    typed = "{{ 7 * 7 }} {% for a in b %} {# gone? #} {_{ }_} ${x} <b>&amp; \" ' ]]> & <w:p>"
    document = filled(PLAN, {"subject": typed, "body": typed, "recipients": [typed]})
    assert styled(document, "Trích yếu") == [typed]
    assert styled(document, "Nội dung") == [typed + "./."]
    assert styled(document, "Danh sách nơi nhận")[0] == f"- {typed};"


def test_hard_text_is_filled():
    typed = "a\x00b\x0bc\u202ed\ufeff\ud800 👩‍🏫 e\u0301"
    assert styled(filled(PLAN, {"subject": typed}), "Trích yếu") == ["ab cd 👩‍🏫 é"]
    assert "ab" in words(filled(PLAN, {}, letterhead=Letterhead((), ("a\x00b",), "c\x07")))


def test_a_value_of_the_wrong_shape_is_refused():
    with pytest.raises(WrongShape):
        filled(PLAN, {"recipients": "Sở Nội vụ"})


def test_a_field_the_form_does_not_have_is_left_out():
    assert "lạ lùng" not in words(filled(PLAN, {"strange": "lạ lùng"}))


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_same_values_give_the_same_bytes(name):
    form = ALL[name]
    given = (samples(form), LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
    first = fill(form, *given)
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: fill(form, *given), range(24))) == {first}


def test_the_file_says_what_it_is():
    properties = filled(PLAN).core_properties
    assert properties.title == f"Kế hoạch: {samples(PLAN)['subject']}"
    assert properties.language == "vi-VN"


# the marks of the decree


def test_number_place_and_date():
    document = filled(PLAN)
    assert styled(document, "Số và ký hiệu") == ["Số: 07/KH-UBND"]
    assert styled(document, "Địa danh và thời gian") == ["Suối Ngọc, ngày 01 tháng 3 năm 2026"]


def test_a_draft_has_blanks_for_number_and_date():
    document = filled(PLAN, stamp=Stamp("KH-UBND"))
    (number,) = styled(document, "Số và ký hiệu")
    assert number.replace("\u2007", "") == "Số: /KH-UBND"
    assert number.count("\u2007") >= 3
    (date_line,) = styled(document, "Địa danh và thời gian")
    assert date_line.startswith("Suối Ngọc, ngày") and not any(letter.isdigit() for letter in date_line)


def test_an_empty_draft_shows_what_is_missing():
    document = filled(PLAN, dict.fromkeys(samples(PLAN)), signer=SignerBlock((), ""))
    assert styled(document, "Trích yếu") == [BLANK]
    assert styled(document, "Danh sách nơi nhận") == [f"- {BLANK};", "- Lưu: VT.\t"]
    assert styled(document, "Họ tên người ký") == [BLANK]
    assert BLANK in styled(document, "Nội dung")[0]
    assert styled(document, "Căn cứ") == []


def test_an_empty_decision_and_letter_show_what_is_missing():
    document = filled(DECISION, dict.fromkeys(samples(DECISION)), signer=SignerBlock((), ""))
    assert styled(document, "Căn cứ") == [f"{BLANK}."]
    assert styled(document, "Thẩm quyền ban hành") == ["Ủy ban nhân dân xã Suối Ngọc"]
    document = filled(LETTER, dict.fromkeys(samples(LETTER)))
    assert styled(document, "Kính gửi") == [f"Kính gửi: {BLANK}"]
    assert styled(document, "Trích yếu công văn") == [f"V/v {BLANK}"]


def test_bases_end_as_the_decree_says():
    document = filled(PLAN, {"bases": ["Căn cứ Luật A;", "- Căn cứ Nghị định B.", "Theo đề nghị của C,"]})
    assert styled(document, "Căn cứ") == ["Căn cứ Luật A;", "Căn cứ Nghị định B;", "Theo đề nghị của C."]


def test_one_addressee_stands_on_the_line():
    document = filled(LETTER, {"addressees": ["Sở Nội vụ;"]})
    assert styled(document, "Kính gửi") == ["Kính gửi: Sở Nội vụ"]
    assert styled(document, "Nơi được kính gửi") == []


def test_more_addressees_stand_under_the_colon():
    document = filled(LETTER, {"addressees": ["Sở Nội vụ", "- Sở Tài chính."]})
    assert styled(document, "Kính gửi nhiều nơi") == ["Kính gửi:"]
    assert styled(document, "Nơi được kính gửi") == ["- Sở Nội vụ;", "- Sở Tài chính."]


def test_recipients_begin_with_the_addressees_where_there_are_some():
    assert styled(filled(LETTER), "Danh sách nơi nhận")[0] == "- Như trên;"
    assert styled(filled(LETTER, {"recipients": ["Như trên", "A"]}), "Danh sách nơi nhận")[:2] == [
        "- Như trên;",
        "- A;",
    ]
    assert "- Như trên;" not in styled(filled(REPORT, {"addressees": []}), "Danh sách nơi nhận")
    assert "- Như trên;" in styled(filled(REPORT), "Danh sách nơi nhận")
    assert "- Như trên;" not in styled(filled(PLAN), "Danh sách nơi nhận")


def test_recipients_end_with_what_is_kept():
    document = filled(PLAN, {"recipients": ["- A;", "B."], "kept_at": "- Lưu: VT, VP (3).", "drafter_mark": "PL.(300)"})
    assert styled(document, "Danh sách nơi nhận") == ["- A;", "- B;", "- Lưu: VT, VP (3).\tPL.(300)"]


def test_the_subject_of_a_letter_is_not_announced_twice():
    assert styled(filled(LETTER, {"subject": "V/v tổng kết."}), "Trích yếu công văn") == ["V/v tổng kết"]


@pytest.mark.parametrize(
    ("lines", "typed", "printed", "issuer"),
    [
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "", "Ủy ban nhân dân xã Suối Ngọc", "Ủy ban nhân dân xã Suối Ngọc"),
        (("CHỦ TỊCH",), "", "Chủ tịch Ủy ban nhân dân xã Suối Ngọc", "Chủ tịch Ủy ban nhân dân xã Suối Ngọc"),
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "", *["Chủ tịch Ủy ban nhân dân xã Suối Ngọc"] * 2),
        (("CHỦ TỊCH",), "CHỦ TỊCH UBND XÃ A", "CHỦ TỊCH UBND XÃ A", "Chủ tịch UBND xã A"),
        (("CHỦ TỊCH",), "Hội đồng nhân dân xã A", "Hội đồng nhân dân xã A", "Hội đồng nhân dân xã A"),
    ],
)  # fmt: skip
def test_whose_decision_it_is(lines, typed, printed, issuer):
    document = filled(
        DECISION,
        {"issuing_authority": typed},
        signer=SignerBlock(lines, "A"),
        stamp=Stamp("QĐ-UBND", 9, date(2026, 12, 31)),
    )
    assert styled(document, "Thẩm quyền ban hành") == [printed]
    assert styled(document, "Kèm theo văn bản") == [
        f"(Kèm theo Quyết định số 09/QĐ-UBND ngày 31 tháng 12 năm 2026 của {issuer})"
    ]


def test_the_agency_in_capitals_is_written_small_in_a_sentence():
    head = replace(LETTERHEAD, full_name="")
    document = filled(DECISION, {"issuing_authority": ""}, letterhead=head)
    assert styled(document, "Thẩm quyền ban hành") == ["Ủy ban nhân dân xã Suối Ngọc"]


def test_signer_lines_and_other_title():
    signer = SignerBlock(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Võ Thị Phó", "Trưởng ban Chỉ đạo")
    document = filled(PLAN, signer=signer)
    assert styled(document, "Chức vụ người ký") == list(signer.lines)
    assert styled(document, "Chức vụ khác của người ký") == ["Trưởng ban Chỉ đạo"]
    assert styled(document, "Họ tên người ký") == ["Võ Thị Phó"]
    assert styled(filled(PLAN), "Chức vụ khác của người ký") == []


def test_a_superior_stands_above_the_agency():
    head = Letterhead(("UBND TỈNH ĐỒNG NAI",), ("SỞ NỘI VỤ",), "Đồng Nai")
    document = filled(PLAN, letterhead=head)
    assert styled(document, "Cơ quan chủ quản") == ["UBND TỈNH ĐỒNG NAI"]
    assert styled(document, "Cơ quan ban hành") == ["SỞ NỘI VỤ"]
    assert styled(filled(PLAN), "Cơ quan chủ quản") == []


# the body

LEVELS = """Phần I
QUY ĐỊNH CHUNG
Chương II
NHỮNG QUY ĐỊNH KHÁC
Mục 1
QUẢN LÝ VĂN BẢN
Tiểu mục 2
VĂN BẢN ĐI
Điều 3. Phạm vi điều chỉnh
1. Quyết định này quy định việc quản lý văn bản của cơ quan.
a) Văn bản đi;
đ) Văn bản đến.
Điều 4. Văn phòng chịu trách nhiệm thi hành Quyết định này kể từ ngày ký ban hành.
I. MỤC ĐÍCH
1. Mục đích
Nâng cao hiệu quả.
- Kịp thời.
+ Chính xác."""


def test_every_level_of_the_body_has_its_style():
    document = filled(PLAN, {"body": LEVELS})
    body = [(each.style.name, each.text) for each in document.paragraphs]
    assert body[body.index(("Phần và chương", "Phần I")) :][:19] == [
        ("Phần và chương", "Phần I"),
        ("Tiêu đề phần và chương", "QUY ĐỊNH CHUNG"),
        ("Phần và chương", "Chương II"),
        ("Tiêu đề phần và chương", "NHỮNG QUY ĐỊNH KHÁC"),
        ("Mục và tiểu mục", "Mục 1"),
        ("Tiêu đề mục và tiểu mục", "QUẢN LÝ VĂN BẢN"),
        ("Mục và tiểu mục", "Tiểu mục 2"),
        ("Tiêu đề mục và tiểu mục", "VĂN BẢN ĐI"),
        ("Điều", "Điều 3. Phạm vi điều chỉnh"),
        ("Khoản", "1. Quyết định này quy định việc quản lý văn bản của cơ quan."),
        ("Điểm", "a) Văn bản đi;"),
        ("Điểm", "đ) Văn bản đến."),
        ("Điều", "Điều 4. Văn phòng chịu trách nhiệm thi hành Quyết định này kể từ ngày ký ban hành."),
        ("Đề mục", "I. MỤC ĐÍCH"),
        ("Tiêu đề khoản", "1. Mục đích"),
        ("Nội dung", "Nâng cao hiệu quả."),
        ("Gạch đầu dòng", "- Kịp thời."),
        ("Gạch đầu dòng", "+ Chính xác./."),
        ("Dòng kết", ""),
    ]


def test_only_number_and_title_of_an_article_are_bold():
    document = filled(PLAN, {"body": LEVELS})
    articles = [each for each in document.paragraphs if each.style.name == "Điều"]
    strong = [[(run.text, run.style.name == "Chữ đậm") for run in article.runs] for article in articles]
    assert strong == [
        [("Điều 3. Phạm vi điều chỉnh", True)],
        [("Điều 4. ", True), ("Văn phòng chịu trách nhiệm thi hành Quyết định này kể từ ngày ký ban hành.", False)],
    ]


def test_a_table_in_the_body_has_a_head_and_fits_the_page():
    document = filled(
        PLAN, {"body": "Kết quả:\n| STT | Tên đơn vị | Số tiền |\n| 1 | Thôn A & B | 1.500.000 |\n| 2 | Thôn C |\n"}
    )
    assert [each.paragraph_format.keep_with_next for each in document.paragraphs if each.text == "Kết quả:"] == [True]
    table = document.tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "Tên đơn vị", "Số tiền"],
        ["1", "Thôn A & B", "1.500.000"],
        ["2", "Thôn C", ""],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) == 9354


def test_the_end_of_the_body_stays_with_the_signer():
    document = filled(PLAN, {"body": "Một đoạn đủ dài để đứng riêng.\nXin báo cáo."})
    kept = {
        each.text: each.paragraph_format.keep_with_next for each in document.paragraphs if each.style.name == "Nội dung"
    }
    assert kept == {"Một đoạn đủ dài để đứng riêng.": True, "Xin báo cáo./.": True}
    assert document.tables[-1].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


# long ones


def test_a_body_of_two_hundred_pages():
    clause = "Các cơ quan, đơn vị, thôn triển khai thực hiện nghiêm túc, đầy đủ, kịp thời nhiệm vụ được giao. " * 4
    body = "\n".join(f"Điều {number}. Nhiệm vụ\n1. {clause}\na) {clause}\n- {clause}" for number in range(1, 601))
    document = filled(PLAN, {"body": body})
    assert len(styled(document, "Điều")) == 600
    assert len(body) > 700_000
    assert styled(document, "Gạch đầu dòng")[-1].endswith("./.")


def test_two_thousand_recipients_beside_and_below_the_signer():
    names = [f"Cơ quan thứ {number}" for number in range(2_000)]
    document = filled(PLAN, {"recipients": names})
    assert [line[2:-1] for line in styled(document, "Danh sách nơi nhận")[:-1]] == names
    beside, below = document.tables[-1].rows
    assert beside._tr.trPr.find(qn("w:cantSplit")) is not None
    assert below._tr.trPr.find(qn("w:cantSplit")) is None
    assert "Cơ quan thứ 5;" in beside.cells[0].text and "Cơ quan thứ 1999;" in below.cells[0].text
    assert below.cells[1].text == ""


def test_few_recipients_stay_in_one_row():
    document = filled(PLAN, {"recipients": [f"Cơ quan thứ {number}" for number in range(15)]})
    assert len(document.tables[-1].rows) == 1


def test_two_thousand_awardees():
    rows = [{"full_name": f"Nguyễn Văn {number}", "award": "Giấy khen"} for number in range(2_000)]
    document = filled(DECISION, {"awardees": rows})
    assert len(document.tables[-1]._tbl.tr_lst) == 2_001
    assert [each for each in styled(document, "Chữ trong bảng") if "Nguyễn" in each][-1] == "Nguyễn Văn 1999"
    assert styled(document, "Nội dung")[-1] == "Danh sách này có 2000 tập thể, cá nhân./."


# the appendix


def test_no_awardees_no_appendix():
    document = filled(DECISION, {"awardees": []})
    assert len(document.sections) == 1
    assert styled(document, "Phụ lục") == []
    assert len(document.tables) == 2


def test_the_appendix_is_a_section_with_its_own_page_numbers():
    document = filled(DECISION)
    main, appendix = document.sections
    for section in (main, appendix):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        assert section.header.paragraphs[0]._p.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]
        assert section.first_page_header.paragraphs[0].text == ""
    assert appendix.page_width < appendix.page_height
    assert styled(document, "Phụ lục") == ["Phụ lục"]
    assert styled(document, "Tên phụ lục") == [samples(DECISION)["appendix_title"]]
    assert document.tables[-1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_an_appendix_without_title_shows_the_blank():
    assert styled(filled(DECISION, {"appendix_title": ""}), "Tên phụ lục") == [BLANK]


def test_a_crowded_appendix_lies_on_its_side():
    long = "Giáo viên Trường Tiểu học Suối Ngọc, Ủy viên Ban Chấp hành Công đoàn cơ sở, Tổ trưởng chuyên môn khối lớp 4"
    rows = [{"full_name": f"Nguyễn Văn {number}", "position": long, "award": "Giấy khen"} for number in range(20)]
    document = filled(DECISION, {"awardees": rows})
    main, appendix = document.sections
    assert main.page_width < main.page_height
    assert appendix.page_width > appendix.page_height
    assert (appendix.page_width, appendix.page_height) == (main.page_height, main.page_width)
    room = appendix.page_width - appendix.left_margin - appendix.right_margin
    assert sum(int(column.get(qn("w:w"))) for column in document.tables[-1]._tbl.tblGrid) * 635 == room


# lines


def test_lines_are_borders_as_long_as_their_text():
    document = filled(PLAN)
    lines = {each.style.name: each for each in paragraphs(document) if each.style.name.startswith("Đường kẻ")}
    motto = lines["Đường kẻ bằng dòng chữ"].paragraph_format
    length = 5754 * 635 - motto.left_indent - motto.right_indent
    assert abs(motto.left_indent - motto.right_indent) <= 635
    assert length / 12_700 == pytest.approx(159.14, abs=0.5)  # "Độc lập - Tự do - Hạnh phúc", 13 bold, in points
    style = document.styles["Đường kẻ bằng dòng chữ"].element
    assert style.xpath(".//w:pBdr/w:top/@w:val") == ["single"]


# templates that mean harm, or are broken

HOSTILE = {
    "{{ ''.__class__ }}": "forbidden_name",
    "{{ subject.__class__.__mro__ }}": "forbidden_name",
    "{{ subject['__class__'] }}": "forbidden_name",
    "{{ subject|attr('__class__') }}": "syntax",
    "{{ _meter }}": "forbidden_name",
    "{{ subject|_meter }}": "forbidden_name",
    "{{ range(10**9) }}": "forbidden_expression",
    "{{ subject.upper() }}": "forbidden_expression",
    "{{ 'a' * 10**9 }}": "forbidden_expression",
    "{{ 2 ** 99999999 }}": "forbidden_expression",
    "{{ subject ~ subject }}": "forbidden_expression",
    "{{ [1, 2] }}": "forbidden_expression",
    "{{ cycler }}": "undefined_name",
    "{{ self }}": "forbidden_name",
    "{{ subject|safe }}": "syntax",
    "{{ '%1000000000d'|format(1) }}": "syntax",
    "{{ subject|replace('a', 'b') }}": "syntax",
    "{% set a = 1 %}": "forbidden_expression",
    "{% include '/etc/passwd' %}": "forbidden_expression",
    "{% import 'os' as os %}": "forbidden_expression",
    "{% macro a() %}{% endmacro %}": "forbidden_expression",
    "{% for a in recipients recursive %}{% endfor %}": "too_deep",
    "{% extends 'a' %}": "forbidden_expression",
    "{{ subjct }}": "undefined_name",
    "{{ subject.nothing }}": "undefined_name",
    "{% if subject %}": "syntax",
    "{% endif %}": "syntax",
    "{{ subject": "tag_not_closed",
    "subject }}": "tag_not_closed",
    "{{ {{ subject }} }}": "tag_not_closed",
    "{{ '" + "a" * 400 + "' }}": "tag_too_long",
    "{{ " + "(" * 120 + "1" + ")" * 120 + " }}": "too_deep",
    "{{ " + "not " * 60 + "1 }}": "too_deep",
    "{% for a in bases %}" * 30 + "{% endfor %}" * 30: "too_deep",
    "{% if subject %}" * 120 + "{% endif %}" * 120: "too_deep",
}
# Jinja finds a missing end at the end, and gives no place when it runs out of depth
UNPLACED = {"{% if subject %}", "{{ " + "(" * 120 + "1" + ")" * 120 + " }}"}


@pytest.mark.parametrize(("tag", "why"), HOSTILE.items(), ids=[tag[:40] for tag in HOSTILE])
def test_a_hostile_or_broken_tag_is_named_and_never_runs(tmp_path, tag, why):
    form = form_with(tmp_path, "Kế hoạch", "{%p if subject %}", "Trước", "{%p endif %}", f"Đây là {tag} đó")
    with pytest.raises(TemplateFault) as raised:
        fill(form, samples(PLAN), LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
    assert raised.value.data["why"] == why
    assert raised.value.data["form"] == "ke-hoach"
    if tag not in UNPLACED:
        assert raised.value.data["paragraph"] == 5
        assert str(raised.value.data["words"]).startswith("Đây là")


def test_a_hostile_tag_in_the_header_or_the_properties_is_found(tmp_path):
    parts = parts_of(FORMS / "ke-hoach" / "form.docx")
    for name, old, new in (
        ("word/header2.xml", b"</w:p>", b"<w:r><w:t>{{ ''.__class__ }}</w:t></w:r></w:p>"),
        ("docProps/core.xml", b"{{ subject }}", b"{{ ''.__class__ }}"),
    ):
        form = form_of(tmp_path / name.replace("/", "_"), parts | {name: parts[name].replace(old, new)})
        with pytest.raises(TemplateFault) as raised:
            fill(form, samples(PLAN), LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
        assert raised.value.data["why"] == "forbidden_name"


def test_loops_in_loops_are_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "STEPS", 20_000)
    loops = [f"{{%p for {name} in recipients %}}" for name in "abc"]
    form = form_with(tmp_path, *loops, *["{%p endfor %}"] * 3)
    with pytest.raises(TemplateFault) as raised:
        fill(form, samples(PLAN) | {"recipients": ["x"] * 40}, LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
    assert raised.value.data["why"] == "too_many_steps"
    fill(form, samples(PLAN) | {"recipients": ["x"] * 20}, LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)


def test_a_slow_template_is_stopped_by_the_clock(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", -1.0)
    form = form_with(tmp_path, "{%p for a in recipients %}", "{%p endfor %}")
    with pytest.raises(TemplateFault) as raised:
        fill(form, samples(PLAN) | {"recipients": ["x"] * 2_000}, LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
    assert raised.value.data["why"] == "too_many_steps"


def test_a_template_that_writes_without_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "LETTERS", 100_000)
    form = form_with(tmp_path, "{%p for a in recipients %}", "{{ subject }}" + "x" * 1_000, "{%p endfor %}")
    with pytest.raises(TemplateFault) as raised:
        fill(form, samples(PLAN) | {"recipients": ["x"] * 200}, LETTERHEAD, FOR_THE_COLLECTIVE, STAMP)
    assert raised.value.data["why"] == "too_much_text"


def test_what_offices_write_in_forms_works(tmp_path):
    form = form_with(
        tmp_path,
        "{% if subject and not addressees is defined %}{{ subject|upper }}{% else %}-{% endif %}",
        "{{ recipients|length }} nơi: {{ recipients|join(', ') }}; {{ recipients[0]|lower }}; {{ recipients|last }}",
        "{% for x in recipients if x != 'B' %}{{ loop.index }}.{{ x }}{{ '' if loop.last else ', ' }}{% endfor %}",
        "{# một lời nhắc #}{{ drafter_mark|default('không', true) }} {{ 'có' if unitless is defined else 'thôi' }}",
    )
    document = filled(form, {"subject": "thi đua", "recipients": ["A", "B", "C"], "drafter_mark": ""})
    assert [each.text for each in document.paragraphs] == [
        "THI ĐUA",
        "3 nơi: A, B, C; a; C",
        "1.A, 2.C",
        "không thôi",
    ]


def test_a_tag_that_word_cut_into_pieces_works(tmp_path):
    runs = "<w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ sub</w:t></w:r><w:r><w:t>ject }}</w:t></w:r>"
    document = filled(form_with_body(tmp_path, f"<w:p>{runs}</w:p>"), {"subject": "Thi đua"})
    assert [each.text for each in document.paragraphs] == ["Thi đua"]


@pytest.mark.parametrize(
    "body",
    [
        '<w:p w:rsidR="{{ subject }}"><w:r><w:t>a</w:t></w:r></w:p>',
        "<!-- {{ subject }} --><w:p/>",
        "<w:p>{{ subject }}</w:p>",
        "<w:p><w:r/>{{ subject }}</w:p>",
    ],
)
def test_a_tag_hidden_outside_the_text_is_refused(tmp_path, body):
    assert _refused(lambda: filled(form_with_body(tmp_path, body))) == "tag_outside_text"


def test_a_condition_that_tears_a_table_is_refused_not_mended(tmp_path):
    cell = "<w:tc><w:p><w:r><w:t>{% if subject == 'x' %}</w:t></w:r></w:p></w:tc>"
    body = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p><w:r><w:t>{{% endif %}}</w:t></w:r></w:p>"
    assert _refused(lambda: filled(form_with_body(tmp_path, body))) == "broken_xml"


def test_a_form_with_tracked_changes_is_filled(tmp_path):
    was = '<w:pPrChange w:id="1" w:author="A"><w:pPr><w:pStyle w:val="KeNuaDong"/></w:pPr></w:pPrChange>'
    body = f'<w:p><w:pPr><w:pStyle w:val="TrichYeu"/>{was}</w:pPr><w:r><w:t>{{{{ subject }}}}</w:t></w:r></w:p>'
    assert words(filled(form_with_body(tmp_path, body), {"subject": "Thi đua"})) == "Thi đua"


def test_a_form_of_another_make_is_filled(tmp_path):
    """No section, tables measured in per cent, indents with a unit: nothing to measure by, all words there."""
    line = '<w:p><w:pPr><w:pStyle w:val="KeNuaDong"/></w:pPr></w:p>'
    subject = '<w:p><w:pPr><w:pStyle w:val="TrichYeu"/></w:pPr><w:r><w:t>{{ subject }}</w:t></w:r></w:p>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="50%" w:type="pct"/></w:tcPr>{subject}{line}</w:tc>'
    parts = dict(PARTS)
    head = parts["word/document.xml"].decode().split("<w:body>")[0]
    parts["word/document.xml"] = (
        f"{head}<w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl>{subject}{line}</w:body></w:document>".encode()
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:left="280"', b'w:left="1cm"')
    long = "Công tác thi đua, khen thưởng trên địa bàn xã và phương hướng, nhiệm vụ " * 3
    assert styled(filled(form_of(tmp_path, parts), {"subject": long}), "Trích yếu") == [long.strip()] * 2


# files that mean harm, or are broken


def _refused(step) -> object:
    with pytest.raises(TemplateFault) as raised:
        step()
    return raised.value.data["why"]


PARTS = parts_of(FORMS / "ke-hoach" / "form.docx")
RELS = "word/_rels/document.xml.rels"


def _relation(kind: str, target: str, mode: str = "External") -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = f'<Relationship Id="rId99" Type="{office}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return PARTS[RELS].replace(b"</Relationships>", new.encode())


BROKEN = {
    "a picture from the net": ({RELS: _relation("image", "http://evil.example/a.png")}, "external_link"),
    "a local file": ({RELS: _relation("image", "file:///etc/passwd")}, "external_link"),
    "a template from the net": ({RELS: _relation("attachedTemplate", "http://evil.example/a.dotm")}, "foreign_part"),
    "another document": ({RELS: _relation("aFChunk", "a.html", "Internal")}, "foreign_part"),
    "a link that runs": ({RELS: _relation("hyperlink", "javascript:alert(1)")}, "external_link"),
    "macros": ({"word/vbaProject.bin": b"MZ"}, "foreign_part"),
    "an embedded object": ({"word/embeddings/oleObject1.bin": b"MZ"}, "foreign_part"),
    "a macro content type": (
        {
            "[Content_Types].xml": PARTS["[Content_Types].xml"].replace(
                b"document.main+xml", b"document.macroEnabled.main+xml"
            )
        },
        "foreign_part",
    ),
    "entities": (
        {"word/header1.xml": b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'},
        "broken_xml",
    ),
    "an outside entity": (
        {"word/header1.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
        "broken_xml",
    ),
    "broken XML": ({"word/document.xml": PARTS["word/document.xml"][:-20]}, "broken_xml"),
    "a huge part": ({"word/document.xml": b"<a>" + b" " * 4_100_000 + b"</a>"}, "too_big"),
    "a bomb": ({f"word/media/{number}.png": bytes(9_000_000) for number in range(6)}, "too_big"),
    "too many parts": ({f"word/media/{number}.png": b"" for number in range(600)}, "too_big"),
    "too many tags": (
        {
            "word/document.xml": PARTS["word/document.xml"].replace(
                b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>{{ subject }}</w:t></w:r></w:p>" * 2_001
            )
        },
        "too_many_tags",
    ),
    "a relation to nothing": ({RELS: _relation("header", "header9.xml", "Internal")}, "broken_package"),
    "a field that fetches": (
        {
            "word/document.xml": PARTS["word/document.xml"].replace(
                b"<w:body>", b'<w:body><w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;/etc/passwd&quot; "/></w:p>'
            )
        },
        "external_link",
    ),
}


@pytest.mark.parametrize(("parts", "why"), BROKEN.values(), ids=list(BROKEN))
def test_a_hostile_or_broken_file_is_refused(tmp_path, parts, why):
    assert _refused(lambda: filled(form_of(tmp_path, PARTS | parts))) == why


def test_a_link_to_a_page_is_no_harm(tmp_path):
    filled(form_of(tmp_path, PARTS | {RELS: _relation("hyperlink", "https://suoingoc.example.vn/")}))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "broken_package"),
        (b"%PDF-1.7", "broken_package"),
        (zipped(PARTS)[:2_000], "broken_package"),
        (zipped({"a": b"b"}), "broken_package"),
        (bytes(5_000_001), "too_big"),
    ],
)
def test_a_file_that_is_no_form_is_refused(tmp_path, data, why):
    form = form_of(tmp_path, PARTS)
    form.path.write_bytes(data)
    assert _refused(lambda: filled(form)) == why


def test_two_parts_of_one_name_are_refused(tmp_path):
    form = form_of(tmp_path, PARTS)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(form.path, "a") as package:
        package.writestr("word/document.xml", PARTS["word/document.xml"])
    assert _refused(lambda: filled(form)) == "broken_package"


def test_an_edited_form_is_read_anew(tmp_path):
    form = form_with(tmp_path, "{{ subject }}")
    assert words(filled(form)) == samples(PLAN)["subject"]
    other = form_with(tmp_path / "other", "Sửa: {{ subject }}")
    form.path.write_bytes(other.path.read_bytes())
    assert words(filled(form)) == f"Sửa: {samples(PLAN)['subject']}"


def test_a_form_that_is_gone_is_named(tmp_path):
    form = replace(load_form(FORMS / "ke-hoach"), path=Path(tmp_path / "nowhere.docx"))
    assert _refused(lambda: filled(form)) == "no_file"
