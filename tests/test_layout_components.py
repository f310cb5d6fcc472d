"""doc_templates/layout/components.py: each component is recognised by place, words and look together."""

import pytest

from doc_templates.form import load_forms
from doc_templates.layout.components import recognise
from doc_templates.layout.document import read
from tests.layout_samples import PAGE, docx, p, sample, with_letters, with_paragraph
from tests.mutations.paper import STYLES, Paper, text_of
from tests.mutations.props import off, on, size

# styles whose paragraphs the kinds use for something else: labels of Mẫu 1.6 to 1.8, names that confirm
_ELSEWHERE = {"addressed", "addressees", "text", "dash", "signer_lines", "signer_name", "article"}
_FORMS = ("quyet-dinh", "quyet-dinh-ban-hanh", "to-trinh", "bao-cao", "cong-van", "ke-hoach")


@pytest.mark.parametrize("form", sorted(load_forms()))
def test_the_components_of_every_form_are_found_where_its_styles_say(form: str) -> None:
    paper, components = Paper(sample(form)), recognise(read(sample(form)))
    assert components.kind == load_forms()[form].kind
    for component in STYLES.keys() - _ELSEWHERE:
        wanted = [text_of(each).strip() for each in paper.find(component) if text_of(each).strip()]
        found = tuple(span.text.strip() for span in components[component])
        assert [each for each in wanted if not each.startswith(found)] == [], component


_SPOILT = (
    ("size", size(9)),
    ("bold", on("b")),
    ("not bold", off("b")),
    ("italic", on("i")),
    ("small", off("caps")),
    ("capitals", on("caps")),
)


def _first_with(component: str) -> str | None:
    return next((form for form in _FORMS if Paper(sample(form)).find(component)), None)


@pytest.mark.parametrize("component", [each for each in sorted(STYLES) if _first_with(each)])
@pytest.mark.parametrize(("name", "values"), _SPOILT)
def test_a_component_with_one_wrong_look_is_still_recognised(component: str, name: str, values: dict) -> None:
    good = sample(str(_first_with(component)))
    words = text_of(Paper(good).find(component)[0]).strip()
    spans = recognise(read(with_letters(good, component, values)))[component]
    assert words.startswith(tuple(span.text.strip() for span in spans))


@pytest.mark.parametrize("align", ["left", "right", "center", "both"])
@pytest.mark.parametrize("component", ["kind", "subject", "number", "place_and_date", "issuing_authority", "decides"])
def test_a_component_aligned_otherwise_is_still_recognised(component: str, align: str) -> None:
    spoilt = with_paragraph(sample("quyet-dinh"), component, "jc", val=align)
    assert len(recognise(read(spoilt))[component]) == 1


def _letterhead(*left: tuple[str, bool]) -> list[list[str]]:
    lines = "".join(p(text, '<w:jc w:val="center"/>', "<w:b/>" if bold else "") for text, bold in left)
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")
    table = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="3600"/><w:gridCol w:w="5700"/></w:tblGrid>'
        f"<w:tr><w:tc>{lines}{p('Số: 05/QĐ-SNV')}</w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"
    )
    found = recognise(read(docx(table + p("QUYẾT ĐỊNH") + PAGE)))
    return [[span.text for span in found[name]] for name in ("superior", "agency")]


@pytest.mark.parametrize(
    ("lines", "superior", "agency"),
    [
        ((("ỦY BAN NHÂN DÂN", True), ("XÃ SUỐI NGỌC", True)), 0, 2),
        ((("ỦY BAN NHÂN DÂN", False), ("XÃ SUỐI NGỌC", True)), 0, 2),
        ((("UBND TỈNH ĐỒNG NAI", False), ("SỞ NỘI VỤ", True)), 1, 1),
        ((("UBND TỈNH ĐỒNG NAI", False), ("SỞ NỘI VỤ", False)), 1, 1),
        ((("UBND TỈNH ĐỒNG NAI", True), ("SỞ NỘI VỤ", True)), 1, 1),
        ((("ỦY BAN NHÂN DÂN", False), ("TỈNH ĐỒNG NAI", False), ("SỞ NỘI VỤ", True)), 2, 1),
        ((("VĂN PHÒNG", True), ("HỘI ĐỒNG NHÂN DÂN VÀ", True), ("ỦY BAN NHÂN DÂN", True)), 0, 3),
        ((("BỘ NỘI VỤ", False), ("CỤC VĂN THƯ VÀ LƯU TRỮ", True), ("NHÀ NƯỚC", True)), 1, 2),
    ],
)
def test_the_agency_above_and_the_agency_itself(lines: tuple, superior: int, agency: int) -> None:
    assert [len(each) for each in _letterhead(*lines)] == [superior, agency]


def test_a_letterhead_without_a_table_in_lines_and_tabs() -> None:
    tab = "</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>"
    line = "</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>"
    body = (
        p(f"SỞ NỘI VỤ{tab}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM{line}Độc lập - Tự do - Hạnh phúc")
        + p(f"Số: 05/SNV-VP{tab}Đồng Nai, ngày 05 tháng 01 năm 2026")
        + p("Kính gửi: Ủy ban nhân dân xã Suối Ngọc")
        + p("Sở Nội vụ đề nghị Ủy ban nhân dân xã báo cáo./.")
        + p("Nơi nhận:")
        + p("- Như trên;")
        + p("- Lưu: VT, VP.")
        + p("GIÁM ĐỐC", '<w:ind w:left="4500"/><w:jc w:val="center"/>')
        + p("")
        + p("")
        + p("Nguyễn Văn An", '<w:ind w:left="4500"/><w:jc w:val="center"/>')
    )
    found = recognise(read(docx(body + PAGE)))
    said = {name: [span.text for span in found[name]] for name in found.main.found}
    assert said["national_name"] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert said["motto"] == ["Độc lập - Tự do - Hạnh phúc"]
    assert (said["number"], said["place_and_date"]) == (["Số: 05/SNV-VP"], ["Đồng Nai, ngày 05 tháng 01 năm 2026"])
    assert (said["signer_lines"], said["signer_name"]) == (["GIÁM ĐỐC"], ["Nguyễn Văn An"])
    assert found.kind == "cong-van"


def test_a_decision_with_the_document_it_issues_and_an_appendix_has_parts() -> None:
    assert [part.role for part in recognise(read(sample("quyet-dinh-ban-hanh"))).parts] == ["main", "attached"]
    assert [part.role for part in recognise(read(sample("quyet-dinh"))).parts] == ["main", "appendix"]


def test_text_that_is_no_document_has_no_components() -> None:
    found = recognise(read(docx(p("Ghi chép cuộc họp ngày thứ hai.") + PAGE)))
    assert found.kind is None
    assert set(found.main.found) == {"text", "body"}
