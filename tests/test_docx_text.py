"""Any .docx as text: our own papers come back to the values they were made of; foreign ones lose nothing unsaid."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doc_templates import sample
from doc_templates.block import Block
from doc_templates.body import parse, to_text
from doc_templates.fill import fill
from doc_templates.form import Form, clean, load_forms, sample_document
from doc_templates.from_word.tables import into_tables
from doc_templates.from_word.text import DocxText, docx_text, values_of
from doc_templates.inline import Run, marked

FORMS = load_forms()
WHOLE = [name for name in FORMS if name != "giay-nghi-phep"]
"""Forms whose paper says every field; a leave permit has a choice that is printed as a place to sign."""


def filled(form: Form, values: dict[str, object]) -> bytes:
    letterhead = sample.letterhead_for(form)
    return fill(form, clean(form, values), letterhead, sample.signer_for(form), sample.stamp_for(form))


def read_back(form: Form, docx: bytes) -> dict[str, object]:
    return into_tables(form, values_of(docx_text(docx)).values)


def saved(document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines(read: DocxText) -> list[str]:
    return [line.typed for line in read.lines if line.typed]


@pytest.mark.parametrize("name", WHOLE)
def test_a_paper_of_ours_is_made_again_from_what_is_read_of_it(name: str) -> None:
    form = FORMS[name]
    paper = sample_document(form)
    read = values_of(docx_text(paper))
    assert (read.kind, read.unplaced) == (form.kind, ())
    stamps = {what: words for what, words in read.recognised if what == "urgency"}
    assert filled(form, into_tables(form, {**read.values, **stamps})) == paper


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_is_known_again_and_nothing_of_it_is_dropped(form: Form) -> None:
    read = docx_text(sample_document(form))
    assert values_of(read).kind == form.kind
    assert read.dropped.keys() <= {"headers"}


SOME = "Ủy|ban|nhân dân|xã|Suối Ngọc|tổ chức|thực hiện|phong trào|thi đua|năm|2026|(05|đợt),|*lần|1"
WORDS = st.lists(
    st.sampled_from(SOME.split("|")),
    min_size=3,
    max_size=12,
).map(" ".join)
MARKED = st.lists(st.builds(Run, WORDS.map(lambda words: f"{words} "), st.booleans(), st.booleans()), max_size=3).map(
    lambda runs: marked([Run("Đề nghị "), *runs, Run("thực hiện.")])
)
TITLE = WORDS.map(lambda words: f"Về {words}").map(lambda words: marked([Run(words)]))
ROWS = st.lists(st.tuples(WORDS, MARKED, st.sampled_from(["", "15", "3.000"])), min_size=2, max_size=4)
BLOCK = st.one_of(
    st.builds(Block, st.sampled_from(["chapter", "section"]), st.sampled_from(["I", "IV", "2"]), TITLE.map(str.upper)),
    st.builds(Block, st.just("article"), st.sampled_from(["1", "12", "3a"]), TITLE),
    st.builds(Block, st.just("article"), st.sampled_from(["1", "12", "3a"]), st.just(""), MARKED),
    st.builds(Block, st.just("heading"), st.sampled_from(["I", "II", "XII"]), TITLE),
    st.builds(Block, st.just("clause"), st.sampled_from(["1", "10", "1.2"]), TITLE | st.just(""), st.just("")),
    st.builds(Block, st.just("clause"), st.sampled_from(["1", "10", "1.2"]), st.just(""), MARKED),
    st.builds(Block, st.just("point"), st.sampled_from(["a", "đ", "ư"]), st.just(""), MARKED),
    st.builds(Block, st.just("dash"), st.sampled_from(["", "+"]), st.just(""), MARKED),
    st.builds(Block, st.just("text"), st.just(""), st.just(""), MARKED),
    ROWS.map(lambda rows: Block("table", rows=(("TT", "Nội dung", "Số"), *rows))),
).filter(lambda block: block.level != "clause" or bool(block.title or block.text))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCK, min_size=1, max_size=8))
def test_a_body_keeps_levels_numbers_titles_looks_and_tables(blocks: list[Block]) -> None:
    body = to_text([*blocks, Block("text", text="Đề nghị các đơn vị thực hiện./.")])
    paper = filled(FORMS["ke-hoach"], {"subject": "Thi đua", "body": body, "recipients": ["VP"]})
    assert parse(str(read_back(FORMS["ke-hoach"], paper)["body"])) == parse(body)


def numbered(document, text: str, level: int, list_id: int = 7):
    """A paragraph that Word numbers by itself."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )
    return paragraph


