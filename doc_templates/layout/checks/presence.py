"""Components that a document of its kind must have (Điều 8)."""

from collections.abc import Iterator

from doc_templates.layout.components import Components, Part
from doc_templates.layout.flaws import Flaw, Span
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_WITHOUT = {  # kind -> what its model does not have
    "cong-van": {"kind", "subject"},
    "giay-gioi-thieu": {"subject"},
    "giay-nghi-phep": {"subject"},
    "bien-ban": {"place_and_date"},
    "thu-cong": {"number", "subject", "place_and_date", "kind", "recipients", "recipients_head"},
}
_ONLY = {  # components that only some kinds have
    "letter_subject": {"cong-van"},
    "addressed": {"cong-van", "to-trinh", "cong-dien"},
    "decides": {"quyet-dinh", "nghi-quyet"},
    "bases": {"quyet-dinh", "nghi-quyet"},
    "issuing_authority": {"quyet-dinh", "nghi-quyet"},
}
_ALWAYS = {"national_name", "motto", "agency", "number", "place_and_date", "kind", "subject", "body", "recipients_head",
           "recipients", "signer_lines", "signer_name"}  # fmt: skip
_COPY = {"agency", "number", "place_and_date", "signer_lines", "signer_name", "recipients_head", "recipients"}


def missing(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """A component that is not there at all."""
    for part in components.parts:
        if _needed(part, rule.component, components) and not part[rule.component] and not _stands_in(part, rule):
            yield Flaw(_near(part), "none", "there")


def _needed(part: Part, name: str, components: Components) -> bool:
    if part.role == "appendix":
        return name in ("appendix", "appended_to")
    if part.role == "copy":
        return name in _COPY
    if part.role == "attached":
        return name in ("kind", "subject", "body", "appended_to") or (name in ("national_name", "motto", "agency")
                        and bool(part["national_name"] or part["motto"] or part["agency"]))  # fmt: skip
    if part.role != "main" or not part.found or _is_bare(part):
        return False
    kind = part.kind or ""
    if name in _ONLY:
        return kind in _ONLY[name]
    return name in _ALWAYS and name not in _WITHOUT.get(kind, set())


def _is_bare(part: Part) -> bool:
    """A text with nothing of an official document, such as an appendix in a file of its own."""
    marks = ("national_name", "motto", "number", "place_and_date", "recipients_head", "signer_lines")
    return not any(part[mark] for mark in marks)


def _stands_in(part: Part, rule: Rule) -> bool:
    """Words that do the same: a list in place of running text, a title inside the appendix."""
    return rule.component == "body" and bool(part["cell"] or part["article"])


def _near(part: Part) -> Span | None:
    spans = [span for spans in part.found.values() for span in spans if span.paragraph.part == "body"]
    return min(spans, key=lambda span: span.paragraph.index, default=None)
