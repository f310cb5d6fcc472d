"""Where components stand: the plan of mục IV, ô by ô."""

from collections.abc import Iterator
from functools import partial

from doc_templates.layout.checks import places_head, places_tail
from doc_templates.layout.checks.order import Judge, after
from doc_templates.layout.components import Components
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document, Paragraph
from doc_templates.layout.rules import Rule


def place(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Whether a component stands where the plan has it."""
    judge = _JUDGES[rule.numbers["value"]]
    for part in components.parts:
        if part[rule.component]:
            yield from judge(part, document, rule)


_JUDGES: dict[str, Judge] = {
    "right_top": places_head.right_top,
    "left_top": places_head.left_top,
    "below_national_name": after("national_name", "motto", "ngay dưới Quốc hiệu"),
    "below_agency": places_head.below_agency,
    "level_with_number": places_head.level_with_number,
    "above_subject": after("kind", "subject", "trên trích yếu"),
    "below_kind": after("kind", "subject", "ngay dưới tên loại"),
    "below_number": places_head.below_number,
    "urgency": places_head.urgency,
    "above_body": places_tail.above_body,
    "above_bases": after("issuing_authority", "bases", "trên phần căn cứ"),
    "above_decides": after("bases", "decides", "trên lời quyết định"),
    "above_articles": after("decides", "body", "trên nội dung"),
    "above_recipients": places_tail.above_recipients,
    "left_bottom": places_tail.left_bottom,
    "right_bottom": places_tail.right_bottom,
    "below_signer_lines": places_tail.below_signer_lines,
    "above_appendix_title": after("appendix", "appendix_title", "trên tên phụ lục"),
    "below_appendix": after("appendix", "appendix_title", "dưới từ “Phụ lục”"),
    "below_title": after("appendix_title", "appended_to", "dưới tên phụ lục"),
}


def below_number_gap(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.5.b: the subject of a letter stands 6 pt below the number."""
    for part in components.parts:
        if not part["letter_subject"] or not part["number"]:
            continue
        number, subject = part["number"][-1].paragraph, part["letter_subject"][0].paragraph
        if subject.index != number.index + 1:
            continue
        gap = number.after + subject.before
        if abs(gap - rule.numbers["gap"]) > 0.1:
            yield Flaw(
                part["letter_subject"][0],
                f"{gap:g} pt",
                f"{rule.numbers['gap']:g} pt",
                partial(_open, number, subject, rule.numbers["gap"]),
                severity="" if gap else "warning",
            )  # fmt: skip; the decree's own mẫu 1.5 leaves none


def _open(number: Paragraph, subject: Paragraph, gap: float) -> None:
    before = gap - number.after
    if before < 0:
        set_paragraph(number, "spacing", after="0")
        before = gap
    drop_attributes(subject, "spacing", "beforeAutospacing", "beforeLines")
    set_paragraph(subject, "spacing", before=str(round(before * 20)))
