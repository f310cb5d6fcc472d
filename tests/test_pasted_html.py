"""What the clipboard of Word, LibreOffice, Google Docs and a web page becomes, and that no HTML does harm."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.body import parse
from doc_templates.errors import TooLong
from doc_templates.pasted.html import LONGEST, Pasted, from_html
from doc_templates.pasted.text import PastedText, from_text

HERE = Path(__file__).parent / "pasted"


def pasted(name: str) -> Pasted:
    return from_html((HERE / f"{name}.html").read_text("utf-8"))


def test_word():
    assert pasted("word") == Pasted(
        "**Chương I**\n**QUY ĐỊNH CHUNG**\n**Điều 1. Phạm vi điều chỉnh**\n"
        "1. Quy định này áp dụng cho *mọi đơn vị*.\na) Các ấp;\n- Báo cáo hằng tháng.\n"
        "- Diện tích 5 km²; giá 2*3*4.\n\n"
        "| STT | Kết quả |  |\n| --- | --- | --- |\n| **STT** | Quý I | Quý II |\n"
        "| 1 | 10\\|20 | dòng một dòng hai |\n",
        {"footnotes": 1, "colours": 1, "comments": 1, "pictures": 1, "deleted": 1},
    )
    levels = [block.level for block in parse(pasted("word").text)]
    assert levels == ["chapter", "article", "clause", "point", "dash", "dash", "table"]


def test_libreoffice():
    assert pasted("libreoffice") == Pasted(
        "**I. MỤC ĐÍCH**\n1. Nâng cao **chất lượng** công tác.\n2. Bảo đảm tiến độ:\na) Quý I;\nb) Quý II.\n"
        "- Mỗi tháng một lần.\n\n| Họ tên | Chức vụ |\n| --- | --- |\n| Nguyễn Văn A | *Trưởng ấp* |\n",
        {"footnotes": 1, "colours": 1, "pictures": 1},
    )


def test_google_docs():
    assert pasted("google-docs") == Pasted(
        "**II. TỔ CHỨC THỰC HIỆN**\n1. Văn phòng *theo dõi*;\na) Hằng tháng;\nb) Hằng quý.\n2. Xem văn bản\nLưu ý.",
        {"links": 1, "colours": 1, "underline": 1},
    )


def test_a_web_page():
    assert pasted("web-page") == Pasted(
        "**Điều 2. Đối tượng áp dụng**\nCơ quan, tổ chức nhà nước;\ndoanh nghiệp nhà nước.\n"
        "Xem tại đây, liên kết.\n- Một\n- Hai\n- Ba\nKhung\nmột ô",
        {"links": 1},
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("chữ", "chữ"),
        ("a<b", "a"),
        ("<p># Không phải tiêu đề</p>", "\\# Không phải tiêu đề"),
        ("<p>| a | b |</p>", "\\| a | b |"),
        ("<ol start=3 type=I><li>Ba<li>Bốn</ol>", "III. Ba\nIV. Bốn"),
        ("<ol><li>1. Đã có số</li></ol>", "1. Đã có số"),
        ("<table></table><table><tr></tr></table>", ""),
        ("<td>ô lạc</td>", "ô lạc"),
        (
            "<table><tr><td colspan=9999 rowspan=9999>x<td>y</table>",
            "\n| x |" + "  |" * 62 + "\n|" + " --- |" * 63 + "\n",
        ),
        ("<b>đậm <i>cả hai</i></b>", "**đậm *cả hai***"),
    ],
)
def test_odd_pieces(html, text):
    assert from_html(html).text == text


TAGS = """
<p> </p> <td> <table> </table> <tr> <li> <ol> </ol> <b> </b> <!-- --> <del> <br> <svg> <td/rowspan=3/colspan=2>
<span/style='mso-list:Ignore'> </span> <![if!x]> &#0; &nbsp; a * |
"""
HTML = st.lists(st.sampled_from(TAGS.split()) | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(HTML)
def test_any_html_is_read_and_its_text_is_a_body(html):
    parse(from_html(html).text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<table><tr><td>", "<ol><li>", "<td rowspan=999 colspan=63>", "<p>*", "<!--"]
)
def test_hostile_html_takes_no_time_and_no_deep_stack(piece):
    from_html(piece * (300_000 // len(piece)))


def test_too_long_html_is_refused():
    with pytest.raises(TooLong):
        from_html("x" * (LONGEST + 1))


PDF = """1. Chủ trì, phối hợp với các đơn vị liên quan tham mưu Ủy ban nhân dân xã
ban hành kế hoạch; theo dõi, đôn đốc việc thực hiện của các ấp trên địa bàn và
báo cáo kết quả.
2. Tổ chức sơ kết, tổng kết phong trào thi đua yêu nước, biểu dương các tập thể,
1
cá nhân điển hình tiên tiến.
a) Quý I: rà soát danh sách, lập hồ sơ đề nghị khen thưởng gửi về Phòng Văn hóa
- Xã hội trước ngày 15 tháng 3.
"""


def test_the_lines_of_a_pdf_viewer_become_paragraphs():
    assert from_text(PDF) == PastedText(
        "1. Chủ trì, phối hợp với các đơn vị liên quan tham mưu Ủy ban nhân dân xã ban hành kế hoạch; theo dõi, đôn "
        "đốc việc thực hiện của các ấp trên địa bàn và báo cáo kết quả.\n"
        "2. Tổ chức sơ kết, tổng kết phong trào thi đua yêu nước, biểu dương các tập thể, cá nhân điển hình tiên "
        "tiến.\n"
        "a) Quý I: rà soát danh sách, lập hồ sơ đề nghị khen thưởng gửi về Phòng Văn hóa\n"
        "- Xã hội trước ngày 15 tháng 3.",
        {"page_numbers": 1},
    )


def test_paragraphs_stay_as_they_are():
    for text in ("Một.\nHai.\nBa.\nBốn.", "1. a\n2. b\n3. c\n4. d\n5. e", "a\tb\nc\td\ne\tf\ng\th", ""):
        assert from_text(text) == PastedText(text, {})
