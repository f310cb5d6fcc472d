"""doc_templates/layout/document.py: what a .docx prints, whoever wrote it; hostile files."""

import random
import re
import zipfile
from io import BytesIO

import pytest

from doc_templates.layout.check import check
from doc_templates.layout.document import read
from doc_templates.layout.errors import DocxTooLarge, NotADocx
from doc_templates.layout.repair import repair
from tests.form_files import parts_of, zipped
from tests.layout_samples import NAMESPACES, PAGE, docx, p, sample, styles

_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'


def _only(body: str, **parts: str):
    return next(each for each in read(docx(body + PAGE, **parts)).paragraphs if each.text)


def test_formatting_comes_down_through_defaults_and_styles() -> None:
    sheet = styles(
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:rPr><w:sz w:val="26"/></w:rPr></w:style>',
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Tiêu đề"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/>'
        '<w:pPr><w:ind w:start="720"/></w:pPr></w:style>',
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:i/></w:rPr></w:style>',
        defaults='<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
        '<w:color w:val="FF0000"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="360"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>",
    )
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    found = _only(p("Chữ", '<w:pStyle w:val="B"/>', '<w:rStyle w:val="C"/>'), styles=sheet, theme=theme)
    look = found.runs[0].look
    assert (found.align, found.left, found.after, found.line) == ("center", 36, 8, 1.5)
    assert (look.font, look.size, look.bold, look.italic, look.color) == ("Calibri", 13, True, True, "FF0000")


def test_switches_in_two_styles_cancel_each_other_and_direct_ones_decide() -> None:
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="N"><w:rPr><w:b w:val="0"/></w:rPr></w:style>',
    )
    bold = {
        letters: _only(p("x", '<w:pStyle w:val="A"/>', letters), styles=sheet).runs[0].look.bold
        for letters in ("", '<w:rStyle w:val="C"/>', '<w:rStyle w:val="N"/>', '<w:rStyle w:val="C"/><w:b/>')
    }
    assert list(bold.values()) == [True, False, False, True]


def test_a_circle_of_styles_ends() -> None:
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>',
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style>',
    )
    look = _only(p("x", '<w:pStyle w:val="A"/>'), styles=sheet).runs[0].look
    assert (look.size, look.bold) == (15, True)


def test_the_font_of_vietnamese_letters_is_seen() -> None:
    other = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Arial"/>'
    assert _only(p("Điều", "", other)).runs[0].look.font == "Arial"
    assert _only(p("abc", "", other)).runs[0].look.font == "Times New Roman"


