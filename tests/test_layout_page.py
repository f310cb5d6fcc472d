"""What can be wrong with a whole page or its marks: frames, columns, stamps, columns exchanged, places left or lost."""

from collections.abc import Callable

import pytest

from doc_templates.layout.check import check
from doc_templates.layout.repair import repair
from tests.layout_samples import sample
from tests.mutations.paper import Element, Paper, W
from tests.mutations.props import PARAGRAPH_ORDER, by_runs, child, paragraph_property, put, size
from tests.mutations.samples import papers

Change = Callable[[Paper], None]


def _styled(paper: Paper, name: str) -> Element:
    """The first paragraph in a style, also in headers and footers."""
    key = paper.style_ids[name]
    trees = [
        paper.document,
        *(paper.tree(each) for each in sorted(paper.parts) if each.startswith(("word/header", "word/footer"))),
    ]
    found = (each for tree in trees for each in tree.iter(f"{W}p") if _style(each) == key)
    return next(found)


def _style(paragraph: Element) -> str | None:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if found is None else found.get(f"{W}val")


def _letters(name: str, values: dict) -> Change:
    return lambda paper: by_runs(paper, _styled(paper, name), values)


def _border(name: str, kind: str) -> Change:
    def change(paper: Paper) -> None:
        properties = child(_styled(paper, name), "pPr")
        put(properties, {"pBdr": {}}, PARAGRAPH_ORDER)
        borders = properties.find(f"{W}pBdr")
        for side in ("top", "left", "bottom", "right"):
            borders.append(borders.makeelement(f"{W}{side}", {f"{W}val": kind, f"{W}sz": "6"}))

    return change


def _paragraph(name: str, property: str, **values: str) -> Change:
    return lambda paper: paragraph_property(_styled(paper, name), property, **values)


def _gone(name: str) -> Change:
    def change(paper: Paper) -> None:
        paragraph = _styled(paper, name)
        paragraph.getparent().remove(paragraph)

    return change


def _swapped_cells(component: str) -> Change:
    def change(paper: Paper) -> None:
        row = next(each for each in paper.find(component)[0].iterancestors(f"{W}tr"))
        first, last = row.findall(f"{W}tc")[:2]
        left, right = ([each for each in cell if each.tag != f"{W}tcPr"] for cell in (first, last))
        first.extend(right)
        last.extend(left)

    return change


def _section(name: str, **values: str) -> Change:
    def change(paper: Paper) -> None:
        for section in paper.body.iter(f"{W}sectPr"):
            found = section.find(f"{W}{name}")
            if found is None:
                found = section.makeelement(f"{W}{name}")
                section.append(found)
            for key, value in values.items():
                found.set(f"{W}{key}", value)

    return change


def _bordered_letterhead(paper: Paper) -> None:
    borders = paper.document.makeelement(f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(borders.makeelement(f"{W}{side}", {f"{W}val": "single", f"{W}sz": "4"}))
    paper.body.find(f"{W}tbl/{W}tblPr").insert(1, borders)


def _own_section_lost(paper: Paper) -> None:
    section = next(each for each in paper.body.iter(f"{W}sectPr") if each.getparent().tag == f"{W}pPr")
    section.getparent().remove(section)


_MARKED: list[tuple[Change, str]] = [
    (_letters("Mức độ khẩn", {"color": {"val": "000000"}}), "urgency.colour"),
    (_letters("Mức độ khẩn", size(12)), "urgency.size"),
    (_border("Mức độ khẩn", "nil"), "urgency.box"),
    (_border("Mức độ khẩn", "double"), "urgency.box"),
    (_paragraph("Mức độ khẩn", "ind", left="0", right="0"), "urgency.box"),
    (_border("Phạm vi lưu hành", "nil"), "circulation.box"),
    (_letters("Phạm vi lưu hành", {"i": {}}), "circulation.italic"),
    (_letters("Địa chỉ cơ quan", size(13)), "contact.size"),
    (_gone("Đường kẻ hết chiều ngang"), "contact.line"),
    (_paragraph("Đường kẻ hết chiều ngang", "ind", left="3000", right="3000"), "contact.line"),
    (_border("Đường kẻ hết chiều ngang", "dotted"), "contact.line"),
]
_ANY: list[tuple[Change, str]] = [
    (_bordered_letterhead, "page.visible_table"),
    (_section("cols", num="2"), "page.columns"),
    (_section("pgMar", header="1300"), "page_number.place"),
    (_section("pgMar", gutter="600"), "page.margins"),
    (_letters("Tiêu ngữ", {"vertAlign": {"val": "superscript"}}), "motto.stretch"),
    (_letters("Số và ký hiệu", {"spacing": {"val": "60"}}), "number.stretch"),
    (_paragraph("Tiêu ngữ", "spacing", before="200"), "motto.spacing"),
    (_paragraph("Nơi nhận", "spacing", before="900"), "recipients_head.place"),
    (_gone("Chỗ ký"), "signer_name.room"),
    (_swapped_cells("national_name"), "national_name.place"),
    (_swapped_cells("number"), "number.place"),
    (_swapped_cells("recipients_head"), "signer_lines.place"),
]


@pytest.mark.parametrize(("change", "rule"), _MARKED)
def test_stamps_and_the_foot_of_the_first_page(change: Change, rule: str) -> None:
    _found_and_mended(papers()["marked letter"], change, rule)


@pytest.mark.parametrize("form", ["quyet-dinh", "cong-van"])
@pytest.mark.parametrize(("change", "rule"), _ANY)
def test_frames_columns_and_places(form: str, change: Change, rule: str) -> None:
    _found_and_mended(sample(form), change, rule)


def test_an_appendix_counts_its_own_pages() -> None:
    _found_and_mended(sample("quyet-dinh"), _own_section_lost, "appendix.numbering")


def _found_and_mended(good: bytes, change: Change, rule: str) -> None:
    paper = Paper(good)
    change(paper)
    spoilt = paper.bytes()
    assert rule in {each.rule for each in check(spoilt).findings}
    assert [each.rule for each in repair(spoilt).left.findings] == []