def with_lists(document) -> None:
    root = document.part.numbering_part.element
    levels = [("upperRoman", "%1."), ("decimal", "%2"), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")]
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{xml}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="7"><w:abstractNumId w:val="77"/></w:num>'))


def test_automatic_numbers_are_typed_out() -> None:
    document = Document()
    with_lists(document)
    for text, level in (
        ("MỤC ĐÍCH", 0),
        ("Mục đích", 1),
        ("Đúng hạn;", 2),
        ("Đủ.", 2),
        ("Kịp thời.", 3),
        ("YÊU CẦU", 0),
    ):
        numbered(document, text, level)
    assert lines(docx_text(saved(document))) == [
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "a) Đúng hạn;",
        "b) Đủ.",
        "- Kịp thời.",
        "II. YÊU CẦU",
    ]


def test_line_breaks_tabs_bold_and_italic() -> None:
    document = Document()
    paragraph = document.add_paragraph("Một\tdòng")
    paragraph.add_run(" đậm").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("nghiêng").italic = True
    assert lines(docx_text(saved(document))) == ["Một dòng **đậm**", "*nghiêng*"]


def test_a_table_with_lines_is_a_table_and_one_without_places_words() -> None:
    document = Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    data = document.add_table(3, 3, style="Table Grid")
    for row, words in enumerate((("TT", "Đơn vị", "Số"), ("1", "Phòng | A", "20"), ("2", "Phòng B", "15"))):
        for column, text in enumerate(words):
            data.cell(row, column).text = text
    assert lines(docx_text(saved(document))) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ TÂN HÒA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "| TT | Đơn vị | Số |",
        "| --- | --- | --- |",
        r"| 1 | Phòng \| A | 20 |",
        "| 2 | Phòng B | 15 |",
    ]


def test_tracked_changes_are_accepted_and_told() -> None:
    document = Document()
    paragraph = document.add_paragraph("Báo cáo ")
    gone = parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>quý I</w:delText></w:r></w:del>')
    come = parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>năm 2026</w:t></w:r></w:ins>')
    paragraph._p.append(gone)
    paragraph._p.append(come)
    joined = document.add_paragraph("Hai đoạn ")
    mark = OxmlElement("w:rPr")
    mark.append(parse_xml(f'<w:del {nsdecls("w")} w:id="3"/>'))
    joined._p.get_or_add_pPr().append(mark)
    document.add_paragraph("thành một.")
    read = docx_text(saved(document))
    assert lines(read) == ["Báo cáo năm 2026", "Hai đoạn thành một."]
    assert read.dropped == {"tracked_changes": 3}


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    document = Document()
    picture = tmp_path / "one.png"
    picture.write_bytes(png())
    document.add_picture(str(picture))
    document.sections[0].header.paragraphs[0].text = "Bản nháp"
    hidden = document.add_paragraph("Thấy được ").add_run("không thấy")
    hidden.font.hidden = True
    note = document.paragraphs[-1]._p
    note.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    read = docx_text(saved(document))
    assert lines(read) == ["Thấy được"]
    assert read.dropped == {"pictures": 1, "headers": 1, "hidden": 1, "footnotes": 1}


def png() -> bytes:
    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    return buffer.getvalue()


def test_text_in_a_drawn_box_is_read() -> None:
    document = Document()
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:rect style="width:90pt;height:20pt">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect>"
        "</w:pict></w:r>"
    )
    document.add_paragraph("Số: 05/CĐ-UBND")._p.append(parse_xml(box))
    assert lines(docx_text(saved(document))) == ["Số: 05/CĐ-UBND", "HỎA TỐC"]


def test_a_plan_made_elsewhere_finds_its_fields() -> None:
    """Automatic numbers, capitals by formatting, a signature in a table without lines."""
    document = Document()
    with_lists(document)
    for text, capitals in (("Kế hoạch", True), ("Trồng cây năm 2026", False)):
        run = document.add_paragraph().add_run(text)
        run.bold, run.font.all_caps = True, capitals
    numbered(document, "MỤC ĐÍCH", 0)
    numbered(document, "Trồng 1.000 cây.", 1)
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Sở Nông nghiệp;\n- Lưu: VT."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Thị Minh Hà"
    read = values_of(docx_text(saved(document)))
    assert (read.kind, read.unplaced) == ("ke-hoach", ())
    assert read.values == {
        "subject": "Trồng cây năm 2026",
        "body": "I. MỤC ĐÍCH\n1. Trồng 1.000 cây.",
        "recipients": ["Sở Nông nghiệp"],
        "kept_at": "VT",
        "signer": "Lê Thị Minh Hà",
    }


def saved_by_libreoffice(folder: Path, papers: dict[str, bytes]) -> dict[str, bytes]:
    """The papers as LibreOffice writes them when somebody saves."""
    for name, docx in papers.items():
        (folder / f"{name}.docx").write_bytes(docx)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "docx"]
    sources = [str(folder / f"{name}.docx") for name in papers]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), *sources], check=True, capture_output=True, timeout=120
    )
    return {name: (folder / "saved" / f"{name}.docx").read_bytes() for name in papers}


@pytest.mark.slow
def test_papers_saved_by_libreoffice_say_the_same(tmp_path: Path) -> None:
    papers = {name: sample_document(FORMS[name]) for name in ("ke-hoach", "quyet-dinh", "cong-van")}
    for name, docx in saved_by_libreoffice(tmp_path, papers).items():
        assert read_back(FORMS[name], docx) == read_back(FORMS[name], papers[name])


def test_the_decrees_own_models_are_read(tmp_path: Path) -> None:
    models = Path(__file__).parents[2] / "shared" / "nd30" / "phu-luc-3.docx"
    if not models.exists():
        pytest.skip("the decree's files are not here")
    assert len(lines(docx_text(models.read_bytes()))) > 500