def test_automatic_numbers_print_as_word_prints_them() -> None:
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/><w:isLgl/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/>'
        '<w:pPr><w:ind w:left="700"/></w:pPr></w:lvl>'
        '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF02D;"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    )
    levels = [(5, 0), (5, 1), (5, 1), (5, 2), (5, 2), (5, 0), (5, 1), (5, 3), (6, 0), (0, 0)]
    body = "".join(
        p("x", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>') for number, level in levels
    )
    found = read(docx(body + PAGE, numbering=numbering)).paragraphs
    assert [each.number for each in found] == ["I.", "1.2.", "1.3.", "a)", "b)", "II.", "2.2.", "-", "IX.", ""]
    assert found[3].left == 35


def test_what_was_deleted_does_not_print_and_what_was_inserted_does() -> None:
    body = (
        "<w:p><w:r><w:t>một </w:t></w:r><w:del><w:r><w:delText>hai </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>ba</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>bốn</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:smartTag><w:r><w:t> năm</w:t></w:r></w:smartTag></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:tab/><w:t>sáu</w:t><w:br/></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert _only(body).text == "một ba năm\tsáu\n"


def test_a_text_box_is_read_once() -> None:
    inside = f"<w:txbxContent>{p('KHẨN')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        "<wp:extent cx='914400' cy='228600'/>"
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>{inside}</v:textbox></v:rect></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    found = read(docx(body + PAGE)).paragraphs
    assert [(each.text, each.part) for each in found] == [("", "body"), ("KHẨN", "box")]
    assert [(shape.kind, shape.width, shape.box) for shape in found[0].shapes] == [("box", 72, 1)]


@pytest.mark.parametrize(
    ("drawing", "kind", "width", "solid"),
    [
        ('<w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>127000</wp:posOffset></wp:positionH>'
         '<wp:extent cx="1270000" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="line"/>'
         "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>", "line", 100, True),
        ('<w:drawing><wp:inline><wp:extent cx="1270000" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:ln>'
         '<a:prstDash val="dash"/></a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>',
         "line", 100, False),
        ('<w:pict><v:line from="10pt,5pt" to="80pt,5pt"/></w:pict>', "line", 70, True),
        ('<w:pict><v:shape type="#_x0000_t32" style="width:2cm;height:0"/></w:pict>', "line", 56.693, True),
        ('<w:pict><v:rect style="width:1in;height:20pt"/></w:pict>', "shape", 72, True),
    ],
)  # fmt: skip
def test_drawn_lines(drawing: str, kind: str, width: float, solid: bool) -> None:
    shape = read(docx(f"<w:p><w:r>{drawing}</w:r></w:p>{PAGE}")).paragraphs[0].shapes[0]
    assert (shape.kind, pytest.approx(width), solid) == (shape.kind, shape.width, shape.solid)
    assert shape.kind == kind


def test_tables_tell_row_column_width_and_borders() -> None:
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{}</w:tcPr>{}</w:tc>'
    merged = '<w:gridSpan w:val="2"/><w:tcBorders><w:top w:val="nil"/></w:tcBorders>'
    inner = f'<w:tbl><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr>{cell.format("", p("trong"))}</w:tr></w:tbl>'
    body = (
        '<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/><w:insideH w:val="single"/>'
        '<w:insideV w:val="single"/><w:left w:val="single"/><w:right w:val="single"/></w:tblBorders></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        f"<w:tr>{cell.format('', p('một'))}{cell.format('', inner + p('hai'))}</w:tr>"
        f"<w:tr>{cell.format(merged, p('ba'))}</w:tr></w:tbl>"
    )
    found = {each.text: each.cell for each in read(docx(body + PAGE)).paragraphs}
    assert (found["một"].row, found["một"].column, found["một"].width, found["một"].bordered) == (0, 0, 100, True)
    assert (found["trong"].table, found["hai"].column, found["hai"].table) == (1, 1, 0)
    assert (found["ba"].width, found["ba"].bordered, found["ba"].rows) == (250, False, 2)


def test_page_numbers_of_sections_are_found() -> None:
    sections = read(sample("quyet-dinh")).sections
    assert [(each.title_page, each.starts_at, each.first_page_number) for each in sections] == [(True, 1, None)] * 2
    assert all(each.page_number and each.page_number.place == "header" for each in sections)


def test_a_file_that_is_no_docx_says_why() -> None:
    good = sample("cong-van")
    for data, why in (
        (b"", "not_a_zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"),
        (zipped({"a.txt": b""}), "no_document"),
        (zipped(parts_of(good) | {"word/document.xml": b"<a"}), "broken_xml"),
        (zipped(parts_of(good) | {"word/document.xml": b"<a/>"}), "no_body"),
        (zipped(parts_of(good) | {"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "doctype"),
    ):
        with pytest.raises(NotADocx) as error:
            check(data)
        assert error.value.data["why"] == why


def test_bombs_are_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 26_000_000)
    with pytest.raises(DocxTooLarge):
        check(buffer.getvalue())
    deep = "<w:tbl><w:tr><w:tc>" * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60
    assert check(docx(deep + PAGE)).kind is None
    with pytest.raises(NotADocx):
        check(docx("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400 + PAGE))


_VALUES = ("", "-1", "9" * 20, "NaN", "inf", "1e400", "abc", "-720", "65536", "%1.%9", "true", "0x10")
_TAGS = ("p", "r", "tc", "tr", "tbl", "t", "pPr", "rPr", "sdt", "ins", "del", "pict", "drawing", "fldSimple")


def _mangled(xml: str, chance: random.Random) -> str:
    """One thing of a part broken: a value, an element taken out, doubled or renamed."""
    kind = chance.randrange(4)
    values = list(re.finditer(r'(?<= w:)\w+="[^"]*"', xml))
    blocks = list(re.finditer(r"<w:(p|r|tc|tr|tbl|pPr|rPr|sectPr|tblGrid)( [^>]*)?>.*?</w:\1>", xml, re.S))
    if kind == 0 and values:
        at = chance.choice(values)
        return f'{xml[: at.start()]}{at.group().partition("=")[0]}="{chance.choice(_VALUES)}"{xml[at.end() :]}'
    if kind in (1, 2) and blocks:
        at = chance.choice(blocks)
        return xml[: at.start()] + at.group() * chance.choice((0, 7)) + xml[at.end() :]
    old, new = chance.choice(_TAGS[:8]), chance.choice(_TAGS)
    return re.sub(rf"(</?)w:{old}(?=[ >/])", rf"\1w:{new}", xml)


@pytest.mark.parametrize("seed", range(6))
def test_mangled_files_give_a_report_and_can_be_repaired(seed: int) -> None:
    chance = random.Random(seed)
    for form in ("quyet-dinh", "cong-van", "bien-ban"):
        for part in ("word/document.xml", "word/document.xml", "word/styles.xml", "word/header1.xml"):
            parts = parts_of(sample(form))
            spoilt = zipped(parts | {part: _mangled(parts[part].decode(), chance).encode()})
            try:
                mended = repair(spoilt)
            except NotADocx:
                continue
            assert check(mended.docx).findings == mended.left.findings
