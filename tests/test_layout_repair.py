"""doc_templates/layout/repair.py: one wrong thing is mended, everything else stays as it was."""

import pytest

from doc_templates.layout.check import check
from doc_templates.layout.document import read
from doc_templates.layout.repair import repair
from tests.form_files import parts_of
from tests.layout_samples import PAGE, docx, p, replaced, sample, with_letters, with_paragraph
from tests.mutations.props import font, off, on, size

_LOOKS = [
    ("national_name", size(15)), ("motto", on("i")), ("agency", off("b")), ("number", on("b")),
    ("place_and_date", off("i")), ("kind", font("Arial")), ("subject", {"color": {"val": "FF0000"}}),
    ("bases", {"u": {"val": "single"}}), ("decides", off("caps")), ("article", size(12)), ("recipients_head", off("i")),
    ("recipients", on("caps")), ("signer_lines", off("b")), ("signer_name", on("caps")), ("appendix", size(13)),
    ("appended_to", off("i")), ("subject", on("strike")), ("subject", on("vanish")),
    ("number", {"highlight": {"val": "yellow"}}),
]  # fmt: skip


@pytest.mark.parametrize(("component", "values"), _LOOKS)
def test_a_look_is_mended_and_nothing_else_changes(component: str, values: dict) -> None:
    good = sample("quyet-dinh")
    spoilt = with_letters(good, component, values)
    mended = repair(spoilt)
    assert mended.left.findings == ()
    assert mended.changes
    assert all(change.rule.startswith(f"{component}.") for change in mended.changes)
    before, after = parts_of(spoilt), parts_of(mended.docx)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    texts = [[each.text for each in read(data).paragraphs] for data in (good, mended.docx)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("component", "name", "values"),
    [
        ("kind", "jc", {"val": "left"}),
        ("subject", "ind", {"left": "2000", "right": "0"}),
        ("article", "ind", {"firstLine": "0"}),
        ("article", "spacing", {"after": "0"}),
        ("article", "spacing", {"line": "480"}),
        ("bases", "jc", {"val": "center"}),
        ("national_name", "spacing", {"line": "360"}),
        ("signer_lines", "jc", {"val": "right"}),
        ("place_and_date", "spacing", {"before": "900"}),
    ],
)
def test_a_paragraph_is_mended(component: str, name: str, values: dict[str, str]) -> None:
    spoilt = with_paragraph(sample("quyet-dinh"), component, name, **values)
    assert check(spoilt).findings
    assert repair(spoilt).left.findings == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="12240" w:h="15840"/>'),
        ('w:left="1701"', 'w:left="1134"'),
        ("<w:titlePg/>", ""),
        ('<w:pgNumType w:start="1"/>', '<w:pgNumType w:start="3"/>'),
        ('<w:pgNumType w:start="1"/>', '<w:pgNumType w:start="1" w:fmt="upperRoman"/>'),
    ],
)
def test_the_page_is_mended(old: str, new: str) -> None:
    paper = sample("thong-bao")
    if old not in parts_of(paper)["word/document.xml"].decode():
        pytest.skip("written otherwise")
    spoilt = replaced(paper, "word/document.xml", old, new)
    assert check(spoilt).findings
    assert repair(spoilt).left.findings == ()


def test_only_the_chosen_findings_are_mended() -> None:
    spoilt = with_letters(with_letters(sample("quyet-dinh"), "kind", size(16)), "subject", on("i"))
    findings = {each.rule: each.id for each in check(spoilt).findings}
    assert findings.keys() == {"kind.size", "subject.italic"}
    mended = repair(spoilt, [findings["kind.size"]])
    assert [each.rule for each in mended.left.findings] == ["subject.italic"]
    assert [each.rule for each in mended.changes] == ["kind.size"]


def test_a_good_paper_keeps_its_bytes_and_repairing_twice_is_repairing_once() -> None:
    good = sample("cong-van")
    assert repair(good).docx == good
    once = repair(with_letters(good, "letter_subject", on("b"))).docx
    assert repair(once).docx == once


def test_part_of_a_run_is_set_off_from_the_rest() -> None:
    body = p("Số: 05/QĐ-SNV</w:t><w:br/><w:t>V/v đăng ký thi đua năm 2026", "", '<w:sz w:val="30"/>')
    table = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="3600"/><w:gridCol w:w="5700"/></w:tblGrid><w:tr><w:tc>'
        f"{p('SỞ NỘI VỤ')}{body}</w:tc><w:tc>"
        f"{p('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}{p('Độc lập - Tự do - Hạnh phúc')}"
        "</w:tc></w:tr></w:tbl>"
    )
    mended = read(repair(docx(table + p("") + PAGE)).docx)
    sizes = {run.text.strip()[:3]: run.look.size for each in mended.paragraphs for run in each.runs if run.text.strip()}
    assert (sizes["Số:"], sizes["V/v"]) == (13, 13)


def test_a_document_typed_without_any_care_becomes_one_by_the_decree() -> None:
    """As python-docx or a plain export writes it: no styles, one font, nothing aligned."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc>'

    def table(left: str, right: str) -> str:
        widths = '<w:tblGrid><w:gridCol w:w="3600"/><w:gridCol w:w="5754"/></w:tblGrid>'
        return f"<w:tbl>{widths}<w:tr>{cell.format(3600, left)}{cell.format(5754, right)}</w:tr></w:tbl>"

    body = (
        table(
            p("UBND TỈNH ĐỒNG NAI") + p("SỞ NỘI VỤ") + p("Số: 05/SNV-VP") + p("V/v đăng ký thi đua năm 2026"),
            p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            + p("Độc lập - Tự do - Hạnh phúc")
            + p("Đồng Nai, ngày 05 tháng 01 năm 2026"),
        )
        + p("Kính gửi: Ủy ban nhân dân xã Suối Ngọc")
        + p("Sở Nội vụ đề nghị Ủy ban nhân dân xã đăng ký danh hiệu thi đua năm 2026 theo mẫu.")
        + p("Báo cáo gửi về Sở Nội vụ trước ngày 20 tháng 01 năm 2026./.")
        + table(
            p("Nơi nhận:") + p("- Như trên;") + p("- Lưu: VT, VP."),
            p("GIÁM ĐỐC") + p("") * 4 + p("Nguyễn Văn An"),
        )
        + p("")
    )
    paper = docx(body + PAGE)
    assert len(check(paper).findings) > 30
    mended = repair(paper)
    assert [each.rule for each in mended.left.findings] == []
    assert [run.text for each in read(mended.docx).paragraphs for run in each.runs if run.text and not run.field] == [
        run.text for each in read(paper).paragraphs for run in each.runs if run.text
    ]
