"""doc_templates/layout/check.py: each rule at its boundaries, and no finding on what our forms give."""

from datetime import date

import pytest

from doc_templates import measure
from doc_templates.form import load_forms
from doc_templates.layout.check import check
from doc_templates.layout.rules import RULES, rule_set, rule_sets, words
from tests.layout_samples import replaced, sample, with_letters, with_paragraph
from tests.mutations.lines import lines
from tests.mutations.paper import Paper, text_of
from tests.mutations.props import paragraph_property
from tests.mutations.samples import papers

_MM = 1440 / 25.4


@pytest.mark.parametrize("form", sorted(load_forms()))
def test_our_forms_have_no_findings(form: str) -> None:
    assert [(each.rule, each.place.words) for each in check(sample(form)).findings] == []


def test_richer_papers_have_no_findings() -> None:
    found = {name: [each.rule for each in check(data).findings] for name, data in papers().items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


_SIZES = [
    ("national_name", 12, 13), ("motto", 13, 14), ("agency", 12, 13), ("number", 13, 13), ("place_and_date", 13, 14),
    ("kind", 13, 14), ("subject", 13, 14), ("issuing_authority", 13, 14), ("bases", 13, 14), ("decides", 13, 14),
    ("article", 13, 14), ("recipients_head", 12, 12), ("recipients", 11, 11), ("signer_lines", 13, 14),
    ("signer_name", 13, 14), ("appendix", 14, 14), ("appendix_title", 13, 14), ("appended_to", 13, 14),
]  # fmt: skip


@pytest.mark.parametrize(("component", "least", "most"), _SIZES)
def test_sizes_are_right_at_both_ends_of_their_range_and_wrong_beyond(
    component: str, least: float, most: float
) -> None:
    def found(size: float) -> bool:
        half = {"val": str(round(size * 2))}
        spoilt = with_letters(sample("quyet-dinh"), component, {"sz": half, "szCs": half})
        return f"{component}.size" in {each.rule for each in check(spoilt).findings}

    assert [found(size) for size in (least - 0.5, least, most, most + 0.5)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("side", "millimetres", "wrong"),
    [
        ("top", 20, False), ("top", 25, False), ("top", 19.5, True), ("top", 25.5, True),
        ("bottom", 20, False), ("bottom", 25, False), ("bottom", 19.5, True), ("bottom", 25.5, True),
        ("left", 30, False), ("left", 35, False), ("left", 29.5, True), ("left", 35.5, True),
        ("right", 15, False), ("right", 20, False), ("right", 14.5, True), ("right", 20.5, True),
    ],
)  # fmt: skip
def test_margins(side: str, millimetres: float, wrong: bool) -> None:
    usual = {"top": "1134", "bottom": "1134", "left": "1701", "right": "851"}[side]
    set_to = str(round(millimetres * _MM))
    paper = sample("thong-bao")
    if set_to != usual:
        paper = replaced(paper, "word/document.xml", f'w:{side}="{usual}"', f'w:{side}="{set_to}"')
    assert ("page.margins" in {each.rule for each in check(paper).findings}) is wrong


@pytest.mark.parametrize(
    ("name", "values", "rule", "wrong"),
    [
        ("ind", {"firstLine": "567"}, "indent", False),  # 1 cm
        ("ind", {"firstLine": "720"}, "indent", False),  # 1,27 cm
        ("ind", {"firstLine": "624"}, "indent", True),  # 1,1 cm
        ("ind", {"firstLine": "540"}, "indent", True),
        ("ind", {"firstLine": "760"}, "indent", True),
        ("ind", {"firstLine": "0"}, "indent", True),
        ("ind", {"firstLine": "720", "left": "300"}, "indent", True),
        ("spacing", {"before": "120", "after": "120"}, "spacing", False),
        ("spacing", {"before": "0", "after": "240"}, "spacing", False),
        ("spacing", {"line": "240", "lineRule": "auto"}, "line_height", False),
        ("spacing", {"line": "360", "lineRule": "auto"}, "line_height", False),
        ("spacing", {"line": "228", "lineRule": "auto"}, "line_height", True),
        ("spacing", {"line": "372", "lineRule": "auto"}, "line_height", True),
        ("spacing", {"line": "360", "lineRule": "exact"}, "line_height", False),
        ("spacing", {"line": "260", "lineRule": "exact"}, "line_height", True),
        ("spacing", {"line": "600", "lineRule": "atLeast"}, "line_height", True),
        ("jc", {"val": "both"}, "align", False),
        ("jc", {"val": "left"}, "align", True),
        ("jc", {"val": "distribute"}, "align", False),
    ],
)
def test_paragraphs_of_the_body(name: str, values: dict[str, str], rule: str, wrong: bool) -> None:
    spoilt = with_paragraph(sample("quyet-dinh"), "article", name, 1, **values)
    assert (f"article.{rule}" in {each.rule for each in check(spoilt).findings}) is wrong


@pytest.mark.parametrize(("after", "wrong"), [("120", False), ("119", False), ("100", True), ("0", True)])
def test_the_gap_between_paragraphs(after: str, wrong: bool) -> None:
    spoilt = with_paragraph(sample("quyet-dinh"), "article", "spacing", 0, after=after)
    assert ("article.spacing" in {each.rule for each in check(spoilt).findings}) is wrong


@pytest.mark.parametrize(
    ("share", "wrong"), [(0.30, True), (0.34, False), (0.42, False), (0.49, False), (0.55, True), (1.0, True)]
)
def test_the_line_below_the_subject_is_a_third_to_a_half_of_its_words(share: float, wrong: bool) -> None:
    paper = Paper(sample("hop-dong"))
    (subject,) = paper.find("subject")
    width = measure.width(text_of(subject), measure.Look(14, bold=True)) * share * 20
    side = str(round((9354 - width) / 2))
    paragraph_property(dict(lines(paper))["subject"], "ind", left=side, right=side)
    assert ("subject.line" in {each.rule for each in check(paper.bytes()).findings}) is wrong


def test_words_set_off_inside_the_text_are_nobodys_business() -> None:
    paper = replaced(
        sample("quyet-dinh"), "word/document.xml", "chi từ Quỹ thi đua",
        '</w:t></w:r><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t xml:space="preserve">chi từ</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> Quỹ thi đua',
    )  # fmt: skip
    assert check(paper).findings == ()


def test_a_finding_tells_rule_article_place_and_both_sentences() -> None:
    spoilt = with_letters(sample("quyet-dinh"), "subject", {"sz": {"val": "32"}})
    (found,) = check(spoilt).findings
    assert (found.rule, found.article, found.severity) == ("subject.size", "Phụ lục I, Phần I, mục II.5.b", "error")
    assert (found.found, found.expected, found.repairable) == ("16", "13–14", True)
    assert found.place.words.startswith("Về việc khen thưởng")
    assert found.message["vi"] == "Trích yếu phải có cỡ chữ 13–14, đang là 16."
    assert found.message["en"] == "The subject: the size must be 13–14, it is 16."


def test_the_id_of_a_finding_survives_an_edit_elsewhere() -> None:
    spoilt = with_letters(sample("quyet-dinh"), "signer_name", {"i": {}})
    edited = replaced(spoilt, "word/document.xml", "Mức tiền thưởng", "Mức tiền được thưởng")
    assert [each.id for each in check(spoilt).findings] == [each.id for each in check(edited).findings]


def test_the_rules_of_the_day_and_their_words_are_complete() -> None:
    rules = rule_set(date(2026, 1, 5))
    assert rules.id == "nd30-2020"
    assert rule_set(date(2000, 1, 1)) is rule_sets()[0]
    ids = [rule.id for rule in rules.rules]
    assert len(ids) == len(set(ids))
    for rule in rules.rules:
        assert rule.severity in ("error", "warning")
        assert rule.article
        assert rule.say.keys() == rule.name.keys() == {"vi", "en"}
        for sentence in rule.say.values():
            sentence.format(found="", expected="", component="")
    assert all(value.keys() == {"vi", "en"} for value in words().values())
    assert (RULES / "nd30-2020").is_dir()
